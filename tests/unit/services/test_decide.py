from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from backend.checking.rows import row_id
from backend.domain import Checkability, CheckStatus, FlagStatus, Stance, Verdict
from backend.errors import BadDecision, Conflict, NotFound, Outdated, SecondSourceError
from backend.moderation.chain import Sought
from backend.moderation.changes import Changes, Mark, NotCheckable, SetVerdict
from backend.services.decide import Asked, Decided, Decisions
from backend.services.replay import Replays
from backend.store.audit import AuditStore
from backend.store.decision_tables import DecisionState
from backend.store.decisions import DecisionStore
from backend.store.engine import Sessions
from backend.store.flags import FlagStore
from backend.store.frozen import FrozenStore
from backend.store.notes import NoteStore
from tests.backends import Backend
from tests.factories import a_highlight
from tests.moderators import AS_IT_IS, NEW, FakeReports, checked, decisions_of, flag

REASON = "The report is about another crowd."


@pytest.fixture
def backend(sessions: Sessions) -> Backend:
    return Backend(sessions)


@pytest.fixture
def note_id(backend: Backend) -> str:
    return checked(backend)


@pytest.fixture
def decisions(backend: Backend) -> Decisions:
    return decisions_of(backend)


@pytest.fixture
def row(backend: Backend, note_id: str) -> str:
    (only,) = backend.checks.note(note_id)["evidence"]
    return row_id(only)


def out(row: str) -> Asked:
    return Asked(REASON, Changes(take_out=(row,)))


def test_a_preview_shows_the_note_as_it_would_be_and_keeps_nothing(
    backend: Backend, decisions: Decisions, note_id: str, row: str
) -> None:
    shown = decisions.preview(note_id, Changes(take_out=(row,)))
    assert (shown["verdict"], shown["version"], shown["evidence"]) == ("insufficient", 2, [])
    assert backend.checks.note(note_id)["verdict"] == "disputed"
    assert [one.number for one in backend.checks.versions(note_id)] == [1]


def test_a_decision_makes_a_new_version_that_says_what_was_done_and_why(
    backend: Backend, decisions: Decisions, note_id: str, row: str
) -> None:
    decided = decisions.decide("ada", note_id, 1, out(row))
    note = backend.checks.note(note_id)
    assert decided.note == note
    assert (note["version"], note["verdict"]) == (2, "insufficient")
    assert note["changed_from"]["changed_at"] == note["decision"]["at"]
    decision = note["decision"]
    assert decision["reason"] == REASON
    assert decision["verdict"] == {"was": "disputed", "is": "insufficient"}
    assert [edit["words"] for edit in decision["edits"]] == ["Taken out: The Herald, “A crowd”."]
    assert "ada" not in str(note)


def test_who_follows_the_check_is_told_the_note_as_it_was_decided(
    backend: Backend, decisions: Decisions, note_id: str, row: str
) -> None:
    told = backend.checks.so_far(note_id)["last_event"]
    decisions.decide("ada", note_id, 1, out(row))
    (event,) = backend.checks.events_after(note_id, told)
    assert (event.kind, event.data["version"]) == ("note", 2)
    so_far = backend.checks.so_far(note_id)
    assert (so_far["status"], so_far["decision"]["reason"]) == ("done", REASON)


def test_a_decided_note_is_made_again_byte_for_byte(
    backend: Backend, decisions: Decisions, note_id: str, row: str
) -> None:
    changes = Changes(
        mark=(Mark(row, Stance.SUPPORTS),),
        add=(NEW,),
        verdicts=(SetVerdict(0, Verdict.CONTESTED, "Two witnesses."),),
    )
    decisions.decide("ada", note_id, 1, Asked(REASON, changes))
    replays = Replays(NoteStore(backend.sessions), FrozenStore(backend.sessions))
    assert replays.replay(note_id).same
    assert replays.replay(note_id, 1).same


def test_what_an_earlier_decision_changed_is_undone_by_leaving_it_away(
    backend: Backend, decisions: Decisions, note_id: str, row: str
) -> None:
    first = backend.checks.note(note_id)
    decisions.decide("ada", note_id, 1, out(row))
    decisions.decide("bob", note_id, 2, Asked("It is the same crowd after all.", Changes()))
    third = backend.checks.note(note_id)
    own = {"version", "decision", "changed_from"}
    assert {k: v for k, v in third.items() if k not in own} == {
        k: v for k, v in first.items() if k not in own
    }


def test_a_note_that_is_left_as_it_is_says_so_and_stays_so(
    backend: Backend, decisions: Decisions, note_id: str
) -> None:
    before = backend.checks.note(note_id)
    decisions.decide("ada", note_id, 1, AS_IT_IS)
    note = backend.checks.note(note_id)
    assert note["decision"]["edits"] == []
    assert {**note, "decision": None, "version": 1} == before


def test_a_decision_answers_the_flags_of_the_note(
    backend: Backend, decisions: Decisions, note_id: str, row: str
) -> None:
    right, other = flag(backend, note_id), checked(backend, "Something else.")
    flag(backend, other)
    decided = decisions.decide("ada", note_id, 1, out(row))
    own = {one.flag.note: one.flag for one in FlagStore(backend.sessions).of_reader(right, 9)}
    assert (own[note_id].status, own[note_id].answer) == (FlagStatus.UPHELD, REASON)
    assert own[note_id].decision == decided.id
    assert own[other].status is FlagStatus.OPEN


@pytest.mark.parametrize(
    ("upheld", "status"), [(None, FlagStatus.NOT_UPHELD), (True, FlagStatus.UPHELD)]
)
def test_a_flag_on_a_note_that_stays_is_not_upheld_unless_it_is_said_to_be(
    backend: Backend,
    decisions: Decisions,
    note_id: str,
    upheld: bool | None,  # noqa: FBT001 (a parameter of the test)
    status: FlagStatus,
) -> None:
    reader = flag(backend, note_id)
    decisions.decide("ada", note_id, 1, Asked(REASON, upheld=upheld))
    (own,) = FlagStore(backend.sessions).of_reader(reader, 9)
    assert own.flag.status is status


def test_a_decision_leaves_a_row_in_the_log(
    backend: Backend, decisions: Decisions, note_id: str
) -> None:
    decisions.decide("ada", note_id, 1, AS_IT_IS)
    log = AuditStore(backend.sessions)
    (entry,) = log.page(Sought(kind="note", subject=note_id), 9)
    assert (entry.actor, entry.action) == ("ada", "decide")
    assert not log.verify().fault


def test_who_decides_about_an_earlier_version_is_told_what_changed(
    decisions: Decisions, note_id: str, row: str
) -> None:
    decisions.decide("ada", note_id, 1, out(row))
    with pytest.raises(Outdated) as refused:
        decisions.decide("bob", note_id, 1, AS_IT_IS)
    assert refused.value.now["version"] == 2
    assert (refused.value.now["verdict"], refused.value.now["reason"]) == ("insufficient", REASON)


def test_of_fifty_decisions_at_once_one_is_made_and_the_others_are_refused(
    backend: Backend, decisions: Decisions, note_id: str
) -> None:
    def decide(number: int) -> Decided | SecondSourceError:
        try:
            return decisions.decide(f"moderator {number}", note_id, 1, AS_IT_IS)
        except Outdated as refused:
            return refused

    with ThreadPoolExecutor(50) as pool:
        ends = list(pool.map(decide, range(50)))
    assert sum(isinstance(end, Decided) for end in ends) == 1
    assert [one.number for one in backend.checks.versions(note_id)] == [2, 1]
    assert AuditStore(backend.sessions).count() == 1


def test_nothing_is_decided_while_the_note_is_checked_again(
    backend: Backend, decisions: Decisions, note_id: str
) -> None:
    backend.clock.advance(hours=25)
    backend.checks.open(a_highlight())
    with pytest.raises(Conflict, match="being checked again"):
        decisions.decide("ada", note_id, 1, AS_IT_IS)


def test_what_was_decided_is_not_checked_again_because_a_reader_asks(
    backend: Backend, decisions: Decisions, note_id: str
) -> None:
    decisions.decide("ada", note_id, 1, AS_IT_IS)
    backend.clock.advance(hours=25)
    assert backend.checks.open(a_highlight()) == note_id
    assert backend.checks.so_far(note_id)["status"] == "done"


def test_a_moderator_has_a_note_checked_again_and_what_was_changed_in_it_is_gone(
    backend: Backend, decisions: Decisions, note_id: str, row: str
) -> None:
    decisions.decide("ada", note_id, 1, out(row))
    reader = flag(backend, note_id, version=2)
    decided = decisions.decide("ada", note_id, 2, Asked("There is news.", recheck=True))
    assert decided.recheck
    assert backend.submitted[-1] == note_id
    backend.runner.run_next("again")
    note = backend.checks.note(note_id)
    assert (note["version"], note["decision"], note["verdict"]) == (3, None, "disputed")
    (own,) = FlagStore(backend.sessions).of_reader(reader, 9)
    assert own.flag.status is FlagStatus.UPHELD


def test_a_report_that_is_added_is_read_once_and_stays_in_later_decisions(
    backend: Backend, note_id: str
) -> None:
    reports = FakeReports()
    decisions = decisions_of(backend, reports=reports)
    decisions.decide("ada", note_id, 1, Asked(REASON, Changes(add=(NEW,))))
    row = next(
        one for one in backend.checks.note(note_id)["evidence"] if one["report"]["url"] == NEW
    )
    decisions.decide("ada", note_id, 2, Asked(REASON, Changes(add=(NEW,), apart=(row["id"],))))
    assert reports.read == [NEW]
    assert len(backend.checks.note(note_id)["evidence"]) == 2


def test_a_hidden_note_says_why_and_shows_no_evidence(
    backend: Backend, decisions: Decisions, note_id: str
) -> None:
    decisions.decide("ada", note_id, 1, Asked(REASON, Changes(hide="It names a private person.")))
    note = backend.checks.note(note_id)
    assert note["decision"]["hidden"]
    assert (note["evidence"], note["verdict"]) == ([], "insufficient")
    assert note["summary"] == "Moderators have hidden this note: It names a private person."


def test_what_a_hidden_note_showed_before_is_shown_to_nobody(
    backend: Backend, decisions: Decisions, note_id: str
) -> None:
    decisions.decide("ada", note_id, 1, Asked(REASON, Changes(hide="It names a private person.")))
    with pytest.raises(NotFound):
        backend.checks.note(note_id, 1)
    assert backend.checks.note(note_id, 2)["decision"]["hidden"]
    told = backend.checks.follow(note_id, 0, 1.0)
    assert told is not None
    assert [event.data["evidence"] for event in told if event] == [[]]
    assert backend.checks.decided(9) == []
    decisions.decide("bob", note_id, 2, Asked("It is a public person.", Changes()))
    assert len(backend.checks.note(note_id, 1)["evidence"]) == 1
    assert [note["id"] for note in backend.checks.decided(9)] == [note_id]


def test_a_note_points_to_that_of_the_same_claim(
    backend: Backend, decisions: Decisions, note_id: str
) -> None:
    other = checked(backend, "The same in other words.")
    decisions.decide("ada", note_id, 1, Asked(REASON, Changes(same_as=other)))
    assert backend.checks.note(note_id)["decision"]["same_as"] == other
    with pytest.raises(BadDecision, match="points elsewhere"):
        decisions.decide("ada", other, 1, Asked(REASON, Changes(same_as=note_id)))


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        (Changes(take_out=("no such row",)), "take_out"),
        (Changes(add=("http://gone.test/1",)), "add"),
        (Changes(same_as="0" * 32), "same_as"),
        (Changes(not_checkable=(NotCheckable(7, Checkability.OPINION),)), "not_checkable"),
        (Changes(not_checkable=(NotCheckable(0, Checkability.CHECKABLE),)), "not_checkable"),
        (Changes(verdicts=(SetVerdict(0, Verdict.NOT_CHECKABLE, "No."),)), "verdicts"),
        (Changes(verdicts=(SetVerdict(0, Verdict.DISPUTED, " "),)), "verdicts"),
        (
            Changes(
                not_checkable=(NotCheckable(0, Checkability.OPINION),),
                verdicts=(SetVerdict(0, Verdict.DISPUTED, "No."),),
            ),
            "verdicts",
        ),
    ],
)
def test_a_change_that_cannot_be_made_is_refused_with_its_field(
    decisions: Decisions, note_id: str, changes: Changes, field: str
) -> None:
    with pytest.raises(BadDecision) as refused:
        decisions.preview(note_id, changes)
    assert refused.value.field == field


@pytest.mark.parametrize("reason", ["", "  ", "x" * 2001])
def test_a_decision_needs_a_reason_that_can_be_read(
    decisions: Decisions, note_id: str, reason: str
) -> None:
    with pytest.raises(BadDecision):
        decisions.decide("ada", note_id, 1, Asked(reason))


def test_nothing_can_be_changed_in_what_a_note_no_longer_knows_it_was_made_from(
    backend: Backend, decisions: Decisions, note_id: str, row: str
) -> None:
    FrozenStore(backend.sessions).forget_before(backend.clock() + timedelta(days=1))
    with pytest.raises(Conflict, match="no longer kept"):
        decisions.decide("ada", note_id, 1, out(row))
    decisions.decide("ada", note_id, 1, AS_IT_IS)
    assert backend.checks.note(note_id)["decision"]["reason"] == AS_IT_IS.reason


def test_there_is_nothing_to_decide_about_a_note_that_is_none(decisions: Decisions) -> None:
    with pytest.raises(NotFound):
        decisions.decide("ada", "0" * 32, 1, AS_IT_IS)


class TestASecondLook:
    """A change of verdict on a note that many have seen waits for somebody else."""

    @pytest.fixture
    def decisions(self, backend: Backend, note_id: str) -> Decisions:
        for _ in range(3):
            backend.checks.note(note_id)
            backend.clock.advance(minutes=61)
        return decisions_of(backend, large=3)

    def test_the_note_stays_until_somebody_else_finds_the_same(
        self, backend: Backend, decisions: Decisions, note_id: str, row: str
    ) -> None:
        flag(backend, note_id)
        first = decisions.decide("ada", note_id, 1, out(row))
        assert first.waits
        assert backend.checks.note(note_id)["version"] == 1
        second = decisions.decide("bob", note_id, 1, Asked("Another crowd.", Changes((row,))))
        assert (second.waits, second.id) == (False, first.id)
        assert backend.checks.note(note_id)["decision"]["reason"] == REASON

    def test_where_the_second_finds_otherwise_a_third_settles_it(
        self, backend: Backend, decisions: Decisions, note_id: str, row: str
    ) -> None:
        decisions.decide("ada", note_id, 1, out(row))
        second = decisions.decide("bob", note_id, 1, AS_IT_IS)
        assert second.waits
        third = decisions.decide("cyd", note_id, 1, Asked("It fits.", None))
        assert (third.waits, third.id) == (False, second.id)
        states = {
            one.moderator: one.state for one in DecisionStore(backend.sessions).of_note(note_id)
        }
        assert states == {
            "ada": DecisionState.PASSED_OVER,
            "bob": DecisionState.STANDING,
            "cyd": DecisionState.PASSED_OVER,
        }

    def test_nobody_looks_twice(self, decisions: Decisions, note_id: str, row: str) -> None:
        decisions.decide("ada", note_id, 1, out(row))
        with pytest.raises(Conflict, match="Somebody else"):
            decisions.decide("ada", note_id, 1, out(row))

    def test_what_changes_no_verdict_needs_none(
        self, backend: Backend, decisions: Decisions, note_id: str
    ) -> None:
        assert not decisions.decide("ada", note_id, 1, AS_IT_IS).waits
        assert backend.checks.note(note_id)["version"] == 2

    def test_a_note_that_few_have_seen_needs_none(
        self, backend: Backend, note_id: str, row: str
    ) -> None:
        assert not decisions_of(backend, large=99).decide("ada", note_id, 1, out(row)).waits


def test_a_check_that_broke_off_may_only_be_made_again(
    backend: Backend, decisions: Decisions, note_id: str
) -> None:
    backend.clock.advance(hours=25)
    backend.checks.open(a_highlight())
    backend.checks.cancel(note_id)
    assert backend.checks.so_far(note_id)["status"] == CheckStatus.CANCELLED
    with pytest.raises(Conflict):
        decisions.decide("ada", note_id, 1, AS_IT_IS)
    assert decisions.decide("ada", note_id, 1, Asked("Try again.", recheck=True)).recheck
