from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta

import pyotp
import pytest
from argon2 import PasswordHasher

from backend.accounts.passwords import Passwords
from backend.accounts.people import User
from backend.errors import BadInput, Conflict, NotFound, TooOften, Unauthenticated
from backend.moderation.chain import Sought
from backend.moderation.roles import Role
from backend.store.engine import Sessions
from tests.accounts import PASSWORD, Accounts, shown

WRONG = "That name, password or code is not right."


@pytest.fixture
def accounts(sessions: Sessions) -> Accounts:
    return Accounts(sessions)


@pytest.fixture
def ann(accounts: Accounts) -> User:
    return accounts.add("ann")


def told(accounts: Accounts) -> list[str]:
    """What the log says, the oldest first; it is found to be sound."""
    assert not accounts.store.verify().fault
    return [entry.action for entry in reversed(accounts.store.page(Sought(), 100))]


def with_codes(accounts: Accounts, name: str) -> tuple[pyotp.TOTP, tuple[str, ...]]:
    """Set up codes as a user does; give their app and their recovery codes."""
    signed = accounts.signed(accounts.sign_in(name))
    app = pyotp.TOTP(accounts.own.offer_codes(signed).secret)
    recovery = accounts.own.start_codes(signed, shown(name, code=app.at(accounts.clock())))
    accounts.clock.advance(seconds=60)
    return app, recovery


def test_a_user_signs_in_and_is_known_by_the_new_key(accounts: Accounts, ann: User) -> None:
    key = accounts.sign_in(" ANN ")
    signed = accounts.signed(key)
    assert signed.user == ann
    assert accounts.signing_in.who(key[:-1]) is None
    assert told(accounts) == ["add user", "sign in"]


@pytest.mark.usefixtures("ann")
@pytest.mark.parametrize(
    ("name", "password"), [("ann", "wrong"), ("bob", PASSWORD), ("", ""), ("\x00", "\ud800")]
)
def test_whatever_is_wrong_the_words_are_the_same(
    accounts: Accounts, name: str, password: str
) -> None:
    with pytest.raises(Unauthenticated) as caught:
        accounts.sign_in(name, password=password)
    assert str(caught.value) == WRONG
    assert told(accounts) == ["add user"]


@pytest.mark.parametrize("name", ["ann", "nobody"])
@pytest.mark.usefixtures("ann")
def test_guessing_is_held_up_alike_for_names_that_exist_and_that_do_not(
    accounts: Accounts, name: str
) -> None:
    for _ in range(5):
        with pytest.raises(Unauthenticated):
            accounts.sign_in(name, password="guess")  # noqa: S106 (a guess)
    with pytest.raises(TooOften) as caught:
        accounts.sign_in(name)
    assert caught.value.retry_after == 60
    accounts.clock.advance(seconds=60)
    with pytest.raises(Unauthenticated):
        accounts.sign_in(name, password="guess")  # noqa: S106 (a guess)
    with pytest.raises(TooOften) as caught:
        accounts.sign_in(name)
    assert caught.value.retry_after == 120


@pytest.mark.usefixtures("ann")
def test_tries_are_counted_for_all_processes_together(
    accounts: Accounts, sessions: Sessions
) -> None:
    other = Accounts(sessions, clock=accounts.clock)

    def guess(number: int) -> bool:
        with suppress(TooOften):
            try:
                (accounts, other)[number % 2].sign_in("ann", password="guess")  # noqa: S106
            except Unauthenticated:
                return True
        return False

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(guess, range(24))) == 5
    assert told(accounts) == ["add user", "lock sign-in"]


def test_a_network_that_guesses_many_names_is_held_up_and_others_are_not(
    accounts: Accounts, ann: User
) -> None:
    for number in range(20):
        with pytest.raises(Unauthenticated):
            accounts.signing_in.sign_in(shown(f"name{number}", network="2001:db8::1"))
    with pytest.raises(TooOften):
        accounts.signing_in.sign_in(shown("ann", network="2001:db8::ffff"))
    assert accounts.signing_in.sign_in(shown("ann", network="2001:db8:0:1::1"))
    del ann


def test_many_who_sign_in_from_one_network_at_once_all_come_in(
    accounts: Accounts, sessions: Sessions
) -> None:
    names = [f"user{number}" for number in range(8)]
    for name in names:
        accounts.add(name)
    other = Accounts(sessions, clock=accounts.clock)
    with ThreadPoolExecutor(8) as pool:
        keys = list(pool.map(other.sign_in, names * 2))
    assert all(accounts.signing_in.who(key) for key in keys)


@pytest.mark.usefixtures("ann")
def test_signing_in_makes_a_new_beginning(accounts: Accounts) -> None:
    for _ in range(3):
        for _ in range(4):
            with pytest.raises(Unauthenticated):
                accounts.sign_in("ann", password="guess")  # noqa: S106 (a guess)
        accounts.sign_in("ann")


@pytest.mark.usefixtures("ann")
def test_somebody_who_runs_the_server_lets_a_user_try_again(accounts: Accounts) -> None:
    for _ in range(5):
        with pytest.raises(Unauthenticated):
            accounts.sign_in("ann", password="guess")  # noqa: S106 (a guess)
    accounts.signing_in.unlock("root", "ann")
    assert accounts.sign_in("ann")
    assert told(accounts) == ["add user", "lock sign-in", "unlock sign-in", "sign in"]


@pytest.mark.usefixtures("ann")
def test_a_session_ends_when_it_lies_idle_and_at_last_in_any_case(accounts: Accounts) -> None:
    idle, used = accounts.sign_in("ann"), accounts.sign_in("ann")
    accounts.clock.advance(hours=7)
    assert accounts.signing_in.who(used)
    for _ in range(22):
        accounts.clock.advance(hours=7)
        assert accounts.signing_in.who(used)
    assert [each.id for each in accounts.signing_in.sessions_of("ann")] == [
        accounts.signed(used).id
    ]
    assert accounts.signing_in.who(idle) is None
    accounts.clock.advance(hours=7)
    assert accounts.signing_in.who(used) is None
    assert list(accounts.signing_in.sessions_of("ann")) == []


def test_sessions_are_ended_one_by_one_and_all_at_once(accounts: Accounts, ann: User) -> None:
    keys = [accounts.sign_in("ann") for _ in range(4)]
    accounts.signing_in.sign_out(accounts.signed(keys[0]))
    accounts.signing_in.end(ann, "ann", accounts.signed(keys[1]).id)
    assert [accounts.signing_in.who(key) is None for key in keys] == [True, True, False, False]
    mine = accounts.signed(keys[2])
    assert accounts.signing_in.end_all("ann", "ann", keep=mine.id) == 1
    assert accounts.signing_in.who(keys[2])
    assert accounts.signing_in.end_all("root", "ann") == 1
    assert accounts.signing_in.who(keys[2]) is None


def test_nobody_ends_a_session_under_another_s_name(accounts: Accounts, ann: User) -> None:
    bob = accounts.add("bob")
    key = accounts.sign_in("ann")
    with pytest.raises(NotFound):
        accounts.signing_in.end(bob, "bob", accounts.signed(key).id)
    assert accounts.signed(key).user == ann


def test_a_disabled_user_is_out_at_once_and_cannot_come_in(accounts: Accounts, ann: User) -> None:
    key, token = accounts.sign_in("ann"), accounts.users.issue_token("root", "ann", "laptop")
    accounts.users.disable("root", ann.name)
    assert accounts.signing_in.who(key) is None
    assert accounts.users.by_token(token) is None
    with pytest.raises(Unauthenticated, match=WRONG):
        accounts.sign_in("ann")
    with pytest.raises(BadInput, match="disabled"):
        accounts.users.issue_token("root", "ann", "laptop")
    accounts.users.enable("root", ann.name)
    assert accounts.sign_in("ann")


@pytest.mark.usefixtures("ann")
def test_another_password_ends_other_sessions_and_changes_this_one_s_key(
    accounts: Accounts,
) -> None:
    mine, other = accounts.sign_in("ann"), accounts.sign_in("ann")
    signed = accounts.signed(mine)
    with pytest.raises(Unauthenticated):
        accounts.own.change_password(signed, shown("ann", "wrong"), "six blue trains hum")
    with pytest.raises(BadInput):
        accounts.own.change_password(signed, shown("ann"), "short")
    key = accounts.own.change_password(signed, shown("ann"), "six blue trains hum")
    assert accounts.signed(key).id == signed.id
    assert accounts.signing_in.who(mine) is None
    assert accounts.signing_in.who(other) is None
    with pytest.raises(Unauthenticated):
        accounts.sign_in("ann")
    assert accounts.sign_in("ann", password="six blue trains hum")  # noqa: S106 (nobody's)


@pytest.mark.usefixtures("ann")
def test_a_code_is_asked_for_once_it_is_set_up_and_counts_once(accounts: Accounts) -> None:
    app, _ = with_codes(accounts, "ann")
    for code in ("", "000000", "12345x"):
        with pytest.raises(Unauthenticated, match=WRONG):
            accounts.sign_in("ann", code)
    code = app.at(accounts.clock())
    assert accounts.signed(accounts.sign_in("ann", code)).user.has_codes
    with pytest.raises(Unauthenticated):
        accounts.sign_in("ann", code)
    accounts.clock.advance(seconds=30)
    assert accounts.sign_in("ann", app.at(accounts.clock()))


@pytest.mark.usefixtures("ann")
def test_of_many_who_show_one_code_at_once_one_comes_in(
    accounts: Accounts, sessions: Sessions
) -> None:
    app, recovery = with_codes(accounts, "ann")
    other = Accounts(sessions, clock=accounts.clock)

    def comes_in(code: str) -> bool:
        try:
            other.sign_in("ann", code)
        except (Unauthenticated, TooOften):
            return False
        return True

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(comes_in, [app.at(accounts.clock())] * 4)) == 1
        accounts.signing_in.unlock("root", "ann")
        assert sum(pool.map(comes_in, [recovery[3]] * 4)) == 1


@pytest.mark.usefixtures("ann")
def test_a_recovery_code_stands_in_once(accounts: Accounts) -> None:
    _, recovery = with_codes(accounts, "ann")
    signed = accounts.signed(accounts.sign_in("ann", recovery[0].upper()))
    assert accounts.own.recovery_codes_left(signed) == 9
    with pytest.raises(Unauthenticated):
        accounts.sign_in("ann", recovery[0])
    assert "use recovery code" in told(accounts)


@pytest.mark.usefixtures("ann")
def test_codes_are_turned_off_with_the_password_and_a_code(accounts: Accounts) -> None:
    app, recovery = with_codes(accounts, "ann")
    signed = accounts.signed(accounts.sign_in("ann", recovery[0]))
    with pytest.raises(Conflict, match="already"):
        accounts.own.offer_codes(signed)
    with pytest.raises(Unauthenticated):
        accounts.own.stop_codes(signed, shown("ann"))
    accounts.own.stop_codes(signed, shown("ann", code=app.at(accounts.clock())))
    assert accounts.sign_in("ann")
    assert accounts.own.recovery_codes_left(signed) == 0


@pytest.mark.usefixtures("ann")
def test_codes_that_no_app_confirmed_are_not_asked_for(accounts: Accounts) -> None:
    signed = accounts.signed(accounts.sign_in("ann"))
    with pytest.raises(NotFound):
        accounts.own.start_codes(signed, shown("ann", code="123456"))
    offered = accounts.own.offer_codes(signed)
    assert accounts.own.offer_codes(signed) == offered
    with pytest.raises(BadInput, match="Wait for the next"):
        accounts.own.start_codes(signed, shown("ann", code="abc"))
    assert accounts.sign_in("ann")


@pytest.mark.usefixtures("ann")
def test_a_password_kept_with_older_parameters_is_kept_anew(
    accounts: Accounts, sessions: Sessions
) -> None:
    dearer = PasswordHasher(time_cost=2, memory_cost=8, parallelism=1)
    later = Accounts(sessions, passwords=Passwords(dearer))
    later.sign_in("ann")
    assert later.sign_in("ann")
    assert not any("password" in action for action in told(accounts))


def test_what_was_kept_longer_than_it_counts_is_swept_out(accounts: Accounts, ann: User) -> None:
    del ann
    key = accounts.sign_in("ann")
    accounts.clock.now += timedelta(days=8)
    accounts.sign_in("ann")
    assert accounts.signing_in.who(key) is None


def test_no_row_of_the_log_holds_a_secret(accounts: Accounts, ann: User) -> None:
    app, recovery = with_codes(accounts, ann.name)
    key = accounts.sign_in("ann", recovery[0])
    token = accounts.users.issue_token("ann", "ann", "my own label")
    with suppress(Unauthenticated):
        accounts.sign_in("ann", password="a wrong password")  # noqa: S106 (a guess)
    accounts.users.set_role("root", "ann", Role.LEAD)
    rows = str(accounts.store.page(Sought(), 100))
    for secret in (PASSWORD, key, token, app.secret, *recovery, "a wrong password", "my own"):
        assert secret not in rows
    assert "Shown(…)" in repr(shown("ann"))
