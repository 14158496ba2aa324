from __future__ import annotations

from dataclasses import dataclass, field, replace

import pytest

from backend.reading.answers import Response
from backend.reading.caching import HttpCache, Kept, fresh_seconds, may_be_kept

URL = "https://outlet.example/report"
ASKED = {"Accept": "text/html", "User-Agent": "SecondSource"}


@dataclass
class Memory:
    """Keeps answers as the port asks."""

    kept: dict[str, Kept] = field(default_factory=dict)

    def get(self, url: str) -> Kept | None:
        return self.kept.get(url)

    def put(self, url: str, kept: Kept) -> None:
        self.kept[url] = kept


@dataclass
class Clock:
    now: float = 1_000_000.0

    def __call__(self) -> float:
        return self.now


def answer(body: bytes = b"text", status: int = 200, **headers: str) -> Response:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Response(URL, status, named, body)


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"cache-control": "max-age=60"}, 60),
        ({"cache-control": "public, MAX-AGE=60"}, 60),
        ({"cache-control": 'max-age="60"'}, 60),
        ({"cache-control": "max-age=60", "age": "45"}, 15),
        ({"cache-control": "max-age=60", "age": "100"}, 0),
        ({"cache-control": "max-age=999999999999"}, 24 * 3600),
        ({"cache-control": "max-age=-1"}, 0),
        ({"cache-control": "max-age=x"}, 0),
        ({"cache-control": "no-cache, max-age=60"}, 0),
        (
            {
                "date": "Sun, 22 Nov 2026 08:00:00 GMT",
                "expires": "Sun, 22 Nov 2026 08:01:00 GMT",
            },
            60,
        ),
        ({"date": "Sun, 22 Nov 2026 08:00:00 GMT", "expires": "0"}, 0),
        ({"cache-control": "max-age=5", "expires": "Sun, 22 Nov 2099 08:00:00 GMT"}, 5),
        ({"last-modified": "Sun, 22 Nov 2020 08:00:00 GMT"}, 0),
        ({}, 0),
    ],
)
def test_an_answer_is_fresh_for_as_long_as_its_site_says(
    headers: dict[str, str], seconds: float
) -> None:
    assert fresh_seconds(headers) == seconds


@pytest.mark.parametrize(
    "response",
    [
        answer(cache_control="private, max-age=60"),
        answer(cache_control="no-store", etag='"1"'),
        answer(cache_control="max-age=60", vary="*"),
        answer(status=404, cache_control="max-age=60"),
        answer(status=206, cache_control="max-age=60"),
        answer(),
    ],
)
def test_what_may_not_be_kept_or_is_of_no_use_is_not_kept(response: Response) -> None:
    assert not may_be_kept(response)
    memory = Memory()
    HttpCache(memory).settle(URL, ASKED, response, None)
    assert memory.kept == {}


def test_a_kept_answer_is_given_until_it_is_stale() -> None:
    clock = Clock()
    cache = HttpCache(Memory(), clock)
    cache.settle(URL, ASKED, answer(cache_control="max-age=60"), None)
    kept = cache.kept(URL, ASKED)
    assert kept is not None
    assert cache.is_fresh(kept)
    assert kept.response.body == b"text"
    clock.now += 60
    assert not cache.is_fresh(kept)


def test_an_answer_that_still_holds_is_kept_anew() -> None:
    clock = Clock()
    cache = HttpCache(Memory(), clock)
    cache.settle(URL, ASKED, answer(cache_control="max-age=60", etag='"1"', age="50"), None)
    clock.now += 100
    stale = cache.kept(URL, ASKED)
    confirmed = answer(b"", 304, cache_control="max-age=30")
    whole = cache.settle(URL, ASKED, confirmed, stale)
    assert (whole.status, whole.body) == (200, b"text")
    kept = cache.kept(URL, ASKED)
    assert kept is not None
    assert kept.fresh_until == clock.now + 30
    assert kept.response.validators.etag == '"1"'


def test_an_answer_that_depends_on_the_request_is_given_to_the_same_request_alone() -> None:
    cache = HttpCache(Memory())
    cache.settle(URL, ASKED, answer(cache_control="max-age=60", vary="Accept, Cookie"), None)
    assert cache.kept(URL, {**ASKED, "User-Agent": "other"})
    assert cache.kept(URL, {**ASKED, "Accept": "application/json"}) is None
    assert cache.kept(URL, {**ASKED, "Cookie": "id=1"}) is None


def test_no_header_that_could_tell_of_a_reader_is_kept() -> None:
    memory = Memory()
    response = answer(cache_control="max-age=60", set_cookie="id=1", x_request="9")
    HttpCache(memory).settle(URL, ASKED, response, None)
    assert memory.kept[URL].response == replace(response, headers={"cache-control": "max-age=60"})
