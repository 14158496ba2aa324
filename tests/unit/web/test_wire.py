from __future__ import annotations

import json

from backend.checking.document import note_document
from backend.domain import Highlight, Page, QuoteSelector
from backend.web.wire import CheckIn
from backend.web.wire_note import NoteOut
from tests.fakes import PAGE_URL, a_highlight, a_note


def test_the_model_of_a_note_has_every_field_of_a_note_and_no_other() -> None:
    note = {"id": "a" * 32, "decision": None, **note_document(a_note(a_highlight()))}
    shown = NoteOut.model_validate(note).model_dump(mode="json")
    assert json.dumps(shown).replace("+00:00", "Z") == json.dumps(
        {field: note[field] for field in shown}
    ).replace("+00:00", "Z")
    assert set(shown) == set(note)


def test_a_highlight_is_read_without_being_judged() -> None:
    read = CheckIn.model_validate({"quote": " ", "page": {"url": "nonsense"}}).highlight()
    assert read == Highlight(QuoteSelector(" "), Page("nonsense"))


def test_a_field_of_a_later_version_does_no_harm() -> None:
    body = {"quote": "words", "page": {"url": PAGE_URL, "mood": "calm"}, "later": 1}
    assert CheckIn.model_validate(body).quote == "words"
