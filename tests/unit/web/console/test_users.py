from __future__ import annotations

import pytest

from backend.moderation.roles import Role
from tests.accounts import PASSWORD
from tests.unit.web.console.staff import Browser, Staff, soup, words


@pytest.fixture
def admin(staff: Staff) -> Browser:
    return staff.join(Role.ADMIN, "root")


def test_an_admin_adds_a_user_who_signs_in(staff: Staff, admin: Browser) -> None:
    answer = admin.post("/moderate/users", name="Ann", role="lead", password=PASSWORD)
    assert answer.location == "/moderate/users/ann?done=added"
    assert "ann lead password" in words(admin.get("/moderate/users"))
    assert staff.visitor().sign_in("ann").status_code == 303


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"name": "a b", "role": "lead", "password": PASSWORD}, "small letters"),
        ({"name": "ann", "role": "lead", "password": "short"}, "12 to 512"),
        ({"name": "ann", "role": "king", "password": PASSWORD}, "Choose a role"),
        ({"name": "root", "role": "lead", "password": PASSWORD}, "root already"),
        ({}, "Choose a role"),
    ],
)
def test_a_user_who_cannot_be_added_is_told_with_what_was_written(
    admin: Browser, fields: dict[str, str], says: str
) -> None:
    answer = admin.post("/moderate/users", **fields)
    assert answer.status_code == 422
    (problem,) = soup(answer).select(".problem")
    assert says in problem.get_text()
    assert soup(answer).select("#name")[0].get("value") == fields.get("name", "")
    assert PASSWORD not in answer.text


def test_an_admin_changes_a_user_s_role_and_way_in(staff: Staff, admin: Browser) -> None:
    ann = staff.join(Role.READER, "ann")
    admin.post("/moderate/users/ann/role", role="lead")
    assert ann.get("/moderate/audit").status_code == 200
    admin.post("/moderate/users/ann/sessions")
    assert ann.get("/moderate/").status_code == 303
    admin.post("/moderate/users/ann/disable")
    assert "disabled" in words(admin.get("/moderate/users/ann"))
    assert ann.sign_in("ann").status_code == 401
    admin.post("/moderate/users/ann/enable")
    admin.post("/moderate/users/ann/password", password="six blue trains hum")  # noqa: S106
    assert ann.sign_in("ann", "six blue trains hum").status_code == 303
    assert admin.post("/moderate/users/ann/codes").status_code == 303


def test_an_admin_lets_a_user_try_again(staff: Staff, admin: Browser) -> None:
    staff.accounts.add("ann")
    visitor = staff.visitor()
    for _ in range(5):
        visitor.sign_in("ann", "a wrong password")
    assert visitor.sign_in("ann").status_code == 429
    admin.post("/moderate/users/ann/unlock")
    assert visitor.sign_in("ann").status_code == 303


def test_the_only_admin_cannot_give_the_role_away(admin: Browser) -> None:
    for path, fields in (("role", {"role": "lead"}), ("disable", {})):
        answer = admin.post(f"/moderate/users/root/{path}", **fields)
        assert answer.status_code == 422
        assert "only admin" in words(answer)


@pytest.mark.parametrize("name", ["nobody", "%00", "a%2Fb", "<b>"])
def test_a_user_who_is_not_there_is_told(admin: Browser, name: str) -> None:
    assert admin.get(f"/moderate/users/{name}").status_code == 404
    for what in ("role", "disable", "enable", "unlock", "sessions", "codes", "password"):
        answer = admin.post(f"/moderate/users/{name}/{what}", role="lead", password=PASSWORD)
        assert answer.status_code == 404, what
