"""The folder of a sentence encoder: which files it has and what its second output means."""

from __future__ import annotations

import json
from dataclasses import dataclass
from math import exp
from pathlib import Path

from backend.errors import BadModel

_MOST = 30.0
"""Log-odds beyond which a chance is as good as certain, and its exponential too large to hold."""


@dataclass(frozen=True, slots=True)
class Scale:
    """From the second output to a chance (Platt 1999): `1 / (1 + exp(-(slope·x + intercept)))`."""

    slope: float = 1.0
    intercept: float = 0.0

    def chance(self, output: float) -> float:
        """The chance, 0 to 1, that one output stands for."""
        log_odds = self.slope * output + self.intercept
        return 1 / (1 + exp(-max(-_MOST, min(_MOST, log_odds))))


@dataclass(frozen=True, slots=True)
class EncoderFolder:
    """The files of an encoder.

    `longest` is how many tokens of a text are read, `worth` the scale of the output that says how
    likely a sentence is worth checking, and `threshold` the chance from which it is said to be.
    """

    name: str
    model: Path
    tokenizer: Path
    longest: int
    dimensions: int
    worth: Scale = Scale()
    threshold: float = 0.5


def read_encoder_folder(path: Path) -> EncoderFolder:
    """Read what `encoder.json` says; its `tokenizer` is a path from the folder.

    Raises `BadModel`, naming what is missing or wrong.
    """
    try:
        says = json.loads((path / "encoder.json").read_text("utf-8"))
        folder = EncoderFolder(
            name=str(says["name"]),
            model=path / "model.onnx",
            tokenizer=path / str(says.get("tokenizer", "tokenizer.json")),
            longest=int(says["longest"]),
            dimensions=int(says["dimensions"]),
            worth=Scale(float(says["worth"]["slope"]), float(says["worth"]["intercept"])),
            threshold=float(says["worth"]["threshold"]),
        )
    except OSError as problem:
        raise BadModel(f"{path} has no encoder.json that can be read.") from problem
    except (KeyError, TypeError, ValueError, AttributeError) as problem:
        raise BadModel(f"{path / 'encoder.json'} has an unusable value.") from problem
    for file in (folder.model, folder.tokenizer):
        if not file.is_file():
            raise BadModel(f"{path} has no {file.name}.")
    return folder
