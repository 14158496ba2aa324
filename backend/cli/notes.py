"""A note for a terminal: evidence first, verdict after, in plain text."""

from __future__ import annotations

import textwrap
import unicodedata
from collections.abc import Iterator

from backend.checking.confidence import confidence_level
from backend.checking.document import Document
from backend.domain import Checkability, DifferenceKind, SearchStatus, Stance, Verdict
from backend.web import labels

WIDTH = 88
_MARKS = {Stance.SUPPORTS: "=", Stance.DISPUTES: "≠", Stance.MENTIONS: "…"}


def note_text(note: Document) -> str:
    """The note as lines of at most WIDTH columns (links may be longer)."""
    return printable("\n".join(_lines(note)))


def printable(text: str) -> str:
    """The text without control characters but line breaks: a page must not steer a terminal."""
    return "".join(c if c == "\n" or unicodedata.category(c)[0] != "C" else "�" for c in text)


def _lines(note: Document) -> Iterator[str]:
    for index, claim in enumerate(note["claims"]):
        yield from _wrapped(claim["text"])
        yield ""
        rows = [row for row in note["evidence"] if row["claim"] == index]
        for row in rows:
            yield from _row(row)
        yield from _verdict(claim)
    yield from _wrapped(note["summary"])
    yield from _unread(note)
    yield from _searched(note)
    if note["would_change"]:
        yield from _wrapped(f"What would change this: {note['would_change']}")
    yield from _wrapped(note.get("freshness", ""))
    yield f"Judge: {note['judge']}"


def _row(row: Document) -> Iterator[str]:
    report, stance = row["report"], Stance(row["stance"])
    published = f", {report['published'][:10]}" if report["published"] else ""
    said = f"{labels.DENIAL} {row['denied_by']}" if row["denied_by"] else labels.STANCES[stance]
    yield f"  {_MARKS[stance]} {said}: {report['outlet']}{published} [{row['origin']}]"
    for said in (report.get("kind"), report.get("rating")):
        if said:
            yield f"    ({said['words']}, according to {said['by']})"
    yield from _wrapped(f"“{row['quote']}”", indent=4)
    yield from _history(report)
    yield from _wrapped(row.get("uncounted") or row.get("counts_less") or "", indent=4)
    for difference in row["differences"]:
        label = labels.DIFFERENCES[DifferenceKind(difference["kind"])]
        yield f"    {label}. Claim: {difference['claim']} · report: {difference['report']}"
    yield f"    {report['url']}"
    yield ""


def _history(report: Document) -> Iterator[str]:
    for notice in report.get("corrections") or ():
        yield from _wrapped(f"Corrected by the outlet: {notice}", indent=4)
    snapshot = report.get("snapshot")
    if snapshot:
        yield f"    Read from the Internet Archive's copy of {snapshot['taken'][:10]}:"
        yield f"    {snapshot['url']}"


def _verdict(claim: Document) -> Iterator[str]:
    if claim["reason"]:
        words = labels.NOT_CHECKABLE[Checkability(claim["reason"])]
    else:
        words = labels.VERDICTS[Verdict(claim["verdict"])]
    yield f"  → {words.label}{_confidence(claim['confidence'])}"
    yield from _wrapped(words.meaning, indent=4)
    for did in claim.get("why", ()):
        yield from _wrapped(f"- {did}", indent=4)
    yield ""


def _confidence(chance: float | None) -> str:
    if chance is None:
        return ""
    return f". Confidence: {confidence_level(chance)} ({round(100 * chance)}%)"


def _unread(note: Document) -> Iterator[str]:
    for row in note["unread"]:
        yield from _wrapped(f"Could not be read: {row['outlet']}, {row['title']}. {row['reason']}")


def _searched(note: Document) -> Iterator[str]:
    for row in note["searched"]:
        status = SearchStatus(row["status"])
        found = labels.count(row["found"], "report") + " found"
        yield f"Searched: {row['searcher']}, {labels.SEARCHES.get(status, found)}."


def _wrapped(text: str, indent: int = 0) -> list[str]:
    margin = " " * indent
    return textwrap.wrap(text, WIDTH, initial_indent=margin, subsequent_indent=margin)
