"""The W3C's Web Annotation Data Model: what its sections say MUST hold, of every export."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest

from backend.checking.document import Document
from backend.web.exports.annotation import CONTEXT, annotation
from tests.unit.web.exports.notes import BASE, HOSTILE, LINK, NOTE_ID, a_stored_note, hostile

NOTES = {"plain": a_stored_note(), "hostile": hostile(a_stored_note())}
UTC = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
MOTIVATIONS = """assessing bookmarking classifying commenting describing editing highlighting
identifying linking moderating questioning replying tagging""".split()
"""Section 3.3.5."""

each = pytest.mark.parametrize("note", NOTES.values(), ids=NOTES)


def an_iri(value: object) -> bool:
    parts = urlsplit(value) if isinstance(value, str) else None
    return parts is not None and parts.scheme in {"http", "https"} and bool(parts.netloc)


def resources(document: Document) -> Iterator[Document]:
    yield from document["body"]
    yield document["target"]


@each
def test_an_annotation_has_its_context_one_id_and_its_type(note: Document) -> None:
    """Section 3.1."""
    document = json.loads(json.dumps(annotation(note, BASE)))
    assert document["@context"] == CONTEXT
    assert document["id"] == f"{BASE}api/v1/notes/{NOTE_ID}.jsonld"
    assert document["type"] == "Annotation"
    assert document["target"]
    assert isinstance(document["body"], list)


@each
def test_it_says_when_and_by_what_it_was_made(note: Document) -> None:
    """Sections 3.3.1 and 3.3.2: at most one time each, in UTC; agents have one id and a type."""
    document = annotation(note, BASE)
    assert UTC.fullmatch(document["created"])
    assert UTC.fullmatch(document["generated"])
    for agent in (document["creator"], document["generator"]):
        assert an_iri(agent["id"])
        assert agent["type"] == "Software"
        assert an_iri(agent["homepage"])


@each
def test_its_purposes_are_motivations_of_the_model(note: Document) -> None:
    """Section 3.3.5."""
    document = annotation(note, BASE)
    said = [document["motivation"], *(body["purpose"] for body in document["body"])]
    assert set(said) <= set(MOTIVATIONS)


@each
def test_a_textual_body_has_one_value_one_format_and_one_language(note: Document) -> None:
    """Section 3.2.4."""
    (body,) = [one for one in annotation(note, BASE)["body"] if one["type"] == "TextualBody"]
    assert body["value"].startswith(note["summary"])
    assert (body["format"], body["language"]) == ("text/plain", "en")


@each
def test_a_specific_resource_has_one_source_and_its_selector_one_exact_text(note: Document) -> None:
    """Sections 4, 4.1 and 4.2.4."""
    for one in resources(annotation(note, BASE)):
        if one["type"] == "TextualBody":
            continue
        assert one["type"] == "SpecificResource"
        assert an_iri(one["source"])
        assert one["selector"]["type"] == "TextQuoteSelector"
        assert one["selector"]["exact"]
        assert set(one["selector"]) <= {"type", "exact", "prefix", "suffix"}


def test_the_target_is_the_highlight_and_each_quote_stands_in_its_report() -> None:
    note = a_stored_note()
    document = annotation(note, BASE)
    assert document["target"]["source"] == note["highlight"]["page"]["url"]
    assert document["target"]["selector"]["exact"] == note["highlight"]["exact"]
    quoted = [
        (one["source"], one["selector"]["exact"]) for one in document["body"] if "source" in one
    ]
    assert quoted == [(row["report"]["url"], row["quote"]) for row in note["evidence"]]


def test_hostile_text_stays_text_and_a_link_is_http_or_nothing() -> None:
    document = annotation(NOTES["hostile"], BASE)
    assert document["target"]["selector"]["exact"] == HOSTILE
    sources = [one["source"] for one in resources(document) if "source" in one]
    assert sources == [
        LINK,
        NOTES["hostile"]["highlight"]["page"]["url"],
    ]
