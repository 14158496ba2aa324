"""The suite on a folder laid out like the benchmark's, and its command."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from backend.cli.main import run
from backend.domain import Report, UnreadReason
from backend.errors import BadInput, Unreadable
from backend.evaluation.extraction import ExtractionSuite
from backend.reading.extraction import extract
from tests.unit.reading.pages import PARAGRAPHS, URL, described, page

TRUE = "\n".join(PARAGRAPHS)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    (tmp_path / "html").mkdir()
    truth = {"a": {"articleBody": TRUE, "url": URL}, "b": {"articleBody": TRUE}}
    for name in truth:
        body = page(jsonld=described(datePublished="2026-11-20T05:30:00Z")).encode()
        (tmp_path / "html" / f"{name}.html.gz").write_bytes(gzip.compress(body))
    (tmp_path / "ground-truth.json").write_text(json.dumps(truth), "utf-8")
    return tmp_path


def refuse(page: bytes, url: str, charset: str | None = None) -> Report:
    del page, url, charset
    raise Unreadable(UnreadReason.PAYWALL)


def test_a_page_that_is_read_whole_scores_whole(data: Path) -> None:
    told: list[tuple[int, int]] = []
    figures = ExtractionSuite(extract).run(data, lambda done, of: told.append((done, of)))
    assert (figures["f1"], figures["precision"], figures["recall"]) == (1, 1, 1)
    assert (figures["dates_declared"], figures["dates_declared_pages"]) == (1, 2)
    assert figures["plain_f1"] > 0
    assert told == [(1, 2), (2, 2)]


def test_a_page_that_is_refused_counts_as_empty(data: Path) -> None:
    figures = ExtractionSuite(refuse).run(data, lambda done, of: None)  # noqa: ARG005
    assert (figures["f1"], figures["refused_pages"], figures["dates_declared"]) == (0, 2, 0)


def test_the_command_prints_the_figures_as_one_object(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["evaluate", "extraction", "--data", str(data), "--json"]) == 0
    figures = json.loads(capsys.readouterr().out)
    assert {"f1", "precision", "recall", "ms_per_page"} <= set(figures)
    assert figures["pages"] == 2


def test_the_command_prints_a_table(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["evaluate", "extraction", "--data", str(data)]) == 0
    assert "ms_per_page" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("truth", "says"),
    [
        (None, "cannot be read"),
        ("{", "is no JSON"),
        ("[]", "names no pages"),
        ("{}", "names no pages"),
        ('{"a": {}}', "articleBody"),
        ('{"a": 3}', "articleBody"),
        ('{"zzz": {"articleBody": "x"}}', "is missing"),
    ],
)
def test_data_that_cannot_be_used_is_told_in_words(
    data: Path, truth: str | None, says: str
) -> None:
    path = data / "ground-truth.json"
    path.unlink() if truth is None else path.write_text(truth, "utf-8")
    with pytest.raises(BadInput, match=says):
        ExtractionSuite(extract).run(data, lambda done, of: None)  # noqa: ARG005


@pytest.mark.parametrize(
    "arguments", [["nonsense", "--data", "."], ["extraction"], ["extraction", "--data", "/nope"]]
)
def test_a_command_that_cannot_be_understood_ends_with_2(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["evaluate", *arguments]) == 2
    assert capsys.readouterr().err.startswith("Error: ")


def test_data_that_is_missing_ends_the_command_with_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["evaluate", "extraction", "--data", str(tmp_path)]) == 2
    assert "ground-truth.json" in capsys.readouterr().err
