from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select

from backend.checking.frozen import Frozen
from backend.checking.highlights import fingerprint
from backend.checking.versions import new_note
from backend.domain import Passage
from backend.services.retention import Retention
from backend.store.checks import CheckStore
from backend.store.engine import Sessions
from backend.store.frozen import FrozenStore
from backend.store.frozen_tables import FrozenTextRow
from backend.store.leases import Lease, LeaseStore
from backend.store.notes import NoteStore
from backend.store.retention import RetentionStore
from tests.factories import NOW, a_highlight, frozen_evidence

LASTS = timedelta(seconds=6)


@pytest.fixture
def frozen(sessions: Sessions) -> FrozenStore:
    return FrozenStore(sessions)


def finish(sessions: Sessions, words: str, made_from: Frozen, now: datetime = NOW) -> str:
    """Finish a check of the words, anew if there was one; its id is the first of the words."""
    checks, leases, highlight = CheckStore(sessions), LeaseStore(sessions), a_highlight(words)
    seen, check_id = checks.find(fingerprint(highlight)), words.split(maxsplit=1)[0]
    if seen:
        checks.queue_anew(seen, highlight, now)
    else:
        checks.add(check_id, highlight, fingerprint(highlight), now)
    lease = Lease(check_id, f"worker at {now}")
    leases.take(lease.owner, now, LASTS)
    leases.finish(lease, now, new_note(check_id, made_from.note()), made_from)
    return check_id


def texts(sessions: Sessions) -> int:
    with sessions.read() as session:
        return session.scalar(select(func.count()).select_from(FrozenTextRow)) or 0


def with_text(frozen: Frozen, text: str) -> Frozen:
    """The same evidence from a report with another text."""
    (row,) = frozen.gathered.evidence
    passage = Passage(replace(row.passage.report, text=text), 0, len(text))
    gathered = replace(frozen.gathered, evidence=(replace(row, passage=passage),))
    return replace(frozen, gathered=gathered, said=())


def test_each_version_has_what_it_was_made_from(sessions: Sessions, frozen: FrozenStore) -> None:
    first = frozen_evidence(a_highlight("one"))
    second = with_text(first, "It was otherwise. \x00 \ud800 🌊")
    finish(sessions, "one", first)
    check_id = finish(sessions, "one", second)
    assert frozen.of(check_id, 1) == first
    assert frozen.of(check_id, 2) == second
    assert frozen.of(check_id, 3) is None
    assert frozen.of("another", 1) is None


def test_a_text_that_several_notes_quote_is_kept_once(sessions: Sessions) -> None:
    for words in ("one", "two", "one"):
        finish(sessions, words, frozen_evidence(a_highlight(words)))
    assert texts(sessions) == 1


def test_what_was_frozen_long_ago_is_forgotten_but_not_what_newer_notes_need(
    sessions: Sessions, frozen: FrozenStore
) -> None:
    shared = frozen_evidence(a_highlight("one"))
    alone = with_text(frozen_evidence(a_highlight("two")), "Nobody else quotes this.")
    old = NOW - timedelta(days=40)
    finish(sessions, "one", shared, old)
    finish(sessions, "two", alone, old)
    finish(sessions, "one", shared)
    retention = Retention(RetentionStore(sessions), 0, lambda: NOW, frozen, 30)
    assert retention.forget_frozen() == 2
    assert (frozen.of("one", 1), frozen.of("two", 1)) == (None, None)
    assert frozen.of("one", 2) == shared
    assert texts(sessions) == 1
    assert len(NoteStore(sessions).versions("one")) == 2


def test_everything_is_kept_for_ever_where_no_number_of_days_is_set(
    sessions: Sessions, frozen: FrozenStore
) -> None:
    finish(sessions, "one", frozen_evidence(a_highlight("one")), NOW - timedelta(days=10_000))
    assert Retention(RetentionStore(sessions), 0, lambda: NOW, frozen, 0).forget_frozen() == 0
    assert frozen.of("one", 1) is not None
