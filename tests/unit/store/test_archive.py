from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine, text

from backend.domain import Found, Outlet, Query, Report, UnreadReason
from backend.store.archive import ArchiveStore
from backend.store.engine import Sessions
from backend.store.keeping import Kept

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)
OUTLET = Outlet("The Paper", "paper.example")


@pytest.fixture
def archive(sessions: Sessions) -> ArchiveStore:
    return ArchiveStore(sessions)


def a_report(path: str = "dam", body: str = "The Marrow Dam was opened.", **more: object) -> Report:
    values = {"title": "Gates opened", "outlet": OUTLET, "published": NOW, **more}
    return Report(url=f"https://paper.example/{path}", text=body, **values)  # type: ignore[arg-type]


def an_entry(path: str = "dam", title: str = "Gates opened at Marrow Dam") -> Found:
    return Found(f"https://paper.example/{path}", title, OUTLET, NOW)


def find(archive: ArchiveStore, *terms: str, names: Sequence[str] = ()) -> list[str]:
    query = Query(" ".join(terms), names=tuple(names), terms=terms)
    return [hit.url.rpartition("/")[2] for hit in archive.search(query, 10)]


def held(archive: ArchiveStore, *urls: str, since: datetime = NOW) -> set[str]:
    return set(archive.held(urls, [UnreadReason.PAYWALL], since))


def test_a_report_comes_back_as_it_was_kept(archive: ArchiveStore) -> None:
    report = a_report(body="Éowyn said: “the dam”\n🌊.", author="Ada Moss", language="en-GB")
    archive.put_report(report, NOW)
    (hit,) = archive.search(Query("", terms=("dam",)), 10)
    assert hit == Found(report.url, report.title, report.outlet, report.published, report)


def test_an_entry_that_could_not_be_read_is_found_without_a_report(archive: ArchiveStore) -> None:
    archive.put_unread(an_entry(), UnreadReason.PAYWALL, NOW, "Water rose in the valley.")
    (hit,) = archive.search(Query("", terms=("valley",)), 10)
    assert hit == an_entry()
    assert hit.report is None


def test_the_newest_text_is_kept(archive: ArchiveStore) -> None:
    archive.put_report(a_report(body="Three gates."), NOW)
    archive.put_report(a_report(body="Four gates, corrected."), LATER)
    assert find(archive, "three") == []
    (hit,) = archive.search(Query("", terms=("corrected",)), 10)
    assert hit.report
    assert hit.report.text == "Four gates, corrected."


def test_keeping_twice_is_keeping_once(archive: ArchiveStore) -> None:
    for _ in range(3):
        archive.put_report(a_report(), NOW, found_at="https://feeds.example/1", summary="Dam")
    assert archive.stats().reports == 1
    assert find(archive, "dam") == ["dam"]


def test_a_text_that_is_kept_outlives_a_page_that_is_gone(archive: ArchiveStore) -> None:
    archive.put_report(a_report(), NOW)
    archive.put_unread(an_entry(), UnreadReason.GONE, LATER, "")
    (hit,) = archive.search(Query("", terms=("dam",)), 10)
    assert hit.report == a_report()


def test_a_text_kept_under_another_address_outlives_it_too(archive: ArchiveStore) -> None:
    archive.put_report(a_report(), NOW, found_at="https://paper.example/dam-feed")
    archive.put_unread(an_entry("dam-feed"), UnreadReason.GONE, LATER, "")
    assert find(archive, "dam") == ["dam"]


def test_an_entry_becomes_its_report_once_it_can_be_read(archive: ArchiveStore) -> None:
    archive.put_unread(an_entry("entry"), UnreadReason.TIMED_OUT, NOW, "Summary of the dam.")
    archive.put_report(a_report(), LATER, found_at="https://paper.example/entry", summary="Sum")
    assert find(archive, "dam") == ["dam"]
    assert archive.stats().unread == 0


def test_a_summary_that_is_known_is_not_lost(archive: ArchiveStore) -> None:
    archive.put_unread(an_entry(), UnreadReason.TIMED_OUT, NOW, "The valley was cleared.")
    archive.put_report(a_report(), LATER)
    assert find(archive, "valley") == ["dam"]


def test_every_address_that_led_to_a_text_is_held(archive: ArchiveStore) -> None:
    feeds = ["https://feeds.example/1", "https://feeds.example/2"]
    for address in feeds:
        archive.put_report(a_report(), NOW, found_at=address)
    everything = {*feeds, a_report().url}
    assert held(archive, *everything, "https://paper.example/other") == everything


def test_an_unread_entry_is_held_only_for_a_lasting_reason_and_a_time(
    archive: ArchiveStore,
) -> None:
    archive.put_unread(an_entry("paid"), UnreadReason.PAYWALL, NOW, "")
    archive.put_unread(an_entry("slow"), UnreadReason.TIMED_OUT, NOW, "")
    urls = (an_entry("paid").url, an_entry("slow").url)
    assert held(archive, *urls, since=NOW - timedelta(days=1)) == {an_entry("paid").url}
    assert held(archive, *urls, since=NOW) == set()


def test_many_addresses_can_be_asked_about_at_once(archive: ArchiveStore) -> None:
    archive.put_report(a_report(), NOW)
    urls = [f"https://paper.example/{number}" for number in range(20_000)]
    assert held(archive, *urls, a_report().url) == {a_report().url}


def test_reports_are_kept_all_or_none(archive: ArchiveStore) -> None:
    def broken() -> object:
        yield a_report("one")
        raise RuntimeError

    with pytest.raises(RuntimeError):
        archive.put_reports(broken(), NOW)  # type: ignore[arg-type]
    assert archive.stats().reports == 0
    assert archive.put_reports([a_report("one"), a_report("two")], NOW) == Kept(new=2)
    assert archive.stats().reports == 2


def test_any_report_can_be_kept(archive: ArchiveStore) -> None:
    body = "\x00 \ud800 \U0010ffff " + "word" * 50_000 + " dam " + "x y " * 300_000
    archive.put_report(a_report(body=body, title="\x00" * 10, author="\ud800"), NOW)
    assert archive.stats().reports == 1
    archive.put_report(a_report(), NOW)
    assert find(archive, "marrow") == ["dam"]


def test_the_index_follows_a_report_that_is_deleted(archive: ArchiveStore, engine: Engine) -> None:
    archive.put_report(a_report(), NOW)
    with engine.begin() as connection:
        connection.execute(text("DELETE FROM report"))
        left = connection.execute(text("SELECT count(*) FROM report_address")).scalar_one()
    assert left == 0
    assert find(archive, "dam") == []
