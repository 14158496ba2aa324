from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import pytest

from backend.checking.ports import CheckWorthiness
from backend.domain import Page
from backend.encoder.absent import NoEncoder
from backend.errors import BadInput, BadPage, TooOften
from backend.services.known import KnownClaims, Means
from backend.services.pace import Pace
from backend.services.run import Memory
from backend.services.scan import TEXT_LIMIT, Scan
from backend.store.engine import Sessions
from backend.store.known import KnownClaimStore
from backend.store.notes import NoteStore
from backend.web.app import make_app
from tests.backends import Backend
from tests.factories import a_highlight
from tests.fakes import FakeClock, FakePipeline
from tests.unit.services.test_known import PARAPHRASE, TEXT, Agreeing

PAGE = Page("https://news.example/story#part")


class Everything(CheckWorthiness):
    """Finds everything worth checking."""

    def scores(self, sentences: Sequence[str]) -> list[float]:
        return [0.75] * len(sentences)


@pytest.fixture
def known(sessions: Sessions) -> KnownClaims:
    means = Means(NoEncoder(), Agreeing(), FakeClock())
    return KnownClaims(KnownClaimStore(sessions), NoteStore(sessions), means, timedelta(hours=6))


@pytest.fixture
def backend(sessions: Sessions, known: KnownClaims) -> Backend:
    pipeline = FakePipeline()
    pipeline.go_on.set()
    return Backend(sessions, pipeline, memory=Memory(known.recall, known.remember))


@pytest.fixture
def scan(sessions: Sessions, known: KnownClaims) -> Scan:
    return Scan(Everything(), known, NoteStore(sessions), Pace(3, lambda: 0.0))


def checked(backend: Backend, text: str, url: str) -> str:
    check_id = backend.checks.open(a_highlight(text, url))
    backend.runner.run_next(f"worker of {check_id}")
    return check_id


def test_a_sentence_is_given_with_the_note_on_its_page(scan: Scan, backend: Backend) -> None:
    note = checked(backend, TEXT, "https://news.example/story")
    (row,) = scan.scan(PAGE, TEXT, "reader")
    assert (row["quote"], row["start"], row["end"]) == (TEXT, 0, len(TEXT))
    assert (row["note"], row["chance"]) == (note, 0.75)


def test_a_sentence_is_given_with_what_is_known_from_elsewhere(
    scan: Scan, backend: Backend
) -> None:
    note = checked(backend, TEXT, "https://a.example/1")
    first, second = scan.scan(PAGE, f"Riverton has a river. {PARAPHRASE}", "reader")
    assert (first["note"], first["known"]) == (None, [])
    assert [row["note"] for row in second["known"]] == [note]


def test_a_scan_checks_nothing(scan: Scan, backend: Backend) -> None:
    scan.scan(PAGE, TEXT, "reader")
    assert sum(backend.checks.count_by_status().values()) == 0


def test_who_asks_too_often_is_told_when_to_come_back(scan: Scan) -> None:
    for _time in range(3):
        scan.scan(PAGE, TEXT, "reader")
    with pytest.raises(TooOften) as refused:
        scan.scan(PAGE, TEXT, "reader")
    assert refused.value.retry_after == 20
    assert scan.scan(PAGE, TEXT, "another")


def test_time_gives_back_what_was_used() -> None:
    now = [0.0]
    pace = Pace(2, lambda: now[0])
    pace.take("a")
    pace.take("a")
    now[0] = 30.0
    pace.take("a")
    with pytest.raises(TooOften):
        pace.take("a")


def test_what_cannot_be_scanned_is_refused(scan: Scan) -> None:
    with pytest.raises(BadInput, match="200,001"):
        scan.scan(PAGE, "x" * (TEXT_LIMIT + 1), "reader")
    with pytest.raises(BadPage):
        scan.scan(Page("ftp://news.example/"), TEXT, "reader")


def test_the_api_scans_and_refuses_in_the_form_of_problems(scan: Scan, backend: Backend) -> None:
    client = make_app(backend.checks, scan=scan).test_client()
    asked = {"page": {"url": PAGE.url}, "text": TEXT}
    answers = [client.post("/api/v1/pages/scan", json=asked) for _time in range(4)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert answers[0].get_json()["sentences"][0]["quote"] == TEXT
    assert answers[3].content_type == "application/problem+json"
    assert answers[3].headers["Retry-After"] == "20"
    assert client.post("/api/v1/pages/scan", json={"page": {}}).status_code == 422
