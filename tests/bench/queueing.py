"""The moderators' queue with 10,000 open flags: how long a page takes.

    python -m tests.bench queue

Flags, readers and notes are made up: a few notes have many flags and most have few, and readers
have flagged before. Pages are asked for in every order, from the first to the last.
"""

from __future__ import annotations

import random
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from sqlalchemy import insert

from backend.checking.document import highlight_document
from backend.checking.versions import as_version, new_note
from backend.domain import CheckStatus, FlagReason, FlagStatus, Verdict
from backend.store.engine import Sessions, make_engine, make_sessions, migrate
from backend.store.flag_tables import FlagRow, ReaderRow
from backend.store.queue import QueueOrder, QueueStore, Wanted
from backend.store.tables import CheckRow, NoteRow
from tests.bench.figures import Figure, worst_twentieth
from tests.databases import fresh_postgresql
from tests.factories import NOW, a_highlight, a_note

SEED = 20241023
_AT_ONCE = 1_000


def run(*, quick: bool) -> Iterator[Figure]:
    """Measure, for the table of all benches."""
    flags = 500 if quick else 10_000
    for dialect, opened in (("SQLite", _sqlite), ("PostgreSQL", fresh_postgresql)):
        with opened() as url:
            engine = make_engine(url)
            migrate(engine)
            sessions = make_sessions(engine)
            _fill(sessions, flags)
            took = _pages(QueueStore(sessions), 5 if quick else 40)
            engine.dispose()
        what = f"a page of the queue, {flags:,} open flags, {dialect}, p95"
        yield Figure(what, 1_000 * worst_twentieth(took), "ms", at_most=150)


@contextmanager
def _sqlite() -> Iterator[str]:
    with tempfile.TemporaryDirectory() as folder:
        yield f"sqlite:///{Path(folder) / 'queue.db'}"


def _pages(store: QueueStore, pages: int) -> list[float]:
    took: list[float] = []
    for order in QueueOrder:
        wanted = Wanted(order)
        for _ in range(pages):
            began = time.perf_counter()
            page = store.page(wanted)
            took.append(time.perf_counter() - began)
            wanted = replace(wanted, after=page[-1].place(order)) if page else Wanted(order)
    return took


def _fill(sessions: Sessions, flags: int) -> None:
    """Fill a database: a fifth as many notes as open flags, and three times as many closed ones."""
    dice = random.Random(SEED)  # noqa: S311 - made-up data
    notes = [f"{number:032x}" for number in range(flags // 5)]
    readers = range(1, flags // 4)
    _insert(sessions, ReaderRow, (_reader(number) for number in readers))
    _insert(sessions, CheckRow, (check_row(note, dice) for note in notes))
    _insert(sessions, NoteRow, map(note_row, notes))
    _insert(sessions, FlagRow, _flags(dice, notes, readers, flags))


def _insert(sessions: Sessions, table: type, rows: Iterator[dict[str, object]]) -> None:
    group: list[dict[str, object]] = []
    for row in rows:
        group.append(row)
        if len(group) == _AT_ONCE:
            _add(sessions, table, group)
            group = []
    _add(sessions, table, group)


def _add(sessions: Sessions, table: type, rows: list[dict[str, object]]) -> None:
    if rows:
        with sessions.write() as session:
            session.execute(insert(table), rows)


def _reader(number: int) -> dict[str, object]:
    return {"id": number, "token_hash": f"{number:064x}", "created_on": date(2026, 11, 1)}


def check_row(note: str, dice: random.Random) -> dict[str, object]:
    """The row of a finished check of made-up words."""
    highlight = a_highlight(f"Some {note} people came.")
    return {
        "id": note,
        "fingerprint": note * 2,
        "highlight": highlight_document(highlight),
        "page_url": highlight.page.url,
        "status": CheckStatus.DONE,
        "hours_seen": dice.randrange(500),
        "created_at": NOW,
        "changed_at": NOW,
    }


def note_row(note: str) -> dict[str, object]:
    """The row of its note."""
    document = as_version(new_note(note, a_note(a_highlight(note))), 1, None)
    return {
        "check_id": note,
        "version": 1,
        "document": document,
        "verdict": Verdict(document["verdict"]),
        "checked_at": NOW,
    }


def _flags(
    dice: random.Random, notes: list[str], readers: range, count: int
) -> Iterator[dict[str, object]]:
    """Different flags, as many open as counted and three times as many that were decided about."""
    closed = (FlagStatus.UPHELD, FlagStatus.NOT_UPHELD)
    seen: set[tuple[int, str, str]] = set()
    while len(seen) < 4 * count:
        note = notes[int(len(notes) * dice.random() ** 2)]
        key = (dice.choice(readers), note, f"{dice.randrange(9):016x}")
        if key in seen:
            continue
        seen.add(key)
        status = FlagStatus.OPEN if len(seen) <= count else dice.choice(closed)
        at = NOW - timedelta(seconds=dice.randrange(1_000_000))
        yield {
            "reader_id": key[0],
            "note": note,
            "evidence": key[2],
            "version": 1,
            "reason": dice.choice(list(FlagReason)),
            "comment": "",
            "counter_source": "",
            "status": status,
            "created_at": at,
            "changed_at": at,
            "answer": "",
        }
