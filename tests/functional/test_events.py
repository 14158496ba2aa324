from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack

import pytest
import requests

from backend.jobs.threads import ThreadJobs
from tests.backends import Backend
from tests.factories import a_highlight
from tests.fakes import FakePipeline, until
from tests.sse import Told, followed, told_in

WHOLE = "queued started claims claims searching searched reading read evidence unread note"

pytestmark = pytest.mark.usefixtures("jobs")


def events(told: Iterator[Told]) -> Iterator[Told]:
    return (event for event in told if event.kind != ":")


@pytest.fixture
def check_id(backend: Backend, jobs: ThreadJobs) -> str:
    check_id = backend.checks.open(a_highlight())
    jobs.submit(check_id)
    return check_id


@pytest.fixture
def url(site: str, check_id: str) -> str:
    return f"{site}/api/v1/checks/{check_id}/events"


def test_a_check_is_followed_to_its_end_as_it_happens(
    url: str, check_id: str, backend: Backend, pipeline: FakePipeline
) -> None:
    with followed(url) as stream:
        told = events(stream)
        first = [next(told) for _ in range(3)]
        assert [event.kind for event in first] == ["queued", "started", "claims"]
        pipeline.go_on.set()
        rest = list(told)
    assert [event.kind for event in first + rest] == WHOLE.split()
    assert [event.id for event in first + rest] == list(range(1, 12))
    assert rest[-1].data == backend.checks.note(check_id)


def test_a_stream_that_waits_shows_that_it_lives(url: str) -> None:
    with followed(url) as stream:
        silence = next(event for event in stream if event.kind == ":")
    assert silence.data == "heartbeat"


def test_a_reader_goes_on_after_the_last_event_it_knows(url: str, pipeline: FakePipeline) -> None:
    pipeline.go_on.set()
    with followed(url) as stream:
        everything = list(events(stream))
    for known in range(len(everything)):
        with followed(url, **{"Last-Event-ID": str(known)}) as stream:
            assert list(events(stream)) == everything[known:]


def test_a_reader_that_cannot_set_headers_goes_on_too(url: str, pipeline: FakePipeline) -> None:
    pipeline.go_on.set()
    with followed(url) as stream:
        assert list(events(stream))
    with followed(url + "?last_event_id=8") as stream:
        assert [event.id for event in events(stream)] == [9, 10, 11]


@pytest.mark.parametrize("bad", ["-3", "abc", "1.5", "9" * 5000, "99", "¾", "1e1"])
def test_a_bad_last_event_id_means_from_the_start(
    url: str, pipeline: FakePipeline, bad: str
) -> None:
    pipeline.go_on.set()
    with followed(url, **{"Last-Event-ID": bad}) as stream:
        assert next(events(stream)).id == 1


def test_a_stream_is_not_opened_again_for_who_knows_the_end(
    url: str, pipeline: FakePipeline
) -> None:
    pipeline.go_on.set()
    with followed(url) as stream:
        last = list(events(stream))[-1]
    again = requests.get(url, headers={"Last-Event-ID": str(last.id)}, timeout=20)
    assert (again.status_code, again.content) == (204, b"")


def test_many_readers_are_told_the_same(url: str, pipeline: FakePipeline) -> None:
    with ExitStack() as stack:
        streams = [stack.enter_context(followed(url)) for _ in range(20)]
        begun = [[next(events(stream)) for _ in range(3)] for stream in streams]
        pipeline.go_on.set()
        told = [first + list(events(rest)) for first, rest in zip(begun, streams, strict=True)]
    assert all(every == told[0] for every in told)
    assert [event.kind for event in told[0]] == WHOLE.split()


def test_a_cancelled_check_tells_its_listeners(url: str, pipeline: FakePipeline) -> None:
    with followed(url) as stream:
        told = events(stream)
        assert pipeline.begun.wait(20)
        requests.delete(url.removesuffix("/events"), timeout=20)
        assert [event.kind for event in told] == ["queued", "started", "claims", "cancelled"]


def test_a_failed_check_tells_its_listeners_why(url: str, pipeline: FakePipeline) -> None:
    pipeline.error = RuntimeError("secret words")
    pipeline.go_on.set()
    with followed(url) as stream:
        last = list(events(stream))[-1]
    assert last.kind == "failed"
    assert set(last.data) == {"title", "detail"}
    assert "secret" not in str(last.data)


def test_a_reader_that_goes_away_is_forgotten(url: str, backend: Backend) -> None:
    with followed(url) as stream:
        next(stream)
        assert backend.bell._listened()
    until(lambda: not backend.bell._listened())


def test_a_stream_may_not_be_gathered_or_kept_on_its_way(url: str) -> None:
    with requests.get(url, stream=True, timeout=20) as response:
        assert response.headers["Cache-Control"] == "no-store"
        assert response.headers["X-Accel-Buffering"] == "no"
        assert next(told_in(response)).kind == "queued"
