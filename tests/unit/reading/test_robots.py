from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import pytest

from backend.domain import UnreadReason
from backend.errors import Unreadable
from backend.reading.answers import Response
from backend.reading.deadline import Deadline
from backend.reading.robots import Robots

SITE = "https://paper.example"
RULES = b"""\
User-agent: *
Disallow: /private
Crawl-delay: 2

User-agent: SecondSource
Disallow: /archive/
Allow: /archive/open
"""


@dataclass
class FakeSites:
    """Answers for robots.txt by its address; an `UnreadReason` is raised."""

    answers: dict[str, bytes | UnreadReason] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    before: Callable[[], object] = lambda: None

    def __call__(self, url: str, deadline: Deadline, /) -> Response:
        del deadline
        self.asked.append(url)
        self.before()
        answer = self.answers.get(url, UnreadReason.GONE)
        if isinstance(answer, UnreadReason):
            raise Unreadable(answer)
        return Response(url, 200, {}, answer)


@dataclass
class FakeClock:
    now: float = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def sites() -> FakeSites:
    return FakeSites({f"{SITE}/robots.txt": RULES})


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def robots(sites: FakeSites, clock: FakeClock) -> Robots:
    return Robots("SecondSource", sites, clock=clock)


def soon() -> Deadline:
    return Deadline.within(5)


def refusal(robots: Robots, url: str) -> UnreadReason:
    with pytest.raises(Unreadable) as caught:
        robots.check(url, soon())
    return caught.value.reason


def test_rules_for_us_count_before_rules_for_all(robots: Robots) -> None:
    assert refusal(robots, f"{SITE}/archive/1") is UnreadReason.ROBOTS
    assert robots.check(f"{SITE}/private", soon()) == 0


def test_the_longer_rule_wins(robots: Robots) -> None:
    assert robots.check(f"{SITE}/archive/open/1", soon()) == 0


def test_rules_for_all_count_for_us_where_none_name_us(robots: Robots, sites: FakeSites) -> None:
    sites.answers[f"{SITE}/robots.txt"] = RULES.split(b"User-agent: SecondSource")[0]
    assert refusal(robots, f"{SITE}/private") is UnreadReason.ROBOTS
    assert robots.check(f"{SITE}/open", soon()) == 2


def test_a_site_without_robots_txt_allows_everything(robots: Robots) -> None:
    assert robots.check("https://free.example/a", soon()) == 0


@pytest.mark.parametrize("reason", [UnreadReason.REFUSED, UnreadReason.PAYWALL])
def test_a_robots_txt_that_is_refused_counts_as_absent(
    robots: Robots, sites: FakeSites, reason: UnreadReason
) -> None:
    sites.answers[f"{SITE}/robots.txt"] = reason
    assert robots.check(f"{SITE}/archive/1", soon()) == 0


@pytest.mark.parametrize(
    "reason",
    [
        UnreadReason.SERVER_ERROR,
        UnreadReason.TIMED_OUT,
        UnreadReason.UNREACHABLE,
        UnreadReason.FORBIDDEN_ADDRESS,
    ],
)
def test_a_robots_txt_that_cannot_be_had_allows_nothing_and_says_why(
    robots: Robots, sites: FakeSites, reason: UnreadReason
) -> None:
    sites.answers[f"{SITE}/robots.txt"] = reason
    assert refusal(robots, f"{SITE}/a") is reason


def test_a_failure_is_tried_again_after_a_minute(
    robots: Robots, sites: FakeSites, clock: FakeClock
) -> None:
    sites.answers[f"{SITE}/robots.txt"] = UnreadReason.SERVER_ERROR
    refusal(robots, f"{SITE}/a")
    sites.answers[f"{SITE}/robots.txt"] = b""
    clock.now += 59
    assert refusal(robots, f"{SITE}/a") is UnreadReason.SERVER_ERROR
    clock.now += 2
    assert robots.check(f"{SITE}/a", soon()) == 0


def test_robots_txt_is_asked_for_once_a_day(
    robots: Robots, sites: FakeSites, clock: FakeClock
) -> None:
    for path in ("/a", "/b", "/c"):
        robots.check(SITE + path, soon())
    assert sites.asked == [f"{SITE}/robots.txt"]
    clock.now += 24 * 3600
    robots.check(f"{SITE}/a", soon())
    assert len(sites.asked) == 2


def test_every_origin_has_rules_of_its_own(robots: Robots, sites: FakeSites) -> None:
    robots.check("http://paper.example/archive/1", soon())
    robots.check("https://paper.example:8443/archive/1", soon())
    assert sites.asked == [
        "http://paper.example/robots.txt",
        "https://paper.example:8443/robots.txt",
    ]


def test_many_threads_ask_for_robots_txt_once(robots: Robots, sites: FakeSites) -> None:
    everybody = threading.Barrier(8)

    def check(_: int) -> float:
        everybody.wait(5)
        return robots.check(f"{SITE}/a", soon())

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(check, range(8))) == [0.0] * 8
    assert len(sites.asked) == 1


def test_waiting_for_anothers_robots_txt_ends_at_the_deadline(
    robots: Robots, sites: FakeSites
) -> None:
    asked, released = threading.Event(), threading.Event()

    def hold() -> None:
        asked.set()
        released.wait(10)

    sites.before = hold
    first = threading.Thread(target=robots.check, args=(f"{SITE}/a", soon()))
    first.start()
    try:
        assert asked.wait(5)
        with pytest.raises(Unreadable) as caught:
            robots.check(f"{SITE}/b", Deadline.within(0.02))
        assert caught.value.reason is UnreadReason.TIMED_OUT
    finally:
        released.set()
        first.join()


@pytest.mark.parametrize("junk", [b"\xff\xfe\x00", b"<!doctype html><title>Hi</title>", b"::::"])
def test_junk_in_place_of_rules_forbids_nothing(
    robots: Robots, sites: FakeSites, junk: bytes
) -> None:
    sites.answers[f"{SITE}/robots.txt"] = junk
    assert robots.check(f"{SITE}/a", soon()) == 0


def test_a_byte_order_mark_hides_no_rule(robots: Robots, sites: FakeSites) -> None:
    sites.answers[f"{SITE}/robots.txt"] = b"\xef\xbb\xbfUser-agent: *\nDisallow: /\n"
    assert refusal(robots, f"{SITE}/a") is UnreadReason.ROBOTS


def test_sites_are_not_remembered_without_end(robots: Robots) -> None:
    for number in range(2100):
        robots.check(f"https://host{number}.example/", soon())
    assert len(robots._sites) <= 2000
