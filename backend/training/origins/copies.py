"""A copy of an article: so many of its sentences edited, cut, headed anew, credited or not."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from backend.training.origins.edits import lightly, reworded

LEADS = 2
"""Sentences of the outlet's own that may stand before the rest of a wire story."""

_REPLACED = 0.15
_MERGED = 0.15
_LEFT_OUT = 0.15
_REWORDED = 0.35
_CREDITS = ("none", "none", "byline", "dateline", "closing")
_FRAMES = (
    "Here is what is known about it so far: {0}",
    "{0}: what happened and what comes next",
    "{0}, and why it matters",
)


@dataclass(frozen=True, slots=True)
class Article:
    """A report before it is printed: its headline and sentences."""

    title: str
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Copy:
    """A copied article with the author that its outlet gives it."""

    title: str
    text: str
    author: str


def copied(
    article: Article, share: float, own: Iterator[str], agency: str, rng: random.Random
) -> Copy:
    """A copy of which `share` (0 to 1) of the sentences are edited.

    `own` gives sentences by which the outlet replaces one, or leads into the story.
    """
    sentences = _edited(_cut(article.sentences, rng), share, own, rng)
    if rng.random() < share / 2:
        sentences = [*islice(own, LEADS), *sentences[1:]]
    title = article.title if rng.random() < 1 - share else _reheaded(article.title, rng)
    return _credited(title, _paragraphs(sentences, rng), agency, rng)


def _cut(sentences: Sequence[str], rng: random.Random) -> list[str]:
    """The whole story, or as much of its beginning as fits: at least six sentences."""
    kept = rng.choice((1.0, 1.0, 0.8, 0.6, 0.4))
    return list(sentences[: max(6, round(kept * len(sentences)))])


def _edited(
    sentences: Sequence[str], share: float, own: Iterator[str], rng: random.Random
) -> list[str]:
    chosen = set(rng.sample(range(len(sentences)), round(share * len(sentences))))
    edited: list[str] = []
    for at, sentence in enumerate(sentences):
        if at not in chosen:
            edited.append(sentence)
        else:
            edited = _with_edit(edited, sentence, own, rng)
    return edited


def _with_edit(
    before: list[str], sentence: str, own: Iterator[str], rng: random.Random
) -> list[str]:
    drawn = rng.random()
    if drawn < _LEFT_OUT:
        return before
    if drawn < _LEFT_OUT + _REPLACED:
        return [*before, next(own)]
    if drawn < _LEFT_OUT + _REPLACED + _MERGED and before:
        joined = f"{before[-1].rstrip('.')}, and {sentence[:1].lower()}{sentence[1:]}"
        return [*before[:-1], joined]
    edit = reworded if rng.random() < _REWORDED else lightly
    return [*before, edit(sentence, rng)]


def _paragraphs(sentences: Sequence[str], rng: random.Random) -> str:
    paragraphs: list[list[str]] = [[]]
    for sentence in sentences:
        if len(paragraphs[-1]) >= rng.randint(1, 3):
            paragraphs.append([])
        paragraphs[-1].append(sentence)
    return "\n\n".join(" ".join(paragraph) for paragraph in paragraphs)


def _reheaded(title: str, rng: random.Random) -> str:
    return rng.choice(_FRAMES).format(lightly(title, rng))


def _credited(title: str, text: str, agency: str, rng: random.Random) -> Copy:
    match rng.choice(_CREDITS):
        case "byline":
            return Copy(title, text, f"Staff and {agency}")
        case "dateline":
            return Copy(title, f"({agency}) — {text}", "")
        case "closing":
            return Copy(title, f"{text}\n\n({agency})", "Newsroom")
        case _:
            return Copy(title, text, "Newsroom")
