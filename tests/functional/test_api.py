from __future__ import annotations

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import requests
from openapi_spec_validator import validate
from sqlalchemy import Engine, text

from backend.domain import CheckStatus
from backend.jobs.threads import ThreadJobs
from backend.store.engine import Sessions
from backend.store.migrating import newest
from backend.web import wire_note
from backend.web.app import make_app
from tests.backends import Backend, served
from tests.factories import PAGE_URL
from tests.fakes import FakePipeline, until

EXTENSIONS = (
    "chrome-extension://abcdefghijklmnop",
    "moz-extension://7d1b3f0e-aaaa-bbbb-cccc-0123456789ab",
    "safari-web-extension://ABC",
)


def a_body(**changes: Any) -> dict[str, Any]:  # noqa: ANN401 (any JSON)
    return {"quote": "Some 10,000 people came.", "page": {"url": PAGE_URL}, **changes}


def post(site: str, body: Any, **headers: str) -> requests.Response:  # noqa: ANN401 (any JSON)
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    headers = {"Content-Type": "application/json", **headers}
    return requests.post(f"{site}/api/v1/checks", data=data, headers=headers, timeout=20)


def get(site: str, path: str, **headers: str) -> requests.Response:
    return requests.get(site + path, headers=headers, timeout=20)


def problem(response: requests.Response, status: int) -> dict[str, Any]:
    document: dict[str, Any] = response.json()
    assert response.status_code == status, document
    assert response.headers["Content-Type"] == "application/problem+json"
    assert document["type"] == "about:blank"
    assert document["status"] == status
    assert document["title"]
    assert document["detail"]
    return document


def fields(response: requests.Response) -> dict[str, str]:
    return {row["field"]: row["message"] for row in problem(response, 422)["errors"]}


def test_a_posted_highlight_is_checked_and_its_note_can_be_read(
    site: str, jobs: ThreadJobs, pipeline: FakePipeline
) -> None:
    del jobs
    pipeline.go_on.set()
    page = {"url": PAGE_URL + "#part", "title": "T", "published": "2026-11-20", "language": "en"}
    opened = post(site, a_body(prefix="Before. ", suffix=" After.", page=page))
    assert opened.status_code == 202
    paths = opened.json()
    check_id = paths["id"]
    assert paths == {
        "id": check_id,
        "events": f"/api/v1/checks/{check_id}/events",
        "note": f"/api/v1/notes/{check_id}",
    }
    assert opened.headers["Location"] == f"/api/v1/checks/{check_id}"
    until(lambda: get(site, paths["note"]).status_code == 200)
    note = get(site, paths["note"]).json()
    assert note["id"] == check_id
    assert note["highlight"]["prefix"] == "Before. "
    assert note["highlight"]["page"] == {**page, "url": PAGE_URL}
    assert get(site, f"/api/v1/notes?page={PAGE_URL}%23elsewhere").json() == {"notes": [note]}
    assert get(site, "/api/v1/notes?page=https://elsewhere.example/").json() == {"notes": []}


def test_notes_and_checks_are_what_the_api_document_says(
    site: str, jobs: ThreadJobs, pipeline: FakePipeline
) -> None:
    del jobs
    paths = post(site, a_body()).json()
    assert pipeline.begun.wait(20)
    location = f"/api/v1/checks/{paths['id']}"
    so_far = get(site, location).json()
    assert wire_note.CheckSoFar.model_validate(so_far).model_dump(mode="json") == so_far
    assert so_far["status"] == "running"
    assert so_far["claims"][0]["verdict"] is None
    pipeline.go_on.set()
    until(lambda: get(site, location).json()["status"] == "done")
    note = _without_origin_times(get(site, paths["note"]).json())
    shown = wire_note.NoteOut.model_validate(note).model_dump(mode="json")
    assert _without_origin_times(shown) == note


def _without_origin_times(note: dict[str, Any]) -> dict[str, Any]:
    """The two ways to write UTC, `Z` and `+00:00`, are one to a reader."""
    written = json.dumps(note).replace('+00:00"', 'Z"')
    document: dict[str, Any] = json.loads(written)
    return document


def test_the_same_highlight_twice_is_one_check(site: str) -> None:
    one = post(site, a_body(page={"url": PAGE_URL + "#one"})).json()
    other = post(site, a_body(page={"url": PAGE_URL + "#two"})).json()
    assert one == other


def test_fifty_at_once_with_one_highlight_get_one_check(site: str, backend: Backend) -> None:
    with ThreadPoolExecutor(50) as pool:
        answers = list(pool.map(lambda _: post(site, a_body()), range(50)))
    assert {answer.status_code for answer in answers} == {202}
    assert len({answer.json()["id"] for answer in answers}) == 1
    assert sum(backend.checks.count_by_status().values()) == 1


@pytest.mark.parametrize("quote", ["", "   ", "\n"])
def test_an_empty_highlight_is_told_what_to_change(site: str, quote: str) -> None:
    assert "empty" in fields(post(site, a_body(quote=quote)))["quote"]


def test_a_long_highlight_is_told_how_long_it_may_be(site: str) -> None:
    assert "5,000" in fields(post(site, a_body(quote="a" * 5001)))["quote"]
    assert post(site, a_body(quote="a" * 5000)).status_code == 202


@pytest.mark.parametrize("character", ["\\u0000", "\\u001b", "\\u0085", "\\ud800"])
@pytest.mark.parametrize("field", ["quote", "prefix", "suffix"])
def test_what_is_no_text_is_refused(site: str, field: str, character: str) -> None:
    body = a_body(**{field: "words HERE words"})
    raw = json.dumps(body).replace("HERE", character).encode()
    assert fields(post(site, raw))


@pytest.mark.parametrize(
    "url",
    ["", "news.example", "ftp://news.example/", "javascript:alert(1)", "file:///etc/passwd"],
)
def test_a_page_that_is_not_on_the_web_is_refused(site: str, url: str) -> None:
    assert list(fields(post(site, a_body(page={"url": url})))) == ["page.url"]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({}, {"quote", "page"}),
        ({"quote": "words", "page": {}}, {"page.url"}),
        ({"quote": 5, "page": {"url": PAGE_URL}}, {"quote"}),
        ({"quote": "words", "page": "https://news.example/"}, {"page"}),
        (a_body(page={"url": PAGE_URL, "published": "yesterday"}), {"page.published"}),
        (a_body(page={"url": PAGE_URL, "language": "e" * 36}), {"page.language"}),
    ],
)
def test_missing_and_wrong_fields_are_named(
    site: str, body: dict[str, Any], expected: set[str]
) -> None:
    assert set(fields(post(site, body))) == expected


@pytest.mark.parametrize("body", [[], "words", 5, None])
def test_a_body_that_is_no_object_is_refused(site: str, body: object) -> None:
    problem(post(site, body), 422)


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b'{"quote": "a",}', b"\xff\xfe", b"[" * 100_000, b"1" * 10_000],
)
def test_broken_json_cannot_be_understood(site: str, body: bytes) -> None:
    problem(post(site, body), 400)


def test_a_moment_is_taken_for_its_day(site: str) -> None:
    page = {"url": PAGE_URL, "published": "2026-11-20T23:30:00+02:00"}
    check_id = post(site, a_body(page=page)).json()["id"]
    shown = get(site, f"/api/v1/checks/{check_id}").json()["highlight"]["page"]
    assert shown["published"] == "2026-11-20"


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", ""])
def test_what_does_not_call_itself_json_is_refused(site: str, kind: str) -> None:
    problem(post(site, a_body(), **{"Content-Type": kind}), 415)


def test_a_body_of_a_megabyte_is_too_large(site: str) -> None:
    problem(post(site, a_body(quote="a" * 1_000_000)), 413)


def test_a_body_of_a_megabyte_in_pieces_is_too_large(site: str) -> None:
    def pieces() -> Iterator[bytes]:
        yield b'{"quote": "'
        for _ in range(100):
            yield b"a" * 10_000
        yield b'"}'

    headers = {"Content-Type": "application/json"}
    url = f"{site}/api/v1/checks"
    try:
        answer = requests.post(url, data=pieces(), headers=headers, timeout=20)
    except requests.ConnectionError:
        return  # it hung up before we had said everything, which is as good
    problem(answer, 413)


@pytest.mark.parametrize("path", ["checks/{}", "checks/{}/events", "notes/{}"])
@pytest.mark.parametrize("unknown", ["f" * 32, "short", "%00", "..%2f..", "🌊"])
def test_nothing_is_at_an_unknown_id(site: str, path: str, unknown: str) -> None:
    problem(get(site, "/api/v1/" + path.format(unknown)), 404)


def test_an_unknown_check_cannot_be_stopped(site: str) -> None:
    problem(requests.delete(f"{site}/api/v1/checks/{'f' * 32}", timeout=20), 404)


def test_a_note_that_is_not_ready_is_not_found_yet(site: str) -> None:
    path = post(site, a_body()).json()["note"]
    assert "not ended" in problem(get(site, path), 404)["detail"]


def test_a_check_can_be_stopped_halfway(
    site: str, jobs: ThreadJobs, pipeline: FakePipeline
) -> None:
    del jobs
    check_id = post(site, a_body()).json()["id"]
    assert pipeline.begun.wait(20)
    url = f"{site}/api/v1/checks/{check_id}"
    stopped = requests.delete(url, timeout=20)
    assert (stopped.status_code, stopped.content) == (204, b"")
    assert requests.get(url, timeout=20).json()["status"] == "cancelled"
    assert requests.delete(url, timeout=20).status_code == 204
    pipeline.go_on.set()
    problem(get(site, f"/api/v1/notes/{check_id}"), 404)


def test_notes_are_asked_for_with_the_address_of_a_page(site: str) -> None:
    assert "page" in fields(get(site, "/api/v1/notes"))
    assert "page.url" in fields(get(site, "/api/v1/notes?page=about:blank"))


def test_a_method_that_is_not_meant_names_those_that_are(site: str) -> None:
    answer = requests.put(f"{site}/api/v1/checks", json={}, timeout=20)
    problem(answer, 405)
    assert "POST" in answer.headers["Allow"]


def test_too_many_waiting_checks_are_asked_to_come_back(sessions: Sessions) -> None:
    backend = Backend(sessions, most_waiting=1)
    with served(make_app(backend.checks)) as site:
        assert post(site, a_body()).status_code == 202
        answer = post(site, a_body(quote="Other words."))
        problem(answer, 503)
        assert int(answer.headers["Retry-After"]) > 0


def test_what_breaks_unexpectedly_is_told_without_details(
    site: str, engine: Engine, backend: Backend
) -> None:
    with engine.begin() as connection:
        connection.execute(text('ALTER TABLE "check" RENAME TO hidden'))
    try:
        document = problem(post(site, a_body()), 500)
    finally:
        with engine.begin() as connection:
            connection.execute(text('ALTER TABLE hidden RENAME TO "check"'))
    assert "hidden" not in str(document)
    assert "SELECT" not in str(document)
    assert backend.checks.count_by_status()[CheckStatus.QUEUED] == 0


@pytest.mark.parametrize(
    "host",
    ["evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "10.0.0.1:80"],
)
def test_a_foreign_host_name_is_turned_away(site: str, host: str) -> None:
    problem(get(site, "/api/v1/notes?page=" + PAGE_URL, Host=host), 400)


@pytest.mark.parametrize(
    "host", ["localhost", "LOCALHOST:8700", "[::1]:8700", "second-source.example"]
)
def test_our_own_and_trusted_host_names_are_answered(site: str, host: str) -> None:
    assert get(site, "/api/v1/notes?page=" + PAGE_URL, Host=host).status_code == 200


@pytest.mark.parametrize(
    "origin",
    ["https://evil.example", "http://127.0.0.1:1", "null", "http://[", "https://partner.example.x"],
)
def test_a_page_of_another_site_is_turned_away(site: str, backend: Backend, origin: str) -> None:
    refused = post(site, a_body(), Origin=origin)
    problem(refused, 403)
    assert "Access-Control-Allow-Origin" not in refused.headers
    assert sum(backend.checks.count_by_status().values()) == 0


@pytest.mark.parametrize("origin", [*EXTENSIONS, "https://partner.example"])
def test_our_extension_and_trusted_sites_may_ask_and_read(site: str, origin: str) -> None:
    answer = post(site, a_body(), Origin=origin)
    assert answer.status_code == 202
    assert answer.headers["Access-Control-Allow-Origin"] == origin
    assert "Location" in answer.headers["Access-Control-Expose-Headers"]
    assert "Origin" in answer.headers["Vary"]


def test_an_error_can_be_read_by_our_extension_too(site: str) -> None:
    answer = post(site, a_body(quote=""), Origin=EXTENSIONS[0])
    problem(answer, 422)
    assert answer.headers["Access-Control-Allow-Origin"] == EXTENSIONS[0]


def test_our_own_pages_may_ask(site: str) -> None:
    assert post(site, a_body(), Origin=site).status_code == 202


def test_a_preflight_is_answered_for_those_who_may_ask(site: str) -> None:
    def preflight(origin: str) -> requests.Response:
        headers = {"Origin": origin, "Access-Control-Request-Method": "POST"}
        return requests.options(f"{site}/api/v1/checks", headers=headers, timeout=20)

    allowed = preflight(EXTENSIONS[1])
    assert allowed.status_code == 204
    assert allowed.headers["Access-Control-Allow-Origin"] == EXTENSIONS[1]
    assert "DELETE" in allowed.headers["Access-Control-Allow-Methods"]
    assert "Content-Type" in allowed.headers["Access-Control-Allow-Headers"]
    refused = preflight("https://evil.example")
    assert refused.status_code == 403
    assert "Access-Control-Allow-Origin" not in refused.headers


@pytest.mark.parametrize("path", ["/", "/api/v1/checks/none", "/openapi.json", "/none"])
def test_every_answer_carries_the_security_headers(site: str, path: str) -> None:
    headers = get(site, path).headers
    assert "default-src 'self'" in headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"


def test_a_person_who_is_lost_gets_a_page_and_a_program_a_problem(site: str) -> None:
    page = get(site, "/nowhere", Accept="text/html,*/*;q=0.8")
    assert page.status_code == 404
    assert page.headers["Content-Type"].startswith("text/html")
    problem(get(site, "/nowhere"), 404)
    problem(get(site, "/api/v1/nowhere", Accept="text/html"), 404)


def test_the_api_document_is_valid_and_says_what_there_is(site: str) -> None:
    spec = get(site, "/openapi.json").json()
    validate(spec)
    assert spec["openapi"].startswith("3.1")
    operations = {(path, method) for path, item in spec["paths"].items() for method in item}
    assert operations == {
        ("/api/v1/checks", "post"),
        ("/api/v1/checks/{check_id}", "get"),
        ("/api/v1/checks/{check_id}", "delete"),
        ("/api/v1/checks/{check_id}/events", "get"),
        ("/api/v1/notes", "get"),
        ("/api/v1/notes.atom", "get"),
        ("/api/v1/notes/{note_id}", "get"),
        ("/api/v1/notes/{note_id}.jsonld", "get"),
        ("/api/v1/notes/{note_id}/claimreview", "get"),
        ("/api/v1/notes/{note_id}/versions", "get"),
    }
    follow = spec["paths"]["/api/v1/checks/{check_id}/events"]["get"]
    assert "text/event-stream" in follow["responses"]["200"]["content"]
    for path, method in operations:
        refused = spec["paths"][path][method]["responses"]["403"]["content"]
        assert "application/problem+json" in refused


def test_health_readiness_and_figures_are_told(site: str, engine: Engine) -> None:
    assert get(site, "/healthz").json() == {"status": "ok", "version": "0.1.0"}
    assert get(site, "/readyz").json()["status"] == "ready"
    post(site, a_body())
    figures = get(site, "/metrics")
    assert figures.headers["Content-Type"].startswith("text/plain; version=0.0.4")
    assert 'second_source_checks{status="queued"} 1.0\n' in figures.text
    assert "second_source_check_events_total 1.0\n" in figures.text
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0001'"))
    try:
        # What was found is kept for a second.
        until(lambda: get(site, "/readyz").status_code == 503)
        assert "migrated" in problem(get(site, "/readyz"), 503)["detail"]
    finally:
        _set_version_back(engine)


def _set_version_back(engine: Engine) -> None:
    with engine.begin() as connection:
        query = text("UPDATE alembic_version SET version_num = :head")
        connection.execute(query, {"head": newest()})


def test_a_prober_may_ask_for_health_under_any_name(site: str) -> None:
    assert get(site, "/healthz", Host="10.0.0.7:8700").status_code == 200
