from __future__ import annotations

from collections import Counter
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from backend.domain import AskedBy
from backend.services.sweep import MOST_AT_ONCE, Sweep, lacking
from backend.store.engine import Sessions
from backend.store.leases import LeaseStore
from tests.backends import Backend
from tests.factories import a_highlight

LASTS = timedelta(seconds=6)


class Sent:
    """A broker that counts, and can lose everything."""

    def __init__(self) -> None:
        self.waiting = Counter[AskedBy]()
        self.asked = 0

    def count(self) -> Counter[AskedBy]:
        self.asked += 1
        return self.waiting

    def send(self, asked_by: AskedBy) -> None:
        self.waiting[asked_by] += 1


def sweep(sessions: Sessions, backend: Backend, sent: Sent) -> Sweep:
    return Sweep(LeaseStore(sessions), backend.clock, sent.count, sent.send)


def test_where_nothing_waits_the_broker_is_not_asked(sessions: Sessions) -> None:
    backend, sent = Backend(sessions), Sent()
    assert sweep(sessions, backend, sent).turn() == 0
    assert sent.asked == 0


def test_a_check_whose_wake_up_was_lost_gets_another(sessions: Sessions) -> None:
    backend, sent = Backend(sessions), Sent()
    for n in range(3):
        backend.checks.open(a_highlight(f"Sentence {n}."))
    sent.send(AskedBy.READER)
    assert sweep(sessions, backend, sent).turn() == 2
    assert sent.waiting == {AskedBy.READER: 3}
    assert sweep(sessions, backend, sent).turn() == 0


def test_a_check_whose_worker_died_gets_a_wake_up_once_its_lease_has_run_out(
    sessions: Sessions,
) -> None:
    backend, sent = Backend(sessions), Sent()
    backend.checks.open(a_highlight())
    assert backend.leases.take("dead", backend.clock.now, LASTS)
    assert sweep(sessions, backend, sent).turn() == 0
    backend.clock.advance(seconds=7)
    assert sweep(sessions, backend, sent).turn() == 1


counts = st.dictionaries(st.sampled_from(AskedBy), st.integers(0, 2 * MOST_AT_ONCE))


@given(counts, counts)
def test_no_more_is_sent_than_waits_without_a_wake_up(
    waiting: dict[AskedBy, int], sent: dict[AskedBy, int]
) -> None:
    for asked_by, number in lacking(waiting, sent).items():
        assert 0 <= number <= MOST_AT_ONCE
        if number:
            assert number + sent.get(asked_by, 0) <= waiting[asked_by]
        else:
            assert sent.get(asked_by, 0) >= waiting[asked_by]
