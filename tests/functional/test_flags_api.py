"""Readers and their flags over HTTP, on each database."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from ipaddress import ip_network
from typing import Any

import pytest
import requests
from openapi_spec_validator import validate
from sqlalchemy import Engine, select

from backend.domain import FlagStatus
from backend.jobs.threads import ThreadJobs
from backend.services.flag import FlagLimits, Flags
from backend.services.readers import Readers
from backend.store.engine import Sessions
from backend.store.flag_status import close
from backend.store.flag_tables import FlagRow, ReaderRow
from backend.store.flags import FlagStore
from backend.store.paces import PaceStore
from backend.store.readers import ReaderStore
from backend.web import wire_flag
from backend.web.app import WebSettings, make_app
from tests.backends import Backend, a_watch, served
from tests.factories import NOW, PAGE_URL, a_highlight
from tests.fakes import FakePipeline, until

LIMITS = FlagLimits(a_reader=5, a_network=8)
SAID = {"reason": "wrong_stance", "comment": "It says the contrary."}


@pytest.fixture
def site(engine: Engine, sessions: Sessions, backend: Backend) -> Iterator[str]:
    paces = PaceStore(sessions)
    readers = Readers(ReaderStore(sessions), paces, backend.clock, 3, {"of-ada": 7}.get)
    flags = Flags(
        FlagStore(sessions),
        paces,
        readers,
        note_of=backend.checks.note,
        clock=backend.clock,
        limits=LIMITS,
    )
    settings = WebSettings(trusted_proxies=[ip_network("127.0.0.1")])
    app = make_app(backend.checks, settings, a_watch(engine), flags=flags)
    with served(app) as url:
        yield url
        backend.bell.close()


@pytest.fixture
def note(site: str, backend: Backend, jobs: ThreadJobs, pipeline: FakePipeline) -> dict[str, Any]:
    pipeline.go_on.set()
    check_id = backend.checks.open(a_highlight())
    jobs.submit(check_id)
    until(lambda: backend.checks.so_far(check_id)["status"] == "done")
    document: dict[str, Any] = requests.get(f"{site}/api/v1/notes/{check_id}", timeout=20).json()
    return document


def join(site: str, address: str = "192.0.2.1") -> requests.Response:
    url = f"{site}/api/v1/readers"
    return requests.post(url, headers={"X-Forwarded-For": address}, timeout=20)


@pytest.fixture
def token(site: str) -> str:
    given: str = join(site).json()["token"]
    return given


def ask(  # noqa: PLR0917 (as a request is written)
    site: str, token: str, method: str, path: str, body: object = None, address: str = "192.0.2.1"
) -> requests.Response:
    headers = {"Authorization": f"Bearer {token}", "X-Forwarded-For": address}
    url = f"{site}/api/v1{path}"
    return requests.request(method, url, json=body, headers=headers, timeout=20)


def put(site: str, token: str, note: dict[str, Any], **said: object) -> requests.Response:
    return ask(site, token, "PUT", f"/notes/{note['id']}/flag", {**SAID, **said})


def take_back(site: str, token: str, note: dict[str, Any], query: str = "") -> requests.Response:
    return ask(site, token, "DELETE", f"/notes/{note['id']}/flag{query}")


def own(site: str, token: str) -> list[dict[str, Any]]:
    answer = ask(site, token, "GET", "/flags")
    assert answer.status_code == 200
    document = answer.json()
    shown = wire_flag.OwnFlagsOut.model_validate(document).model_dump(mode="json")
    assert shown == document
    flags: list[dict[str, Any]] = document["flags"]
    return flags


def problem(answer: requests.Response, status: int) -> dict[str, Any]:
    document: dict[str, Any] = answer.json()
    assert answer.status_code == document["status"] == status, document
    assert answer.headers["Content-Type"] == "application/problem+json"
    return document


def test_a_reader_is_a_token_of_which_a_hash_is_kept(site: str, sessions: Sessions) -> None:
    one, other = join(site), join(site)
    assert one.status_code == 201
    tokens = {one.json()["token"], other.json()["token"]}
    assert len(tokens) == 2
    assert all(len(token) == len("reader_") + 43 for token in tokens)
    with sessions.read() as session:
        kept = [{**vars(row)} for row in session.scalars(select(ReaderRow))]
    assert not any(token in str(kept) for token in tokens)
    assert {name for row in kept for name in row} - {"_sa_instance_state"} == {
        "id",
        "token_hash",
        "created_on",
    }


def test_a_note_and_a_row_are_flagged_and_seen_by_who_did(
    site: str, token: str, note: dict[str, Any]
) -> None:
    (row,) = note["evidence"]
    whole = put(site, token, note)
    assert whole.status_code == 200
    assert put(site, token, note, evidence=row["id"], comment="").status_code == 200
    on_row, on_note = own(site, token)
    assert {**on_note, **whole.json()} == on_note
    assert (on_note["evidence"], on_note["report"], on_note["status"]) == (None, None, "open")
    assert (on_note["claim"], on_note["page"]) == (note["claim"], PAGE_URL)
    assert on_row["evidence"] == row["id"]
    assert on_row["report"] == {key: row["report"][key] for key in ("url", "title", "outlet")}
    assert own(site, join(site).json()["token"]) == []


def test_a_flag_is_put_and_taken_back_any_number_of_times(
    site: str, token: str, note: dict[str, Any]
) -> None:
    first = put(site, token, note).json()
    assert put(site, token, note).json() == first
    for _ in range(2):
        answer = take_back(site, token, note)
        assert (answer.status_code, answer.content) == (204, b"")
    (gone,) = own(site, token)
    assert (gone["status"], gone["comment"]) == ("withdrawn", "")
    assert put(site, token, note, reason="other").json()["reason"] == "other"
    assert take_back(site, token, note, "?evidence=" + "a" * 16).status_code == 204
    assert own(site, token)[0]["status"] == "open"


def test_fifty_at_once_with_one_token_make_one_flag(
    site: str, token: str, note: dict[str, Any]
) -> None:
    with ThreadPoolExecutor(50) as pool:
        answers = list(pool.map(lambda _: put(site, token, note), range(50)))
    assert {answer.status_code for answer in answers} == {200, 429}
    assert len(own(site, token)) == 1


def test_what_became_of_a_flag_is_told_with_the_reason(
    site: str, token: str, note: dict[str, Any], sessions: Sessions
) -> None:
    put(site, token, note)
    with sessions.write() as session:
        ids = list(session.scalars(select(FlagRow.id)))
        why = "The report speaks of another day."
        decided = {"decision": "d" * 32, "answer": why, "actor": "mia"}
        close(session, ids, FlagStatus.UPHELD, **decided, now=NOW)
    (told,) = own(site, token)
    assert (told["status"], told["answer"]) == ("upheld", why)
    assert told["decided_at"] is not None
    assert "decided" in problem(put(site, token, note), 409)["detail"]
    assert "decided" in problem(take_back(site, token, note), 409)["detail"]


def test_a_reader_asks_somebody_else_to_look_once_more(
    site: str, token: str, note: dict[str, Any], sessions: Sessions
) -> None:
    path = f"/notes/{note['id']}/flag/appeal"
    problem(ask(site, token, "PUT", path, {"reason": "Why."}), 404)
    put(site, token, note)
    problem(ask(site, token, "PUT", path, {"reason": "Why."}), 409)
    with sessions.write() as session:
        ids = list(session.scalars(select(FlagRow.id)))
        decided = {"decision": "d" * 32, "answer": "It is whole.", "actor": "mia"}
        close(session, ids, FlagStatus.NOT_UPHELD, **decided, now=NOW)
    for reason in ("", "  ", "a" * 1001):
        errors = problem(ask(site, token, "PUT", path, {"reason": reason}), 422)["errors"]
        assert [error["field"] for error in errors] == ["reason"]
    flag = ask(site, token, "PUT", path, {"reason": "Read on."}).json()
    assert (flag["status"], flag["appeal"]) == ("open", "Read on.")
    assert flag["appealed_at"] is not None
    assert own(site, token)[0]["answer"] == "It is whole."
    problem(ask(site, token, "PUT", path, {"reason": "Read on."}), 409)


def test_a_user_flags_with_a_token_of_their_own_as_one_reader(
    site: str, note: dict[str, Any], sessions: Sessions
) -> None:
    assert put(site, "of-ada", note).status_code == 200
    assert put(site, "of-ada", note).status_code == 200
    (flag,) = own(site, "of-ada")
    assert flag["status"] == "open"
    with sessions.read() as session:
        assert len(list(session.scalars(select(ReaderRow)))) == 1


@pytest.mark.parametrize("token", ["", "nonsense", "reader_", "reader_" + "a" * 43, "é"])
def test_who_is_not_known_is_told_what_to_do(site: str, token: str) -> None:
    for method, path, body in [
        ("PUT", "/notes/x/flag", SAID),
        ("DELETE", "/notes/x/flag", None),
        ("GET", "/flags", None),
    ]:
        header = {"Authorization": f"Bearer {token}".encode()}
        url = f"{site}/api/v1{path}"
        answer = requests.request(method, url, json=body, headers=header, timeout=20)
        assert "POST /api/v1/readers" in problem(answer, 401)["detail"]
        assert answer.headers["WWW-Authenticate"] == "Bearer"


def test_what_there_is_not_cannot_be_flagged(
    site: str, token: str, backend: Backend, note: dict[str, Any], pipeline: FakePipeline
) -> None:
    assert put(site, token, note).status_code == 200
    problem(put(site, token, {"id": "f" * 32}), 404)
    problem(take_back(site, token, {"id": "f" * 32}), 404)
    pipeline.go_on.clear()
    waiting = backend.checks.open(a_highlight("Another sentence."))
    problem(put(site, token, {"id": waiting}), 404)


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"reason": "boredom"}, "reason"),
        ({"comment": "a" * 1001}, "comment"),
        ({"comment": None}, "comment"),
        ({"evidence": "b" * 16}, "evidence"),
        ({"reason": "missing_report"}, "counter_source"),
        ({"counter_source": "javascript:alert(1)"}, "counter_source"),
        ({"counter_source": "https://a.example/" + "a" * 8000}, "counter_source"),
    ],
)
def test_what_cannot_be_used_is_named(
    site: str, token: str, note: dict[str, Any], said: dict[str, object], field: str
) -> None:
    errors = problem(put(site, token, note, **said), 422)["errors"]
    assert [error["field"] for error in errors] == [field]


def test_a_reader_who_flags_very_often_has_to_wait(
    site: str, token: str, note: dict[str, Any], backend: Backend
) -> None:
    answers = [put(site, token, note) for _ in range(LIMITS.a_reader + 1)]
    assert [answer.status_code for answer in answers] == [200] * LIMITS.a_reader + [429]
    wait = int(answers[-1].headers["Retry-After"])
    assert f"{wait} s" in problem(answers[-1], 429)["detail"]
    backend.clock.now += timedelta(seconds=wait)
    assert put(site, token, note).status_code == 200


def test_a_network_has_a_limit_however_many_readers_it_has(site: str, note: dict[str, Any]) -> None:
    tokens = [join(site, f"2001:db8:1:2::{n}").json()["token"] for n in range(3)]
    refused = join(site, "2001:db8:1:2:ffff::1")
    problem(refused, 429)
    assert int(refused.headers["Retry-After"]) > 0
    assert join(site, "2001:db8:1:3::1").status_code == 201
    path = f"/notes/{note['id']}/flag"
    statuses = [
        ask(site, tokens[n % 3], "PUT", path, SAID, f"2001:db8:1:2::{n}").status_code
        for n in range(LIMITS.a_network + 1)
    ]
    assert statuses == [200] * LIMITS.a_network + [429]
    assert ask(site, tokens[0], "PUT", path, SAID, "2001:db8:1:3::1").status_code == 200


def test_the_api_document_says_how_to_flag(site: str) -> None:
    spec = requests.get(f"{site}/openapi.json", timeout=20).json()
    validate(spec)
    put_flag = spec["paths"]["/api/v1/notes/{note_id}/flag"]["put"]
    assert put_flag["security"] == [{"reader": []}]
    assert {"200", "401", "404", "409", "422", "429"} <= set(put_flag["responses"])
    schemes = spec["components"]["securitySchemes"]
    assert schemes["reader"] == {"type": "http", "scheme": "bearer"}


def test_nobody_gets_a_token_by_a_form_of_another_site(site: str) -> None:
    url = f"{site}/api/v1/readers"
    problem(requests.post(url, data={"a": "b"}, timeout=20), 415)
    evil = {"Origin": "https://evil.example"}
    problem(requests.post(url, json={}, headers=evil, timeout=20), 403)


def test_what_readers_write_is_in_no_log(
    site: str, token: str, note: dict[str, Any], caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level("DEBUG"):
        put(site, token, note, comment="A secret of mine")
        put(site, token, note, comment="A secret of mine" * 100)
    assert "secret of mine" not in caplog.text
    assert token not in caplog.text
