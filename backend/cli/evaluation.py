"""The commands that score the system on public data, one a suite."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import click

from backend import config
from backend.checking.tally import Tally
from backend.cli.notes import printable
from backend.composition.encoding import shipped_encoder, shipped_worthiness
from backend.composition.judging import make_judge, small_judge
from backend.evaluation.checkworthy import CheckworthySuite
from backend.evaluation.extraction import ExtractionSuite
from backend.evaluation.fnc1 import Fnc1Suite
from backend.evaluation.known_claims import KnownClaimsSuite
from backend.evaluation.origins import OriginsSuite
from backend.evaluation.reranking import by_judge
from backend.evaluation.stance import StanceSuite
from backend.evaluation.suite import Figures, Suite
from backend.evaluation.weighing import WeighingSuite
from backend.judges.reports import WholeReports
from backend.reading.extraction import extract

_data = click.option(
    "--data",
    type=click.Path(exists=True, path_type=Path),
    required=True,
    help="The folder or file that the suite reads.",
)
_as_json = click.option(
    "--json", "as_json", is_flag=True, help="Print the figures as one JSON object."
)
_limit = click.option(
    "--limit",
    type=click.IntRange(min=1),
    help="Measure at most so many pairs of a set, always the same ones.",
)


@click.group()
def evaluate() -> None:
    """Score a part of the system on public data and print the figures."""


@evaluate.command("extraction")
@_data
@_as_json
def extraction(data: Path, *, as_json: bool) -> None:
    """Score the text and dates taken from the pages of the article extraction benchmark."""
    _measure(ExtractionSuite(extract), data, as_json=as_json)


@evaluate.command("stance")
@_data
@click.option("--set", "sets", multiple=True, help="Of a folder, measure this set alone.")
@_limit
@_as_json
def stance(data: Path, sets: tuple[str, ...], limit: int | None, *, as_json: bool) -> None:
    """Score the judge on labelled pairs: a JSONL file, or a folder of them.

    A line is {"claim", "passage", "label"}; the label is supports, disputes or mentions. Files
    may be packed (.gz). --set may be given more than once.
    """
    judge = _judge()
    _measure(StanceSuite(judge, sets, limit), data, as_json=as_json)
    _say_who(judge)


@evaluate.command("fnc1")
@_data
@click.option(
    "--predictions",
    type=click.Path(dir_okay=False, writable=True, path_type=Path),
    help="Write what was said to this file: Headline, Body ID, Stance.",
)
@_limit
@_as_json
def fnc1(data: Path, predictions: Path | None, limit: int | None, *, as_json: bool) -> None:
    """Score what is said of whole articles on a folder of the Fake News Challenge's files."""
    judge = _judge()
    _measure(Fnc1Suite(WholeReports(judge), predictions, limit), data, as_json=as_json)
    _say_who(judge)


@evaluate.command("checkworthy")
@_data
@_as_json
def checkworthy(data: Path, *, as_json: bool) -> None:
    """Score which sentences are said to be worth checking: a TSV file, or a folder of them.

    Columns are Sentence_id, Text and class_label (Yes or No), as CheckThat! has them.
    """
    _measure(CheckworthySuite(shipped_worthiness()), data, as_json=as_json)


@evaluate.command("known-claims")
@_data
@click.option("--rerank", is_flag=True, help="Have the small judge read the first ten of each.")
@_as_json
def known_claims(data: Path, *, rerank: bool, as_json: bool) -> None:
    """Score whether posts find the checked claims that they make.

    PATH is a folder with claims.jsonl ({"id", "title", "text", "published"}) and queries….jsonl
    ({"query", "relevant"}), as CheckThat! has them; files may be packed (.gz).
    """
    by = by_judge(small_judge()) if rerank else None
    _measure(KnownClaimsSuite(shipped_encoder(), by), data, as_json=as_json)


@evaluate.command("weighing")
@_data
@click.option(
    "--curve",
    "drawn",
    type=click.Path(dir_okay=False, writable=True, path_type=Path),
    help="Draw confidence against what is right to this SVG file.",
)
@_as_json
def weighing(data: Path, drawn: Path | None, *, as_json: bool) -> None:
    """Score verdicts and their confidence on a file of claims with labelled reports.

    A line is {"claim", "reports": [{"url", "title", "text", "label"}]}; a label is supports,
    disputes, mentions or unrelated. Files may be packed (.gz).
    """
    judge = _judge()
    _measure(WeighingSuite(judge, drawn), data, as_json=as_json)
    _say_who(judge)


@evaluate.command("origins")
@_data
@_as_json
def origins(data: Path, *, as_json: bool) -> None:
    """Score which reports are called one origin: JSONL of reports with their true "origin".

    A folder of such files is measured file by file, and its pairs are counted together.
    """
    _measure(OriginsSuite(), data, as_json=as_json)


def _judge() -> Tally:
    """The judge that is set, and a count of who really judged."""
    return Tally(make_judge(config.read_settings(os.environ)))


def _say_who(judge: Tally) -> None:
    click.echo(printable(f"Judged by: {judge.words}"), err=True)


def _measure(suite: Suite, data: Path, *, as_json: bool) -> None:
    measured = _with_progress(suite, data)
    click.echo(json.dumps(measured) if as_json else _table(measured))


def _with_progress(suite: Suite, data: Path) -> Figures:
    # On stderr, so that the figures alone are the output; for who looks on, so that an error
    # has its line to itself elsewhere.
    with click.progressbar(
        length=1,
        label=f"Evaluating {suite.name}",
        file=sys.stderr,
        hidden=not sys.stderr.isatty(),
    ) as bar:

        def tell(done: int, of: int) -> None:
            bar.length = of
            bar.update(done - bar.pos)

        return suite.run(data, tell)


def _table(measured: Figures) -> str:
    width = max(len(name) for name in measured)
    return "\n".join(f"{name:{width}}  {_figure(value)}" for name, value in measured.items())


def _figure(value: float) -> str:
    return f"{value:,}" if isinstance(value, int) else f"{value:.4f}"
