"""The shipped `CheckWorthiness`: the encoder's second output, with rules for what rules know."""

from __future__ import annotations

from collections.abc import Sequence

from backend.checking.ports import CheckWorthiness
from backend.encoder.form import says_something
from backend.encoder.sentence_model import WORTH, SentenceModel


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
