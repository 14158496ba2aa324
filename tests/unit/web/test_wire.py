from __future__ import annotations

import json

from backend.checking.confidence import confidence_level
from backend.checking.document import note_document
from backend.checking.rows import with_row_ids
from backend.checking.versions import as_version, new_note
from backend.domain import Highlight, Page, QuoteSelector
from backend.web.wire import CheckIn
from backend.web.wire_note import NoteOut
from tests.factories import PAGE_URL, a_highlight, a_note
from tests.unit.web import newsroom


def test_the_model_of_a_note_has_every_field_of_a_note_and_no_other() -> None:
    note = with_row_ids(as_version(new_note("a" * 32, a_note(a_highlight())), 1, None))
    shown = NoteOut.model_validate(note).model_dump(mode="json")
    told = json.dumps({field: note[field] for field in shown}, sort_keys=True)
    assert json.dumps(shown, sort_keys=True) == told.replace("+00:00", "Z")
    assert set(shown) == set(note)


def test_a_note_from_before_there_were_levels_is_given_its_own() -> None:
    document = with_row_ids(note_document(a_note(a_highlight())))
    note = {"id": "a" * 32, "decision": None, **document}
    del note["confidence_level"], note["claims"][0]["confidence_level"]
    shown = NoteOut.model_validate(note)
    assert shown.confidence_level == confidence_level(shown.confidence) is not None
    assert shown.claims[0].confidence_level == shown.confidence_level


def test_a_note_is_shown_with_what_is_said_of_its_outlets() -> None:
    document = with_row_ids(note_document(newsroom.nine_of_two()))
    shown = NoteOut.model_validate({"id": "a" * 32, "decision": None, **document})
    ratings = [row.report.rating for row in shown.evidence if row.report.rating]
    assert {(said.words, said.by) for said in ratings} == {
        ("Not to be used as a source", "a list of outlets")
    }
    assert shown.model_dump(mode="json")["evidence"][0]["report"].keys() >= {"rating", "kind"}


def test_a_highlight_is_read_without_being_judged() -> None:
    read = CheckIn.model_validate({"quote": " ", "page": {"url": "nonsense"}}).highlight()
    assert read == Highlight(QuoteSelector(" "), Page("nonsense"))


def test_a_field_of_a_later_version_does_no_harm() -> None:
    body = {"quote": "words", "page": {"url": PAGE_URL, "mood": "calm"}, "later": 1}
    assert CheckIn.model_validate(body).quote == "words"
