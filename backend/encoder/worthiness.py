"""The shipped `CheckWorthiness`: the encoder's second output, with rules for what rules know."""

from __future__ import annotations

import re
from collections.abc import Sequence

from backend.checking.ports import CheckWorthiness
from backend.encoder.sentence_model import WORTH, SentenceModel
from backend.judges.readable import is_latin

_FEWEST_WORDS = 3
_WORD = re.compile(r"[^\W_]+")
_ASKS = re.compile(r"\?[\"'”’)\]]*\s*$")
_GREETS = re.compile(
    r"(?:well,? |and |so |now,? )?(?:thank you|thanks|good (?:morning|afternoon|evening|night)"
    r"|hello|hi|welcome|congratulations|god bless|you're welcome|excuse me|i'm sorry)"
    r"\b[^.!?]*[.!]?",
    re.IGNORECASE,
)
_GREETING_WORDS = 12
"""A longer sentence that begins with thanks may go on to say something."""


class Worthiness(CheckWorthiness):
    """Chances of an encoder's file, calibrated. May be asked from several threads.

    A question, a greeting, what has fewer than three words and what stands in another script than
    the model reads are never worth checking, whatever the model says.
    """

    def __init__(self, model: SentenceModel) -> None:
        self._model = model

    @property
    def threshold(self) -> float:
        """The chance that did best on sentences kept back from training."""
        return self._model.folder.threshold

    def scores(self, sentences: Sequence[str]) -> list[float]:
        """A chance from 0 to 1 for each sentence, in order.

        Raises `BadModel` if the model cannot be opened.
        """
        chances = [0.0] * len(sentences)
        read = [at for at, sentence in enumerate(sentences) if says_something(sentence)]
        (outputs,) = self._model.outputs([sentences[at] for at in read], [WORTH])
        for at, output in zip(read, outputs.tolist(), strict=True):
            chances[at] = self._model.folder.worth.chance(output)
        return chances


def says_something(sentence: str) -> bool:
    """Whether a sentence may state a fact at all, by its form alone."""
    words = len(_WORD.findall(sentence))
    if words < _FEWEST_WORDS or _ASKS.search(sentence) or not is_latin(sentence):
        return False
    return words > _GREETING_WORDS or not _GREETS.fullmatch(sentence.strip())
