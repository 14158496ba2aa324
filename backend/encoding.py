"""The one place where the sentence encoder is chosen. Used by `composition` and the command line.

Its file is opened when it is first needed, or by `warm`, once a process.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from backend.checking.ports import CheckWorthiness, Encoder
from backend.encoder.folder import read_encoder_folder
from backend.encoder.sentence_encoder import SentenceEncoder
from backend.encoder.sentence_model import SentenceModel
from backend.encoder.worthiness import Worthiness

ENCODER = Path(__file__).parent / "models" / "encoder"


@cache
def _model() -> SentenceModel:
    return SentenceModel(read_encoder_folder(ENCODER))


def shipped_encoder() -> Encoder:
    """The encoder that ships. Raises `BadModel` where its folder is not whole."""
    return SentenceEncoder(_model())


def shipped_worthiness() -> CheckWorthiness:
    """What says how likely a sentence is worth checking. Raises `BadModel` likewise."""
    return Worthiness(_model())
