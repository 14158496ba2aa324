"""The feed of decided notes against RFC 4287, and as a feed reader reads it."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import feedparser
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from backend.checking.document import Document
from backend.web.exports.atom import feed
from tests.unit.web.exports.notes import BASE, HOSTILE, NOTE_ID, a_stored_note, decided, hostile

NOW = datetime(2026, 11, 30, 8, 0, tzinfo=UTC)
ATOM = "{http://www.w3.org/2005/Atom}"
DATE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
FEEDS = {
    "none": [],
    "one": [decided(a_stored_note())],
    "hostile": [decided(hostile(a_stored_note()), HOSTILE), decided(a_stored_note(), "")],
}
each = pytest.mark.parametrize("notes", FEEDS.values(), ids=FEEDS)


def parsed(notes: list[Document]) -> etree._Element:
    """The feed as strict XML."""
    return etree.fromstring(feed(notes, BASE, NOW))


def only(parent: etree._Element, name: str) -> etree._Element:
    (child,) = parent.findall(ATOM + name)
    return child


def text(parent: etree._Element, name: str) -> str:
    return only(parent, name).text or ""


@each
def test_the_feed_has_what_a_feed_must_have(notes: list[Document]) -> None:
    """RFC 4287, section 4.1.1."""
    root = parsed(notes)
    assert root.tag == ATOM + "feed"
    assert text(root, "id") == f"{BASE}api/v1/notes.atom"
    assert text(root, "title")
    assert DATE.fullmatch(text(root, "updated"))
    assert text(only(root, "author"), "name") == "Second Source"
    links = {link.get("rel"): link.get("href") for link in root.findall(ATOM + "link")}
    assert links == {"self": f"{BASE}api/v1/notes.atom", "alternate": BASE}


@each
def test_each_entry_has_what_an_entry_must_have(notes: list[Document]) -> None:
    """RFC 4287, section 4.1.2: an id, a title, a time, and one alternate link of each type."""
    entries = parsed(notes).findall(ATOM + "entry")
    assert len(entries) == len(notes)
    for entry in entries:
        assert text(entry, "id") == f"{BASE}n/{NOTE_ID}"
        assert text(entry, "title")
        assert DATE.fullmatch(text(entry, "updated"))
        assert DATE.fullmatch(text(entry, "published"))
        alternates = [x for x in entry.findall(ATOM + "link") if x.get("rel") == "alternate"]
        assert [link.get("href") for link in alternates] == [f"{BASE}n/{NOTE_ID}"]


@each
def test_a_feed_reader_reads_it_without_complaint(notes: list[Document]) -> None:
    read = feedparser.parse(feed(notes, BASE, NOW))
    assert not read.bozo
    assert read.version == "atom10"
    assert len(read.entries) == len(notes)


def test_an_entry_says_what_was_decided_and_why() -> None:
    (entry,) = feedparser.parse(feed(FEEDS["one"], BASE, NOW)).entries
    assert a_stored_note()["claim"] in entry.title
    assert entry.content[0].value == "The ministry’s count was left out."
    assert entry.updated == "2026-11-23T11:00:00Z"
    assert entry.summary == a_stored_note()["summary"]


@given(st.text(st.characters(exclude_categories=[])))
def test_any_text_makes_a_well_formed_feed_in_which_it_is_no_markup(hostile_text: str) -> None:
    note = {**a_stored_note(), "claim": hostile_text, "summary": hostile_text}
    entry = only(parsed([decided(note, hostile_text)]), "entry")
    for name in ("title", "summary", "content"):
        assert only(entry, name).get("type") == "text"
        assert len(only(entry, name)) == 0
