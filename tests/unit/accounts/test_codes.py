from __future__ import annotations

from datetime import timedelta

import pyotp
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.accounts import codes
from backend.accounts.keys import form_token, hash_key, is_form_token, new_key
from tests.factories import NOW

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"  # noqa: S105 (nobody's)
TOTP = pyotp.TOTP(SECRET)


@pytest.mark.parametrize("off", [-30, 0, 30])
def test_a_code_counts_a_step_early_or_late(off: int) -> None:
    shown = TOTP.at(NOW + timedelta(seconds=off))
    step = codes.step_of(SECRET, f" {shown[:3]} {shown[3:]}", NOW, None)
    assert step == (NOW + timedelta(seconds=off)).timestamp() // 30


@pytest.mark.parametrize("off", [-90, 90])
def test_a_code_of_another_time_is_wrong(off: int) -> None:
    assert codes.step_of(SECRET, TOTP.at(NOW + timedelta(seconds=off)), NOW, None) is None


def test_no_code_counts_after_itself_or_a_later_one() -> None:
    step = codes.step_of(SECRET, TOTP.at(NOW), NOW, None)
    assert step is not None
    assert codes.step_of(SECRET, TOTP.at(NOW), NOW, step) is None
    assert codes.step_of(SECRET, TOTP.at(NOW - timedelta(seconds=30)), NOW, step) is None
    later = NOW + timedelta(seconds=30)
    assert codes.step_of(SECRET, TOTP.at(later), later, step) == step + 1


@given(st.text(max_size=8))
def test_what_is_no_code_of_six_digits_is_wrong(written: str) -> None:
    right = {TOTP.at(NOW + timedelta(seconds=off)) for off in (-30, 0, 30)}
    found = codes.step_of(SECRET, written, NOW, None)
    assert (found is not None) == ("".join(written.split()) in right)


def test_an_app_is_set_up_with_our_name_and_the_user_s() -> None:
    address = codes.setup_address(SECRET, "ann")
    assert address.startswith("otpauth://totp/Second%20Source:ann?secret=")
    picture = codes.setup_picture(SECRET, "ann")
    assert picture.startswith("<svg")
    assert "script" not in picture
    assert "style=" not in picture
    assert len(codes.new_secret()) == 32


def test_recovery_codes_are_many_and_known_however_they_are_written() -> None:
    recovery = codes.new_recovery_codes()
    assert len(set(recovery)) == 10
    code = recovery[0]
    kept = codes.hash_recovery_code(code)
    assert codes.hash_recovery_code(f" {code.upper().replace('-', ' ')}") == kept
    assert code not in kept


def test_a_form_s_token_belongs_to_one_key() -> None:
    one, other = new_key(), new_key("sst_")
    assert is_form_token(one, form_token(one))
    assert not is_form_token(other, form_token(one))
    assert not is_form_token(one, "")
    assert not is_form_token(one, "\ud800é")
    assert one not in form_token(one) + hash_key(one)
    assert other.startswith("sst_")
