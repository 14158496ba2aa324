"""A query for engines that want every word: which names must stand, and any of which words."""

from __future__ import annotations

from backend.domain import Query

MOST_NAMES = 3
MOST_TERMS = 5
_LONGEST_NAME = 3
"""Words of a name; a longer run of capitals is a headline, which nobody else has word for word."""


def names_and_terms(query: Query) -> tuple[list[str], list[str]]:
    """The names to require as phrases, and other words of which any will do."""
    names = [name for name in query.names if len(name.split()) <= _LONGEST_NAME]
    headlines = [word for name in query.names if name not in names for word in name.split()]
    terms = dict.fromkeys((*headlines, *query.terms))
    return names[:MOST_NAMES], list(terms)[:MOST_TERMS]
