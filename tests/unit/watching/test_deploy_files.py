"""The files for Prometheus and Grafana, against the figures that there are."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.unit.watching.promql import FIGURES, Asked, asked_of, labels_of_series

DEPLOY = Path(__file__).parents[3] / "backend" / "deploy"
ALERTS = DEPLOY / "prometheus-alerts.yaml"
DASHBOARD: dict[str, Any] = json.loads((DEPLOY / "grafana-dashboard.json").read_text("utf-8"))


def rules() -> list[dict[str, Any]]:
    groups = yaml.safe_load(ALERTS.read_text("utf-8"))["groups"]
    return [rule for group in groups for rule in group["rules"]]


def panels() -> list[dict[str, Any]]:
    return [panel for panel in DASHBOARD["panels"] if panel["type"] != "row"]


def expressions() -> Iterator[tuple[str, str]]:
    """Every expression of both files, with what it is for."""
    for rule in rules():
        yield rule["alert"], rule["expr"]
    for panel in panels():
        for target in panel["targets"]:
            yield f"{panel['title']} {target['refId']}", target["expr"]


def asked(expression: str) -> list[Asked]:
    return asked_of(expression.replace("$__rate_interval", "5m"))


@pytest.mark.parametrize(
    "expression", [pytest.param(expr, id=name) for name, expr in expressions()]
)
def test_an_expression_asks_for_series_and_labels_that_there_are(expression: str) -> None:
    known = labels_of_series()
    for series in asked(expression):
        assert series.name in known
        assert series.labels <= known[series.name], series


def test_an_unknown_label_is_found() -> None:
    (series,) = asked_of("sum by (url) (rate(second_source_notes_total[5m]))")
    assert not series.labels <= labels_of_series()[series.name]


def test_every_figure_is_on_the_dashboard() -> None:
    shown = {one.name for panel in panels() for t in panel["targets"] for one in asked(t["expr"])}
    for figure in FIGURES:
        assert any(name.startswith(figure.full_name) for name in shown), figure.full_name


def test_what_a_panel_writes_beside_a_line_is_a_label_that_the_line_has() -> None:
    for panel in panels():
        for target in panel["targets"]:
            written = set(re.findall(r"{{(\w+)}}", target["legendFormat"]))
            (series, *_) = asked(target["expr"])
            assert written <= labels_of_series()[series.name], panel["title"]


def test_panels_are_numbered_once_and_do_not_lie_over_each_other() -> None:
    every = DASHBOARD["panels"]
    assert len({panel["id"] for panel in every}) == len(every)
    taken: set[tuple[int, int]] = set()
    for panel in every:
        at = panel["gridPos"]
        cells = {
            (x, y)
            for x in range(at["x"], at["x"] + at["w"])
            for y in range(at["y"], at["y"] + at["h"])
        }
        assert not cells & taken, panel["title"]
        assert all(x < 24 for x, _ in cells)
        taken |= cells


def test_an_alert_says_how_urgent_it_is_what_is_wrong_and_where_to_look() -> None:
    names = [rule["alert"] for rule in rules()]
    assert len(set(names)) == len(names)
    for rule in rules():
        assert rule["labels"]["severity"] in {"page", "ticket"}
        assert rule["annotations"]["summary"].endswith(".")
        assert rule["annotations"]["look"].endswith(".")


def test_prometheus_is_given_the_alerts_and_the_paths_that_we_answer() -> None:
    config = yaml.safe_load((DEPLOY / "prometheus.yml").read_text("utf-8"))
    assert config["rule_files"] == [ALERTS.name]
    assert {job["metrics_path"] for job in config["scrape_configs"]} == {"/metrics"}
    assert {job["job_name"] for job in config["scrape_configs"]} == {"web", "worker"}
