"""Fact checks in schema.org's ClaimReview, as dumps have them: JSON-LD, a DataFeed, or JSONL.

Whatever is around them, every object of that type is taken that says which claim it reviews and
where it stands; its rating is taken in the fact checker's own words.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from backend.errors import BadInput
from backend.known.reviewed import Reviewed

_TYPE = "ClaimReview"
_LONGEST_CLAIM = 2_000
"""Characters: what is longer is an article and no claim."""


def read_claim_reviews(path: Path) -> list[Reviewed]:
    """The fact checks in a file. Raises `BadInput` if it cannot be read or holds none."""
    found = [review for document in _documents(path) for review in _reviews(document)]
    if not found:
        raise BadInput(f"{path} holds no ClaimReview that names its claim and its page.")
    return found


def _documents(path: Path) -> Iterator[Any]:
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as problem:
        raise BadInput(f"{path} cannot be read as UTF-8 text.") from problem
    try:
        yield json.loads(text)
    except (ValueError, RecursionError):
        yield from _lines(path, text)


def _lines(path: Path, text: str) -> Iterator[Any]:
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip():
            try:
                yield json.loads(line)
            except (ValueError, RecursionError) as problem:
                raise BadInput(f"{path}, line {number}: this is no JSON.") from problem


def _reviews(document: Any) -> Iterator[Reviewed]:  # noqa: ANN401 - whatever stands in a file
    """The reviews in a document, however deep, in order."""
    waiting = [document]
    while waiting:
        value = waiting.pop()
        if isinstance(value, list):
            waiting += reversed(value)
        elif isinstance(value, dict):
            if _TYPE in _listed(value.get("@type")) and (review := _review(value)):
                yield review
            waiting += reversed([each for each in value.values() if isinstance(each, dict | list)])


def _review(row: Mapping[str, Any]) -> Reviewed | None:
    claim, url = _text(row.get("claimReviewed")), _text(row.get("url"))
    if not claim or len(claim) > _LONGEST_CLAIM or not _is_web(url):
        return None
    author, rating = _first(row.get("author")), _first(row.get("reviewRating"))
    return Reviewed(
        claim=claim,
        publisher=_text(author.get("name")) or urlsplit(url).hostname or "",
        url=url,
        rating=_text(rating.get("alternateName")) or _text(rating.get("name")),
        reviewed=_day(row.get("datePublished")),
    )


def _is_web(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return parts.scheme in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        return False


def _first(value: Any) -> Mapping[str, Any]:  # noqa: ANN401 - the same
    return next((each for each in _listed(value) if isinstance(each, dict)), {})


def _listed(value: Any) -> Sequence[Any]:  # noqa: ANN401 - the same
    return value if isinstance(value, list) else [value]


def _text(value: Any) -> str:  # noqa: ANN401 - the same
    return " ".join(value.split()) if isinstance(value, str) else ""


def _day(value: Any) -> date | None:  # noqa: ANN401 - the same
    try:
        return date.fromisoformat(_text(value)[:10])
    except ValueError:
        return None
