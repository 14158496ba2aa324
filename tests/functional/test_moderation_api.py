"""The queue and decisions over HTTP, on each database."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import requests

from backend.domain import FlagReason
from backend.moderation.roles import Role
from backend.store.engine import Sessions
from backend.web.app import make_app
from tests.accounts import Accounts
from tests.backends import Backend, served
from tests.moderators import NEW, checked, flag, moderation_of

REASON = "The report is about another crowd."


@pytest.fixture
def backend(sessions: Sessions) -> Backend:
    return Backend(sessions)


@pytest.fixture
def accounts(sessions: Sessions) -> Accounts:
    return Accounts(sessions)


@pytest.fixture
def site(backend: Backend, accounts: Accounts) -> Iterator[str]:
    moderation = moderation_of(backend, accounts, large=2)
    with served(make_app(backend.checks, moderation=moderation)) as url:
        yield url
        backend.bell.close()


@pytest.fixture
def token(accounts: Accounts) -> str:
    return token_of(accounts, "ada")


@pytest.fixture
def note_id(backend: Backend) -> str:
    return checked(backend)


def token_of(accounts: Accounts, name: str, role: Role = Role.MODERATOR) -> str:
    accounts.add(name, role)
    return accounts.users.issue_token("test", name, "a program")


def ask(
    method: str, url: str, token: str = "", *, seen: str = "", json: object = None
) -> requests.Response:
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    headers |= {"If-Match": seen} if seen else {}
    return requests.request(method, url, headers=headers, json=json, timeout=20)


def decide(
    site: str, note_id: str, token: str, *, seen: str = '"1"', **decision: object
) -> requests.Response:
    url = f"{site}/api/v1/notes/{note_id}/decisions"
    return ask("POST", url, token, seen=seen, json={"reason": REASON, **decision})


def the_note(site: str, note_id: str) -> dict[str, Any]:
    note: dict[str, Any] = ask("GET", f"{site}/api/v1/notes/{note_id}").json()
    return note


def test_a_moderator_finds_a_flagged_note_takes_a_row_out_and_its_readers_see_why(
    site: str, backend: Backend, token: str, note_id: str
) -> None:
    flag(backend, note_id)
    (queued,) = ask("GET", f"{site}/api/v1/queue", token).json()["notes"]
    assert (queued["note"], queued["reasons"]) == (note_id, {FlagReason.OUT_OF_CONTEXT: 1})
    answer = ask("GET", f"{site}/api/v1/notes/{note_id}")
    changes = {"take_out": [answer.json()["evidence"][0]["id"]]}
    tried = f"{site}/api/v1/notes/{note_id}/decisions/preview"
    shown = ask("POST", tried, token, json={"changes": changes})
    assert (shown.status_code, shown.json()["verdict"]) == (200, "insufficient")
    made = decide(site, note_id, token, seen=answer.headers["ETag"], changes=changes)
    assert (made.status_code, made.json()["state"]) == (201, "made")
    note = the_note(site, note_id)
    assert (note["verdict"], note["decision"]["reason"]) == ("insufficient", REASON)
    assert ask("GET", f"{site}/api/v1/queue", token).json() == {"notes": [], "next": None}
    listed = ask("GET", f"{site}/api/v1/notes/{note_id}/decisions", token).json()["decisions"]
    assert [(one["moderator"], one["made"], one["upheld"]) for one in listed] == [("ada", 2, True)]


def test_a_decided_note_is_a_claim_review_and_stands_in_the_feed_with_its_reason(
    site: str, token: str, note_id: str
) -> None:
    decide(site, note_id, token)
    review = ask("GET", f"{site}/api/v1/notes/{note_id}/claimreview").json()
    assert review["reviewBody"] == REASON
    assert REASON in ask("GET", f"{site}/api/v1/notes.atom").text


def test_the_page_of_a_decided_note_says_what_was_decided(
    site: str, token: str, note_id: str
) -> None:
    decide(site, note_id, token, changes={"add": [NEW]})
    page = ask("GET", f"{site}/n/{note_id}").text
    assert "Moderators have decided" in page
    assert REASON in page
    assert "Added: " in page


def test_the_second_of_two_moderators_is_told_what_the_note_is_now(
    site: str, token: str, accounts: Accounts, note_id: str
) -> None:
    decide(site, note_id, token)
    refused = decide(site, note_id, token_of(accounts, "bob"))
    assert refused.status_code == 409
    assert refused.headers["Content-Type"] == "application/problem+json"
    assert refused.json()["now"]["reason"] == REASON
    assert refused.json()["now"]["version"] == 2


def test_a_decision_says_which_version_it_is_about(site: str, token: str, note_id: str) -> None:
    assert decide(site, note_id, token, seen="").status_code == 428
    assert decide(site, note_id, token, seen='"one"').status_code == 400


def test_a_decision_that_waits_is_not_shown_to_who_looks_second(
    site: str, backend: Backend, accounts: Accounts, token: str, note_id: str
) -> None:
    for _ in range(2):
        backend.checks.note(note_id)
        backend.clock.advance(minutes=61)
    hide = {"hide": "It names a private person."}
    waiting = decide(site, note_id, token, changes=hide)
    assert (waiting.status_code, waiting.json()["state"]) == (201, "waiting")
    second = token_of(accounts, "bob")
    (queued,) = ask("GET", f"{site}/api/v1/queue", second).json()["notes"]
    assert queued["waits"]
    decisions = ask("GET", f"{site}/api/v1/notes/{note_id}/decisions", second)
    assert decisions.json() == {"decisions": []}
    assert "private person" not in ask("GET", f"{site}/api/v1/notes/{note_id}").text
    assert decide(site, note_id, second, changes=hide).json()["state"] == "made"


def test_a_note_is_taken_and_released(
    site: str, accounts: Accounts, token: str, note_id: str
) -> None:
    url = f"{site}/api/v1/notes/{note_id}/assignment"
    other = token_of(accounts, "bob")
    assert ask("PUT", url, token, json={}).status_code == 204
    assert ask("PUT", url, other, json={}).status_code == 409
    assert ask("DELETE", url, token).status_code == 204
    assert ask("PUT", url, other, json={}).status_code == 204


def test_the_queue_is_read_page_by_page(site: str, backend: Backend, token: str) -> None:
    for number in range(3):
        flag(backend, checked(backend, f"{number}."))
    for order in ("weight", "age", "reach"):
        found: list[str] = []
        after: str | None = ""
        while after is not None:
            query = f"order={order}&limit=1&after={after}"
            page = ask("GET", f"{site}/api/v1/queue?{query}", token).json()
            found += [one["note"] for one in page["notes"]]
            after = page["next"]
        assert len(set(found)) == len(found) == 3


@pytest.mark.parametrize(
    "query", ["after=x", "after=W10=", "order=age&after=WzEsICJhIl0=", "limit=0", "limit=1000"]
)
def test_a_part_of_the_queue_that_is_none_is_refused(site: str, token: str, query: str) -> None:
    assert ask("GET", f"{site}/api/v1/queue?{query}", token).status_code == 422


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "queue"),
        ("PUT", "notes/{}/assignment"),
        ("DELETE", "notes/{}/assignment"),
        ("POST", "notes/{}/decisions"),
        ("POST", "notes/{}/decisions/preview"),
        ("GET", "notes/{}/decisions"),
    ],
)
def test_only_moderators_may(
    site: str, accounts: Accounts, note_id: str, method: str, path: str
) -> None:
    url = f"{site}/api/v1/{path.format(note_id)}"
    assert ask(method, url, json={}).status_code == 401
    assert ask(method, url, "reader_nobody", json={}).status_code == 401
    reader = token_of(accounts, "rea", Role.READER)
    assert ask(method, url, reader, json={}).status_code == 403


def test_a_change_that_cannot_be_made_is_refused_by_its_field(
    site: str, token: str, note_id: str
) -> None:
    refused = decide(site, note_id, token, changes={"take_out": ["nothing"]})
    assert refused.status_code == 422
    assert [one["field"] for one in refused.json()["errors"]] == ["take_out"]
