"""What every log line carries along besides its own words: which check, which request."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar

_FIELDS: ContextVar[Mapping[str, str] | None] = ContextVar("log_fields", default=None)


@contextmanager
def logged_with(**fields: str) -> Iterator[None]:
    """Have every line that is logged inside carry these fields, besides those of the outside.

    They are ids of ours and names of routes and workers, never what a reader wrote. A thread does
    not know the fields of who started it, unless it was started by `contextvars.copy_context`.
    """
    before = _FIELDS.set({**log_fields(), **fields})
    try:
        yield
    finally:
        _FIELDS.reset(before)


def log_fields() -> Mapping[str, str]:
    """What a line carries that is logged here."""
    return _FIELDS.get() or {}
