"""The highlights that were decided by hand, as values."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from backend.domain import Highlight, Page, QuoteSelector

_HERE = Path(__file__).parent
_PAGE_DATE = date(2024, 10, 23)
_CONTEXT = 500


@dataclass(frozen=True)
class Case:
    """A highlight with its claims (text and what each is) and the words that were resolved."""

    name: str
    highlight: Highlight
    claims: list[tuple[str, str]]
    resolved: set[tuple[str, str]]


def cases(file: str) -> list[Case]:
    """The cases of a file beside this one."""
    rows = tomllib.loads((_HERE / file).read_text("utf-8"))["highlight"]
    return [_case(row) for row in rows]


def _case(row: dict[str, Any]) -> Case:
    exact = row["exact"]
    before, after = _around(exact) if row.get("article") else (row.get("before", ""), "")
    quote = QuoteSelector(exact, before, after or row.get("after", ""))
    published = row.get("page_date", _PAGE_DATE) or None
    page = Page("https://page.example/", row.get("title", ""), published, row.get("language"))
    return Case(
        name=row["name"],
        highlight=Highlight(quote, page),
        claims=[(text, kind) for text, kind in row["claims"]],
        resolved={(words, meaning) for words, meaning in row.get("resolved", ())},
    )


def _around(exact: str) -> tuple[str, str]:
    article = (_HERE / "article.txt").read_text("utf-8")
    before, found, after = article.partition(exact)
    assert found, f"not in the article: {exact}"
    return before[-_CONTEXT:], after[:_CONTEXT]
