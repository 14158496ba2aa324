"""Two makings of one note held against each other: field by field, and row by row."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from backend.checking.document import Document
from backend.domain import Evidence, Note, Stance, Verdict


def canonical(document: Document) -> bytes:
    """The one way to write a document down: keys in order, no white space, UTF-8."""
    written = json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return written.encode("utf-8", "surrogatepass")


def differing(one: object, other: object, path: str = "") -> Iterator[str]:
    """Where two JSON values differ, as paths: `evidence[2].stance`; the innermost alone."""
    match one, other:
        case dict(), dict():
            for key in sorted({*one, *other}):
                where = f"{path}.{key}" if path else key
                if key in one and key in other:
                    yield from differing(one[key], other[key], where)
                else:
                    yield where
        case list(), list() if len(one) == len(other):
            for at, (left, right) in enumerate(zip(one, other, strict=True)):
                yield from differing(left, right, f"{path}[{at}]")
        case _ if json.dumps(one) != json.dumps(other):
            yield path


@dataclass(frozen=True, slots=True)
class RowChange:
    """A row on which two judges differ; None where one of them would not show the report."""

    claim: int
    url: str
    was: Stance | None
    would_be: Stance | None


@dataclass(frozen=True, slots=True)
class VerdictChange:
    """A claim's verdict that would be another; `claim` is None for that of the whole note."""

    claim: int | None
    was: Verdict
    would_be: Verdict


@dataclass(frozen=True, slots=True)
class Otherwise:
    """Where a note would differ by another judge's word."""

    judge: str
    rows: tuple[RowChange, ...]
    verdicts: tuple[VerdictChange, ...]


def otherwise(was: Note, would_be: Note) -> Otherwise:
    """Where the second of two notes of one highlight differs, in what matters to a reader."""
    return Otherwise(would_be.judge, tuple(_rows(was, would_be)), tuple(_verdicts(was, would_be)))


def _rows(was: Note, would_be: Note) -> Iterator[RowChange]:
    before, after = _stances(was.evidence), _stances(would_be.evidence)
    for claim, url in sorted({*before, *after}):
        then, now = before.get((claim, url)), after.get((claim, url))
        if then is not now:
            yield RowChange(claim, url, then, now)


def _stances(evidence: tuple[Evidence, ...]) -> Mapping[tuple[int, str], Stance]:
    return {(row.claim, row.passage.report.url): row.stance for row in evidence}


def _verdicts(was: Note, would_be: Note) -> Iterator[VerdictChange]:
    for claim, (then, now) in enumerate(zip(was.claims, would_be.claims, strict=True)):
        if then.verdict is not now.verdict:
            yield VerdictChange(claim, then.verdict, now.verdict)
    if was.verdict is not would_be.verdict:
        yield VerdictChange(None, was.verdict, would_be.verdict)
