from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from backend.errors import BadInput, Conflict, NotFound, Unauthenticated
from backend.moderation.chain import Sought
from backend.moderation.roles import Role
from backend.store.engine import Sessions
from tests.accounts import PASSWORD, Accounts


@pytest.fixture
def accounts(sessions: Sessions) -> Accounts:
    return Accounts(sessions)


def test_a_name_is_given_once(accounts: Accounts) -> None:
    accounts.add("ann")
    with pytest.raises(Conflict, match="ann already"):
        accounts.users.add("root", "Ann", Role.ADMIN, PASSWORD)
    assert [(user.name, user.role) for user in accounts.users.every()] == [("ann", "moderator")]
    assert accounts.store.count() == 1


def test_a_bad_name_or_password_adds_nobody(accounts: Accounts) -> None:
    with pytest.raises(BadInput):
        accounts.users.add("root", "a b", Role.READER, PASSWORD)
    with pytest.raises(BadInput):
        accounts.users.add("root", "ann", Role.READER, "short")
    assert list(accounts.users.every()) == []


def test_the_only_admin_keeps_the_role(accounts: Accounts) -> None:
    accounts.add("ann", Role.ADMIN)
    with pytest.raises(Conflict, match="only admin"):
        accounts.users.set_role("ann", "ann", Role.LEAD)
    with pytest.raises(Conflict, match="only admin"):
        accounts.users.disable("ann", "ann")
    accounts.add("bob", Role.ADMIN)
    assert accounts.users.set_role("bob", "ann", Role.LEAD).role is Role.LEAD
    (entry,) = accounts.store.page(Sought(action="change role"), 5)
    assert entry.detail == '{"from":"admin","to":"lead"}'


def test_two_admins_who_demote_each_other_at_once_leave_one(accounts: Accounts) -> None:
    accounts.add("ann", Role.ADMIN)
    accounts.add("bob", Role.ADMIN)

    def demote(name: str) -> bool:
        try:
            accounts.users.set_role("root", name, Role.LEAD)
        except Conflict:
            return False
        return True

    with ThreadPoolExecutor(2) as pool:
        assert sum(pool.map(demote, ["ann", "bob"])) == 1


@pytest.mark.parametrize("name", ["nobody", "", "\x00"])
def test_what_is_done_to_nobody_is_told(accounts: Accounts, name: str) -> None:
    users = accounts.users
    for act in (
        lambda: users.set_role("root", name, Role.LEAD),
        lambda: users.disable("root", name),
        lambda: users.enable("root", name),
        lambda: users.reset_codes("root", name),
        lambda: users.reset_password("root", name, PASSWORD),
        lambda: users.issue_token("root", name, ""),
        lambda: users.revoke_token("root", name, 1),
    ):
        with pytest.raises(NotFound):
            act()
    assert accounts.store.count() == 0


def test_a_lost_password_is_set_anew_and_ends_every_session(accounts: Accounts) -> None:
    accounts.add("ann")
    key = accounts.sign_in("ann")
    accounts.users.reset_password("root", "ann", "six blue trains hum")
    assert accounts.signing_in.who(key) is None
    with pytest.raises(Unauthenticated):
        accounts.sign_in("ann")
    assert accounts.sign_in("ann", password="six blue trains hum")  # noqa: S106 (nobody's)


def test_a_token_stands_for_its_user_until_it_is_revoked(accounts: Accounts) -> None:
    ann = accounts.add("ann")
    accounts.add("bob")
    key = accounts.users.issue_token("root", "ann", "  my \n laptop ")
    assert accounts.users.by_token(key) == ann
    (token,) = accounts.users.tokens_of("ann")
    assert (token.label, token.used_at) == ("my laptop", accounts.clock())
    assert key not in repr(token)
    with pytest.raises(NotFound):
        accounts.users.revoke_token("bob", "bob", token.id)
    accounts.users.revoke_token("root", "ann", token.id)
    assert accounts.users.by_token(key) is None
    for wrong in ("", "sst_", key[:-1], "\x00", "sst_\ud800"):
        assert accounts.users.by_token(wrong) is None


def test_a_token_s_user_has_the_role_of_this_moment(accounts: Accounts) -> None:
    accounts.add("ann", Role.ADMIN)
    accounts.add("bob", Role.ADMIN)
    key = accounts.users.issue_token("root", "ann", "laptop")
    accounts.users.set_role("root", "ann", Role.READER)
    user = accounts.users.by_token(key)
    assert user is not None
    assert user.role is Role.READER
