from __future__ import annotations

import pytest

from backend.domain import FlagReason, Objection
from backend.moderation.changes import Changes
from backend.moderation.roles import Role
from backend.services.decide import Asked
from tests.backends import Backend
from tests.moderators import AS_IT_IS, NEW, checked, decisions_of, flag
from tests.unit.web.console.staff import Browser, Staff, soup, words

REASON = "The report is about another crowd."
HOSTILE = "<script>alert(1)</script>"


@pytest.fixture
def ada(staff: Staff) -> Browser:
    return staff.join(Role.MODERATOR, "ada")


@pytest.fixture
def note_id(backend: Backend) -> str:
    return checked(backend)


@pytest.fixture
def row(backend: Backend, note_id: str) -> str:
    return str(backend.checks.note(note_id)["evidence"][0]["id"])


def path(note_id: str, what: str = "") -> str:
    return f"/moderate/notes/{note_id}{what}"


def test_flagged_notes_wait_in_the_queue_with_what_is_said_of_them(
    backend: Backend, ada: Browser, note_id: str
) -> None:
    flag(backend, note_id)
    page = soup(ada.get("/moderate/queue"))
    (link,) = page.select(".queue a")
    assert link["href"] == path(note_id)
    facts = " ".join(page.select(".queue-facts")[0].get_text(" ").split())
    assert facts.startswith("Reports say otherwise 1 flag: Out of context (1)")


def test_an_empty_queue_says_so(ada: Browser) -> None:
    assert "Nothing waits here." in words(ada.get("/moderate/queue"))


def test_the_queue_is_narrowed_and_read_on(backend: Backend, ada: Browser) -> None:
    for number in range(26):
        flag(backend, checked(backend, f"{number}."))
    first = soup(ada.get("/moderate/queue?order=age"))
    (more,) = (link for link in first.select("a.button") if link.get_text() == "More")
    second = soup(ada.get(str(more["href"])))
    assert [len(page.select(".queue > li")) for page in (first, second)] == [25, 1]
    assert not soup(ada.get("/moderate/queue?reason=wrong_stance")).select(".queue")
    assert ada.get("/moderate/queue?after=nonsense").status_code == 422


def test_a_moderator_sees_the_verdict_move_and_then_decides(
    backend: Backend, ada: Browser, note_id: str, row: str
) -> None:
    flag(backend, note_id)
    chosen = {"kept": "yes", "seen": "1", f"stance:{row}": "out", "reason": REASON}
    tried = soup(ada.post(path(note_id, "/preview"), **chosen))
    cells = [cell.get_text() for cell in tried.select("#preview td")]
    assert cells[1] == "Not enough found"
    (kept,) = tried.select(f"select[name='stance:{row}'] option[selected]")
    assert (kept["value"], tried.select("#reason")[0].get_text()) == ("out", REASON)
    assert backend.checks.note(note_id)["version"] == 1
    decided = ada.post(path(note_id, "/decide"), **chosen)
    assert (decided.status_code, decided.location) == (303, path(note_id, "?done=made"))
    assert backend.checks.note(note_id)["decision"]["reason"] == REASON
    assert "Nothing waits here." in words(ada.get("/moderate/queue"))
    after = words(ada.get(decided.location))
    assert "Your decision holds." in after
    assert "ada , 22 November 2026, 09:30 UTC, on version 1 , which made version 2" in after


def test_what_was_decided_before_stands_in_the_form_and_can_be_undone(
    backend: Backend, ada: Browser, note_id: str, row: str
) -> None:
    ada.post(
        path(note_id, "/decide"), kept="yes", seen="1", reason=REASON, **{f"stance:{row}": "out"}
    )
    page = soup(ada.get(path(note_id)))
    (kept,) = page.select(f"select[name='stance:{row}'] option[selected]")
    assert kept["value"] == "out"
    ada.post(path(note_id, "/decide"), kept="yes", seen="2", reason="It is the same after all.")
    assert len(backend.checks.note(note_id)["evidence"]) == 1


def test_a_row_s_flags_stand_with_the_row_and_with_the_track_record(
    backend: Backend, ada: Browser, note_id: str, row: str
) -> None:
    said = Objection(FlagReason.WRONG_STANCE, row, HOSTILE, NEW)
    flag(backend, note_id, objection=said)
    page = soup(ada.get(path(note_id)))
    (shown,) = page.select(".desk-row .flag")
    told = " ".join(shown.get_text(" ").split())
    assert HOSTILE in told
    assert "No flag of this reader was decided about before." in told
    assert [link["href"] for link in shown.select("a")] == [NEW]
    assert not page.select("main script")


def test_who_is_too_late_is_told_what_changed_and_keeps_what_was_chosen(
    backend: Backend, ada: Browser, note_id: str, row: str
) -> None:
    decisions_of(backend).decide("bob", note_id, 1, AS_IT_IS)
    answer = ada.post(
        path(note_id, "/decide"), kept="yes", seen="1", reason=REASON, **{f"stance:{row}": "out"}
    )
    assert answer.status_code == 409
    page = soup(answer)
    assert AS_IT_IS.reason in page.select(".problem")[0].get_text()
    assert page.select("input[name=seen]")[0]["value"] == "2"
    assert page.select(f"select[name='stance:{row}'] option[selected]")[0]["value"] == "out"


@pytest.mark.parametrize("fields", [{}, {"reason": REASON, "verdict:0": "disputed"}])
def test_a_decision_that_lacks_something_says_what(
    ada: Browser, note_id: str, fields: dict[str, str]
) -> None:
    answer = ada.post(path(note_id, "/decide"), kept="yes", seen="1", **fields)
    assert answer.status_code == 422
    assert "Give a reason" in soup(answer).select(".problem")[0].get_text()


def test_a_note_is_checked_again_instead(backend: Backend, ada: Browser, note_id: str) -> None:
    answer = ada.post(path(note_id, "/decide"), seen="1", reason="There is news.", do="recheck")
    assert answer.location == path(note_id, "?done=queued")
    assert backend.checks.so_far(note_id)["status"] == "queued"


def test_a_second_look_is_blind(backend: Backend, ada: Browser, note_id: str, row: str) -> None:
    backend.checks.note(note_id)
    out = Asked(REASON, Changes(take_out=(row,)))
    assert decisions_of(backend, large=1).decide("bob", note_id, 1, out).waits
    assert "A decision waits for a second look." in words(ada.get("/moderate/queue"))
    page = soup(ada.get(path(note_id)))
    assert "This needs a second look: yours." in page.get_text()
    assert REASON not in page.get_text()
    assert {chosen["value"] for chosen in page.select("select option[selected]")} == {""}


def test_a_moderator_takes_a_note_and_releases_it(staff: Staff, ada: Browser, note_id: str) -> None:
    ada.post(path(note_id, "/take"))
    bob = staff.join(Role.MODERATOR, "bob")
    assert "ada does." in words(bob.get(path(note_id)))
    assert bob.post(path(note_id, "/take")).status_code == 409
    ada.post(path(note_id, "/release"))
    assert "Nobody yet." in words(bob.get(path(note_id)))


def test_moderators_write_to_each_other(ada: Browser, note_id: str) -> None:
    ada.post(path(note_id, "/say"), text=HOSTILE)
    page = soup(ada.get(path(note_id)))
    assert page.select(".remarks p")[0].get_text() == HOSTILE
    assert ada.post(path(note_id, "/say"), text=" ").status_code == 422
