from __future__ import annotations

from argon2 import PasswordHasher
from argon2.low_level import Type
from hypothesis import given, settings
from hypothesis import strategies as st

from backend.accounts.passwords import Passwords
from tests.accounts import CHEAP


@given(st.text(max_size=40), st.text(max_size=40))
@settings(max_examples=25)
def test_only_the_same_password_matches(one: str, other: str) -> None:
    passwords = Passwords(CHEAP)
    kept = passwords.hash(one)
    assert passwords.matches(kept, one)
    assert passwords.matches(kept, other) == (one == other)


def test_the_same_password_is_never_kept_in_the_same_way() -> None:
    passwords = Passwords(CHEAP)
    assert passwords.hash("four green boats") != passwords.hash("four green boats")


def test_nobody_and_what_is_no_hash_match_nothing() -> None:
    passwords = Passwords(CHEAP)
    assert not passwords.matches(None, "four green boats")
    assert not passwords.matches("", "four green boats")


def test_a_password_is_compared_with_something_for_a_name_that_nobody_has() -> None:
    class Counting(PasswordHasher):
        compared = 0

        def verify(self, hash: str | bytes, password: str | bytes) -> bool:  # type: ignore[override] # noqa: A002 (argon2's own name)
            self.compared += 1
            return bool(super().verify(hash, password))

    hasher = Counting(time_cost=1, memory_cost=8, parallelism=1)
    passwords = Passwords(hasher)
    passwords.matches(passwords.hash("four green boats"), "wrong")
    passwords.matches(None, "wrong")
    assert hasher.compared == 2


def test_what_ships_is_argon2id_with_the_parameters_of_rfc_9106() -> None:
    hasher = PasswordHasher()
    assert hasher.type is Type.ID
    assert (hasher.time_cost, hasher.memory_cost, hasher.parallelism) == (3, 65536, 4)


def test_a_hash_with_other_parameters_is_dated() -> None:
    passwords = Passwords(CHEAP)
    dearer = Passwords(PasswordHasher(time_cost=2, memory_cost=8, parallelism=1))
    kept = passwords.hash("four green boats")
    assert dearer.is_dated(kept)
    assert not passwords.is_dated(kept)
    assert dearer.matches(kept, "four green boats")
