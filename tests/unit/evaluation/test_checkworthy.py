from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from backend.checking.ports import CheckWorthiness
from backend.errors import BadInput
from backend.evaluation.checkworthy import CheckworthySuite, Scored, checkworthy_figures
from backend.evaluation.measures import average_precision
from backend.evaluation.sentences import read_sentence_sets
from backend.evaluation.suite import Figures

HEAD = "Sentence_id\tText\tclass_label\n"
ROWS = "1\tCrime fell by 40%.\tYes\n2\tThank you.\tNo\n3\tTaxes rose.\tYes\n4\tI like it.\tNo\n"


@dataclass
class ByLength(CheckWorthiness):
    """Finds long sentences worth checking."""

    threshold: float = 0.5

    def scores(self, sentences: Sequence[str]) -> list[float]:
        return [min(1.0, len(sentence) / 20) for sentence in sentences]


def measured(path: Path) -> Figures:
    return CheckworthySuite(ByLength()).run(path, lambda _done, _of: None)


def test_figures_are_of_yes(tmp_path: Path) -> None:
    path = tmp_path / "some.tsv"
    path.write_text(HEAD + ROWS, "utf-8")
    figures = measured(path)
    # Chances .9, .5, .55 and .5: all are said to be worth checking, two are.
    assert figures["precision"] == 0.5
    assert figures["recall"] == 1.0
    assert figures["f1"] == pytest.approx(2 / 3)
    assert figures["average_precision"] == 1.0
    assert (figures["sentences"], figures["malformed"]) == (4, 0)
    assert "some.f1" not in figures


def test_a_folder_has_figures_for_each_set_and_for_all(tmp_path: Path) -> None:
    (tmp_path / "a.tsv").write_text(HEAD + ROWS, "utf-8")
    (tmp_path / "b.tsv").write_text(HEAD + "7\tIt rains in Spain today.\tNo\n", "utf-8")
    (tmp_path / "README.md").write_text("not a set", "utf-8")
    figures = measured(tmp_path)
    assert (figures["sentences"], figures["a.sentences"], figures["b.sentences"]) == (5, 4, 1)
    assert figures["b.f1"] == 0.0


def test_lines_that_are_none_are_left_out_and_counted(tmp_path: Path) -> None:
    path = tmp_path / "some.tsv"
    run_together = "24098\tWe've got to invest.\tNo29286\tYou can't.\tNo\n"
    path.write_text(HEAD + ROWS + run_together + "5\tMaybe.\tPerhaps\n6\t \tNo\n", "utf-8")
    assert (measured(path)["sentences"], measured(path)["malformed"]) == (4, 3)


def test_quoted_sentences_are_read_as_they_were_said(tmp_path: Path) -> None:
    path = tmp_path / "some.tsv"
    path.write_text(HEAD + '8\t"You know, ""Crocodile Dundee""."\tNo\n', "utf-8")
    assert read_sentence_sets(path)[0].sentences[0].text == 'You know, "Crocodile Dundee".'


@pytest.mark.parametrize("text", ["", "Text\tclass_label\nx\tYes\n", HEAD, HEAD + "1\tx\n"])
def test_what_is_no_such_table_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "some.tsv"
    path.write_text(text, "utf-8")
    with pytest.raises(BadInput):
        measured(path)


def test_a_folder_without_a_table_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"no \.tsv"):
        measured(tmp_path)


def test_the_threshold_decides_and_nothing_said_is_no_precision() -> None:
    rows = [Scored(worth_checking=True, chance=0.6), Scored(worth_checking=False, chance=0.2)]
    assert checkworthy_figures(rows, 0.6)["f1"] == 1.0
    assert checkworthy_figures(rows, 0.7)["precision"] == 0.0


def test_average_precision_is_the_mean_over_what_is_relevant() -> None:
    assert average_precision([0.9, 0.8, 0.7], [True, False, True]) == pytest.approx(5 / 6)
    assert average_precision([0.1], [False]) == 0.0
