"""The folder of a cross-encoder: which files it has and what its outputs mean."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp
from pathlib import Path
from typing import Any

from backend.domain import Judgement, Stance
from backend.errors import BadModel

_MODELS = (
    "model.onnx",
    "onnx/model.onnx",
    "onnx/model_quantized.onnx",
    "model_quantized.onnx",
    "onnx/model_int8.onnx",
)
_STANCES = {
    Stance.SUPPORTS: {"supports", "entailment", "entails", "supported", "consistent"},
    Stance.DISPUTES: {"disputes", "contradiction", "contradicts", "refutes", "refuted"},
    Stance.MENTIONS: {
        "mentions",
        "neutral",
        "not_entailment",
        "unsupported",
        "not_supported",
        "inconsistent",
    },
}
"""What other labels mean. A passage that does not bear a claim out need not dispute it."""

_LONGEST = 512


@dataclass(frozen=True, slots=True)
class Calibration:
    """What the stances' logits are divided by, and what is then added to each."""

    temperature: float = 1.0
    bias: tuple[float, float, float] = (0.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class ModelFolder:
    """The files of a model and what to make of its outputs.

    `stances` gives each output's stance, None for one that is no stance; `related` is the place of
    the output that is the log-odds of the two being about the same matter.
    """

    name: str
    model: Path
    tokenizer: Path
    stances: tuple[Stance | None, ...]
    padding: int = 0
    longest: int = _LONGEST
    claim_first: bool = False
    related: int | None = None
    calibration: Calibration = Calibration()

    @property
    def outputs(self) -> int:
        """How many outputs the model has."""
        return len(self.stances)

    def judgement(self, logits: Sequence[float]) -> Judgement:
        """The calibrated probabilities that one row of outputs stands for."""
        order = (Stance.SUPPORTS, Stance.DISPUTES, Stance.MENTIONS)
        best = {
            stance: max(
                (logit for logit, own in zip(logits, self.stances, strict=True) if own is stance),
                default=None,
            )
            for stance in order
        }
        scores = [
            None if value is None else value / self.calibration.temperature + bias
            for value, bias in zip((best[s] for s in order), self.calibration.bias, strict=True)
        ]
        top = max(score for score in scores if score is not None)
        weights = [0.0 if score is None else exp(score - top) for score in scores]
        supports, disputes, mentions = (weight / sum(weights) for weight in weights)
        about = 1.0 if self.related is None else 1 / (1 + exp(-logits[self.related]))
        return Judgement(supports, disputes, mentions, about=about)


def read_model_folder(path: Path) -> ModelFolder:
    """Read what a folder says of its model.

    Raises `BadModel`, naming what is missing or wrong.
    """
    model = next((path / name for name in _MODELS if (path / name).is_file()), None)
    if model is None:
        raise BadModel(f"{path} has no model.onnx.")
    tokenizer = path / "tokenizer.json"
    if not tokenizer.is_file():
        raise BadModel(f"{path} has no tokenizer.json.")
    config = _json(path / "config.json")
    own = _json(path / "judge.json") if (path / "judge.json").is_file() else {}
    try:
        return _folder(path, model, tokenizer, config, own)
    except (KeyError, TypeError, ValueError, AttributeError) as problem:
        raise BadModel(f"{path}: config.json or judge.json lacks what it needs.") from problem


def _folder(
    path: Path, model: Path, tokenizer: Path, config: Mapping[str, Any], own: Mapping[str, Any]
) -> ModelFolder:
    labels = {int(at): str(label).lower() for at, label in config["id2label"].items()}
    names = [labels[at] for at in range(len(labels))]
    stances = tuple(_stance(name) for name in names)
    if Stance.SUPPORTS not in stances or len({s for s in stances if s}) < 2:  # noqa: PLR2004 - a choice
        raise BadModel(f"{path} has the labels {', '.join(names)}, which are no stances.")
    calibration = own.get("calibration", {})
    return ModelFolder(
        name=str(own.get("name", path.name)),
        model=model,
        tokenizer=tokenizer,
        stances=stances,
        padding=int(config.get("pad_token_id") or 0),
        longest=int(own.get("longest", min(_LONGEST, config.get("max_position_embeddings", _LONGEST)))),
        claim_first=bool(own.get("claim_first", False)),
        related=names.index("related") if "related" in names else None,
        calibration=Calibration(
            float(calibration.get("temperature", 1.0)),
            tuple(float(each) for each in calibration.get("bias", (0.0, 0.0, 0.0))),  # type: ignore[arg-type]
        ),
    )


def _stance(label: str) -> Stance | None:
    plain = label.strip().replace(" ", "_").replace("-", "_")
    return next((stance for stance, words in _STANCES.items() if plain in words), None)


def _json(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as problem:
        raise BadModel(f"{path} is missing or no JSON.") from problem
    if not isinstance(found, dict):
        raise BadModel(f"{path} is no JSON object.")
    return found
