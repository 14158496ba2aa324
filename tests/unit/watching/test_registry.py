from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from prometheus_client.parser import text_string_to_metric_families

from backend.watching import table
from backend.watching.registry import Figures
from backend.watching.table import Figure, Kind
from tests.unit.watching import forked

ALL = (*table.WORK, table.BEAT, *table.ANSWERS, *table.STANDING)
README = Path(__file__).parents[3] / "backend" / "watching" / "README.md"
_UNITS = {"seconds", "bytes", "total", "info", "timestamp"}


def test_names_follow_the_conventions_of_prometheus() -> None:
    names = [figure.name for figure in ALL]
    assert len(set(names)) == len(names)
    for figure in ALL:
        is_counter = figure.kind is Kind.COUNTER
        assert figure.name.endswith("_total") == is_counter, figure
        assert figure.kind is not Kind.HISTOGRAM or figure.name.endswith("_seconds"), figure
        assert bool(figure.buckets) == (figure.kind is Kind.HISTOGRAM), figure


def test_no_label_can_hold_an_address_or_an_id() -> None:
    labels = {label for figure in ALL for label in figure.labels}
    assert not labels & {"url", "path", "host", "check", "id", "page", "query", "reader", "user"}


def test_the_readme_lists_the_figures_as_they_are() -> None:
    readme = README.read_text("utf-8")
    for group in ((*table.WORK, table.BEAT), table.ANSWERS, table.STANDING):
        assert table.describe(group) in readme


def test_a_figure_that_is_counted_is_told_in_prometheus_format() -> None:
    figures = Figures([Figure("pets_total", Kind.COUNTER, "Pets.", ("kind",))])
    (pets,) = figures._made
    figures.count(pets, 2, kind="cat")
    told = {one.name: one for one in text_string_to_metric_families(figures.text().decode())}
    (sample,) = told["second_source_pets"].samples
    assert (sample.name, sample.labels, sample.value) == (
        "second_source_pets_total",
        {"kind": "cat"},
        2.0,
    )


def test_processes_that_are_forked_count_into_the_same_figures(tmp_path: Path) -> None:
    folder = tmp_path / "figures"
    folder.mkdir()
    (folder / "counter_1.db").write_bytes(b"left by an earlier start")
    command = [sys.executable, "-m", forked.__name__, str(folder)]
    told = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60).stdout
    assert 'second_source_checks_taken_total{asked_by="reader",attempt="again"} 1.0' in told
    assert 'second_source_checks_taken_total{asked_by="reader",attempt="first"} 1.0' in told
    assert 'second_source_check_stage_seconds_sum{stage="claims"} 0.5' in told
