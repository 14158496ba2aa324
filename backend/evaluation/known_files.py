"""Claims that fact checkers have checked, and posts that make them, as CheckThat! has them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from backend.errors import BadInput
from backend.evaluation.files import bare_name, files_in, opened

_CLAIMS, _QUERIES, _ENDING = "claims.jsonl", "queries", ".jsonl"
_SIGNED = re.compile(r"(\w+ \d{1,2}, \d{4})\s*$")
"""A post that was taken from its page ends in the day on which it was made."""


@dataclass(frozen=True, slots=True)
class CheckedClaim:
    """A claim that was checked, and the day on which that was published, where it is known."""

    id: str
    text: str
    on: date | None


@dataclass(frozen=True, slots=True)
class PostQuery:
    """A post, its day, and the ids of the checked claims that it makes."""

    text: str
    on: date | None
    relevant: frozenset[str]


@dataclass(frozen=True, slots=True)
class KnownClaimSet:
    """Checked claims, and the queries of each file by its name."""

    claims: Sequence[CheckedClaim]
    queries: Mapping[str, Sequence[PostQuery]]


def read_known_claims(folder: Path) -> KnownClaimSet:
    """`claims.jsonl` and every `queries….jsonl` of a folder, each plain or packed (.gz).

    Raises `BadInput` that says what is missing or broken.
    """
    paths = {bare_name(path): path for path in files_in(folder)}
    if _CLAIMS not in paths:
        raise BadInput(f"{folder} holds no {_CLAIMS}.")
    asked = {n: p for n, p in paths.items() if n.startswith(_QUERIES) and n.endswith(_ENDING)}
    if not asked:
        raise BadInput(f"{folder} holds no {_QUERIES}….jsonl.")
    claims = list(_claims(paths[_CLAIMS]))
    known = {claim.id for claim in claims}
    queries = {n.removesuffix(_ENDING): list(_queries(p, known)) for n, p in asked.items()}
    if empty := next((name for name, rows in queries.items() if not rows), None):
        raise BadInput(f"{folder}: {empty} holds no queries.")
    return KnownClaimSet(claims, queries)


def _claims(path: Path) -> Iterator[CheckedClaim]:
    for where, row in _lines(path):
        try:
            said = ". ".join(part for part in (row.get("title", ""), row["text"]) if part)
            yield CheckedClaim(str(row["id"]), said, _day(row.get("published") or "", "%d %B %Y"))
        except (KeyError, TypeError, AttributeError) as problem:
            raise BadInput(f'{where}: this is not {{"id", "title", "text", …}}.') from problem


def _queries(path: Path, known: set[str]) -> Iterator[PostQuery]:
    for where, row in _lines(path):
        try:
            text, relevant = str(row["query"]), frozenset(map(str, row["relevant"]))
        except (KeyError, TypeError) as problem:
            raise BadInput(f'{where}: this is not {{"query": …, "relevant": […]}}.') from problem
        if not relevant or not relevant <= known:
            raise BadInput(f"{where}: relevant must name claims that are there.")
        signed = _SIGNED.search(text)
        yield PostQuery(text, _day(signed.group(1), "%B %d, %Y") if signed else None, relevant)


def _lines(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    with opened(path) as lines:
        for number, line in enumerate(lines, start=1):
            if line.strip():
                where = f"{path}, line {number}"
                try:
                    yield where, json.loads(line)
                except (ValueError, RecursionError) as problem:
                    raise BadInput(f"{where}: this is no JSON.") from problem


def _day(written: str, form: str) -> date | None:
    try:
        return datetime.strptime(written, form).date()  # noqa: DTZ007 - a day, not a moment
    except ValueError:
        return None
