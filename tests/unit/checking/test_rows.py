from __future__ import annotations

from backend.checking.document import note_document
from backend.checking.rows import row_id, with_row_ids
from tests.factories import a_highlight, a_note


def test_a_row_is_named_by_its_report_and_its_claim() -> None:
    (row,) = note_document(a_note(a_highlight()))["evidence"]
    assert len(row_id(row)) == 16
    assert row_id({**row, "quote": "Else.", "stance": "mentions"}) == row_id(row)
    assert row_id({**row, "claim": 1}) != row_id(row)
    elsewhere = {**row, "report": {**row["report"], "url": "https://herald.example/b"}}
    assert row_id(elsewhere) != row_id(row)


def test_a_note_is_shown_with_the_names_of_its_rows() -> None:
    note = note_document(a_note(a_highlight()))
    shown = with_row_ids(note)
    (row,) = shown["evidence"]
    assert row == {"id": row_id(note["evidence"][0]), **note["evidence"][0]}
    assert with_row_ids(shown) == shown
    assert "id" not in note["evidence"][0]
