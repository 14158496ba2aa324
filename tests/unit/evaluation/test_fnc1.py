"""The suite on made-up headlines and bodies in the challenge's own layout, and its command."""

from __future__ import annotations

import csv
import gzip
import json
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import pytest

from backend.checking.ports import ReportJudge, ReportPair
from backend.cli.main import run
from backend.domain import Stance
from backend.errors import BadInput
from backend.evaluation.fnc1 import BATCH, Fnc1Suite
from backend.evaluation.suite import Figures
from backend.judges.lexical import LexicalJudge
from backend.judges.reports import WholeReports

BODIES = {"0": "supports", "1": "disputes", "2": "mentions", "10": "unrelated"}
ROWS = [
    ("A headline", "10", "unrelated"),
    ('Quotes, "commas"\r\nand breaks', "2", "discuss"),
    ("Ein Böse\u200b\u2028Wort", "0", "agree"),
    ("A headline", "1", "agree"),
    ("Another", "10", "unrelated"),
]


class SaysWhatItReads(ReportJudge):
    """Takes the report's text for its stance, and remembers what it was given at once."""

    def __init__(self) -> None:
        self.asked: list[Sequence[ReportPair]] = []

    def stances(self, pairs: Sequence[ReportPair]) -> list[Stance]:
        self.asked.append(pairs)
        return [Stance(pair.report.text) for pair in pairs]


def write(path: Path, *rows: Sequence[str]) -> None:
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "wt", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)


def write_set(folder: Path, prefix: str, rows: Sequence[Sequence[str]] = ROWS) -> None:
    write(folder / f"{prefix}bodies.csv", ("Body ID", "articleBody"), *BODIES.items())
    write(folder / f"{prefix}stances.csv", ("Headline", "Body ID", "Stance"), *rows)


def measured(folder: Path, predictions: Path | None = None, limit: int | None = None) -> Figures:
    suite = Fnc1Suite(SaysWhatItReads(), predictions, limit)
    return suite.run(folder, lambda done, of: None)  # noqa: ARG005


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    data = tmp_path / "data"
    data.mkdir()
    return data


def test_the_figures_are_worked_out_by_hand(folder: Path) -> None:
    write_set(folder, "train_")
    figures = measured(folder)
    assert figures.pop("pairs_per_second") > 0
    assert figures == pytest.approx(
        {
            "fnc1_score": 100 * (0.25 + 1 + 1 + 0.25 + 0.25) / (1 + 1 + 1 + 0.25 + 0.25),
            "macro_f1": (2 / 3 + 1 + 1) / 3,
            "f1_agree": 2 / 3,
            "f1_discuss": 1,
            "f1_unrelated": 1,
            "accuracy": 4 / 5,
            "pairs": 5,
        }
    )


def test_what_was_said_is_written_in_the_challenges_own_form(folder: Path, tmp_path: Path) -> None:
    write_set(folder, "train_")
    path = tmp_path / "said.csv"
    measured(folder, path)
    with path.open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    assert header == ["Headline", "Body ID", "Stance"]
    assert [tuple(row[:2]) for row in rows] == [row[:2] for row in ROWS]
    assert [row[2] for row in rows] == ["unrelated", "discuss", "agree", "disagree", "unrelated"]


def test_without_stances_there_are_predictions_alone(folder: Path, tmp_path: Path) -> None:
    write(folder / "test_bodies.csv", ("Body ID", "articleBody"), *BODIES.items())
    rows = [row[:2] for row in ROWS]
    write(folder / "test_stances_unlabeled.csv", ("Headline", "Body ID"), *rows)
    path = tmp_path / "said.csv"
    assert set(measured(folder, path)) == {"pairs", "pairs_per_second"}
    assert path.read_text("utf-8").count("discuss") == 1
    with pytest.raises(BadInput, match="predictions"):
        measured(folder)


def test_those_of_one_body_are_judged_together_and_progress_is_told(folder: Path) -> None:
    many = [(f"Headline {n}", str(n % 3), "agree") for n in range(BATCH + 2)]
    write_set(folder, "train_", many)
    told: list[tuple[int, int]] = []
    judge = SaysWhatItReads()
    Fnc1Suite(judge).run(folder, lambda done, of: told.append((done, of)))
    assert told == [(BATCH, BATCH + 2), (BATCH + 2, BATCH + 2)]
    given = [pair.report for pairs in judge.asked for pair in pairs]
    changes = sum(one is not other for one, other in pairwise(given))
    assert changes == len({id(report) for report in given}) - 1 == 2


def test_a_limit_takes_the_same_pairs_each_time(folder: Path, tmp_path: Path) -> None:
    write_set(folder, "train_")
    one, other = tmp_path / "one.csv", tmp_path / "other.csv"
    assert measured(folder, one, 2)["pairs"] == measured(folder, other, 2)["pairs"] == 2
    assert one.read_bytes() == other.read_bytes()


@pytest.mark.parametrize(
    ("bodies", "stances"),
    [
        ("train_bodies.csv.gz", "train_stances.csv.gz"),
        ("competition_test_bodies.csv", "competition_test_stances.csv"),
        ("test_bodies.csv", "test_stances_unlabeled.csv.gz"),
        ("bodies.csv", "stances.csv"),
        ("train_bodies.csv", "dev_stances.csv"),
    ],
)
def test_the_files_may_be_named_as_the_challenge_names_them(
    folder: Path, bodies: str, stances: str
) -> None:
    write(folder / bodies, ("Body ID", "articleBody"), *BODIES.items())
    write(folder / stances, ("Headline", "Body ID", "Stance"), *ROWS)
    assert measured(folder)["pairs"] == 5


def test_of_several_sets_the_competitions_test_is_taken(folder: Path) -> None:
    write_set(folder, "train_")
    write_set(folder, "test_", ROWS[:2])
    assert measured(folder)["pairs"] == 2
    write_set(folder, "competition_test_", ROWS[:3])
    assert measured(folder)["pairs"] == 3


def test_what_was_written_beside_the_stances_is_not_taken_for_them(folder: Path) -> None:
    write_set(folder, "test_")
    measured(folder, folder / "test_stances_said.csv", limit=1)
    assert measured(folder)["pairs"] == 5


def test_several_sets_of_other_names_are_not_chosen_from(folder: Path) -> None:
    write_set(folder, "a_")
    write_set(folder, "b_")
    with pytest.raises(BadInput, match="a_, b_"):
        measured(folder)


def test_byte_order_marks_and_spaces_around_ids_are_taken_in_stride(folder: Path) -> None:
    bodies = '\ufeffBody ID,articleBody\r\n 0 ,"supports"\r\n'
    (folder / "bodies.csv").write_bytes(bodies.encode())
    stances = "\ufeffHeadline,Body ID,Stance\r\nX,0, Agree \r\n"
    (folder / "stances.csv").write_bytes(stances.encode())
    assert measured(folder)["fnc1_score"] == 100


def test_a_body_may_be_empty_long_or_odd(folder: Path) -> None:
    odd = ["", " ", "long " * 50_000, "\x00\x01", "北京 сказал \u202e", "One.\r\n\r\nTwo."]
    bodies = [(str(number), body) for number, body in enumerate(odd)]
    write(folder / "bodies.csv", ("Body ID", "articleBody"), *bodies)
    rows = [("北京 said", body_id, "agree") for body_id, _ in bodies]
    write(folder / "stances.csv", ("Headline", "Body ID", "Stance"), *rows, ("", "0", "agree"))
    suite = Fnc1Suite(WholeReports(LexicalJudge()))
    assert suite.run(folder, lambda done, of: None)["pairs"] == 7  # noqa: ARG005
    assert csv.field_size_limit() == 131_072


@pytest.mark.parametrize(
    ("bodies", "stances", "says"),
    [
        ("Body ID,articleBody\n0,x\n", None, "holds no"),
        (None, "Headline,Body ID,Stance\nX,0,agree\n", "holds no"),
        ("", "Headline,Body ID,Stance\nX,0,agree\n", "no column Body ID"),
        ("Body ID,text\n0,x\n", "Headline,Body ID\nX,0\n", "no column articleBody"),
        ("Body ID,articleBody\n0,x\n", "Headline,Stance\nX,agree\n", "no column Body ID"),
        ("Body ID,articleBody\n0,x\n", "Headline,Body ID,Stance\n", "no headlines"),
        ("Body ID,articleBody\n0,x\n", "Headline,Body ID,Stance\nX,1,agree\n", "no body 1"),
        ("Body ID,articleBody\n0,x\n", "Headline,Body ID,Stance\nX,0,yes\n", "Stance must be"),
        (
            "Body ID,articleBody\n0,x\n",
            "Headline,Body ID,Stance\nX,0,agree\nX,0,\n",
            "some rows only",
        ),
        ("Body ID,articleBody\n0,x\n0,y\n", "Headline,Body ID\nX,0\n", "already"),
        ("Body ID,articleBody\n0\n", "Headline,Body ID\nX,0\n", "line 2: the row is cut"),
    ],
)
def test_broken_files_are_told_in_one_line(
    folder: Path,
    bodies: str | None,
    stances: str | None,
    says: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    for name, content in (("bodies.csv", bodies), ("stances.csv", stances)):
        if content is not None:
            (folder / name).write_text(content, "utf-8")
    assert run(["evaluate", "fnc1", "--data", str(folder)]) == 2
    said = capsys.readouterr().err.splitlines()[-1]
    assert said.startswith("Error: ")
    assert says in said


def test_a_file_that_is_no_text_is_told_in_words(folder: Path) -> None:
    write_set(folder, "")
    (folder / "bodies.csv").write_bytes(b"Body ID,articleBody\n0,\xff\n")
    with pytest.raises(BadInput, match="no UTF-8"):
        measured(folder)


def test_predictions_that_cannot_be_written_are_told_before_anything_is_judged(
    folder: Path,
) -> None:
    write_set(folder, "")
    judge = SaysWhatItReads()
    suite = Fnc1Suite(judge, folder / "nowhere" / "said.csv")
    with pytest.raises(BadInput, match="cannot be written"):
        suite.run(folder, lambda done, of: None)  # noqa: ARG005
    assert judge.asked == []


def test_data_that_is_no_folder_is_told_in_words(tmp_path: Path) -> None:
    path = tmp_path / "file.csv"
    path.touch()
    with pytest.raises(BadInput, match="cannot be read"):
        measured(path)


def test_the_command_scores_and_writes(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "Seoul said on Friday that North Korea sent 10,000 troops to Russia. More followed."
    headlines = ["North Korea sent 10,000 troops to Russia", "A spider lived under a man's skin"]
    write(folder / "bodies.csv", ("Body ID", "articleBody"), ("7", text))
    rows = [(headlines[0], "7", "agree"), (headlines[1], "7", "unrelated")]
    write(folder / "stances.csv", ("Headline", "Body ID", "Stance"), *rows)
    said = tmp_path / "said.csv"
    command = ["evaluate", "fnc1", "--data", str(folder), "--predictions", str(said), "--json"]
    assert run(command) == 0
    figures = json.loads(capsys.readouterr().out)
    assert {"fnc1_score", "macro_f1", "f1_agree", "f1_unrelated", "pairs"} <= set(figures)
    assert said.read_text("utf-8").splitlines()[0] == "Headline,Body ID,Stance"
