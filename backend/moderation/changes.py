"""What a moderator asks to have changed in a note, and the edits that this amounts to. Pure.

Changes name rows as the note's JSON does. They are all that shall hold on the note from then on, so
that what an earlier decision changed is undone by leaving it away.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from backend.checking.edits import (
    Added,
    Apart,
    Edit,
    Edits,
    Remarked,
    Replaced,
    RowAt,
    TakenOut,
    Together,
    Unsettled,
    clashing,
    edits_of,
)
from backend.checking.frozen import Frozen
from backend.checking.rows import name_of
from backend.domain import Checkability, Stance, Verdict
from backend.errors import BadDecision

REASON_LIMIT = 2000
"""Characters of a reason, at most: it is read beside the note."""

MOST_ADDED = 5
"""Reports that one decision may add: each is fetched and judged while the moderator waits."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A row that is to take another stance."""

    row: str
    stance: Stance


@dataclass(frozen=True, slots=True)
class Join:
    """Two rows of one claim whose reports have one origin."""

    one: str
    other: str


@dataclass(frozen=True, slots=True)
class NotCheckable:
    """A claim that reports cannot settle, and of what kind it is."""

    claim: int
    kind: Checkability


@dataclass(frozen=True, slots=True)
class SetVerdict:
    """A claim's verdict that is to be set, and why."""

    claim: int
    verdict: Verdict
    reason: str


@dataclass(frozen=True, slots=True)
class Changes:
    """All that shall be changed in a note; see the module.

    `add` are addresses of reports. `hide` says why the note is to be hidden, `same_as` which note
    has the same claim; "" for neither.
    """

    take_out: tuple[str, ...] = ()
    mark: tuple[Mark, ...] = ()
    add: tuple[str, ...] = ()
    apart: tuple[str, ...] = ()
    join: tuple[Join, ...] = ()
    not_checkable: tuple[NotCheckable, ...] = ()
    verdicts: tuple[SetVerdict, ...] = ()
    hide: str = ""
    same_as: str = ""


def changes_of(edits: Edits) -> Changes:
    """The changes that amount to these edits."""
    return Changes(
        take_out=tuple(_name(one.row) for one in edits.taken_out),
        mark=tuple(Mark(_name(one.row), one.stance) for one in edits.remarked),
        add=tuple(one.url for one in edits.added),
        apart=tuple(_name(one.row) for one in edits.apart),
        join=tuple(
            Join(name_of(one.claim, one.one), name_of(one.claim, one.other))
            for one in edits.together
        ),
        not_checkable=tuple(NotCheckable(one.claim, one.kind) for one in edits.unsettled),
        verdicts=tuple(SetVerdict(one.claim, one.verdict, one.reason) for one in edits.replaced),
        hide=edits.hidden,
        same_as=edits.same_as,
    )


def edits_for(changes: Changes, frozen: Frozen, added: Sequence[Added]) -> Edits:
    """The edits that the changes amount to; `added` are the reports of `changes.add`, judged.

    Raises `BadDecision` for what is not there, cannot be, or contradicts itself.
    """
    edits = edits_of(_edits(changes, frozen, added), changes.hide.strip(), changes.same_as)
    if clashing(edits):
        raise BadDecision("Two changes are about the same thing. Leave one away.", "changes")
    both = {one.claim for one in edits.unsettled} & {one.claim for one in edits.replaced}
    if both:
        raise BadDecision("A claim that cannot be checked has no verdict to set.", "verdicts")
    return edits


def _edits(changes: Changes, frozen: Frozen, added: Sequence[Added]) -> Iterator[Edit]:
    rows = _rows(frozen, added)
    claims = len(frozen.gathered.claims)
    yield from added
    yield from (TakenOut(_row(rows, name, "take_out")) for name in changes.take_out)
    yield from (Apart(_row(rows, name, "apart")) for name in changes.apart)
    for mark in changes.mark:
        _require(mark.stance is not Stance.UNRELATED, "Take the row out instead.", "mark")
        yield Remarked(_row(rows, mark.row, "mark"), mark.stance)
    yield from (_together(rows, join) for join in changes.join)
    for kind in changes.not_checkable:
        _require_claim(kind.claim, claims, "not_checkable")
        _require(not kind.kind.states_a_fact, "Say of what kind it is.", "not_checkable")
        yield Unsettled(kind.claim, kind.kind)
    for verdict in changes.verdicts:
        _require_claim(verdict.claim, claims, "verdicts")
        yield _replaced(verdict)


def _replaced(asked: SetVerdict) -> Replaced:
    settable = asked.verdict is not Verdict.NOT_CHECKABLE
    _require(settable, "Mark the claim as not checkable instead.", "verdicts")
    return Replaced(asked.claim, asked.verdict, reason_from(asked.reason, "verdicts"))


def _together(rows: Mapping[str, RowAt], join: Join) -> Together:
    one, other = (_row(rows, name, "join") for name in (join.one, join.other))
    _require(one.claim == other.claim, "The two rows are about different claims.", "join")
    _require(one.url != other.url, "A report has one origin with itself already.", "join")
    first, second = sorted((one.url, other.url))
    return Together(one.claim, first, second)


def reason_from(text: str, field: str) -> str:
    """A reason without white space round it; raises `BadDecision` where there is none."""
    return words_from(text, field, "Give a reason: readers see it.")


def words_from(text: str, field: str, otherwise: str) -> str:
    """What somebody wrote; raises `BadDecision` where it is nothing (`otherwise`) or too much."""
    words = text.strip()
    _require(bool(words), otherwise, field)
    within = len(words) <= REASON_LIMIT
    _require(within, f"Say it in at most {REASON_LIMIT} characters.", field)
    return words


def _rows(frozen: Frozen, added: Sequence[Added]) -> dict[str, RowAt]:
    every = (*frozen.gathered.evidence, *(row for one in added for row in one.rows))
    places = (RowAt(row.claim, row.passage.report.url) for row in every)
    return {_name(place): place for place in places}


def _row(rows: Mapping[str, RowAt], name: str, field: str) -> RowAt:
    _require(name in rows, "There is no such row of evidence.", field)
    return rows[name]


def _name(row: RowAt) -> str:
    return name_of(row.claim, row.url)


def _require_claim(claim: int, claims: int, field: str) -> None:
    _require(0 <= claim < claims, "There is no such claim.", field)


def _require(holds: bool, otherwise: str, field: str) -> None:  # noqa: FBT001 (what it requires)
    if not holds:
        raise BadDecision(otherwise, field)


AddReport = Callable[[str, Frozen], Added]
"""Fetches and judges a report for the claims of a note; raises `Unreadable`."""
