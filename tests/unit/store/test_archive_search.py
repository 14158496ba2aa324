from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, text

from backend.checking.queries import query_for
from backend.domain import Claim, Found, Outlet, Query, Report, UnreadReason
from backend.store.archive import ArchiveStore
from backend.store.archive_search import ArchiveSearch
from backend.store.engine import Sessions

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
OUTLET = Outlet("The Paper", "paper.example")
Find = Callable[..., list[str]]


@pytest.fixture
def archive(sessions: Sessions) -> ArchiveStore:
    return ArchiveStore(sessions)


@pytest.fixture
def find(archive: ArchiveStore) -> Find:
    def find(*terms: str, names: Sequence[str] = (), **more: date) -> list[str]:
        query = Query(" ".join(terms), names=tuple(names), terms=terms, **more)  # type: ignore[arg-type]
        return paths(archive.search(query, 10))

    return find


def paths(hits: Iterable[Found]) -> list[str]:
    return [hit.url.rpartition("/")[2] for hit in hits]


def a_report(path: str = "dam", body: str = "The Marrow Dam was opened.", **more: object) -> Report:
    values = {"title": "Gates opened", "outlet": OUTLET, "published": NOW, **more}
    return Report(url=f"https://paper.example/{path}", text=body, **values)  # type: ignore[arg-type]


def analyze(engine: Engine) -> None:
    """What autovacuum does on PostgreSQL once an archive has grown."""
    with engine.begin() as connection:
        connection.execute(text("ANALYZE"))


def test_an_empty_archive_has_no_answer(find: Find) -> None:
    assert find("dam", names=["Marrow"]) == []


def test_a_whole_report_is_found(archive: ArchiveStore) -> None:
    report = a_report(body="Éowyn said: “the dam”\n🌊.", author="Ada Moss", language="en-GB")
    archive.put_report(report, NOW)
    (hit,) = archive.search(Query("", terms=("dam",)), 10)
    assert hit == Found(report.url, report.title, report.outlet, report.published, report)


def test_an_entry_without_a_text_is_found_without_a_report(archive: ArchiveStore) -> None:
    entry = Found("https://paper.example/dam", "Gates opened at Marrow Dam", OUTLET, NOW)
    archive.put_unread(entry, UnreadReason.PAYWALL, NOW, "Water rose in the valley.")
    assert archive.search(Query("", terms=("valley",)), 10) == [entry]


def test_reports_with_more_of_the_words_come_first(archive: ArchiveStore, find: Find) -> None:
    archive.put_report(a_report("some", "Gates. Gates. Gates."), NOW)
    archive.put_report(a_report("all", "The gates let the water through after dawn."), NOW)
    archive.put_report(a_report("none", "A football match was lost.", title="Match"), NOW)
    assert find("gates", "water", "dawn") == ["all", "some"]


def test_reports_with_the_rarer_word_come_first(
    archive: ArchiveStore, engine: Engine, find: Find
) -> None:
    common = [a_report(str(n), "The minister spoke again.", title="Talk") for n in range(30)]
    archive.put_reports([*common, a_report("rare", "A caldera opened.", title="Talk")], NOW)
    analyze(engine)
    assert find("minister", "caldera")[0] == "rare"


def test_a_short_report_comes_before_a_long_one_that_touches_on_it(
    archive: ArchiveStore, engine: Engine, find: Find
) -> None:
    long = " ".join(f"Line {number} is of other{number} things." for number in range(300))
    archive.put_report(a_report("long", f"The caldera opened. {long}", title="Talk"), NOW)
    archive.put_report(a_report("short", "The caldera opened.", title="Talk"), NOW)
    analyze(engine)
    assert find("caldera") == ["short", "long"]


def test_a_report_that_says_it_often_comes_before_one_that_says_it_once(
    archive: ArchiveStore, find: Find
) -> None:
    archive.put_report(a_report("once", "The caldera, they say of it all."), NOW)
    archive.put_report(a_report("often", "The caldera, caldera of calderas."), NOW)
    assert find("caldera") == ["often", "once"]


def test_reports_with_the_names_come_before_reports_with_the_words(
    archive: ArchiveStore, find: Find
) -> None:
    archive.put_report(a_report("words", "The water rose and the gates were opened."), NOW)
    archive.put_report(a_report("name", "At Marrow Dam the water was high."), NOW)
    assert find("water", "gates", "rose", names=["Marrow Dam"]) == ["name", "words"]


def test_part_of_a_name_is_enough(archive: ArchiveStore, find: Find) -> None:
    archive.put_report(a_report(body="President Zelensky spoke."), NOW)
    assert find(names=["Volodymyr Zelensky"]) == ["dam"]


def test_words_are_found_in_other_forms_and_cases(archive: ArchiveStore, find: Find) -> None:
    archive.put_report(a_report(body="SOLDIERS crossed the border."), NOW)
    assert find("soldier") == find("crossing") == ["dam"]


def test_words_of_any_script_are_found(archive: ArchiveStore, find: Find) -> None:
    archive.put_report(a_report(body="Киев: выборы прошли. İstanbul'da seçim. 首相は辞任"), NOW)
    assert find("выборы") == find("首相は辞任") == find(names=["Киев"]) == ["dam"]


def test_a_number_of_several_digits_groups_is_one_number(
    archive: ArchiveStore,
) -> None:
    archive.put_report(a_report("right", "They sent 10,000 men."), NOW)
    archive.put_report(a_report("wrong", "They sent 10 of 5,000 men."), NOW)
    assert paths(archive.search(Query("", numbers=("10,000",)), 10)) == ["right"]


def test_the_title_and_the_summary_are_searched(archive: ArchiveStore, find: Find) -> None:
    archive.put_report(a_report("titled", "Text.", title="Earthquake"), NOW)
    archive.put_report(a_report("summed", "Text."), NOW, summary="A tsunami warning.")
    assert find("earthquake") == ["titled"]
    assert find("tsunami") == ["summed"]


def test_the_newest_of_equals_comes_first(archive: ArchiveStore, find: Find) -> None:
    for number in range(5):
        archive.put_report(a_report(str(number), published=NOW + timedelta(hours=number)), NOW)
    archive.put_report(a_report("undated", published=None), NOW)
    first = find("dam")
    assert first == ["4", "3", "2", "1", "0", "undated"]
    assert all(find("dam") == first for _ in range(3))


def test_reports_of_the_expected_days_come_first_and_others_follow(
    archive: ArchiveStore, find: Find
) -> None:
    days = {"before": -60, "near": -5, "first": 0, "last": 4, "after": 200}
    for path, day in days.items():
        archive.put_report(a_report(path, published=NOW + timedelta(days=day)), NOW)
    archive.put_report(a_report("undated", published=None), NOW)
    today = NOW.date()
    found = find("dam", since=today, until=today + timedelta(days=4))
    assert found == ["last", "first", "near", "undated", "after", "before"]
    assert find("dam", since=today)[:3] == ["after", "last", "first"]
    assert find("dam", until=today)[:3] == ["first", "near", "before"]


def test_a_report_far_from_the_days_is_found_if_it_alone_answers(
    archive: ArchiveStore, find: Find
) -> None:
    archive.put_report(a_report("old", published=NOW - timedelta(days=900)), NOW)
    assert find("dam", since=NOW.date(), until=NOW.date()) == ["old"]


def test_no_more_is_found_than_was_asked_for(archive: ArchiveStore) -> None:
    archive.put_reports([a_report(str(number)) for number in range(5)], NOW)
    assert len(archive.search(Query("", terms=("dam", "opened", "x")), 3)) == 3


def test_a_claim_is_found_by_its_query(archive: ArchiveStore) -> None:
    archive.put_report(a_report("on", "North Korea's Kim has sent 10,000 troops to Russia."), NOW)
    archive.put_report(a_report("off", "A football match was lost.", title="Match"), NOW)
    claim = Claim("Kim Jong Un sent 10,000 soldiers to Russia.", 0, 42)
    assert paths(archive.search(query_for(claim), 10)) == ["on"]


def test_the_index_follows_an_edited_report(archive: ArchiveStore, find: Find) -> None:
    archive.put_report(a_report(body="The dam broke."), NOW)
    archive.put_report(a_report(body="The bridge broke."), NOW + timedelta(hours=1))
    assert find("dam") == []
    assert find("bridge") == ["dam"]


def test_the_index_follows_a_deleted_report(
    archive: ArchiveStore, engine: Engine, find: Find
) -> None:
    archive.put_report(a_report(), NOW)
    with engine.begin() as connection:
        connection.execute(text("DELETE FROM report"))
    assert find("dam") == []


def test_a_report_that_is_kept_again_unchanged_stays_found(
    archive: ArchiveStore, engine: Engine, find: Find
) -> None:
    archive.put_report(a_report(), NOW)
    with engine.begin() as connection:
        connection.execute(text("UPDATE report SET outlet_name = 'Other'"))
    assert find("dam") == ["dam"]


@pytest.mark.parametrize("terms", [(), ("",), ("—", "?!"), ("the", "of")])
def test_a_query_that_says_nothing_finds_nothing_or_little(
    archive: ArchiveStore, find: Find, terms: tuple[str, ...]
) -> None:
    archive.put_report(a_report(), NOW)
    assert find(*terms) in ([], ["dam"])


@pytest.mark.parametrize(
    "hostile",
    [
        '" OR "1"="1',
        "dam NEAR(gates)",
        "title:dam",
        "text : *",
        "dam*",
        "NOT dam",
        "(((",
        "AND OR NOT",
        "^dam",
        "dam:*",
        "dam & !gates | x",
        "'; DROP TABLE report; --",
        ":t0 %s {score} %(t0)s",
        "\x00dam\x00",
        "\ud800dam",
        "{dam,gates}",
        '["dam"]',
        "dam\\",
        "a" * 100_000,
        "a " * 100_000,
    ],
)
def test_syntax_in_a_query_is_only_words(archive: ArchiveStore, find: Find, hostile: str) -> None:
    archive.put_report(a_report(), NOW)
    archive.search(Query(hostile, names=(hostile,), numbers=(hostile,), terms=(hostile,)), 10)
    assert find("dam") == ["dam"]


def test_not_in_a_query_excludes_nothing(archive: ArchiveStore, find: Find) -> None:
    archive.put_report(a_report(body="It was not the dam."), NOW)
    assert find("dam", "NOT") == ["dam"]


def test_a_very_long_query_is_answered_by_its_first_words(
    archive: ArchiveStore, find: Find
) -> None:
    archive.put_report(a_report(), NOW)
    assert find("dam", *(f"word{number}" for number in range(5_000))) == ["dam"]


WORDS = st.lists(st.text(max_size=20), max_size=40).map(tuple)
DAYS = st.none() | st.dates()


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(query=st.builds(Query, st.just(""), WORDS, WORDS, WORDS, DAYS, DAYS))
def test_any_query_is_answered(archive: ArchiveStore, query: Query) -> None:
    archive.put_report(a_report(), NOW)
    assert len(archive.search(query, 5)) <= 1


def test_one_search_object_serves_an_archive_that_grows(
    archive: ArchiveStore, sessions: Sessions, engine: Engine
) -> None:
    search = ArchiveSearch()
    for number in range(3):
        archive.put_report(a_report(str(number)), NOW + timedelta(hours=number))
        analyze(engine)
        with sessions.read() as session:
            assert len(search.search(session, Query("", terms=("dam",)), 10)) == number + 1
