from __future__ import annotations

import re
from datetime import timedelta

from backend.checking.document import Document, note_document
from backend.web.copying import CLOSING, note_text
from backend.web.presenting import note_view
from tests.unit.web import newsroom

ADDRESS = "http://localhost/n/1"
LATER = newsroom.CHECKED_AT + timedelta(hours=3)


def text_of(document: Document) -> str:
    return note_text(document, note_view(document, LATER), ADDRESS)


def test_the_text_gives_evidence_before_the_verdict_and_every_source_with_its_address() -> None:
    document = note_document(newsroom.nine_of_two())
    text = text_of(document)
    assert text.index(newsroom.OWN) < text.index("VERDICT: Independently reported")
    assert all(row["report"]["url"] in text for row in document["evidence"])
    assert "Number differs: claim: 10,000; report: 12,000" in text
    assert re.search(r"Confidence: (?:low|medium|high) \(\d+%\)", text)
    assert text.endswith(f"{ADDRESS}\n\n{CLOSING}\n")


def test_the_text_says_what_was_not_checked_not_read_and_searched() -> None:
    text = text_of(note_document(newsroom.rich_note()))
    assert f"NOT CHECKED\n- “{newsroom.CRUEL}”: No verdict: opinion" in text
    assert "- The Paid Review: The page shows the article to subscribers only." in text
    assert "- News API: asked us to come back later" in text
    assert "VERDICT, TAKEN TOGETHER: One origin only" in text


def test_the_text_says_how_a_report_comes_by_it_and_why_it_does_not_count() -> None:
    document = note_document(newsroom.nine_of_two())
    document["evidence"][0] |= {"telling": "passed_on", "source": "the governor"}
    document["evidence"][-1] |= {"telling": "own", "uncounted": "It was retracted."}
    text = text_of(document)
    assert "Passes on what the governor said." in text


def test_an_opinion_is_copied_as_not_checked() -> None:
    text = text_of(note_document(newsroom.not_checkable_note()))
    assert "VERDICT: No verdict: opinion" in text
    assert "EVIDENCE" not in text
