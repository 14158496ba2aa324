from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from backend.moderation.roles import ROWS, Action, Role, describe, may

README = Path(__file__).parents[3] / "backend/moderation/README.md"


def test_every_action_has_exactly_one_row() -> None:
    assert [row.action for row in ROWS] == list(Action)
    assert all(row.means.endswith(".") for row in ROWS)


@pytest.mark.parametrize("action", Action)
def test_a_higher_role_may_all_that_a_lower_one_may(action: Action) -> None:
    for lower, higher in pairwise((None, *Role)):
        assert may(higher, action) or not may(lower, action)


@pytest.mark.parametrize("action", Action)
@pytest.mark.parametrize("role", [None, *Role])
def test_a_token_may_never_more_than_its_user(action: Action, role: Role | None) -> None:
    assert may(role, action) or not may(role, action, by_token=True)


def test_somebody_who_has_not_signed_in_may_read_flag_and_sign_in() -> None:
    assert [action for action in Action if may(None, action)] == ["read", "flag", "sign in"]


def test_no_token_reaches_an_account_or_the_log() -> None:
    for action in (Action.KEEP_OWN_ACCOUNT, Action.MANAGE_USERS, Action.SEE_AUDIT):
        assert not may(Role.ADMIN, action, by_token=True)


def test_the_readme_shows_the_table_as_it_is() -> None:
    assert describe() in README.read_text("utf-8")
