from __future__ import annotations

import re

import pyotp
import pytest

from backend.moderation.roles import Role
from tests.accounts import PASSWORD
from tests.unit.web.console.staff import Browser, Staff, soup, words

BETTER = "six blue trains hum"


@pytest.fixture
def ann(staff: Staff) -> Browser:
    return staff.join(Role.MODERATOR, "ann")


def test_somebody_changes_their_password_and_stays_signed_in_here_alone(
    staff: Staff, ann: Browser
) -> None:
    elsewhere = staff.visitor()
    elsewhere.sign_in("ann")
    before = ann.key
    answer = ann.post("/moderate/account/password", password=PASSWORD, new_password=BETTER)
    assert answer.status_code == 303
    assert "Your password is changed." in words(ann.get(answer.location))
    assert ann.key != before
    assert elsewhere.get("/moderate/").status_code == 303
    assert staff.visitor().sign_in("ann", BETTER).status_code == 303


@pytest.mark.parametrize(
    ("now", "wanted", "says"),
    [("wrong", BETTER, "not right"), (PASSWORD, "short", "12 to 512")],
)
def test_a_password_that_cannot_be_changed_is_told_beside_its_form(
    staff: Staff, ann: Browser, now: str, wanted: str, says: str
) -> None:
    answer = ann.post("/moderate/account/password", password=now, new_password=wanted)
    assert answer.status_code == 422
    (problem,) = soup(answer).select("#password-problem")
    assert says in problem.get_text()
    assert staff.visitor().sign_in("ann").status_code == 303


def test_guessing_the_password_of_an_open_session_is_held_up(ann: Browser) -> None:
    for _ in range(5):
        ann.post("/moderate/account/password", password="guess", new_password=BETTER)  # noqa: S106
    answer = ann.post("/moderate/account/password", password=PASSWORD, new_password=BETTER)
    assert answer.status_code == 429


def test_somebody_sets_up_codes_is_given_recovery_codes_and_turns_codes_off(
    staff: Staff, ann: Browser
) -> None:
    clock = staff.accounts.clock
    page = soup(ann.get("/moderate/account/codes"))
    assert page.select("figure svg path")
    app = pyotp.TOTP(page.select("figcaption code")[0].get_text())
    wrong = ann.post("/moderate/account/codes", password=PASSWORD, code="000")
    assert wrong.status_code == 422
    assert app.secret in wrong.text
    done = ann.post("/moderate/account/codes", password=PASSWORD, code=app.at(clock()))
    recovery = [code.get_text() for code in soup(done).select(".recovery code")]
    assert len(recovery) == 10
    assert ann.get("/moderate/account/codes").status_code == 409
    assert "10 recovery codes are left" in words(ann.get("/moderate/account"))
    assert staff.visitor().sign_in("ann", code=recovery[0]).status_code == 303
    refused = ann.post("/moderate/account/codes/stop", password=PASSWORD)
    assert refused.status_code == 422
    stopped = ann.post("/moderate/account/codes/stop", password=PASSWORD, code=recovery[1])
    assert "Codes are off." in words(ann.get(stopped.location))


def test_somebody_ends_their_other_sessions(staff: Staff, ann: Browser) -> None:
    for _ in range(2):
        staff.visitor().sign_in("ann")
    forms = soup(ann.get("/moderate/account")).select("form[action*='/sessions/']")
    assert len(forms) == 3
    answer = ann.post(str(forms[0]["action"]))
    assert "That session has ended." in words(ann.get(answer.location))
    ann.post("/moderate/account/sessions/end")
    assert len(staff.accounts.signing_in.sessions_of("ann")) == 1
    assert ann.get("/moderate/").status_code == 200


def test_a_token_is_shown_once_and_revoked(staff: Staff, ann: Browser) -> None:
    made = ann.post("/moderate/account/tokens", label="<b>my laptop</b>")
    (token,) = re.findall(r"sst_[\w-]+", made.text)
    assert staff.accounts.users.by_token(token)
    page = ann.get("/moderate/account")
    assert token not in page.text
    assert "<b>my laptop" not in page.text
    (form,) = soup(page).select("form[action$='/revoke']")
    ann.post(str(form["action"]))
    assert staff.accounts.users.by_token(token) is None


def test_a_number_that_no_database_holds_is_not_there(ann: Browser) -> None:
    for path in (f"sessions/{2**31}/end", f"tokens/{10**30}/revoke", "tokens/-1/revoke"):
        assert ann.post(f"/moderate/account/{path}").status_code == 404
