"""From a highlight to its claims: statements that can stand alone, tied to their characters."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from backend.checking.claims.marks import PLAIN, Mark, mark_of, mark_of_words
from backend.checking.claims.reference import Surroundings, Unresolved, referring, resolve
from backend.checking.claims.replacing import Replacement
from backend.checking.claims.selected import Whole, selection
from backend.checking.claims.statement import Statement, trimmed, wording
from backend.checking.claims.statements import statements
from backend.checking.claims.times import dated
from backend.checking.claims.tongues import ENGLISH, language_of, tongue
from backend.checking.ports import Languages, Syntax
from backend.checking.syntax import Sentence
from backend.checking.words import sentences
from backend.domain import Checkability, Claim, FoundIn, Highlight

_MOST_SENTENCES = 60
"""Sentences of a highlight that are parsed: 5,000 characters hold fewer, unless they are none."""


def by_sentence(highlight: Highlight) -> tuple[Claim, ...]:
    """One claim a sentence, by its words alone: where there is no parser for its language."""
    exact = highlight.quote.exact
    return tuple(
        Claim(exact[start:end], start, end, mark.kind, because=mark.words)
        for start, end in sentences(exact)
        if (mark := mark_of_words(exact[start:end]))
    )


def only_english(language: str) -> bool:
    """Whether a language is English, which the shipped judges read and no other."""
    return language == ENGLISH


@dataclass(frozen=True, slots=True)
class Splitter:
    """Takes highlights apart. `reads` says of a language's code whether the judge reads it."""

    syntax: Syntax
    languages: Languages
    reads: Callable[[str], bool] = only_english

    def __call__(self, highlight: Highlight) -> tuple[Claim, ...]:
        """The claims of a highlight, in the order of their words.

        Where its language is not read there is one claim, which says so. A language that the judge
        reads and our rules don't is taken apart into sentences alone.
        """
        language = language_of(highlight, self.languages)
        if language == ENGLISH:
            return self._english(highlight)
        if self.reads(language):
            return by_sentence(highlight)
        exact = highlight.quote.exact
        why = Checkability.OTHER_LANGUAGE
        return (Claim(exact, 0, len(exact), why, because=tongue(language)),)

    def warm(self) -> None:
        """Open now what would otherwise be opened for the first highlight."""
        self.languages.warm()
        self.syntax.warm()

    def _english(self, highlight: Highlight) -> tuple[Claim, ...]:
        chosen = selection(highlight.quote)
        touched = chosen.sentences[:_MOST_SENTENCES]
        parsed = self.syntax.parse([whole.text for whole in touched])
        refers = any(True for one in parsed for _place in referring(one, range(len(one))))
        around = self._surroundings(highlight, chosen.before) if refers else Surroundings()
        found: list[Claim] = []
        for whole, sentence in zip(touched, parsed, strict=True):
            found.extend(_Reading(highlight, whole, sentence, around).claims())
            around = replace(around, earlier=(*around.earlier, (sentence, FoundIn.HIGHLIGHT)))
        return tuple(found)

    def _surroundings(self, highlight: Highlight, before: Sequence[str]) -> Surroundings:
        """What stands before the highlight. Parsed only where it takes that to understand it."""
        title = highlight.page.title
        parsed = self.syntax.parse([*before, *([title] if title else [])])
        earlier = tuple((one, FoundIn.BEFORE) for one in parsed[: len(before)])
        return Surroundings(earlier, parsed[-1] if title else None)


@dataclass(frozen=True, slots=True)
class _Reading:
    """One sentence that a highlight touches, with what it takes to understand it."""

    highlight: Highlight
    whole: Whole
    sentence: Sentence
    around: Surroundings

    def claims(self) -> Iterator[Claim]:
        """What the selected part of the sentence claims."""
        times = dated(self.sentence, self.highlight.page.published)
        for statement in _stated(self.sentence):
            span = self._span(statement.own)
            if span is not None:
                yield self._claim(statement, span, times)

    def _claim(
        self, statement: Statement, span: tuple[int, int], times: Sequence[Replacement]
    ) -> Claim:
        mark = mark_of(self.sentence, statement)
        put = [one for one in times if one.first in statement.places]
        missing: list[Unresolved] = []
        for place in referring(self.sentence, sorted(statement.places)):
            match resolve(self.sentence, place, statement.places, self.around):
                case Replacement() as one if not _share_words(one, put):
                    put.append(one)
                case Unresolved() as one:
                    missing.append(one)
                case _:
                    pass
        if mark is PLAIN and (gap := _gap(self.sentence, statement, put, missing)):
            mark = Mark(Checkability.AMBIGUOUS, gap)
        text = self._text(statement, put)
        quote = self.highlight.quote.exact[span[0] : span[1]]
        return Claim(
            text=text,
            start=span[0],
            end=span[1],
            checkability=mark.kind,
            quote="" if quote == text else quote,
            resolved=tuple(one.resolved for one in sorted(put, key=lambda one: one.first)),
            because=mark.words,
        )

    def _text(self, statement: Statement, put: Sequence[Replacement]) -> str:
        """The claim's words: the sentence as it stands where nothing had to be done to it."""
        untouched = not put and list(statement.bits) == _kept(self.sentence)
        if untouched:
            return self.whole.text
        return wording(self.sentence, statement.bits, put)

    def _stop_after(self, own: Sequence[int]) -> range:
        """The marks that end the sentence, where the statement ends with it."""
        marks = range(own[-1] + 1, len(self.sentence))
        ends = all(self.sentence[place].pos == "PUNCT" for place in marks)
        return marks if ends else range(0)

    def _span(self, own: Sequence[int]) -> tuple[int, int] | None:
        """Where the statement's own words stand in the highlight; None where none was selected."""
        length = len(self.highlight.quote.exact)
        selected = [
            token
            for token in (self.sentence[place] for place in (*own, *self._stop_after(own)))
            if self.whole.start + token.end > 0 and self.whole.start + token.start < length
        ]
        if not any(token.pos != "PUNCT" for token in selected):
            return None
        start = max(0, self.whole.start + selected[0].start)
        return start, min(length, self.whole.start + selected[-1].end)


def _stated(sentence: Sentence) -> list[Statement]:
    """The statements of a sentence; the whole of a question, and of what has no word parsed."""
    everything = tuple(range(len(sentence)))
    if not everything:
        return []
    if sentence.text.rstrip("\"'”’) ").endswith("?"):
        return [Statement(everything, everything, sentence.roots[0])]
    return statements(sentence) or [Statement(everything, everything, sentence.roots[0])]


def _kept(sentence: Sentence) -> list[int]:
    return trimmed(sentence, range(len(sentence)))


def _share_words(one: Replacement, others: Sequence[Replacement]) -> bool:
    return any(one.first <= other.last and other.first <= one.last for other in others)


def _gap(
    sentence: Sentence,
    statement: Statement,
    put: Sequence[Replacement],
    missing: Sequence[Unresolved],
) -> str:
    """The words without which it cannot be told what is claimed; "" where it can."""
    named = any(sentence[place].pos == "PROPN" for place in statement.places)
    named = named or any(one.resolved.found_in is not FoundIn.DATE for one in put)
    named = named or any(isinstance(bit, str) and bit[:1].isupper() for bit in statement.bits)
    needed = [one for one in missing if one.needed or not named]
    return needed[0].words if needed else ""
