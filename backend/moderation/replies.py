"""An outlet's right of reply: who may reply to a note, and what a reply has to say. Pure.

A reply is shown with the note once a moderator has found out that it comes from that outlet.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlsplit

from backend.checking.document import Document
from backend.errors import BadReply

TEXT_LIMIT = 2000
CONTACT_LIMIT = 200
_DOMAIN = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{1,63}")
_LONGEST_DOMAIN = 253


class ReplyState(StrEnum):
    """What became of a reply."""

    WAITING = "waiting"
    SHOWN = "shown"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Said:
    """A reply: the outlet's domain, how a moderator reaches who wrote it, and its words."""

    outlet: str
    contact: str
    text: str


def tidy(said: Said, note: Document) -> Said:
    """The reply as it is kept; raises `BadReply` with the field that is to be changed."""
    outlet = said.outlet.strip().lower().removeprefix("www.").rstrip(".")
    if len(outlet) > _LONGEST_DOMAIN or not _DOMAIN.fullmatch(outlet):
        raise BadReply("Give the outlet’s domain, such as example.org.", "outlet")
    if not concerned(note, outlet):
        raise BadReply("This note speaks of no report of that outlet, nor of a page.", "outlet")
    return Said(
        outlet,
        _words(said.contact, "contact", "Say how we reach you.", CONTACT_LIMIT),
        _words(said.text, "text", "Write your reply.", TEXT_LIMIT),
    )


def concerned(note: Document, outlet: str) -> bool:
    """Whether the note stands on a page of the outlet's, or shows a report of it."""
    urls = [note["highlight"]["page"]["url"], *(row["report"]["url"] for row in note["evidence"])]
    hosts = [_host(url) for url in urls]
    return any(host == outlet or host.endswith(f".{outlet}") for host in hosts)


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def _words(text: str, field: str, otherwise: str, limit: int) -> str:
    words = text.strip()
    if not words:
        raise BadReply(otherwise, field)
    if len(words) > limit:
        raise BadReply(f"Say it in at most {limit:,} characters.", field)
    return words
