"""Every searcher against a server that speaks its provider's wire format, errors included."""

from __future__ import annotations

import json
import logging
import threading
import traceback
from collections.abc import Iterator

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from backend.checking.ports import Searcher
from backend.domain import Query
from backend.errors import SearchFailed
from backend.reading.fetcher import Fetcher, FetchLimits
from backend.reading.politeness import Politeness
from tests.functional.searchers.providers import BY_NAME, KEY, PROVIDERS, QUERY, Provider, dumped

LINK = "https://outlet.test/soldiers"


@pytest.fixture
def fetcher() -> Fetcher:
    limits = FetchLimits(total_seconds=5.0, max_bytes=5_000_000, allow_loopback=True)
    return Fetcher(limits, Politeness(interval=0))


@pytest.fixture(params=PROVIDERS, ids=lambda provider: provider.name)
def provider(request: pytest.FixtureRequest) -> Provider:
    chosen: Provider = request.param
    return chosen


@pytest.fixture
def searcher(provider: Provider, fetcher: Fetcher, httpserver: HTTPServer) -> Searcher:
    return provider.make(fetcher, httpserver.url_for("/search"))


def serve(server: HTTPServer, body: str, status: int = 200, **headers: str) -> None:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    server.expect_request("/search").respond_with_data(
        body, status=status, headers=named, content_type="application/json"
    )


def failure_of(searcher: Searcher, query: Query = QUERY) -> SearchFailed:
    with pytest.raises(SearchFailed) as caught:
        searcher.search(query, 5)
    shown = "".join(traceback.format_exception(caught.value))
    assert KEY not in shown
    assert "Korea" not in str(caught.value)
    return caught.value


def test_a_hit_has_its_address_title_outlet_and_time(
    provider: Provider, searcher: Searcher, httpserver: HTTPServer
) -> None:
    serve(httpserver, dumped(provider.answer([provider.hit(LINK)])))
    [hit] = searcher.search(QUERY, 5)
    assert (hit.url, hit.title, hit.published) == (LINK, "Soldiers arrive", provider.dated)
    assert hit.outlet.name == provider.outlet
    assert hit.outlet.domain == "outlet.test"
    assert searcher.name == provider.name


def test_a_provider_is_asked_as_its_documentation_says(
    provider: Provider, searcher: Searcher, httpserver: HTTPServer
) -> None:
    serve(httpserver, dumped(provider.answer([])))
    searcher.search(QUERY, 5)
    [(request, _)] = httpserver.log
    assert dict(request.args) == provider.asked
    assert {name: request.headers.get(name) for name in provider.sent} == provider.sent
    assert KEY not in request.headers.get("User-Agent", "")


def test_a_query_without_a_window_leaves_the_days_open(
    provider: Provider, searcher: Searcher, httpserver: HTTPServer
) -> None:
    serve(httpserver, dumped(provider.answer([])))
    searcher.search(Query("x", names=("Kursk",), terms=("fell",), short="Kursk fell"), 5)
    [(request, _)] = httpserver.log
    assert not any("2024" in value for value in request.args.values())


def test_a_query_without_a_word_asks_nobody(searcher: Searcher, httpserver: HTTPServer) -> None:
    assert list(searcher.search(Query("It was so."), 5)) == []
    assert httpserver.log == []


def test_nothing_found_is_no_failure(
    provider: Provider, searcher: Searcher, httpserver: HTTPServer
) -> None:
    serve(httpserver, dumped(provider.answer([])))
    assert list(searcher.search(QUERY, 5)) == []


REFUSALS = [
    pytest.param(provider, refusal, id=f"{provider.name}-{number}")
    for provider in PROVIDERS
    for number, refusal in enumerate(provider.refusals)
]


@pytest.mark.parametrize(("refusing", "refusal"), REFUSALS)
def test_a_refusal_in_the_providers_own_words_is_understood(
    refusing: Provider, refusal: tuple[int, str, str], fetcher: Fetcher, httpserver: HTTPServer
) -> None:
    status, body, row = refusal
    serve(httpserver, body, status)
    asking = refusing.make(fetcher, httpserver.url_for("/search"))
    assert failure_of(asking).status == row


def test_after_too_many_requests_nobody_is_asked_until_the_time_is_over(
    searcher: Searcher, httpserver: HTTPServer
) -> None:
    serve(httpserver, "slow down", 429, Retry_After="30")
    assert failure_of(searcher).status == "rate_limited"
    assert failure_of(searcher).status == "rate_limited"
    assert len(httpserver.log) == 1


@pytest.mark.parametrize("status", [500, 502, 404, 418])
def test_an_error_of_the_provider_costs_the_search(
    status: int, searcher: Searcher, httpserver: HTTPServer
) -> None:
    serve(httpserver, "oh", status)
    assert failure_of(searcher).status == "failed"


@pytest.mark.parametrize(
    "body",
    [
        "<!doctype html><title>Sign in</title>",
        "",
        '{"articles": [{"url": "https://outlet.test/1"',
        "[" * 100_000,
        "1" * 5000,
        "\x00\xff",
    ],
)
def test_what_is_no_json_is_a_failure(
    body: str, searcher: Searcher, httpserver: HTTPServer
) -> None:
    serve(httpserver, body)
    assert failure_of(searcher).status == "failed"


@pytest.mark.parametrize("document", [[], "ok", 5, None, True])
def test_json_of_another_form_is_a_failure(
    document: object, searcher: Searcher, httpserver: HTTPServer
) -> None:
    serve(httpserver, dumped(document))
    assert failure_of(searcher).status == "failed"


def test_hits_of_other_types_are_dropped(
    provider: Provider, searcher: Searcher, httpserver: HTTPServer
) -> None:
    rubbish: list[object] = [None, 5, "text", [], {}, {"url": 5}, provider.hit({"a": 1})]
    document = provider.answer([*rubbish, provider.hit(LINK)])  # type: ignore[list-item]
    serve(httpserver, dumped(document))
    assert [hit.url for hit in searcher.search(QUERY, 20)] == [LINK]


@pytest.mark.parametrize("value", [5, "text", {"a": {}}])
def test_a_list_that_is_none_is_a_failure(
    value: object, provider: Provider, searcher: Searcher, httpserver: HTTPServer
) -> None:
    whole = json.loads(dumped(provider.answer([])))
    holder = whole.get("response", whole)
    [key] = [name for name, held in holder.items() if held == [] and "engines" not in name]
    holder[key] = value
    serve(httpserver, dumped(whole))
    assert failure_of(searcher).status == "failed"


@pytest.mark.parametrize(
    "link",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "ftp://outlet.test/1",
        "//outlet.test/1",
        "https://",
        "https://[",
        "https://outlet.test/\u202egnp",
        "https://outlet.test/a b",
        "https://outlet.test/" + "a" * 5000,
        "",
        None,
    ],
)
def test_what_is_no_web_address_is_dropped(
    link: str | None, provider: Provider, searcher: Searcher, httpserver: HTTPServer
) -> None:
    serve(httpserver, dumped(provider.answer([provider.hit(link), provider.hit(LINK)])))
    assert [hit.url for hit in searcher.search(QUERY, 5)] == [LINK]


def test_ten_thousand_hits_are_cut(
    provider: Provider, searcher: Searcher, httpserver: HTTPServer
) -> None:
    hits = [provider.hit(f"{LINK}/{number}") for number in range(10_000)]
    serve(httpserver, dumped(provider.answer(hits)))
    found = searcher.search(QUERY, 5)
    assert [hit.url for hit in found] == [f"{LINK}/{number}" for number in range(5)]


def test_an_answer_of_fifty_megabytes_is_a_failure(
    searcher: Searcher, httpserver: HTTPServer
) -> None:
    serve(httpserver, " " * 50_000_000)
    assert failure_of(searcher).status == "failed"


@pytest.fixture
def never() -> Iterator[threading.Event]:
    event = threading.Event()
    yield event
    event.set()


def test_a_provider_that_hangs_times_out(
    provider: Provider, httpserver: HTTPServer, never: threading.Event
) -> None:
    def hang(_: Request) -> Response:
        never.wait(10)
        return Response()

    httpserver.expect_request("/search").respond_with_handler(hang)
    impatient = Fetcher(FetchLimits(total_seconds=0.3, allow_loopback=True), Politeness(interval=0))
    asking = provider.make(impatient, httpserver.url_for("/search"))
    assert failure_of(asking).status == "timed_out"
    never.set()


def test_a_provider_out_of_reach_is_a_failure(provider: Provider, fetcher: Fetcher) -> None:
    assert failure_of(provider.make(fetcher, "http://127.0.0.1:1/search")).status == "failed"


def test_neither_key_nor_claim_reaches_the_log(
    searcher: Searcher, httpserver: HTTPServer, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    serve(httpserver, "oh", 500)
    failure_of(searcher)
    ours = [record.getMessage() for record in caplog.records if record.name != "werkzeug"]
    assert not any(KEY in said or "Korea" in said for said in ours)


def test_searxng_without_json_says_what_to_switch_on(
    fetcher: Fetcher, httpserver: HTTPServer
) -> None:
    serve(httpserver, "<title>403 Forbidden</title>", 403)
    asking = BY_NAME["searxng"].make(fetcher, httpserver.url_for("/search"))
    assert "Add `json` to `search: formats:`" in str(failure_of(asking))


def test_a_key_that_is_refused_names_its_setting(fetcher: Fetcher, httpserver: HTTPServer) -> None:
    body = dumped({"status": "error", "code": "apiKeyInvalid", "message": "wrong"})
    serve(httpserver, body, 401)
    asking = BY_NAME["newsapi"].make(fetcher, httpserver.url_for("/search"))
    assert "SECOND_SOURCE_NEWSAPI_KEY" in str(failure_of(asking))
