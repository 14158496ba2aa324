"""The command that scores the system on public data."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from backend.evaluation.suite import Figures, Suite
from backend.evaluation.table import SUITES

_NAME_WIDTH = 24


@click.command()
@click.argument("suite", type=click.Choice(sorted(SUITES)))
@click.option(
    "--data",
    type=click.Path(exists=True, path_type=Path),
    required=True,
    help="The folder or file that the suite reads.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the figures as one JSON object.")
def evaluate(suite: str, data: Path, *, as_json: bool) -> None:
    """Score SUITE on the data at a path and print its figures."""
    measured = _with_progress(SUITES[suite](), data)
    click.echo(json.dumps(measured) if as_json else _table(measured))


def _with_progress(suite: Suite, data: Path) -> Figures:
    # On stderr, so that the figures alone are the output.
    with click.progressbar(length=1, label=f"Evaluating {suite.name}", file=sys.stderr) as bar:

        def tell(done: int, of: int) -> None:
            bar.length = of
            bar.update(done - bar.pos)

        return suite.run(data, tell)


def _table(measured: Figures) -> str:
    return "\n".join(f"{name:{_NAME_WIDTH}} {_figure(value)}" for name, value in measured.items())


def _figure(value: float) -> str:
    return f"{value:,}" if isinstance(value, int) else f"{value:.4f}"
