"""Sets of pairs whose stance people have labelled: JSONL of `{"claim", "passage", "label"}`."""

from __future__ import annotations

import json
import random
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from backend.checking.ports import Pair
from backend.domain import Stance
from backend.errors import BadInput
from backend.evaluation.files import bare_name, files_in, opened

LABELS = (Stance.SUPPORTS, Stance.DISPUTES, Stance.MENTIONS)
SEED = 20241023

_T = TypeVar("_T")
_ENDING = ".jsonl"


@dataclass(frozen=True, slots=True)
class Labelled:
    """A pair and what its passage truly says of its claim."""

    pair: Pair
    label: Stance


@dataclass(frozen=True, slots=True)
class LabelledSet:
    """The pairs of one file; `name` is the file's, without its endings."""

    name: str
    rows: Sequence[Labelled]


def read_sets(
    data: Path, names: Collection[str] = (), limit: int | None = None
) -> list[LabelledSet]:
    """The sets in a folder by name, or the one in a file; with `names`, only those.

    With `limit`, at most so many pairs of each, always the same ones. Raises `BadInput` that says
    what is missing or broken.
    """
    paths = _paths(data)
    if unknown := sorted(set(names) - set(paths)):
        raise BadInput(f"{data} holds no set {', '.join(unknown)}.")
    chosen = {name: path for name, path in paths.items() if not names or name in names}
    return [LabelledSet(name, sample(_rows(path), limit)) for name, path in chosen.items()]


def sample(rows: Sequence[_T], limit: int | None) -> Sequence[_T]:
    """At most `limit` rows in their order, drawn with a fixed seed; all of them without a limit."""
    if limit is None or limit >= len(rows):
        return rows
    drawn = random.Random(SEED).sample(range(len(rows)), limit)  # noqa: S311 - no secret
    return [rows[at] for at in sorted(drawn)]


def _paths(data: Path) -> dict[str, Path]:
    if not data.is_dir():
        return {bare_name(data).removesuffix(_ENDING): data}
    paths: dict[str, Path] = {}
    for path in files_in(data):
        if bare_name(path).endswith(_ENDING):
            name = bare_name(path).removesuffix(_ENDING)
            if name in paths:
                raise BadInput(f"{data} holds {name} twice, packed and plain.")
            paths[name] = path
    if not paths:
        raise BadInput(f"{data} holds no .jsonl or .jsonl.gz file.")
    return paths


def _rows(path: Path) -> list[Labelled]:
    with opened(path) as lines:
        rows = list(_parsed(path, lines))
    if not rows:
        raise BadInput(f"{path} holds no pairs.")
    return rows


def _parsed(path: Path, lines: Iterable[str]) -> Iterator[Labelled]:
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield _row(f"{path}, line {number}", line)


def _row(where: str, line: str) -> Labelled:
    try:
        row = json.loads(line)
        claim, passage, label = row["claim"], row["passage"], row["label"]
    except (ValueError, TypeError, KeyError, RecursionError) as problem:
        message = f'{where}: this is not {{"claim": …, "passage": …, "label": …}}.'
        raise BadInput(message) from problem
    if not isinstance(claim, str) or not isinstance(passage, str):
        raise BadInput(f"{where}: claim and passage must be text.")
    if label not in LABELS:
        raise BadInput(f"{where}: the label must be supports, disputes or mentions.")
    return Labelled(Pair(claim, passage), Stance(label))
