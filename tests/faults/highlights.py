"""Highlights on the newsstand, as many different ones as are asked for."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count, islice

from backend.demo.cases import load_cases
from backend.demo.newsstand import Newsstand

CHECKS = int(os.environ.get("SECOND_SOURCE_TEST_CHECKS", "60"))
"""How many checks the tests of random kills make. 300 take some minutes on two cores."""


@dataclass(frozen=True)
class Selected:
    """A sentence, and the page that it stands on."""

    quote: str
    page: str


def selected(newsstand: Newsstand, how_many: int, *, hanging: bool = False) -> Sequence[Selected]:
    """The demonstration's sentences in turn, each time on another page.

    Those whose check waits for a page that hangs come only where `hanging` is asked for.
    """
    cases = [case for case in load_cases() if hanging or not case.unread]
    pages = (f"{newsstand.article_url}?reader={reader}" for reader in count(1))
    every = (Selected(case.sentence, page) for page in pages for case in cases)
    return list(islice(every, how_many))
