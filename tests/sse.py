"""A reader of Server-Sent Events, as strict as the tests need it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import requests

from tests.fakes import PATIENCE


@dataclass(frozen=True)
class Told:
    """One event of a stream; a comment has kind `:` and its text as data."""

    id: int
    kind: str
    data: Any


@contextmanager
def followed(url: str, **headers: str) -> Iterator[Iterator[Told]]:
    """Open an event stream, and close it when left."""
    with requests.get(url, headers=headers, stream=True, timeout=PATIENCE) as response:
        assert response.status_code == 200, response.text
        assert response.headers["Content-Type"].startswith("text/event-stream")
        yield told_in(response)


def told_in(response: requests.Response) -> Iterator[Told]:
    """The events and comments of a stream, as they come."""
    lines = response.iter_lines(chunk_size=1)
    assert next(lines) == b"retry: 1000"
    assert next(lines) == b""
    fields: dict[str, str] = {}
    for line in lines:
        if line:
            name, _, value = line.decode().partition(": ")
            assert name not in fields
            fields[name] = value
            continue
        yield _told(fields)
        fields = {}


def _told(fields: dict[str, str]) -> Told:
    if "" in fields:
        return Told(0, ":", fields[""])
    assert set(fields) == {"id", "event", "data"}
    return Told(int(fields["id"]), fields["event"], json.loads(fields["data"]))
