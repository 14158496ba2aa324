"""Values of the domain as plain JSON and back, without loss, whatever fields they have or get.

Frozen dataclasses become objects by the names of their fields, enums their words, moments ISO 8601
with their own offset, tuples lists. A field that a stored object lacks takes its default, so that
what an older version froze can still be read; one that is no longer known is passed over.

Reports are kept aside, each once, and stand for their place in that list; their texts stand for
their SHA-256, since the same text serves many notes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, is_dataclass, replace
from datetime import date
from enum import Enum
from functools import cache
from hashlib import sha256
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

from backend.domain import Report

Plain = Any
"""What `json` knows: objects, lists, strings, numbers, booleans and null."""


def fingerprint_of(text: str) -> str:
    """The SHA-256 of a text, lone surrogates included, as 64 hexadecimal digits."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(slots=True)
class Freezing:
    """Makes values plain, and keeps aside the reports that it meets, with their texts."""

    texts: dict[str, str] = field(default_factory=dict)
    _places: dict[Report, int] = field(default_factory=dict)

    @property
    def reports(self) -> list[Plain]:
        """The reports that were met so far, as plain objects in the order of their places."""
        return [self._report(report) for report in self._places]

    def plain(self, value: object) -> Plain:
        """The value as plain JSON."""
        match value:
            case Report():
                return self._places.setdefault(value, len(self._places))
            case Enum():
                return value.value
            case date():
                return value.isoformat()
            case tuple():
                return [self.plain(item) for item in value]
            case _ if is_dataclass(value):
                return self._fields(value)
            case _:
                return value

    def _report(self, report: Report) -> Plain:
        fingerprint = fingerprint_of(report.text)
        self.texts[fingerprint] = report.text
        return self._fields(replace(report, text=fingerprint))

    def _fields(self, value: Any) -> Plain:  # noqa: ANN401 - any dataclass
        return {one.name: self.plain(getattr(value, one.name)) for one in fields(value)}


class Thawing:
    """Makes values of what `Freezing` made plain, given its reports and texts."""

    def __init__(self, reports: Sequence[Plain], texts: Mapping[str, str]) -> None:
        self._reports = [
            self._made({**report, "text": texts[report["text"]]}, Report) for report in reports
        ]

    def value(self, plain: Plain, kind: Any) -> Any:  # noqa: ANN401 - a type and one of its values
        """The value of a type that was made plain."""
        if plain is None or kind in {str, int, float, bool, NoneType}:
            return plain
        if kind is Report:
            return self._reports[plain]
        if get_origin(kind) is UnionType:
            (kind,) = (one for one in get_args(kind) if one is not NoneType)
            return self.value(plain, kind)
        if get_origin(kind) is tuple:
            return self._tuple(plain, get_args(kind))
        if issubclass(kind, date):
            return kind.fromisoformat(plain)
        return kind(plain) if issubclass(kind, Enum) else self._made(plain, kind)

    def _tuple(self, plain: Plain, kinds: Sequence[Any]) -> tuple[Any, ...]:
        every = [kinds[0]] * len(plain) if kinds[-1] is Ellipsis else kinds
        return tuple(self.value(item, kind) for item, kind in zip(plain, every, strict=True))

    def _made(self, plain: Plain, kind: Any) -> Any:  # noqa: ANN401 - a dataclass and one of it
        known = _kinds(kind)
        return kind(**{name: self.value(plain[name], known[name]) for name in known.keys() & plain})


@cache
def _kinds(kind: type) -> dict[str, Any]:
    """The types of a dataclass's fields, by name."""
    hints = get_type_hints(kind)
    return {one.name: hints[one.name] for one in fields(kind)}
