"""The one place where the sentence encoder is chosen. Used by `composition` and the command line.

Its file is opened when it is first needed, or by `warm`, once a process.
"""

from __future__ import annotations

import logging
from functools import cache
from pathlib import Path

from backend.checking.ports import CheckWorthiness, Encoder
from backend.encoder.absent import NoEncoder, RulesAlone
from backend.encoder.folder import read_encoder_folder
from backend.encoder.sentence_encoder import SentenceEncoder
from backend.encoder.sentence_model import SentenceModel
from backend.encoder.worthiness import Worthiness
from backend.errors import BadModel

_log = logging.getLogger(__name__)

ENCODER = Path(__file__).parents[1] / "models" / "encoder"


@cache
def _model() -> SentenceModel:
    return SentenceModel(read_encoder_folder(ENCODER))


def shipped_encoder() -> Encoder:
    """The encoder that ships. Raises `BadModel` where its folder is not whole."""
    return SentenceEncoder(_model())


def encoder_at_hand() -> Encoder:
    """The encoder that ships, or one that points nowhere where its file was left out."""
    try:
        return shipped_encoder()
    except BadModel as problem:
        _log.warning("Known claims are found by their words alone: %s", problem)
        return NoEncoder()


def worthiness_at_hand() -> CheckWorthiness:
    """What ships, or rules alone where the encoder's file was left out."""
    try:
        return shipped_worthiness()
    except BadModel as problem:
        _log.warning("What is worth checking is told by rules alone: %s", problem)
        return RulesAlone()


def shipped_worthiness() -> CheckWorthiness:
    """What says how likely a sentence is worth checking. Raises `BadModel` likewise."""
    return Worthiness(_model())
