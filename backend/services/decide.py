"""What moderators do about notes: see what a change would make of one, and decide."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from backend.checking.document import Document, evidence_document
from backend.checking.edits import NO_EDITS, Added, Edits
from backend.checking.frozen import Frozen
from backend.checking.ports import Clock
from backend.checking.rows import with_row_id, with_row_ids
from backend.checking.versions import as_version, new_note
from backend.domain import UnreadReason
from backend.errors import BadDecision, Conflict, NotFound, Outdated, Unreadable
from backend.moderation.changes import (
    MOST_ADDED,
    AddReport,
    Changes,
    changes_of,
    edits_for,
    reason_from,
)
from backend.moderation.review import needs_second, outcome_of, settled
from backend.moderation.telling import told
from backend.services.bell import Bell
from backend.store.decisions import Case, Decision, DecisionStore, NewNote
from backend.store.frozen import FrozenStore

__all__ = ["Asked", "Decided", "Decision", "Decisions", "Looked", "Means"]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a moderator wants done with a note.

    `changes` of None, or those that hold on it already, leave it as it is.
    `upheld`: whether the flags on it were right; None where that shows in whether it changes.
    """

    reason: str
    changes: Changes | None = None
    recheck: bool = False
    upheld: bool | None = None


@dataclass(frozen=True, slots=True)
class Decided:
    """What came of deciding: the note as it is now, and whether somebody else has to look first."""

    id: str
    note: Document
    waits: bool
    recheck: bool


@dataclass(frozen=True, slots=True)
class Looked:
    """A note for somebody who is to decide about it.

    `rows` is all evidence, what was taken out included; `changes` are those that hold on the note,
    None where what it was made from is no longer kept and nothing can be changed. `decided` is what
    was decided before, the newest first. `waits`: a decision waits for somebody else's look;
    `has_looked`: theirs is among those.
    """

    note: Document
    rows: Sequence[Document]
    changes: Changes | None
    decided: Sequence[Decision]
    waits: bool
    has_looked: bool


@dataclass(frozen=True, slots=True)
class Means:
    """What deciding needs from the world; `submit` is told of checks that were queued anew."""

    add_report: AddReport
    clock: Clock
    bell: Bell
    submit: Callable[[str], None]


class Decisions:
    """Decisions by moderators. Safe to share between threads.

    From a reach of `large` on, a change of verdict waits for a second person; 0 never waits.
    """

    def __init__(
        self, store: DecisionStore, frozen: FrozenStore, means: Means, large: int = 0
    ) -> None:
        self._store = store
        self._frozen = frozen
        self._means = means
        self._large = large

    def preview(self, note_id: str, changes: Changes) -> Document:
        """The note as the changes would make it; nothing is kept.

        Raises `NotFound`, `BadDecision`, and `Conflict` where what it was made from is gone.
        """
        case = self._store.case(note_id)
        frozen = self._made_from(case)
        edits = self._edits(case, frozen, changes)
        decision = self._decision(case, "", Asked(""), edits)
        return with_row_ids(self._as_next(case, _changed(case, frozen, decision)))

    def look(self, note_id: str, moderator: str) -> Looked:
        """A note as a moderator is to see it; raises `NotFound`.

        What others decided and what still waits for a second look is not shown: it would lead.
        """
        case = self._store.case(note_id)
        frozen = self._frozen.of(note_id, case.version)
        decided = [one for one in self._store.of_note(note_id) if one.state.seen_by_others]
        return Looked(
            note=with_row_ids(case.document),
            rows=_every_row(frozen) if frozen else (),
            changes=changes_of(frozen.edits) if frozen else None,
            decided=decided,
            waits=bool(case.waiting),
            has_looked=moderator in {one.moderator for one in case.waiting},
        )

    def decide(self, moderator: str, note_id: str, seen: int, asked: Asked) -> Decided:
        """Decide about version `seen` of a note.

        Where somebody else's decision waits for a second look, this is that look. Raises
        `NotFound`, `BadDecision`, `Outdated` where the note is no longer that version, and
        `Conflict`.
        """
        case = self._store.case(note_id)
        self._require_ours(case, moderator, seen)
        asked = replace(asked, reason=reason_from(asked.reason, "reason"))
        frozen, edits = self._wanted(case, asked)
        decision = self._decision(case, moderator, asked, edits)
        outcome = outcome_of(_changed(case, frozen, decision), recheck=asked.recheck)
        changes = frozen is not None and edits != frozen.edits
        decision = replace(decision, outcome=outcome, upheld=_upheld(asked, changes=changes))
        stands = self._standing(case, decision)
        if stands is None:
            self._store.propose(decision, case, decision.at)
            return Decided(decision.id, with_row_ids(case.document), waits=True, recheck=False)
        return self._held(case, decision, stands, frozen)

    def _held(
        self, case: Case, decision: Decision, stands: Decision, frozen: Frozen | None
    ) -> Decided:
        """Keep the decision and have the one that stands hold."""
        new = None
        if not stands.recheck:
            made_from = replace(frozen, edits=stands.edits) if frozen else None
            new = NewNote(_changed(case, frozen, stands), made_from)
        note = self._store.decide(decision, stands, new, case, decision.at)
        self._means.bell.ring(stands.note)
        if stands.recheck:
            self._means.submit(stands.note)
        shown = with_row_ids(note or case.document)
        return Decided(stands.id, shown, waits=False, recheck=stands.recheck)

    def _require_ours(self, case: Case, moderator: str, seen: int) -> None:
        if case.version != seen:
            raise Outdated(case.what_it_is)
        if moderator in {one.moderator for one in case.waiting}:
            raise Conflict("You have decided about this already. Somebody else has to look now.")
        if moderator in case.appealed:
            raise Conflict("A reader appeals against your decision. Somebody else has to look now.")

    def _wanted(self, case: Case, asked: Asked) -> tuple[Frozen | None, Edits]:
        """What the note is made from, and the edits that are to hold on it."""
        frozen = self._frozen.of(case.document["id"], case.version)
        if asked.changes is None or asked.recheck:
            return frozen, frozen.edits if frozen else NO_EDITS
        if frozen is None:
            raise _not_kept()
        return frozen, self._edits(case, frozen, asked.changes)

    def _edits(self, case: Case, frozen: Frozen, changes: Changes) -> Edits:
        edits = edits_for(changes, frozen, self._added(frozen, changes))
        if edits.same_as:
            self._require_target(case.document["id"], edits.same_as)
        return edits

    def _require_target(self, note_id: str, other: str) -> None:
        """Refuse to point to a note that is none, is this one, or points elsewhere itself."""
        try:
            target = self._store.case(other).document
        except NotFound as error:
            raise BadDecision("There is no note with this id.", "same_as") from error
        if other == note_id or (target["decision"] or {}).get("same_as"):
            raise BadDecision("That note points elsewhere itself.", "same_as")

    def _added(self, frozen: Frozen, changes: Changes) -> list[Added]:
        """The reports that are to be added, read and judged where an earlier decision has not."""
        if len(changes.add) > MOST_ADDED:
            raise BadDecision(f"Add at most {MOST_ADDED} reports at once.", "add")
        known = {one.url: one for one in frozen.edits.added}
        return [known.get(url) or self._read(url, frozen) for url in dict.fromkeys(changes.add)]

    def _read(self, url: str, frozen: Frozen) -> Added:
        try:
            added = self._means.add_report(url, frozen)
        except Unreadable as error:
            raise BadDecision(_unread_words(error.reason), "add") from error
        if not added.rows:
            raise BadDecision("This report says nothing of any claim of the note.", "add")
        if added.url in {row.passage.report.url for row in frozen.gathered.evidence}:
            raise BadDecision("This report is evidence already.", "add")
        return added

    def _made_from(self, case: Case) -> Frozen:
        frozen = self._frozen.of(case.document["id"], case.version)
        if frozen is None:
            raise _not_kept()
        return frozen

    def _decision(self, case: Case, moderator: str, asked: Asked, edits: Edits) -> Decision:
        return Decision(
            id=secrets.token_hex(16),
            note=case.document["id"],
            version=case.version,
            moderator=moderator,
            reason=asked.reason,
            edits=edits,
            outcome=outcome_of(case.document),
            upheld=False,
            recheck=asked.recheck,
            at=self._means.clock(),
        )

    def _standing(self, case: Case, decision: Decision) -> Decision | None:
        """The decision that holds from now on; None where somebody else has to look."""
        before, after = outcome_of(case.document), decision.outcome
        if not case.waiting and not needs_second(before, after, case.reach, self._large):
            return decision
        proposed = (*case.waiting, decision)
        at = settled([one.outcome for one in proposed])
        return None if at is None else proposed[at]

    def _as_next(self, case: Case, note: Document) -> Document:
        return as_version(note, case.version + 1, case.document)


def _every_row(frozen: Frozen) -> Sequence[Document]:
    """All rows as the judge left them, in the note's order, with their names."""
    bare = replace(frozen, edits=replace(NO_EDITS, added=frozen.edits.added))
    return [with_row_id(evidence_document(row)) for row in bare.note().evidence]


def _upheld(asked: Asked, *, changes: bool) -> bool:
    """Whether the flags were right: as was said, or else whether the note changes."""
    return asked.recheck or changes if asked.upheld is None else asked.upheld


def _changed(case: Case, frozen: Frozen | None, decision: Decision) -> Document:
    """The note as a decision makes it. One that changes nothing leaves every word as it is."""
    note = case.document
    if frozen is not None and decision.edits != frozen.edits:
        made = new_note(note["id"], replace(frozen, edits=decision.edits).note())
        note = {**made, "known": note.get("known", [])}
    return {**note, "decision": _told(case, frozen, decision, note)}


def _told(case: Case, frozen: Frozen | None, decision: Decision, note: Document) -> Document:
    """What the note says of the decision."""
    edits = decision.edits
    return {
        "id": decision.id,
        "at": _iso(decision.at),
        "reason": decision.reason,
        "version": decision.version,
        "edits": told(edits, frozen) if frozen else [],
        "hidden": bool(edits.hidden),
        "same_as": edits.same_as or None,
        "verdict": {"was": case.document["verdict"], "is": note["verdict"]},
    }


def _iso(moment: datetime) -> str:
    return moment.isoformat()


def _unread_words(reason: UnreadReason) -> str:
    return f"The report could not be read. {reason.words}"


def _not_kept() -> Conflict:
    return Conflict(
        "What this note was made from is no longer kept, so nothing in it can be changed."
        " Have it checked again."
    )
