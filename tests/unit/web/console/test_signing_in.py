from __future__ import annotations

import pyotp
import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from backend.moderation.roles import Role
from backend.web.app import WebSettings, make_app
from backend.web.console.browsers import browser_name
from backend.web.console.sign_in import local_address
from tests.accounts import PASSWORD, Accounts, shown
from tests.unit.web.console.staff import COOKIE, Browser, Staff, soup, words
from tests.unit.web.fakes import FakeChecks


def test_somebody_signs_in_is_led_where_they_wanted_to_go_and_signs_out(staff: Staff) -> None:
    staff.accounts.add("ann", Role.LEAD)
    browser = Browser(staff.app.test_client())
    sent = browser.get("/moderate/audit?actor=ann&before=9")
    assert sent.location == "/moderate/login?next=/moderate/audit?actor%3Dann%26before%3D9"
    page = soup(browser.get(sent.location))
    (following,) = page.select("input[name=next]")
    came = browser.sign_in("ann", next=str(following["value"]))
    assert came.location == "/moderate/audit?actor=ann&before=9"
    assert browser.get(came.location).status_code == 200
    assert browser.get("/moderate/login").location == "/moderate/"
    assert browser.post("/moderate/logout").status_code == 303
    assert browser.get("/moderate/").status_code == 303


def test_a_key_that_somebody_planted_opens_nothing_after_signing_in(staff: Staff) -> None:
    staff.accounts.add("ann")
    planted = "planted-by-somebody-else"
    browser = Browser(staff.app.test_client())
    browser.client.set_cookie(COOKIE, planted)
    assert browser.sign_in("ann").status_code == 303
    assert browser.key != planted
    thief = Browser(staff.app.test_client())
    thief.client.set_cookie(COOKIE, planted)
    assert thief.get("/moderate/").status_code == 303


def test_signing_in_anew_gives_a_new_key(staff: Staff) -> None:
    browser = staff.join(Role.MODERATOR, "ann")
    first = browser.key
    browser.post("/moderate/logout")
    browser.sign_in("ann")
    assert browser.key != first
    assert staff.accounts.signing_in.who(first) is None


def test_signing_in_as_somebody_else_ends_the_session_that_was_open(staff: Staff) -> None:
    browser = staff.join(Role.MODERATOR, "ann")
    staff.accounts.add("bob")
    assert browser.post("/moderate/login", name="bob", password=PASSWORD).status_code == 303
    assert list(staff.accounts.signing_in.sessions_of("ann")) == []
    assert len(staff.accounts.signing_in.sessions_of("bob")) == 1


@pytest.mark.parametrize("name", ["ann", "nobody", "<script>", "\x00"])
def test_what_is_wrong_is_not_told_and_nothing_but_the_name_is_shown_again(
    staff: Staff, name: str
) -> None:
    staff.accounts.add("ann")
    answer = staff.visitor().sign_in(name, "a wrong password")
    assert answer.status_code == 401
    assert "That name, password or code is not right." in words(answer)
    assert "a wrong password" not in answer.text
    assert "<script>" not in answer.text
    (field,) = soup(answer).select("#name")
    assert field["aria-describedby"] == "problem"


def test_guessing_through_the_form_is_held_up(staff: Staff) -> None:
    staff.accounts.add("ann")
    browser = staff.visitor()
    for _ in range(5):
        assert browser.sign_in("ann", "a wrong password").status_code == 401
    answer = browser.sign_in("ann")
    assert answer.status_code == 429
    assert answer.headers["Retry-After"] == "60"
    assert "too many tries" in words(answer)


def test_a_code_counts_once_through_the_form(staff: Staff) -> None:
    accounts = staff.accounts
    accounts.add("ann")
    signed = accounts.signed(accounts.sign_in("ann"))
    app = pyotp.TOTP(accounts.own.offer_codes(signed).secret)
    accounts.own.start_codes(signed, shown("ann", code=app.at(accounts.clock())))
    accounts.clock.advance(seconds=60)
    code = app.at(accounts.clock())
    assert staff.visitor().sign_in("ann").status_code == 401
    assert staff.visitor().sign_in("ann", code=code).status_code == 303
    assert staff.visitor().sign_in("ann", code=code).status_code == 401


@pytest.mark.parametrize(
    "written",
    [
        "", "/", "//evil.example", "https://evil.example", "/\\evil.example", "moderate",
        "/moderate//evil.example@x", "/moderate.evil.example", "/moderated", "javascript:alert(1)",
        "/moderate/\nx", "/moderate/x\\y", "/moderate:80@evil.example", "/try",
    ],
)  # fmt: skip
def test_nobody_is_led_out_of_the_console(staff: Staff, written: str) -> None:
    staff.accounts.add("ann")
    answer = staff.visitor().sign_in("ann", next=written)
    assert answer.location.startswith("/moderate/")
    assert "evil" not in answer.location or answer.location.startswith("/moderate//evil")
    assert local_address("/moderate/users/a.b?done=1") == "/moderate/users/a.b?done=1"


@given(st.text())
def test_an_address_to_go_on_to_never_leaves_the_console(written: str) -> None:
    assert local_address(written).startswith("/moderate")
    assert local_address(f"/moderate/{written}").startswith("/moderate/")
    assert not {*local_address(f"/moderate/{written}")} & {"\\", "\r", "\n", "\t", " "}


def test_the_cookie_is_kept_from_scripts_and_other_sites(staff: Staff) -> None:
    answer = staff.app.test_client().get("/moderate/login")
    (cookie,) = answer.headers.getlist("Set-Cookie")
    assert cookie.startswith(f"{COOKIE}=")
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Secure" not in cookie
    assert "Domain" not in cookie
    assert answer.headers["Cache-Control"] == "no-store"


def test_over_https_the_cookie_is_bound_to_it_and_to_this_host(accounts: Accounts) -> None:
    app: Flask = make_app(
        FakeChecks(),  # type: ignore[arg-type]
        WebSettings(https=True),
        administration=accounts.parts,
    )
    (cookie,) = app.test_client().get("/moderate/login").headers.getlist("Set-Cookie")
    assert cookie.startswith(f"__Host-{COOKIE}=")
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= set(cookie.split("; "))


@pytest.mark.parametrize("held", ["", "x" * 3000, "\ud800"])
def test_a_cookie_that_we_did_not_make_is_replaced_or_opens_nothing(
    staff: Staff, held: str
) -> None:
    client = staff.app.test_client()
    client.set_cookie(COOKIE, held.encode("utf-8", "replace").decode())
    assert client.get("/moderate/login").status_code == 200
    assert client.get("/moderate/").status_code == 303


def test_a_session_that_lay_idle_asks_to_sign_in_again(staff: Staff) -> None:
    browser = staff.join(Role.MODERATOR)
    staff.accounts.clock.advance(hours=9)
    answer = browser.get("/moderate/account")
    assert answer.location == "/moderate/login?next=/moderate/account"
    sent = browser.post("/moderate/account/tokens", label="laptop")
    assert sent.location == "/moderate/login"


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
         "Firefox on Linux"),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0",
         "Edge on Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1",
         "Safari on iOS"),
        ("curl/8", "A browser"),
        ("", "A browser"),
    ],
)  # fmt: skip
def test_a_browser_is_kept_by_its_name_alone(header: str, name: str) -> None:
    assert browser_name(header) == name


def test_where_nobody_can_sign_in_yet_the_page_says_how_the_first_user_is_added(
    staff: Staff,
) -> None:
    visitor = staff.visitor()
    assert "user add NAME --role admin" in words(visitor.get("/moderate/login"))
    staff.accounts.add("ann")
    assert "user add" not in words(visitor.get("/moderate/login"))


def test_the_sign_in_page_says_who_it_is_for(staff: Staff) -> None:
    page = staff.app.test_client().get("/moderate/login")
    assert "Readers need no account." in words(page)
    assert PASSWORD not in page.text
