"""Evidence by origin: reports that go back to one origin stand together and count once. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from backend.checking.document import Document
from backend.domain import Stance
from backend.web import labels
from backend.web.evidence import Row, evidence_row
from backend.web.labels import count


@dataclass(frozen=True, slots=True)
class Group:
    """The rows of one origin: `shown` say something of their own, `copies` repeat the first.

    `number` is the one that the pictures give the origin; `label` is empty for a report that is an
    origin of its own; `source` names whom all of them go back to where `why` does not.
    """

    number: int
    label: str
    source: str
    why: str
    tally: str
    shown: tuple[Row, ...]
    copies: tuple[Row, ...]
    copies_label: str


def tally(rows: Sequence[Document]) -> str:
    """`9 reports, 2 origins`: what the rows amount to, each report and origin once."""
    reports = {row["report"]["url"] for row in rows}
    origins = {row["origin"] for row in rows}
    return f"{count(len(reports), 'report')}, {count(len(origins), 'origin')}"


_SHOWN_FIRST = tuple(labels.STANCES)


def evidence_groups(
    rows: Sequence[Document],
    origins: Sequence[Document],
    numbers: Mapping[str, int],
    claim: str = "",
) -> tuple[Group, ...]:
    """One group an origin: those that say the same, then otherwise, then the mentions.

    `numbers` gives each origin's; in the quotes is marked what differs from the claim's words.
    """
    known = {origin["id"]: origin for origin in origins}
    ordered = sorted(rows, key=lambda row: row["origin"])
    grouped = [
        _earliest_first(list(group), known.get(origin, {}))
        for origin, group in groupby(ordered, key=lambda row: row["origin"])
    ]
    places = {origin: place for place, origin in enumerate(known)}
    grouped.sort(key=lambda group: (_stance_place(group), places.get(group[0]["origin"], 0)))
    return tuple(
        _group(group, known.get(origin, {}), numbers[origin], claim)
        for group in grouped
        for origin in (group[0]["origin"],)
    )


def _stance_place(rows: Sequence[Document]) -> int:
    return min(_SHOWN_FIRST.index(Stance(row["stance"])) for row in rows)


def _earliest_first(rows: list[Document], origin: Document) -> list[Document]:
    places = {url: place for place, url in enumerate(origin.get("reports", ()))}
    return sorted(rows, key=lambda row: places.get(row["report"]["url"], len(places)))


def _group(rows: Sequence[Document], origin: Document, number: int, claim: str) -> Group:
    first = rows[0]
    copies = [row for row in rows[1:] if _repeats(row, first)]
    return Group(
        number=number,
        label=_origin_label(rows, origin),
        source=_unsaid_source(origin),
        why=origin.get("why", ""),
        tally=tally(rows),
        shown=tuple(evidence_row(row, claim) for row in rows if row not in copies),
        copies=tuple(evidence_row(row, claim) for row in copies),
        copies_label=_copies_label(copies, first),
    )


def _unsaid_source(origin: Document) -> str:
    """Whom several reports go back to, where the origin's own words do not say it already."""
    source = origin.get("source") or ""
    is_said = source in origin.get("why", "") or len(origin["reports"]) == 1
    return "" if is_said else source


def _origin_label(rows: Sequence[Document], origin: Document) -> str:
    outlets = {row["report"]["outlet"] for row in rows}
    label: str = origin.get("label", "")
    return "" if outlets == {label} and len(origin["reports"]) == 1 else label


def _repeats(row: Document, first: Document) -> bool:
    return all(row[field] == first[field] for field in ("stance", "denied_by", "differences"))


def _copies_label(copies: Sequence[Document], first: Document) -> str:
    others = {row["report"]["url"] for row in copies} - {first["report"]["url"]}
    if others:
        return f"{count(len(others), 'more report')} from this origin"
    return count(len(copies), "more passage")
