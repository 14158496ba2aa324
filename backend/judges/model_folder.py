"""The folder of a cross-encoder: which files it has and what its outputs mean."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp, inf, isfinite
from pathlib import Path
from typing import Any

from backend.domain import Judgement, Stance
from backend.errors import BadModel

MODELS = (
    "model.onnx",
    "onnx/model.onnx",
    "onnx/model_quantized.onnx",
    "model_quantized.onnx",
    "onnx/model_int8.onnx",
)
"""Where the model may lie in its folder; the first that is there is taken."""

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

ABOUT_SOMETHING_ELSE = Judgement(0.0, 0.0, 1.0, about=0.0)
"""What is said of a passage that cannot be read, or of which a model makes nothing."""

_LONGEST = 512
_LENGTHS = range(8, 8_193)
_COLDEST = 0.01
_PADDINGS = range(2**31)
_RUBBISH = (KeyError, TypeError, ValueError, AttributeError, OverflowError)


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
    `padding` is the token that fills a row, `longest` the tokens that the model is given at most.
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
    def files(self) -> list[Path]:
        """Every file that a judgement depends on, weights beside the model's own file included."""
        own = [self.tokenizer.parent / name for name in ("config.json", "judge.json")]
        weights = sorted(self.model.parent.glob(f"{self.model.name}*"))
        return [path for path in (*weights, self.tokenizer, *own) if path.is_file()]

    @property
    def outputs(self) -> int:
        """How many outputs the model has."""
        return len(self.stances)

    def judgement(self, logits: Sequence[float]) -> Judgement:
        """The calibrated probabilities that one row of outputs stands for."""
        if not all(isfinite(logit) for logit in logits):
            return ABOUT_SOMETHING_ELSE
        scores = [
            self._best(stance, logits) / self.calibration.temperature + bias
            for stance, bias in zip(_ORDER, self.calibration.bias, strict=True)
        ]
        weights = [exp(score - max(scores)) for score in scores]
        supports, disputes, mentions = (weight / sum(weights) for weight in weights)
        about = 1.0 if self.related is None else _chance(logits[self.related])
        return Judgement(supports, disputes, mentions, about=about)

    def _best(self, wanted: Stance, logits: Sequence[float]) -> float:
        """The stance's highest output, minus infinity where the model has none for it."""
        own = zip(logits, self.stances, strict=True)
        return max((logit for logit, stance in own if stance is wanted), default=-inf)


_ORDER = (Stance.SUPPORTS, Stance.DISPUTES, Stance.MENTIONS)


def _chance(log_odds: float) -> float:
    smaller = exp(-abs(log_odds))
    return (1 if log_odds >= 0 else smaller) / (1 + smaller)


def read_model_folder(path: Path) -> ModelFolder:
    """Read what a folder says of its model.

    Raises `BadModel`, naming what is missing or wrong.
    """
    model = next((path / name for name in MODELS if (path / name).is_file()), None)
    if model is None:
        raise BadModel(f"{path} has no model.onnx.")
    tokenizer = path / "tokenizer.json"
    if not tokenizer.is_file():
        raise BadModel(f"{path} has no tokenizer.json.")
    config, own = path / "config.json", path / "judge.json"
    says, says_besides = _json(config), _json(own) if own.is_file() else {}
    names = _labels(config, says)
    try:
        return ModelFolder(
            name=str(says_besides.get("name") or path.resolve().name),
            model=model,
            tokenizer=tokenizer,
            stances=tuple(_stance(name) for name in names),
            padding=_within(_PADDINGS, says.get("pad_token_id") or 0),
            longest=_longest(says, says_besides),
            claim_first=bool(says_besides.get("claim_first", False)),
            related=names.index("related") if "related" in names else None,
            calibration=_calibration(says_besides.get("calibration", {})),
        )
    except _RUBBISH as problem:
        raise BadModel(f"{path}: config.json or judge.json has an unusable value.") from problem


def _labels(config: Path, says: Mapping[str, Any]) -> list[str]:
    """The names of the outputs, in order and in small letters. Raises `BadModel`."""
    try:
        labels = {int(at): str(label) for at, label in says["id2label"].items()}
        names = [labels[at] for at in range(len(labels))]
    except _RUBBISH as problem:
        raise BadModel(f"{config} does not say in id2label what the outputs mean.") from problem
    known = {_stance(name) for name in names} - {None}
    if Stance.SUPPORTS not in known or known == {Stance.SUPPORTS}:
        raise BadModel(
            f"{config} has the labels {', '.join(names) or '(none)'}, which are no stances: one has"
            " to be called entailment, and another contradiction, neutral or not_entailment."
        )
    return [_plain(name) for name in names]


def _stance(label: str) -> Stance | None:
    return next((stance for stance, words in _STANCES.items() if _plain(label) in words), None)


def _plain(label: str) -> str:
    return label.strip().lower().replace(" ", "_").replace("-", "_")


def _longest(says: Mapping[str, Any], says_besides: Mapping[str, Any]) -> int:
    positions = says.get("max_position_embeddings", _LONGEST)
    return _within(_LENGTHS, says_besides.get("longest", min(_LONGEST, positions)))


def _calibration(says: Mapping[str, Any]) -> Calibration:
    temperature = _finite(says.get("temperature", 1.0))
    if temperature < _COLDEST:
        raise ValueError(temperature)
    supports, disputes, mentions = map(_finite, says.get("bias", (0.0, 0.0, 0.0)))
    return Calibration(temperature, (supports, disputes, mentions))


def _finite(value: Any) -> float:  # noqa: ANN401 - whatever stands in a file
    number = float(value)
    if not isfinite(number):
        raise ValueError(number)
    return number


def _within(span: range, value: Any) -> int:  # noqa: ANN401 - the same
    number = int(value)
    if number not in span:
        raise ValueError(number)
    return number


def _json(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError, RecursionError) as problem:
        raise BadModel(f"{path} is missing or no JSON.") from problem
    if not isinstance(found, dict):
        raise BadModel(f"{path} is no JSON object.")
    return found
