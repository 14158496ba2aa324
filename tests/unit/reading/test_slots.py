from __future__ import annotations

import threading
from contextlib import ExitStack

import pytest

from backend.domain import UnreadReason
from backend.errors import Unreadable
from backend.reading.deadline import Deadline
from backend.reading.slots import Slots

ONE = "https://one.example/a"
OTHER = "https://other.example/a"


def over() -> Deadline:
    return Deadline.within(0)


def in_time() -> Deadline:
    return Deadline.within(30)


def test_a_host_gets_so_many_places_and_another_host_its_own() -> None:
    slots = Slots(a_host=2, in_all=16)
    with slots.taken(ONE, over()), slots.taken(ONE + "2", over()), slots.taken(OTHER, over()):
        with pytest.raises(Unreadable) as caught, slots.taken(ONE, over()):
            pass
        assert caught.value.reason is UnreadReason.TIMED_OUT


def test_all_hosts_together_get_so_many_places() -> None:
    slots = Slots(a_host=2, in_all=3)
    with ExitStack() as held:
        for number in range(3):
            held.enter_context(slots.taken(f"https://{number}.example/", over()))
        with pytest.raises(Unreadable), slots.taken(ONE, over()):
            pass


def test_a_place_that_comes_free_is_given_to_who_waits() -> None:
    slots = Slots(a_host=1)
    held, had = ExitStack(), threading.Event()
    held.enter_context(slots.taken(ONE, over()))

    def wait() -> None:
        with slots.taken(ONE, in_time()):
            had.set()

    waiting = threading.Thread(target=wait, daemon=True)
    waiting.start()
    assert not had.is_set()
    held.close()
    assert had.wait(30)
    waiting.join(30)


def test_a_place_is_given_back_where_the_fetch_fails() -> None:
    slots = Slots(a_host=1)
    with pytest.raises(ValueError, match="broke"), slots.taken(ONE, over()):
        raise ValueError("it broke")
    with slots.taken(ONE, over()):
        pass
