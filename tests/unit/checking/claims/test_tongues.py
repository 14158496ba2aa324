from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pytest

from backend.checking.claims.tongues import language_of, tongue
from backend.checking.ports import Languages
from backend.domain import Highlight, Page, QuoteSelector

LONG = "a sentence that is long enough to tell its own language by it"


@dataclass
class Told(Languages):
    """Tells languages by the texts that it was given; of any other it cannot."""

    by_text: Mapping[str, str]

    def language_of(self, text: str) -> str | None:
        return next((code for word, code in self.by_text.items() if word in text), None)


@pytest.mark.parametrize(
    ("exact", "before", "told", "said", "language"),
    [
        (LONG, "Autour. ", {LONG: "de", "Autour": "fr"}, "en", "de"),
        (LONG, "Autour. ", {"Autour": "fr"}, "en", "fr"),
        ("Kim Jong Un", "Autour. ", {"Autour": "fr", "Kim": "vi"}, "en", "fr"),
        ("Kim Jong Un", "", {}, "pt-BR", "pt"),
        ("Kim Jong Un", "", {}, None, "en"),
        ("Kim Jong Un", "", {}, "", "en"),
    ],
)
def test_the_nearest_that_tells_it_says_which_language_it_is(
    exact: str, before: str, told: dict[str, str], said: str | None, language: str
) -> None:
    highlight = Highlight(QuoteSelector(exact, before), Page("https://p.example/", "", None, said))
    assert language_of(highlight, Told(told)) == language


def test_a_language_without_a_name_has_words_still() -> None:
    assert (tongue("fr"), tongue("xx")) == ("French", "another language")
