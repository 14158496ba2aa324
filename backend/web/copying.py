"""A note as plain text with its sources, to be copied into a message or an article. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from backend.checking.document import Document
from backend.domain import Telling
from backend.web.evidence import Row
from backend.web.grouping import Group
from backend.web.presenting import ClaimPart, Confidence, NoteView

CLOSING = (
    "Second Source never says that something is true. It shows who reports what, in their own"
    " words."
)


def note_text(document: Document, note: NoteView, address: str) -> str:
    """The note in the order in which it is read; `address` is that of its page."""
    several = len(note.claims) > 1
    claims = (
        _claim(part, number if several else 0) for number, part in enumerate(note.claims, start=1)
    )
    blocks = [
        f"“{document['highlight']['exact']}”",
        *(block for claim in claims for block in claim),
        *([_verdict(note)] if several else []),
        *_rest(note),
        f"Checked: {note.checked.text}\nJudged by: {note.judge}\n{address}",
        CLOSING,
    ]
    return "\n\n".join(block for block in blocks if block) + "\n"


def _claim(part: ClaimPart, number: int) -> Iterator[str]:
    if number:
        yield f"CLAIM {number}: {part.text}"
    if part.checkable:
        yield "EVIDENCE" if part.groups else "No report about this was found that could be read."
    for group in part.groups:
        yield from _group(group)
    sure = f"\n{_confidence(part.confidence)}" if part.confidence else ""
    yield f"VERDICT: {part.verdict.label}\n{part.verdict.meaning}{sure}"


def _group(group: Group) -> Iterator[str]:
    named = f": {group.label}" if group.label else ""
    why = f" {group.why}" if group.why else ""
    yield f"Origin {group.number}{named} ({group.tally}).{why}"
    yield from map(_row, group.shown)
    if group.copies:
        copies = (f"- {row.report.outlet}: {row.report.url}" for row in group.copies)
        yield "\n".join((f"{group.copies_label}:", *copies))


def _row(row: Row) -> str:
    stance = " ".join(filter(None, (row.stance.label, row.stance.party)))
    when = f", {row.report.published.text}" if row.report.published else ""
    lines = [
        f"{stance}: “{row.quote}”",
        f"{row.report.outlet}{when}: {row.report.title}",
        row.report.url,
        *(f"{line.label}: claim: {line.claim}; report: {line.report}" for line in row.differences),
        _telling(row),
        f"Not counted: {row.uncounted}" if row.uncounted else "",
        row.counts_less,
    ]
    return "\n".join(filter(None, lines))


def _telling(row: Row) -> str:
    match row.telling:
        case Telling.OWN:
            return "Own reporting."
        case Telling.PASSED_ON:
            return f"Passes on what {row.source or 'others'} said."
        case _:
            return ""


def _confidence(confidence: Confidence) -> str:
    return f"Confidence: {confidence.level} ({confidence.percent}%)"


def _verdict(note: NoteView) -> str:
    sure = f"\n{_confidence(note.confidence)}" if note.confidence else ""
    return f"VERDICT, TAKEN TOGETHER: {note.verdict.label}{sure}"


def _rest(note: NoteView) -> Iterator[str]:
    if note.not_checked:
        yield _listed("NOT CHECKED", (f"“{each.text}”: {each.why}" for each in note.not_checked))
    if note.would_change:
        yield f"WHAT WOULD CHANGE THIS\n{note.would_change}"
    if note.unread:
        lines = (f"{line.report.outlet}: {line.reason} {line.report.url}" for line in note.unread)
        yield _listed("COULD NOT BE READ", lines)
    if note.searched:
        yield _listed("SEARCHED", (f"{line.searcher}: {line.outcome}" for line in note.searched))


def _listed(heading: str, lines: Iterable[str]) -> str:
    return "\n".join((heading, *(f"- {line}" for line in lines)))
