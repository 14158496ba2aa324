"""The suite on made-up reports, and its command."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from backend.cli.main import run
from backend.errors import BadInput
from backend.evaluation.origins import Counts, OriginsSuite, figures
from backend.evaluation.suite import Figures

STORY = (
    "Two ships left the harbour on Friday with grain for the islands. The crews had waited for a"
    " week while inspectors went through the holds. One captain complained about the food."
)
OWN = "Nobody on the quay had expected the freighters to sail before the storm was over."


def line(number: int, text: str, origin: object, **more: object) -> str:
    row = {"url": f"http://o{number}.test/1", "title": "T", "text": text, "origin": origin, **more}
    return json.dumps(row) + "\n"


def measured(data: Path) -> Figures:
    return OriginsSuite().run(data, lambda done, of: None)  # noqa: ARG005


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "reports.jsonl"
    path.write_text(
        line(1, STORY, "wire", published="2024-10-23")
        + line(2, STORY, "wire", title="")
        + line(3, OWN, "own", event="ships")
        + line(4, "A third text of a few words only.", "wire"),
        "utf-8",
    )
    return path


def test_pairs_that_are_called_one_origin_are_held_against_those_that_are(file: Path) -> None:
    found = measured(file)
    assert (found["precision"], found["recall"]) == (1.0, 1 / 3)
    assert found["f1"] == 0.5
    assert (found["reports"], found["pairs"]) == (4, 3)
    assert (found["origins"], found["origins_found"]) == (2, 3)


def test_a_folder_s_files_are_grouped_each_for_itself_and_counted_together(file: Path) -> None:
    (file.parent / "more.jsonl").write_text(line(1, STORY, "wire") + line(2, OWN, "own"), "utf-8")
    (file.parent / "README.md").write_text("No reports.", "utf-8")
    found = measured(file.parent)
    assert (found["reports"], found["pairs"], found["origins"]) == (6, 3, 4)


def test_two_reports_at_one_address_are_two(tmp_path: Path) -> None:
    path = tmp_path / "reports.jsonl"
    path.write_text(line(1, STORY, 7) + line(1, OWN, 8), "utf-8")
    assert measured(path)["reports"] == 2


def test_what_is_wrongly_called_one_costs_precision() -> None:
    found = figures([Counts(true=2, called=4, right=1, origins=5, origins_found=4)])
    assert (found["precision"], found["recall"]) == (0.25, 0.5)
    nothing = figures([Counts(true=0, called=0, right=0, origins=3, origins_found=3)])
    assert (nothing["f1"], nothing["precision"], nothing["recall"]) == (1.0, 1.0, 1.0)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "no reports"),
        ("{}\n", 'needs "url"'),
        (line(1, STORY, None), 'needs its true "origin"'),
        (line(1, STORY, True), 'needs its true "origin"'),  # noqa: FBT003 - as JSON has it
    ],
)
def test_a_broken_file_is_told_in_words(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "reports.jsonl"
    path.write_text(text, "utf-8")
    with pytest.raises(BadInput, match=said):
        measured(path)


def test_a_folder_without_reports_is_told_in_words(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="holds no"):
        measured(tmp_path)


def test_the_command_prints_the_figures_as_json(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["evaluate", "origins", "--data", str(file), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert {"f1", "precision", "recall"} <= found.keys()
