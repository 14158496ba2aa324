"""Make the sentence encoder's file: `python -m backend.training.encoder --data PATH --work FOLDER`.

PATH holds `train.tsv` and `dev.tsv` of CheckThat! 2024 task 1 (English); FOLDER takes the base.
Writes `backend/models/encoder/model.onnx` and `encoder.json`. Trains on `train.tsv` alone; the
scale of the chance and its threshold are fitted on `dev.tsv` and on the debates of `train.tsv` that
come last, for which another top is trained that has not seen them. Takes a quarter of an hour.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from sklearn.linear_model import LogisticRegression
from torch import nn

from backend.composition.encoding import ENCODER
from backend.encoder.folder import Scale, read_encoder_folder
from backend.encoder.sentence_model import WORTH, SentenceModel
from backend.evaluation.checkworthy import Scored, checkworthy_figures
from backend.evaluation.sentences import Sentence, read_sentence_sets
from backend.training.encoder.export import export
from backend.training.encoder.model import POSITIONS, Both, Lower, load_base
from backend.training.encoder.train import Plan, States, log_odds, shared_states, trained
from backend.training.stance.bases import base_of
from backend.training.stance.model import tokenizer_of

LATE_FROM = 30_000
"""The `Sentence_id` from which a sentence of `train.tsv` is of its last debates."""

TOKENIZER = "../stance-small/tokenizer.json"
"""The small judge begins as the same encoder: its tokenizer is the same file."""


def main() -> None:
    """Train, export, calibrate."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--threads", type=int, default=torch.get_num_threads())
    given = parser.parse_args()
    torch.set_num_threads(given.threads)
    base = base_of("small", given.work)
    encoder, tokenizer = load_base(base), tokenizer_of(base, POSITIONS)
    train, dev = (_sentences(given.data / f"{name}.tsv") for name in ("train", "dev"))
    lower = Lower(encoder)
    states = shared_states(lower, tokenizer, [one.text for one in train])
    dev_states = shared_states(lower, tokenizer, [one.text for one in dev])
    worth = _scale(encoder, train, states, dev, dev_states)
    model = trained(encoder, states, [one.worth_checking for one in train], Plan())
    export(Both(encoder, model), ENCODER)
    _write(encoder, worth)
    _compare(given.data, worth)


def _sentences(path: Path) -> Sequence[Sentence]:
    return read_sentence_sets(path)[0].sentences


def _scale(
    encoder: nn.Module,
    train: Sequence[Sentence],
    states: States,
    dev: Sequence[Sentence],
    dev_states: States,
) -> dict[str, float]:
    """Slope, intercept and threshold, on sentences that the top they are fitted with never saw."""
    seen_in_dev = {one.text for one in dev}
    early = [
        at for at, one in enumerate(train) if one.place < LATE_FROM and one.text not in seen_in_dev
    ]
    late = [at for at, one in enumerate(train) if one.place >= LATE_FROM]
    labels = [train[at].worth_checking for at in early]
    model = trained(encoder, [states[at] for at in early], labels, Plan())
    sets = {
        "late debates": (log_odds(model, [states[at] for at in late]), [train[at] for at in late]),
        "dev": (log_odds(model, dev_states), dev),
    }
    return _fitted(sets)


def _fitted(sets: dict[str, tuple[np.ndarray, Sequence[Sentence]]]) -> dict[str, float]:
    """The scale with the least log loss and the threshold with the best F1.

    Each set weighs the same, however large it is.
    """
    outputs = np.concatenate([said for said, _ in sets.values()])
    labels = np.array([one.worth_checking for _, rows in sets.values() for one in rows])
    weights = np.concatenate([np.full(len(said), 1 / len(said)) for said, _ in sets.values()])
    model = LogisticRegression(C=1e4).fit(outputs[:, None], labels, weights * len(labels))
    scale = Scale(float(model.coef_[0, 0]), float(model.intercept_[0]))
    scored = {name: _scored(said, rows, scale) for name, (said, rows) in sets.items()}
    steps = [step / 100 for step in range(5, 95)]
    threshold = max(
        steps,
        key=lambda step: sum(checkworthy_figures(rows, step)["f1"] for rows in scored.values()),
    )
    for name, rows in scored.items():
        sys.stdout.write(f"{name}, not seen: {_said(rows, threshold)}\n")
    return {
        "slope": round(scale.slope, 4),
        "intercept": round(scale.intercept, 4),
        "threshold": threshold,
    }


def _scored(said: np.ndarray, rows: Sequence[Sentence], scale: Scale) -> list[Scored]:
    return [
        Scored(one.worth_checking, scale.chance(float(output)))
        for output, one in zip(said, rows, strict=True)
    ]


def _said(rows: Sequence[Scored], threshold: float) -> str:
    figures = checkworthy_figures(rows, threshold)
    return ", ".join(f"{name} {value:.3f}" for name, value in figures.items())


def _write(encoder: nn.Module, worth: dict[str, float]) -> None:
    says = {
        "name": "all-MiniLM-L6-v2 int8",
        "tokenizer": TOKENIZER,
        "longest": POSITIONS,
        "dimensions": encoder.config.hidden_size,
        "worth": worth,
    }
    (ENCODER / "encoder.json").write_text(json.dumps(says, indent=2) + "\n", encoding="utf-8")


def _compare(data: Path, worth: dict[str, float]) -> None:
    """Print how the file that ships does on `dev.tsv`."""
    model = SentenceModel(read_encoder_folder(ENCODER))
    rows = _sentences(data / "dev.tsv")
    (said,) = model.outputs([one.text for one in rows], [WORTH])
    scale = Scale(worth["slope"], worth["intercept"])
    sys.stdout.write(f"dev, shipped: {_said(_scored(said, rows, scale), worth['threshold'])}\n")


if __name__ == "__main__":
    main()
