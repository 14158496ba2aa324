"""A JSON-LD document held against schema.org's vocabulary, as the package `schema_org` has it.

The package's own models refuse subtypes and dates in JSON, so its tables are read here instead:
to which types a property belongs, and of which its values may be.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from urllib.parse import urlsplit

from schema_org.registry import CLASS_METADATA, PROPERTY_BY_SCHEMA

Document = Mapping[str, object]


def complaints(document: Document, where: str = "") -> Iterator[str]:
    """What in an object the vocabulary does not know, by its path."""
    for name, value in document.items():
        path = f"{where}.{name}".lstrip(".")
        if name in {"@type", "@context"}:
            continue
        if not _belongs(name, document):
            yield f"{path} is no property"
            continue
        kinds = PROPERTY_BY_SCHEMA[name].ranges
        for one in value if isinstance(value, list) else [value]:
            if not any(_fits(one, kind) for kind in kinds):
                yield f"{path} is none of {', '.join(kinds)}"
            elif isinstance(one, dict):
                yield from complaints(one, path)


def _belongs(name: str, document: Document) -> bool:
    known = PROPERTY_BY_SCHEMA.get(name)
    return known is not None and bool(_types(str(document["@type"])) & {*known.domains})


def _types(name: str) -> set[str]:
    """A type with all those that it is a kind of."""
    return {name}.union(*(_types(parent) for parent in CLASS_METADATA[name].parents))


def _fits(value: object, kind: str) -> bool:
    match value:
        case dict():
            return kind in _types(value["@type"])
        case str() if kind == "URL":
            return urlsplit(value).scheme in {"http", "https"} and bool(urlsplit(value).netloc)
        case str() if kind in {"Date", "DateTime"}:
            return _is_time(value, date if kind == "Date" else datetime)
        case _:
            return isinstance(value, str) and kind == "Text"


def _is_time(value: str, kind: type[date]) -> bool:
    try:
        kind.fromisoformat(value)
    except ValueError:
        return False
    return True
