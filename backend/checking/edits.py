"""What people have changed by hand in what a note is made from.

Edits stand beside the evidence and never in it: what was taken out is kept, so that an edit that
is dropped later leaves no trace, and a note can be made again as it was decided. They are sets:
the order in which they were made is not part of them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields

from backend.domain import Checkability, Evidence, Stance, Verdict


@dataclass(frozen=True, slots=True, order=True)
class RowAt:
    """A row of evidence: the claim's index and the report's URL."""

    claim: int
    url: str


@dataclass(frozen=True, slots=True)
class TakenOut:
    """A row that is not to be shown nor to count. It still ties the reports that it tied."""

    row: RowAt


@dataclass(frozen=True, slots=True)
class Remarked:
    """A row that takes another stance than the judge gave it."""

    row: RowAt
    stance: Stance


@dataclass(frozen=True, slots=True)
class Added:
    """A report that the check had not found, with the rows that it makes, judged as any other."""

    url: str
    rows: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Apart:
    """A row's report goes back to no other report's origin, unless `Together` says so."""

    row: RowAt


@dataclass(frozen=True, slots=True)
class Together:
    """For a claim, the origins of two reports are one."""

    claim: int
    one: str
    other: str


@dataclass(frozen=True, slots=True)
class Unsettled:
    """A claim that reports cannot settle, whatever was found; and of what kind it is instead."""

    claim: int
    kind: Checkability


@dataclass(frozen=True, slots=True)
class Replaced:
    """A claim's verdict that people set, with the reason that is published with it."""

    claim: int
    verdict: Verdict
    reason: str


@dataclass(frozen=True, slots=True)
class Edits:
    """All edits of a note together, each kind in the order of what it is about.

    `hidden` says why the note's evidence is not shown, "" where it is; `same_as` is the id of the
    note that this one points to, since its claim is the same; "" where it points to none.
    """

    taken_out: tuple[TakenOut, ...] = ()
    remarked: tuple[Remarked, ...] = ()
    added: tuple[Added, ...] = ()
    apart: tuple[Apart, ...] = ()
    together: tuple[Together, ...] = ()
    unsettled: tuple[Unsettled, ...] = ()
    replaced: tuple[Replaced, ...] = ()
    hidden: str = ""
    same_as: str = ""

    @property
    def any(self) -> bool:
        """Whether there are any edits."""
        return self != NO_EDITS


NO_EDITS = Edits()

Edit = TakenOut | Remarked | Added | Apart | Together | Unsettled | Replaced

_FIELD: dict[type[Edit], str] = {
    TakenOut: "taken_out",
    Remarked: "remarked",
    Added: "added",
    Apart: "apart",
    Together: "together",
    Unsettled: "unsettled",
    Replaced: "replaced",
}


def edits_of(edits: Iterable[Edit], hidden: str = "", same_as: str = "") -> Edits:
    """The edits together, whatever the order in which they come; each once."""
    kinds: dict[str, set[Edit]] = {name: set() for name in _FIELD.values()}
    for edit in edits:
        kinds[_FIELD[type(edit)]].add(edit)
    in_order = {name: tuple(sorted(found, key=_order)) for name, found in kinds.items()}
    return Edits(**in_order, hidden=hidden, same_as=same_as)  # type: ignore[arg-type] # by field


def each(edits: Edits) -> list[Edit]:
    """The edits one by one, without `hidden` and `same_as`."""
    return [one for name in _FIELD.values() for one in getattr(edits, name)]


def _order(edit: Edit) -> tuple[tuple[int, str, str], str]:
    """What edits of one kind are sorted by, even where they clash."""
    return target(edit), repr(edit)


def target(edit: Edit) -> tuple[int, str, str]:
    """What an edit is about: two of one kind about the same contradict each other."""
    match edit:
        case TakenOut(row) | Remarked(row) | Apart(row):
            return row.claim, row.url, ""
        case Added(url):
            return 0, url, ""
        case Together(claim, one, other):
            return claim, one, other
        case Unsettled(claim) | Replaced(claim):
            return claim, "", ""


def clashing(edits: Edits) -> list[Edit]:
    """Edits of one kind of which another is about the same thing."""
    found: list[Edit] = []
    for field in fields(edits):
        of_kind = getattr(edits, field.name)
        if isinstance(of_kind, tuple):
            targets = [target(one) for one in of_kind]
            found += [one for one in of_kind if targets.count(target(one)) > 1]
    return found
