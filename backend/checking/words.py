"""Words, stems, names and sentences of English text, with the offsets they stand at."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from threading import local

import nupunkt
import snowballstemmer

FUNCTION_WORDS = frozenset(
    """a about above after again against all also although am an and any are as at be because
    been before being below between both but by can could did do does doing down during each
    even every few for from further had has have having he her here hers him his how however i
    if in into is it its itself just many may me might more most much must my no nor not of off
    on once one only or other our out over own per same shall she should since so some still
    such than that the their them then there these they this those though through to too under
    until up upon us very was we were what when where whether which while who whom whose why
    will with within without would yet you your""".split()
)
"""Words that tie a sentence together and tell little of what it is about."""

_WORD = re.compile(r"[^\W_]+(?:[.'’-][^\W_]+)*")
_POSSESSIVE = re.compile(r"['’]s?$")
_LINE = re.compile(r"[^\n\r]+")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text at `text[start:end]`, without a possessive ending."""

    text: str
    start: int
    end: int

    @property
    def stem(self) -> str:
        """What the word has in common with its other forms, in lower case."""
        return stem(self.text)

    @property
    def tells(self) -> bool:
        """Whether the word says something of what the text is about."""
        return self.text.lower() not in FUNCTION_WORDS


class _Stemmer(local):
    """A stemmer for each thread: it works on a word that it keeps in itself."""

    def __init__(self) -> None:
        self.of_this_thread = snowballstemmer.stemmer("english")


_stemmer = _Stemmer()


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """The Snowball stem of one word, in lower case."""
    return str(_stemmer.of_this_thread.stemWord(word.lower()))


def words(text: str) -> list[Word]:
    """The words of a text in order; hyphens, inner dots and apostrophes stay inside a word."""
    return [
        Word(_POSSESSIVE.sub("", match.group()), match.start(), match.end())
        for match in _WORD.finditer(text)
    ]


def content_stems(text: str) -> frozenset[str]:
    """The stems of a text's telling words, numbers left out."""
    return frozenset(word.stem for word in words(text) if word.tells and not word.text[0].isdigit())


def names(text: str) -> tuple[str, ...]:
    """Runs of capitalised words, each once, in order.

    A single capitalised word that opens a sentence is taken for a name only if it is written in
    capitals, owns something ("Ukraine's") or stands capitalised elsewhere too, since any word may
    open a sentence.
    """
    openers = {start for start, _ in sentences(text)}
    runs = _capitalised_runs(text)
    inner = {word.text for run in runs for word in run if word.start not in openers}
    kept = (
        run
        for run in runs
        if len(run) > 1 or run[0].start not in openers or run[0].text in inner or _plain(run[0])
    )
    return tuple(dict.fromkeys(" ".join(word.text for word in run) for run in kept))


def _plain(word: Word) -> bool:
    """Whether a word is plainly a name wherever it stands."""
    return (word.text.isupper() and len(word.text) > 1) or word.end - word.start > len(word.text)


def _capitalised_runs(text: str) -> list[list[Word]]:
    runs: list[list[Word]] = []
    previous: Word | None = None
    for word in words(text):
        if not (word.text[0].isupper() and word.tells):
            previous = None
            continue
        if previous and text[previous.start + len(previous.text) : word.start] == " ":
            runs[-1].append(word)
        else:
            runs.append([word])
        previous = word
    return runs


def sentences(text: str) -> list[tuple[int, int]]:
    """The (start, end) of each sentence, without the white space around it.

    A line break always ends a sentence: a headline has no full stop.
    """
    return [
        span
        for line in _LINE.finditer(text)
        for start, end in nupunkt.sent_spans(line.group())
        if (span := _trimmed(text, line.start() + start, line.start() + end))
    ]


def _trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    piece = text[start:end]
    inner = piece.strip()
    if not inner:
        return None
    start += len(piece) - len(piece.lstrip())
    return start, start + len(inner)
