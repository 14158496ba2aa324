"""Decided notes as an Atom feed (RFC 4287)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from xml.etree.ElementTree import Element, SubElement, register_namespace, tostring

from backend.checking.document import Document
from backend.web.exports.naming import (
    MAKER,
    decided_at,
    page_address,
    reason,
    utc,
    verdict_label,
)
from backend.web.lines import safe_link

MEDIA_TYPE = "application/atom+xml"
_ATOM = "http://www.w3.org/2005/Atom"
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What is no character of XML 1.0 (its section 2.2), however it is written."""

register_namespace("", _ATOM)


def feed(notes: Sequence[Document], base: str, now: datetime) -> bytes:
    """The feed of decided notes, in the order given; `now` dates one without any."""
    address = f"{base}api/v1/notes.atom"
    root = Element(f"{{{_ATOM}}}feed")
    _text(root, "id", address)
    _text(root, "title", f"{MAKER}: decided notes")
    _text(root, "updated", max(map(decided_at, notes), default=utc(now.isoformat())))
    _text(SubElement(root, f"{{{_ATOM}}}author"), "name", MAKER)
    _link(root, "self", address, MEDIA_TYPE)
    _link(root, "alternate", base, "text/html")
    for note in notes:
        _entry(root, note, base)
    written: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def _entry(root: Element, note: Document, base: str) -> None:
    entry, address = SubElement(root, f"{{{_ATOM}}}entry"), page_address(base, note)
    _text(entry, "id", address)
    _text(entry, "title", f"{verdict_label(note)}: {note['claim']}")
    _text(entry, "updated", decided_at(note))
    _text(entry, "published", utc(note["checked_at"]))
    _link(entry, "alternate", address, "text/html")
    page = safe_link(note["highlight"]["page"]["url"])
    if page:
        _link(entry, "related", page, "text/html")
    _text(entry, "summary", note["summary"])
    _text(entry, "content", reason(note) or note["summary"])


def _text(parent: Element, name: str, text: str) -> None:
    """An element whose text is plain: what looks like markup in it is none."""
    child = SubElement(parent, f"{{{_ATOM}}}{name}")
    if name in {"title", "summary", "content"}:
        child.set("type", "text")
    child.text = _NO_XML.sub("\N{REPLACEMENT CHARACTER}", text)


def _link(parent: Element, relation: str, address: str, kind: str) -> None:
    link = SubElement(parent, f"{{{_ATOM}}}link")
    link.attrib.update(rel=relation, href=_NO_XML.sub("", address), type=kind)
