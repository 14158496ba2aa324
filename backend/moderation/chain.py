"""The log of what was done, as a chain: each entry's hash covers the entry before it. Pure.

An entry's hash is the SHA-256 of the canonical JSON of the hash before it and of all that the entry
says. So no entry can be changed, taken out, put in or moved without every later hash being wrong;
only cutting off the end leaves a sound chain, and a hash that was noted elsewhere shows that.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256

BEGINNING = "0" * 64
"""What stands for the hash before the first entry."""


@dataclass(frozen=True, slots=True)
class Act:
    """Something that was done: by whom, what, to what.

    `detail` holds what is needed to understand it later, and no secret and no reader's words.
    """

    actor: str
    action: str
    kind: str = ""
    subject: str = ""
    detail: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Entry:
    """An act as the log has it: everything but the number is text, so that every byte counts.

    `at` is ISO 8601 in UTC; `detail` is canonical JSON.
    """

    number: int
    at: str
    actor: str
    action: str
    kind: str
    subject: str
    detail: str
    hash: str


@dataclass(frozen=True, slots=True)
class Verified:
    """What came of verifying: how many entries are sound, the last sound hash, the first fault."""

    count: int
    head: str
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Sought:
    """Which entries are looked for; "" is any. `before` is the number to go back from."""

    actor: str = ""
    action: str = ""
    kind: str = ""
    subject: str = ""
    before: int | None = None


def canonical(value: object) -> str:
    """The one way in which a value is written as JSON."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True)


def hash_after(previous: str, entry: Entry) -> str:
    """The hash that an entry has to carry after the one with the hash `previous`."""
    said = [
        previous,
        entry.number,
        entry.at,
        entry.actor,
        entry.action,
        entry.kind,
        entry.subject,
        entry.detail,
    ]
    return sha256(canonical(said).encode("ascii")).hexdigest()


def verify(entries: Iterable[Entry], noted: str = "") -> Verified:
    """Follow the chain from its beginning to the first fault.

    `noted` is a head that was noted earlier: where no entry carries it, the log was cut off or
    written anew since.
    """
    count, head, seen = 0, BEGINNING, noted in {"", BEGINNING}
    for entry in entries:
        if entry.number != count + 1:
            return Verified(count, head, f"Row {count + 1} is missing: {entry.number} follows.")
        if entry.hash != hash_after(head, entry):
            return Verified(count, head, f"Row {entry.number} is not as it was written.")
        count, head = entry.number, entry.hash
        seen = seen or head == noted
    if not seen:
        return Verified(count, head, f"No row has the hash noted earlier: {noted}")
    return Verified(count, head)
