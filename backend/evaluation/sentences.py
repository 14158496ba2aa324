"""Sentences that people have marked as worth checking or not, as CheckThat! has them.

Tab-separated `Sentence_id, Text, class_label` (Yes or No), with a head line.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from backend.errors import BadInput
from backend.evaluation.files import bare_name, files_in, opened

_COLUMNS = ("Sentence_id", "Text", "class_label")
_LABELS = {"yes": True, "no": False}
_ENDING = ".tsv"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence and whether it is worth checking.

    `place` grows with the debate that it is from, where the set's ids do.
    """

    place: int
    text: str
    worth_checking: bool


@dataclass(frozen=True, slots=True)
class SentenceSet:
    """The sentences of one file, and how many of its lines are none."""

    name: str
    sentences: Sequence[Sentence]
    malformed: int


def read_sentence_sets(data: Path) -> list[SentenceSet]:
    """The sets in a folder by name, or the one in a file.

    A line that does not have three fields and a label is left out and counted. Raises `BadInput`
    where a file is missing, is no such table or has no line that can be used.
    """
    paths = [data]
    if data.is_dir():
        paths = [path for path in files_in(data) if bare_name(path).endswith(_ENDING)]
    if not paths:
        raise BadInput(f"{data} holds no {_ENDING} file.")
    return [_read(path) for path in paths]


def _read(path: Path) -> SentenceSet:
    rows = list(_rows(path))
    sentences = [row for row in rows if row]
    if not sentences:
        raise BadInput(f"{path} holds no sentences with a label.")
    name = bare_name(path).removesuffix(_ENDING)
    return SentenceSet(name, sentences, len(rows) - len(sentences))


def _rows(path: Path) -> Iterator[Sentence | None]:
    with opened(path) as lines:
        table = csv.reader(lines, delimiter="\t")
        try:
            if tuple(next(table, ())) != _COLUMNS:
                raise BadInput(f"{path} does not begin with the columns {', '.join(_COLUMNS)}.")
            yield from (_sentence(row) for row in table if row)
        except csv.Error as problem:
            raise BadInput(f"{path}, line {table.line_num}: {problem}.") from problem


def _sentence(row: Sequence[str]) -> Sentence | None:
    if len(row) != len(_COLUMNS):
        return None
    place, text, label = row
    worth_checking = _LABELS.get(label.strip().lower())
    if worth_checking is None or not text.strip():
        return None
    return Sentence(int(place) if place.isdecimal() else 0, text, worth_checking)
