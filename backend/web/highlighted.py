"""The highlight as its note shows it: what in it differs, and what was not checked. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from backend.checking.document import Document
from backend.domain import Checkability
from backend.web.labels import NOT_CHECKABLE, NOT_CHECKED_REST
from backend.web.marking import Wanted, places

_WORD = re.compile(r"\w+")
_SAYS_SOMETHING = 3
"""How many words a part needs to be missed when no claim holds it: "and" alone says nothing."""

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Part:
    """Some of the highlight's words."""

    text: str
    differs: bool = False
    checked: bool = True


@dataclass(frozen=True, slots=True)
class NotChecked:
    """Words that got no verdict, and why in plain words."""

    text: str
    why: str


def parts(document: Document) -> tuple[Part, ...]:
    """The highlight in parts; joined they are its words again."""
    exact = document["highlight"]["exact"]
    unchecked = [span for span, _ in _unchecked(document)]
    differing = [span for claim in _claims(document) for span in _differing(exact, *claim)]
    edges = sorted({0, len(exact), *(edge for span in (*unchecked, *differing) for edge in span)})
    return tuple(
        Part(exact[start:end], _within(start, differing), not _within(start, unchecked))
        for start, end in pairwise(edges)
    )


def not_checked(document: Document) -> tuple[NotChecked, ...]:
    """What of the highlight got no verdict, in its order."""
    exact = document["highlight"]["exact"]
    return tuple(NotChecked(exact[slice(*span)].strip(), why) for span, why in _unchecked(document))


def _claims(document: Document) -> Iterable[tuple[Document, list[Document]]]:
    for index, claim in enumerate(document["claims"]):
        yield claim, [row for row in document["evidence"] if row["claim"] == index]


def _differing(exact: str, claim: Document, rows: Sequence[Document]) -> Iterable[Span]:
    start, end = claim["start"], claim["end"]
    for row in rows:
        for difference in row["differences"]:
            wanted = Wanted(difference["claim"], row["quote"])
            for place in places(exact[start:end], wanted):
                yield start + place[0], start + place[1]


def _unchecked(document: Document) -> list[tuple[Span, str]]:
    exact, claims = document["highlight"]["exact"], document["claims"]
    refused = [
        ((claim["start"], claim["end"]), NOT_CHECKABLE[Checkability(claim["reason"])].label)
        for claim in claims
        if claim["reason"]
    ]
    left_out = [(span, NOT_CHECKED_REST) for span in _gaps(exact, claims)]
    return sorted(refused + left_out)


def _gaps(exact: str, claims: Iterable[Document]) -> Iterable[Span]:
    """What lies between the claims and says something."""
    end = 0
    for start, stop in [*sorted((c["start"], c["end"]) for c in claims), (len(exact), len(exact))]:
        if len(_WORD.findall(exact[end:start])) >= _SAYS_SOMETHING:
            yield end, start
        end = max(end, stop)


def _within(place: int, spans: Iterable[Span]) -> bool:
    return any(start <= place < end for start, end in spans)
