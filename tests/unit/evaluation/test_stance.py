"""The suite on made-up pairs, and its command."""

from __future__ import annotations

import gzip
import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.checking.ports import Judge, Pair
from backend.cli.main import run
from backend.domain import Judgement, Stance
from backend.errors import BadInput
from backend.evaluation.labelled import sample
from backend.evaluation.stance import BATCH, Judged, StanceSuite, stance_figures
from backend.evaluation.suite import Figures

SURE = Judgement(0.9, 0.06, 0.04)
AGAINST = Judgement(0.2, 0.7, 0.1)
UNDECIDED = Judgement(0.3, 0.4, 0.3)
ELSEWHERE = Judgement(0.1, 0.1, 0.8, about=0.0)
SAYS = {"yes": SURE, "no": AGAINST, "hm": UNDECIDED, "else": ELSEWHERE}


class SaysWhatItReads(Judge):
    """Takes the passage for the name of a judgement, and counts how much it was given at once."""

    name = "says what it reads"

    def __init__(self) -> None:
        self.asked: list[int] = []

    def judge(self, pairs: Sequence[Pair]) -> list[Judgement]:
        self.asked.append(len(pairs))
        return [SAYS[pair.passage] for pair in pairs]


def rows(*told: tuple[str, str]) -> str:
    return "".join(
        json.dumps({"claim": "c", "passage": passage, "label": label, "group": 7}) + "\n"
        for passage, label in told
    )


def measured(data: Path, sets: Sequence[str] = (), limit: int | None = None) -> Figures:
    suite = StanceSuite(SaysWhatItReads(), sets, limit)
    return suite.run(data, lambda done, of: None)  # noqa: ARG005


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    three = rows(("yes", "supports"), ("no", "supports"), ("hm", "mentions"), ("no", "disputes"))
    two = rows(("yes", "supports"), ("hm", "disputes"))
    (tmp_path / "three.jsonl").write_text(three, "utf-8")
    (tmp_path / "two.jsonl.gz").write_bytes(gzip.compress(two.encode()))
    (tmp_path / "README.md").write_text("Not a set.", "utf-8")
    return tmp_path


def test_the_figures_of_a_file_are_worked_out_by_hand(folder: Path) -> None:
    figures = measured(folder / "three.jsonl")
    assert figures.pop("pairs_per_second") > 0
    assert figures == pytest.approx(
        {
            "pairs": 4,
            "macro_f1": (2 / 3 + 2 / 3 + 1) / 3,
            "accuracy": 3 / 4,
            "f1_supports": 2 / 3,
            "f1_disputes": 2 / 3,
            "f1_mentions": 1,
            "ece": (abs(0.9 - 1) + 2 * abs(0.7 - 0.5) + abs(0.3 - 1)) / 4,
            "sided": 3 / 4,
            "sided_right": 2 / 3,
            "sided_ece": (abs(0.9 - 1) + 2 * abs(0.7 - 0.5)) / 3,
            "likeliest_macro_f1": (2 / 3 + 1 / 2 + 0) / 3,
            "likeliest_ece": (abs(0.9 - 1) + 2 * abs(0.7 - 0.5) + abs(0.4 - 0)) / 4,
        }
    )


def test_where_only_sides_are_labelled_the_larger_one_is_scored_too(folder: Path) -> None:
    figures = measured(folder / "two.jsonl.gz")
    assert figures["two_way_macro_f1"] == 1  # .4 against .3, though undecided
    assert figures["macro_f1"] == 1 / 2  # abstaining is wrong
    assert "f1_mentions" not in figures


def test_even_sides_are_no_answer() -> None:
    even = Judgement(0.4, 0.4, 0.2)
    told = [Judged(Stance.SUPPORTS, even), Judged(Stance.DISPUTES, even)]
    assert stance_figures(told)["two_way_macro_f1"] == 0


def test_a_passage_about_something_else_is_said_to_mention() -> None:
    figures = stance_figures([Judged(Stance.MENTIONS, ELSEWHERE)])
    assert (figures["macro_f1"], figures["sided"]) == (1, 0)
    assert "sided_right" not in figures


def test_a_folder_has_the_figures_of_each_set_and_their_means(folder: Path) -> None:
    figures = measured(folder)
    sets = [measured(folder / name) for name in ("three.jsonl", "two.jsonl.gz")]
    assert figures["pairs"] == figures["three.pairs"] + figures["two.pairs"] == 6
    assert figures["three.macro_f1"] == sets[0]["macro_f1"]
    assert figures["two.two_way_macro_f1"] == 1
    assert "two_way_macro_f1" not in figures
    for mean, one in (("mean_macro_f1", "macro_f1"), ("mean_ece", "ece")):
        assert figures[mean] == pytest.approx(sum(own[one] for own in sets) / 2)


def test_one_set_of_a_folder_may_be_asked_for(folder: Path) -> None:
    figures = measured(folder, ["two"])
    assert figures["pairs"] == figures["two.pairs"] == 2
    with pytest.raises(BadInput, match="no set four"):
        measured(folder, ["two", "four"])


def test_the_judge_is_given_batches_and_progress_is_told_over_all_sets(tmp_path: Path) -> None:
    for name, many in (("a", BATCH + 1), ("b", 3)):
        text = rows(*[("yes", "supports")] * many)
        (tmp_path / f"{name}.jsonl").write_text(text, "utf-8")
    told: list[tuple[int, int]] = []
    judge = SaysWhatItReads()
    StanceSuite(judge).run(tmp_path, lambda done, of: told.append((done, of)))
    assert judge.asked[1:] == [BATCH, 1, 3]
    of = BATCH + 4
    assert told == [(BATCH, of), (BATCH + 1, of), (of, of)]


def test_a_limit_takes_the_same_pairs_each_time(folder: Path) -> None:
    figures = measured(folder, limit=2)
    again = measured(folder, limit=2)
    assert (figures["three.pairs"], figures["two.pairs"]) == (2, 2)
    assert figures["three.macro_f1"] == again["three.macro_f1"]


@given(st.lists(st.integers(), unique=True), st.integers(1, 50))
def test_a_sample_keeps_the_order_and_draws_none_twice(drawn_from: list[int], limit: int) -> None:
    drawn = sample(drawn_from, limit)
    assert len(drawn) == min(limit, len(drawn_from))
    assert list(drawn) == [each for each in drawn_from if each in set(drawn)]


def test_byte_order_marks_windows_lines_and_empty_lines_are_taken_in_stride(
    tmp_path: Path,
) -> None:
    path = tmp_path / "set.jsonl"
    text = rows(("yes", "supports"), ("no", "disputes")).replace("\n", "\r\n\r\n")
    path.write_bytes(b"\xef\xbb\xbf" + text.encode())
    assert measured(path)["accuracy"] == 1


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "no pairs"),
        (b"{", "line 1: this is not"),
        (b"[" * 100_000, "line 1: this is not"),
        (b"3\n", "line 1: this is not"),
        (b'{"claim": "c", "passage": "p"}\n', "line 1: this is not"),
        (b'{"claim": 1, "passage": "p", "label": "supports"}', "must be text"),
        (b'{"claim": "c", "passage": "p", "label": "agree"}', "label must be"),
        (b'{"claim": "c", "passage": "p", "label": ["supports"]}', "label must be"),
        (b"\xff\xfe", "no UTF-8"),
    ],
)
def test_a_broken_set_is_told_in_words(tmp_path: Path, content: bytes, says: str) -> None:
    path = tmp_path / "set.jsonl"
    path.write_bytes(content)
    with pytest.raises(BadInput, match=says):
        measured(path)


@pytest.mark.parametrize("content", [b"no gzip", gzip.compress(b"x" * 99, mtime=0)[:-9]])
def test_a_broken_packed_set_is_told_in_words(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "set.jsonl.gz"
    path.write_bytes(content)
    with pytest.raises(BadInput, match="no gzip file"):
        measured(path)


def test_a_folder_without_sets_or_with_one_twice_is_told_in_words(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="holds no"):
        measured(tmp_path)
    for name in ("a.jsonl", "a.jsonl.gz"):
        (tmp_path / name).touch()
    with pytest.raises(BadInput, match="twice"):
        measured(tmp_path)


def test_the_command_prints_the_figures_as_one_object(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["evaluate", "stance", "--data", str(folder), "--limit", "1", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["pairs"] == 2


def test_the_command_tells_bad_data_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["evaluate", "stance", "--data", str(tmp_path)]) == 2
    assert capsys.readouterr().err.startswith("Error: ")
