"""A page's paragraphs and their places: what an extractor left out although it stands beside.

Extractors take one container of a page. Where an article is laid out in several (columns between
advertisements), the paragraphs of the others stand at places just like those that were taken.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lxml.html import HtmlElement

from backend.reading.markup import text_of

LONG = 80
"""Characters from which a paragraph counts as running text."""

_LONG_ENOUGH = 30
_AT_HOME = 0.25
_WORTH_IT = 0.3
_MOSTLY_LINKS = 0.5

_NO_WORD = re.compile(r"\W+")

Place = tuple[tuple[object, str | None], ...]
"""The tags and classes from an element up to the root."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A `<p>`: its place, its text on one line, its letters, and the share of it that links are."""

    place: Place
    text: str
    letters: str
    linked: float


def letters_of(text: str) -> str:
    """What two spellings of one text share, whatever their blanks, case and punctuation."""
    return _NO_WORD.sub("", text).lower()


def linked_share(element: HtmlElement, length: int) -> float:
    """Which share of an element's text, `length` characters long, stands in links."""
    return sum(len(text_of(link)) for link in element.iter("a")) / length if length else 0.0


def paragraphs_of(tree: HtmlElement) -> list[Paragraph]:
    """Every `<p>` of the page that has text, in document order."""
    places: dict[HtmlElement, Place] = {}
    found = ((element, text_of(element)) for element in tree.iter("p"))
    return [
        Paragraph(
            place=(("p", element.get("class")), *_place(element.getparent(), places)),
            text=text,
            letters=letters_of(text),
            linked=linked_share(element, len(text)),
        )
        for element, text in found
        if text
    ]


def _place(element: HtmlElement | None, known: dict[HtmlElement, Place]) -> Place:
    if element is None:
        return ()
    if element not in known:
        above = ((each.tag, each.get("class")) for each in (element, *element.iterancestors()))
        known[element] = tuple(above)
    return known[element]


def running_length(paragraphs: Iterable[Paragraph]) -> int:
    """Characters of running text on the page: long paragraphs that are no lists of links."""
    return sum(
        len(paragraph.text)
        for paragraph in paragraphs
        if len(paragraph.text) > LONG and paragraph.linked < _MOSTLY_LINKS
    )


def rejoined(text: str, paragraphs: Sequence[Paragraph]) -> str:
    """The text with the paragraphs that an extractor left out at the places it took others from.

    They come in where they stand on the page. Few of them are left out for a reason, so nothing
    changes unless they add a good part of what there is.
    """
    lines = text.split("\n")
    line_of = {letters_of(line): number for number, line in enumerate(lines)}
    homes = _homes(paragraphs, line_of)
    everything = letters_of(text)
    missed: dict[int, list[str]] = {}
    after = -1
    for each in paragraphs:
        if each.letters in line_of:
            after = line_of[each.letters]
        elif each.place in homes and _is_prose(each) and each.letters not in everything:
            missed.setdefault(after, []).append(each.text)
    added = sum(len(each) for several in missed.values() for each in several)
    if added < _WORTH_IT * len(text):
        return text
    return "\n".join(_woven(lines, missed))


def _homes(paragraphs: Sequence[Paragraph], taken: dict[str, int]) -> set[Place]:
    """The places that a good share of the text was taken from."""
    lengths: dict[Place, int] = {}
    for each in paragraphs:
        if each.letters in taken:
            lengths[each.place] = lengths.get(each.place, 0) + len(each.letters)
    total = sum(lengths.values())
    return {place for place, length in lengths.items() if length >= _AT_HOME * total}


def _is_prose(paragraph: Paragraph) -> bool:
    return len(paragraph.letters) >= _LONG_ENOUGH and paragraph.linked < _MOSTLY_LINKS


def _woven(lines: Sequence[str], missed: dict[int, list[str]]) -> Iterable[str]:
    yield from missed.get(-1, ())
    for number, line in enumerate(lines):
        yield line
        yield from missed.get(number, ())
