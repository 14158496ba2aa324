"""The Fake News Challenge's own files: headlines, bodies, and what a body says of a headline.

`…bodies.csv` has the columns `Body ID, articleBody`, its `…stances….csv` has `Headline, Body ID`
and, where it is known, `Stance`. Either may be packed (`.gz`).
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from backend.domain import Stance
from backend.errors import BadInput
from backend.evaluation.files import bare_name, files_in, opened

WORDS = {
    Stance.SUPPORTS: "agree",
    Stance.DISPUTES: "disagree",
    Stance.MENTIONS: "discuss",
    Stance.UNRELATED: "unrelated",
}
"""The challenge's words for our stances."""

_STANCES = {word: stance for stance, word in WORDS.items()}
_BODIES = "bodies.csv"
_PREFERRED = ("competition_test_", "test_", "train_")
_LONGEST_FIELD = 100_000_000


@dataclass(frozen=True, slots=True)
class Row:
    """A headline and the body it stands over; `stance` is None where it is not given."""

    headline: str
    body_id: str
    stance: Stance | None


@dataclass(frozen=True, slots=True)
class Challenge:
    """The rows in the order of their file, and the bodies by id. Every row has its body."""

    rows: Sequence[Row]
    bodies: Mapping[str, str]


def read_challenge(folder: Path) -> Challenge:
    """The bodies and stances in a folder.

    Of several sets the competition's test is taken, else `test_`, else `train_`. Raises `BadInput`
    that says what is missing or broken.
    """
    bodies_path, stances_path = _set_in(files_in(folder), folder)
    bodies = dict(_bodies(bodies_path))
    rows = list(_stances(stances_path))
    if not rows:
        raise BadInput(f"{stances_path} holds no headlines.")
    if missing := next((row.body_id for row in rows if row.body_id not in bodies), None):
        raise BadInput(f"{bodies_path} has no body {missing}, which {stances_path.name} names.")
    if len({row.stance is None for row in rows}) > 1:
        raise BadInput(f"{stances_path} gives a Stance for some rows only.")
    return Challenge(rows, bodies)


def is_labelled(rows: Sequence[Row]) -> bool:
    """Whether stances are given. They are for all rows of a set or for none."""
    return any(row.stance for row in rows)


def write_predictions(path: Path, rows: Sequence[Row], stances: Sequence[Stance]) -> None:
    """Write `Headline, Body ID, Stance`, a row a headline in order. Raises `BadInput`."""
    try:
        with path.open("w", encoding="utf-8", newline="") as file:
            table = csv.writer(file)
            table.writerow(["Headline", "Body ID", "Stance"])
            for row, stance in zip(rows, stances, strict=True):
                table.writerow([row.headline, row.body_id, WORDS[stance]])
    except OSError as problem:
        raise BadInput(f"{path} cannot be written: {problem.strerror}.") from problem


def _set_in(paths: Sequence[Path], folder: Path) -> tuple[Path, Path]:
    """The one set of a folder, or the one that comes first in `_PREFERRED`."""
    sets = _sets(paths)
    for prefix in _PREFERRED:
        if prefix in sets:
            return sets[prefix]
    match list(sets.values()):
        case [only]:
            return only
        case []:
            raise BadInput(f"{folder} holds no …bodies.csv with its …stances.csv.")
        case _:
            raise BadInput(f"{folder} holds several sets: {', '.join(sorted(sets))}. Give one.")


def _sets(paths: Sequence[Path]) -> dict[str, tuple[Path, Path]]:
    """Bodies with the stances of the same prefix; a lone pair may differ in its prefixes."""
    tables = [path for path in paths if bare_name(path).endswith(".csv")]
    bodies = [path for path in tables if bare_name(path).endswith(_BODIES)]
    stances = [path for path in tables if "stances" in bare_name(path)]
    if len(bodies) == len(stances) == 1:
        return {_prefix(bodies[0]): (bodies[0], stances[0])}
    return {_prefix(path): (path, own) for path in bodies if (own := _stances_of(path, stances))}


def _prefix(bodies: Path) -> str:
    return bare_name(bodies).removesuffix(_BODIES)


def _stances_of(bodies: Path, stances: Sequence[Path]) -> Path | None:
    """The file of the same prefix; of several the one with the plainest name."""
    begins = f"{_prefix(bodies)}stances"
    own = (path for path in stances if path.name.startswith(begins))
    return min(own, key=lambda path: (len(path.name), path.name), default=None)


def _bodies(path: Path) -> Iterator[tuple[str, str]]:
    seen: set[str] = set()
    for where, row in _table(path, "Body ID", "articleBody"):
        body_id = row["Body ID"].strip()
        if body_id in seen:
            raise BadInput(f"{where}: there is a body {body_id} already.")
        seen.add(body_id)
        yield body_id, row["articleBody"]


def _stances(path: Path) -> Iterator[Row]:
    for where, row in _table(path, "Headline", "Body ID"):
        word = (row.get("Stance") or "").strip().lower()
        if word and word not in _STANCES:
            raise BadInput(f"{where}: the Stance must be agree, disagree, discuss or unrelated.")
        yield Row(row["Headline"], row["Body ID"].strip(), _STANCES.get(word))


def _table(path: Path, *columns: str) -> Iterator[tuple[str, dict[str, str]]]:
    """The rows of a CSV file, each with where it ends, for messages."""
    with opened(path) as lines, _long_fields():
        table = csv.DictReader(lines)
        try:
            if missing := [name for name in columns if name not in (table.fieldnames or ())]:
                raise BadInput(f"{path} has no column {missing[0]}.")
            for row in table:
                where = f"{path}, line {table.line_num}"
                if any(row[name] is None for name in columns):
                    raise BadInput(f"{where}: the row is cut short.")
                yield where, row
        except csv.Error as problem:
            raise BadInput(f"{path}, line {table.line_num}: {problem}.") from problem


@contextmanager
def _long_fields() -> Iterator[None]:
    """A body may be longer than the 128 KB at which Python's reader stops by default."""
    before = csv.field_size_limit(_LONGEST_FIELD)
    try:
        yield
    finally:
        csv.field_size_limit(before)
