"""Every route of the console and of the moderators' API, for every role and for nobody."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import pytest
from flask import Flask
from werkzeug.routing import Rule

from backend.accounts.people import User
from backend.moderation.roles import Action, Role, may
from backend.web.access import required_action
from backend.web.app import make_app
from tests.accounts import Accounts
from tests.factories import NOW
from tests.unit.web.console.staff import Browser, Staff, soup
from tests.unit.web.fakes import FakeChecks

ANYBODY = {
    "api.open_check",
    "api.get_check",
    "api.cancel_check",
    "api.follow_check",
    "api.list_notes",
    "api.get_note",
    "api.list_versions",
    "api.get_annotation",
    "api.get_claim_review",
    "api.follow_decided_notes",
    "api.scan_page",
    "api.become_reader",
    "api.put_flag",
    "api.take_flag_back",
    "api.list_flags",
    "api.appeal",
    "api.get_figures",
    "api.list_replies",
    "api.reply",
    "api.rate_note",
    "api.take_rating_back",
}
"""The API for readers, which asks for no role. What is not named here has to name its action."""


@dataclass(frozen=True)
class Route:
    """A way to ask for something: a method, an address that names things that are not there."""

    endpoint: str
    method: str
    path: str
    action: Action | None

    def __str__(self) -> str:
        return f"{self.method} {self.path}"


@cache
def routes() -> tuple[Route, ...]:
    return tuple(_routes_of(an_app_whose_tokens_are_of(None)))


def an_app_whose_tokens_are_of(user: User | None) -> Flask:
    """Every route that there is, over services that do nothing."""
    nothing: Any = _Nothing()
    moderation: Any = _Nothing(by_token=lambda _: user)
    return make_app(
        FakeChecks(),  # type: ignore[arg-type]
        scan=nothing,
        flags=nothing,
        administration=nothing,
        moderation=moderation,
    )


class _Nothing:
    """Services that are only passed around; they have whatever is asked of them."""

    def __init__(self, **has: object) -> None:
        vars(self).update(has)

    def __getattr__(self, name: str) -> _Nothing:
        return self

    def __call__(self, *_: object, **__: object) -> _Nothing:
        return self


def _routes_of(app: Flask) -> Iterator[Route]:
    for rule in app.url_map.iter_rules():
        if rule.rule.startswith(("/moderate", "/api/")):
            for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
                view = app.view_functions[rule.endpoint]
                yield Route(rule.endpoint, method, _path(rule), required_action(view))


def _path(rule: Rule) -> str:
    _, path = rule.build(dict.fromkeys(rule.arguments, 999), append_unknown=False) or ("", "")
    return path


NAMED = [route for route in routes() if route.action]
CONSOLE = [route for route in NAMED if route.path.startswith("/moderate")]
MODERATORS_API = [route for route in NAMED if route.path.startswith("/api/")]
FORMS = [route for route in CONSOLE if route.method == "POST"]


def test_every_route_names_an_action_or_is_for_readers() -> None:
    assert {route.endpoint for route in routes() if route.action is None} <= ANYBODY
    assert not {route.endpoint for route in NAMED} & ANYBODY


def test_the_console_has_a_route_for_each_action_of_accounts() -> None:
    of_accounts = {Action.SIGN_IN, Action.KEEP_OWN_ACCOUNT, Action.SEE_AUDIT, Action.MANAGE_USERS}
    assert of_accounts <= {route.action for route in CONSOLE}


@pytest.mark.parametrize("role", Role)
def test_each_role_may_ask_for_what_the_table_says_and_nothing_else(
    staff: Staff, role: Role
) -> None:
    browser = staff.join(role)
    for route in CONSOLE:
        assert route.action is not None
        allowed = may(role, route.action)
        answer = ask(browser, route)
        refused = answer == 403
        assert refused != allowed, f"{role} asks for {route}: {answer}"
        assert answer < 500, f"{role} asks for {route}: {answer}"
        if route.endpoint == "console.sign_out":
            browser.sign_in(f"a-{role.value}")


@pytest.mark.parametrize("role", [None, *Role])
def test_each_role_s_token_may_ask_the_api_for_what_the_table_says(role: Role | None) -> None:
    user = User(1, "ann", role, NOW) if role else None
    client = an_app_whose_tokens_are_of(user).test_client()
    for route in MODERATORS_API:
        assert route.action is not None
        refused = client.open(
            route.path, method=route.method, json={}, headers={"Authorization": "Bearer sst_x"}
        ).status_code in {401, 403}
        assert refused != may(role, route.action, by_token=True), f"{role} asks for {route}"


def ask(browser: Browser, route: Route) -> int:
    if route.method == "GET":
        return browser.get(route.path).status_code
    return browser.post(route.path).status_code


def test_somebody_who_has_not_signed_in_is_sent_to_sign_in(staff: Staff) -> None:
    browser = staff.visitor()
    for route in CONSOLE:
        assert route.action is not None
        answer = browser.get(route.path) if route.method == "GET" else browser.post(route.path)
        sent = answer.status_code == 303 and answer.location.startswith("/moderate/login")
        assert sent != may(None, route.action), f"{route}: {answer.status_code}"


def test_no_form_is_taken_without_its_token_or_from_another_site(staff: Staff) -> None:
    browser = staff.join(Role.ADMIN)
    before = staff.accounts.store.count()
    other = staff.visitor()
    for route in FORMS:
        for token in ("", "0" * 64, browser.key, other.token):
            assert browser.post(route.path, form_token=token).status_code == 403, f"{route}"
        for headers in ({"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}):
            sent = browser.client.post(
                route.path, data={"form_token": browser.token}, headers=headers
            )
            assert sent.status_code == 403, f"{route}"
    assert staff.accounts.store.count() == before
    assert browser.get("/moderate/").status_code == 200


def test_a_view_that_names_no_action_answers_nobody(app: Flask, accounts: Accounts) -> None:
    app.add_url_rule("/moderate/forgotten", "console.forgotten", lambda: "open")
    browser = Staff(app, accounts).join(Role.ADMIN)
    assert browser.get("/moderate/forgotten").status_code == 403


@pytest.mark.parametrize("role", Role)
def test_every_form_on_every_page_carries_the_token(staff: Staff, role: Role) -> None:
    browser = staff.join(role)
    staff.accounts.users.issue_token("test", f"a-{role.value}", "laptop")
    staff.visitor().sign_in(f"a-{role.value}")
    pages = [route.path for route in CONSOLE if route.method == "GET"]
    for path in (*pages, f"/moderate/users/a-{role.value}"):
        answer = browser.get(path)
        assert answer.status_code < 500, path
        for form in soup(answer).select("form[method=post]"):
            assert form.select("input[type=hidden][name=form_token]"), f"{path}: {form}"


def test_the_menu_shows_what_one_may_and_nothing_else(staff: Staff) -> None:
    for role in Role:
        page = soup(staff.join(role).get("/moderate/"))
        shown = [link.get_text() for link in page.select("nav a")]
        wanted = {
            "Queue": Action.SEE_QUEUE,
            "Users": Action.MANAGE_USERS,
            "Log": Action.SEE_AUDIT,
            "Your account": Action.KEEP_OWN_ACCOUNT,
        }
        for label, action in wanted.items():
            assert (label in shown) == may(role, action)


def test_nobody_reaches_another_s_sessions_or_tokens_through_their_own_account(
    staff: Staff,
) -> None:
    staff.join(Role.MODERATOR, "ann")
    bob = staff.join(Role.MODERATOR, "bob")
    accounts = staff.accounts
    key = accounts.users.issue_token("test", "ann", "laptop")
    (session,) = accounts.signing_in.sessions_of("ann")
    (token,) = accounts.users.tokens_of("ann")
    assert bob.post(f"/moderate/account/sessions/{session.id}/end").status_code == 404
    assert bob.post(f"/moderate/account/tokens/{token.id}/revoke").status_code == 404
    assert bob.post("/moderate/account/sessions/end").status_code == 303
    assert list(accounts.signing_in.sessions_of("ann")) == [session]
    assert accounts.users.by_token(key)


def test_a_token_is_revoked_only_under_the_name_that_it_belongs_to(staff: Staff) -> None:
    admin = staff.join(Role.ADMIN)
    staff.accounts.add("ann")
    staff.accounts.add("bob")
    key = staff.accounts.users.issue_token("test", "ann", "laptop")
    (token,) = staff.accounts.users.tokens_of("ann")
    assert admin.post(f"/moderate/users/bob/tokens/{token.id}/revoke").status_code == 404
    assert staff.accounts.users.by_token(key)
    assert admin.post(f"/moderate/users/ann/tokens/{token.id}/revoke").status_code == 303
    assert staff.accounts.users.by_token(key) is None
