from __future__ import annotations

import pytest

from backend.moderation.chain import Sought
from backend.moderation.roles import Role
from backend.web.app import make_app
from tests.accounts import PASSWORD, Accounts
from tests.elsewhere import PROVIDER, FakeProvider
from tests.unit.web.console.staff import Browser, Staff, soup, words
from tests.unit.web.fakes import FakeChecks


@pytest.fixture
def ann(staff: Staff) -> Browser:
    return staff.join(Role.MODERATOR, "ann")


def linked(browser: Browser, provider: FakeProvider) -> None:
    """Link the account that stands before the provider to the user of a browser."""
    page = browser.post("/moderate/account/elsewhere", password=PASSWORD)
    (onward,) = soup(page).select("main a.button")
    back = provider.give_code(str(onward["href"]))
    assert browser.get(back).location == "/moderate/account?done=linked"


def test_somebody_links_their_account_elsewhere_and_signs_in_with_it(
    staff: Staff, ann: Browser, provider: FakeProvider
) -> None:
    linked(ann, provider)
    assert "You may sign in with it." in words(ann.get("/moderate/account"))
    newcomer = staff.visitor()
    assert "Sign in with your account at id.example" in words(newcomer.get("/moderate/login"))
    before = newcomer.key
    left = newcomer.get("/moderate/login/elsewhere").location
    assert left.startswith(PROVIDER.authorize)
    assert newcomer.get(provider.give_code(left)).location == "/moderate/"
    assert newcomer.key != before
    assert staff.accounts.signed(newcomer.key).user.name == "ann"
    (entry,) = staff.accounts.store.page(Sought(action="sign in"), 1)
    assert entry.detail == '{"through":"id.example"}'


def test_a_code_from_the_provider_counts_once_and_in_the_browser_that_asked(
    staff: Staff, ann: Browser, provider: FakeProvider
) -> None:
    linked(ann, provider)
    victim, thief = staff.visitor(), staff.visitor()
    back = provider.give_code(victim.get("/moderate/login/elsewhere").location)
    assert thief.get(back).status_code == 401
    assert victim.get(back).location == "/moderate/"
    victim.post("/moderate/logout")
    assert victim.get(back).status_code == 401


def test_an_account_that_nobody_linked_opens_nothing(staff: Staff, provider: FakeProvider) -> None:
    stranger = staff.visitor()
    answered = stranger.get(provider.give_code(stranger.get("/moderate/login/elsewhere").location))
    assert answered.status_code == 401
    assert "Nobody here is linked to that account." in words(answered)
    assert stranger.get("/moderate/").status_code == 303


def test_linking_asks_for_the_password(ann: Browser) -> None:
    refused = ann.post("/moderate/account/elsewhere", password="a wrong password")  # noqa: S106
    assert refused.status_code == 422
    (problem,) = soup(refused).select("#elsewhere-problem")
    assert "not right" in problem.get_text()


def test_coming_back_from_signing_in_links_nothing(
    ann: Browser, staff: Staff, provider: FakeProvider
) -> None:
    back = provider.give_code(ann.get("/moderate/login/elsewhere").location)
    assert ann.get(back).status_code == 401
    assert not staff.accounts.users.get("ann").is_elsewhere


def test_one_account_elsewhere_belongs_to_one_user(
    staff: Staff, ann: Browser, provider: FakeProvider
) -> None:
    linked(ann, provider)
    bob = staff.join(Role.LEAD, "bob")
    page = bob.post("/moderate/account/elsewhere", password=PASSWORD)
    back = provider.give_code(str(soup(page).select("main a.button")[0]["href"]))
    assert bob.get(back).status_code == 409
    assert not staff.accounts.users.get("bob").is_elsewhere


def test_an_account_that_was_unlinked_and_a_disabled_user_open_nothing(
    staff: Staff, ann: Browser, provider: FakeProvider
) -> None:
    linked(ann, provider)
    staff.accounts.users.disable("root", "ann")
    visitor = staff.visitor()
    back = provider.give_code(visitor.get("/moderate/login/elsewhere").location)
    assert visitor.get(back).status_code == 401
    staff.accounts.users.enable("root", "ann")
    ann.sign_in("ann")
    ann.post("/moderate/account/elsewhere/stop")
    back = provider.give_code(visitor.get("/moderate/login/elsewhere").location)
    assert visitor.get(back).status_code == 401


@pytest.mark.parametrize("trouble", ["gone", "status"])
def test_a_provider_that_does_not_answer_is_told_as_such(
    staff: Staff, ann: Browser, provider: FakeProvider, trouble: str
) -> None:
    linked(ann, provider)
    visitor = staff.visitor()
    back = provider.give_code(visitor.get("/moderate/login/elsewhere").location)
    setattr(provider, trouble, 500)
    assert "does not answer" in words(visitor.get(back))


def test_without_a_provider_there_is_no_such_way_in(accounts: Accounts) -> None:
    alone = Accounts(accounts.sessions)
    app = make_app(FakeChecks(), administration=alone.parts)  # type: ignore[arg-type]
    client = app.test_client()
    assert client.get("/moderate/login/elsewhere").status_code == 404
    assert "account at" not in client.get("/moderate/login").text
