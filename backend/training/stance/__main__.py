"""Make the stance judges' weights: `python -m backend.training.stance --data PATH --work FOLDER`.

PATH holds the public sets (`stance/NAME.jsonl.gz`, `fnc1/`, `events/`); FOLDER takes the bases, the
mix and the checkpoints. Stopped, it goes on where it was. Writes `backend/models/stance-small`,
`stance-large` and `report`, and prints how each does on sets that it was not made from.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

import torch

from backend.checking.ports import Judge, Pair
from backend.composition.judging import shipped_judge
from backend.domain import Stance
from backend.evaluation.measures import Confusion, fnc1_score
from backend.judges.cross_encoder import CrossEncoder
from backend.training.stance import mixing, report_rule
from backend.training.stance.apart import take_apart
from backend.training.stance.bases import base_of
from backend.training.stance.calibrate import Said, fitted
from backend.training.stance.data import CHOSEN_ON, Row, fnc1, sampled, stance_rows
from backend.training.stance.export import export
from backend.training.stance.model import SHAPES, Shape, padding_of, tokenizer_of
from backend.training.stance.train import train

FNC1 = {
    "agree": Stance.SUPPORTS,
    "disagree": Stance.DISPUTES,
    "discuss": Stance.MENTIONS,
    "unrelated": Stance.UNRELATED,
}
"""FNC-1's words for the stance of an article."""

MODELS = Path(__file__).parents[2] / "models"
ROWS_TO_FIT = 300
"""Rows of each set that calibration is fitted on."""
ROWS_LISTENED_TO = 400
"""Rows by which a model's loud neurons are found."""
_LONGEST_READ = 192
"""Tokens that a served judge reads of a pair: some more than the longest that it was trained on."""


def main() -> None:
    """Train what is not trained yet, export, calibrate, and learn the rule for whole reports."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--threads", type=int, default=torch.get_num_threads())
    given = parser.parse_args()
    torch.set_num_threads(given.threads)
    rows = _mix(given.data, given.work / "mix.jsonl")
    for shape in SHAPES.values():
        _make(shape, rows, given.data, given.work)
    _learn_report_rule(given.data)


def _mix(data: Path, path: Path) -> list[Row]:
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        mixing.write(mixing.mix(data), path)
    return mixing.read(path)


def _make(shape: Shape, rows: Sequence[Row], data: Path, work: Path) -> None:
    base = base_of(shape.name, work)
    model = train(rows, data, base, shape, work / shape.name)
    tokenizer = tokenizer_of(base, _LONGEST_READ)
    take_apart(model, tokenizer, rows[:ROWS_LISTENED_TO], padding_of(tokenizer))
    folder = folder_of(shape)
    export(model, base, folder)
    settings: dict[str, object] = {
        "name": f"Second Source {shape.name} cross-encoder",
        "longest": _LONGEST_READ,
        "claim_first": True,
    }
    _write(folder, settings)
    settings["calibration"] = fitted(judged_sets(CrossEncoder.open(folder), data, CHOSEN_ON))
    _write(folder, settings)
    sys.stdout.write(f"{shape.name}: {settings['calibration']}\n")


def folder_of(shape: Shape) -> Path:
    """Where a judge's files stand."""
    return MODELS / f"stance-{shape.name}"


def judged_sets(judge: Judge, data: Path, names: Sequence[str]) -> dict[str, Said]:
    """What a judge says of a sample of each set."""
    return {
        name: Said(
            judge.judge([Pair(row.claim, row.passage) for row in rows]),
            [row.label for row in rows],
        )
        for name in names
        if (rows := sampled(stance_rows(data, name), ROWS_TO_FIT, name))
    }


def _learn_report_rule(data: Path) -> None:
    """Learn the rule on what was kept from the judges; print its worth on topics unseen."""
    judge = shipped_judge()
    corpus = fnc1(data)
    rows = [row for part in ("rule", "test") for row in report_rule.balanced_part(corpus, part)]
    found = report_rule.table(corpus, rows, judge)
    said = Confusion.of((FNC1[true], stance) for true, stance in report_rule.left_out(found))
    sys.stdout.write(f"FNC-1: {fnc1_score(said):.2f}, macro-F1 {said.macro_f1:.3f}\n")
    for name, stance in FNC1.items():
        sys.stdout.write(f"{name}: {said.f1(stance):.3f}\n")
    report_rule.write(report_rule.learned(found), MODELS / "report")


def _write(folder: Path, settings: dict[str, object]) -> None:
    (folder / "judge.json").write_text(json.dumps(settings, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
