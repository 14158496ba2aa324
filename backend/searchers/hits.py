"""What providers answer, made into hits: everything in it may be wrong, missing or a lie."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

from backend.domain import Found
from backend.errors import SearchFailed
from backend.reading.outlets import outlet_of
from backend.reading.prose import clean_line

_LONGEST_URL = 2000
_LONGEST_TITLE = 300


def make_hit(
    url: object, title: object, outlet: object = "", published: datetime | None = None
) -> Found | None:
    """The hit, or None where `url` is no http(s) address that can be shown and read."""
    if not isinstance(url, str) or not _is_web_address(url):
        return None
    name = plain(outlet) or None
    return Found(url, plain(title) or url, outlet_of(url, name), published)


def best(hits: Iterable[Found | None], limit: int) -> list[Found]:
    """The first `limit` hits, each address once; what is no hit is left out."""
    kept: dict[str, Found] = {}
    for hit in hits:
        if len(kept) == limit:
            break
        if hit:
            kept.setdefault(hit.url, hit)
    return list(kept.values())


def rows(document: object, *path: str, provider: str) -> Iterator[dict[str, object]]:
    """The objects of the list at `path`, which may be missing where nothing was found.

    Raises `SearchFailed` where something else stands there.
    """
    for key in path:
        if not isinstance(document, dict):
            raise SearchFailed(f"{provider} answered in a form that we do not know.")
        document = document.get(key)
        if document is None:
            return
    if not isinstance(document, list):
        raise SearchFailed(f"{provider} answered in a form that we do not know.")
    yield from (row for row in document if isinstance(row, dict))


def part(row: dict[str, object], key: str) -> dict[str, object]:
    """The object at `key`, empty where there is none."""
    value = row.get(key)
    return value if isinstance(value, dict) else {}


def plain(value: object) -> str:
    """Text on one line, cut where it is endless; "" for whatever is no text."""
    return clean_line(value[:_LONGEST_TITLE]) if isinstance(value, str) else ""


def moment(value: object) -> datetime | None:
    """A time as ISO 8601 (basic form, too) or RFC 5322 has it; UTC where it names no zone."""
    if not isinstance(value, str) or not value.strip():
        return None
    for parse in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            found = parse(value.strip())
            return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
        except (ValueError, OverflowError):
            continue
    return None


def _is_web_address(url: str) -> bool:
    if len(url) > _LONGEST_URL or not url.isprintable() or " " in url:
        return False
    try:
        parts = urlsplit(url)
        return parts.scheme in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        return False
