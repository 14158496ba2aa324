from __future__ import annotations

from backend.checking.document import Document
from backend.checking.versions import as_version, new_note
from tests.factories import a_highlight, a_note


def versions(*verdicts: str) -> list[Document]:
    """A note's versions with these verdicts, each checked a day after the one before."""
    made: list[Document] = []
    for day, verdict in enumerate(verdicts, start=1):
        note = {"verdict": verdict, "checked_at": f"2026-11-{day:02}T00:00:00+00:00"}
        made.append(as_version(note, day, made[-1] if made else None))
    return made


def test_a_new_note_is_nobodys_decision_and_the_first_version_changed_nothing() -> None:
    note = as_version(new_note("a", a_note(a_highlight())), 1, None)
    assert (note["id"], note["decision"]) == ("a", None)
    assert (note["version"], note["changed_from"]) == (1, None)


def test_a_note_says_which_verdict_it_had_and_until_when() -> None:
    assert versions("single_source", "contested")[-1]["changed_from"] == {
        "version": 1,
        "verdict": "single_source",
        "checked_at": "2026-11-01T00:00:00+00:00",
        "changed_at": "2026-11-02T00:00:00+00:00",
    }


def test_who_missed_the_change_is_still_told_of_it() -> None:
    _, changed, later, last = versions("single_source", "contested", "contested", "contested")
    assert last["changed_from"] == later["changed_from"] == changed["changed_from"]


def test_the_last_different_verdict_is_named_where_there_were_several() -> None:
    last = versions("single_source", "contested", "single_source")[-1]
    assert last["changed_from"]["verdict"] == "contested"
    assert last["changed_from"]["version"] == 2


def test_a_version_stored_before_versions_were_written_down_counts_as_unchanged() -> None:
    old = {"verdict": "contested", "checked_at": "2026-11-01T00:00:00+00:00"}
    note = {"verdict": "contested", "checked_at": "2026-11-02T00:00:00+00:00"}
    assert as_version(note, 2, old)["changed_from"] is None
