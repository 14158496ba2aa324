from __future__ import annotations

from base64 import urlsafe_b64encode
from datetime import timedelta
from hashlib import sha256
from urllib.parse import parse_qs, parse_qsl, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.accounts.elsewhere import (
    Provider,
    Purpose,
    address_to_leave_for,
    came_back,
    subject_in,
)
from backend.accounts.keys import new_key
from backend.errors import BadSetting, Unauthenticated
from tests.elsewhere import PROVIDER, answer
from tests.factories import NOW

BACK = "https://us.example/moderate/login/back"
KEY = new_key()


def left(key: str = KEY, purpose: Purpose = Purpose.SIGN_IN) -> dict[str, str]:
    """What a browser was sent to the provider with."""
    address = address_to_leave_for(PROVIDER, key, purpose, BACK, NOW)
    assert address.startswith(f"{PROVIDER.authorize}?")
    return dict(parse_qsl(urlsplit(address).query))


def test_a_browser_leaves_with_a_code_s_challenge_and_comes_back_with_its_verifier() -> None:
    asked = left(purpose=Purpose.LINK)
    assert (asked["response_type"], asked["scope"]) == ("code", "openid")
    assert (asked["client_id"], asked["redirect_uri"]) == (PROVIDER.client, BACK)
    returned = came_back(PROVIDER, KEY, {"state": asked["state"], "code": "c1"}, BACK, NOW)
    assert (returned.purpose, returned.nonce) == (Purpose.LINK, asked["nonce"])
    shown = {name: values[0] for name, values in parse_qs(returned.form.decode()).items()}
    assert shown["code"] == "c1"
    assert shown["client_secret"] == PROVIDER.secret
    digest = sha256(shown["code_verifier"].encode()).digest()
    assert urlsafe_b64encode(digest).decode().rstrip("=") == asked["code_challenge"]
    assert asked["code_challenge_method"] == "S256"
    assert PROVIDER.secret not in repr(returned) + repr(PROVIDER)


def test_what_was_begun_in_one_browser_is_not_finished_in_another() -> None:
    given_back = {"state": left()["state"], "code": "c1"}
    with pytest.raises(Unauthenticated):
        came_back(PROVIDER, new_key(), given_back, BACK, NOW)


@pytest.mark.parametrize("minutes", [11, 60])
def test_who_stays_away_too_long_begins_again(minutes: int) -> None:
    given_back = {"state": left()["state"], "code": "c1"}
    assert came_back(PROVIDER, KEY, given_back, BACK, NOW + timedelta(minutes=9))
    with pytest.raises(Unauthenticated):
        came_back(PROVIDER, KEY, given_back, BACK, NOW + timedelta(minutes=minutes))


def test_who_comes_to_sign_in_cannot_come_back_to_link() -> None:
    state = left()["state"].replace("in.", "link.", 1)
    with pytest.raises(Unauthenticated):
        came_back(PROVIDER, KEY, {"state": state, "code": "c1"}, BACK, NOW)


@pytest.mark.parametrize("refused", [{}, {"error": "access_denied"}, {"code": ""}])
def test_who_was_refused_there_is_told(refused: dict[str, str]) -> None:
    with pytest.raises(Unauthenticated):
        came_back(PROVIDER, KEY, {"state": left()["state"], **refused}, BACK, NOW)


@given(st.text())
def test_no_state_of_somebody_else_s_making_is_taken(state: str) -> None:
    with pytest.raises(Unauthenticated):
        came_back(PROVIDER, KEY, {"state": state, "code": "c1"}, BACK, NOW)


def test_the_subject_stands_with_its_issuer() -> None:
    assert subject_in(answer(), PROVIDER, "n", NOW) == "https://id.example/news 248289761001"
    assert subject_in(answer(aud=["other", PROVIDER.client]), PROVIDER, "n", NOW)


@pytest.mark.parametrize(
    "claims",
    [
        {"iss": "https://evil.example"},
        {"aud": "another client"},
        {"aud": None},
        {"azp": "another client"},
        {"nonce": "another"},
        {"nonce": None},
        {"exp": NOW.timestamp() - 61},
        {"exp": "tomorrow"},
        {"exp": None},
        {"sub": ""},
        {"sub": 7},
        {"sub": "x" * 256},
    ],
)
def test_a_token_that_is_not_for_us_now_is_refused(claims: dict[str, object]) -> None:
    with pytest.raises(Unauthenticated):
        subject_in(answer(**claims), PROVIDER, "n", NOW)


@given(st.binary())
def test_an_answer_that_is_no_token_is_refused(body: bytes) -> None:
    with pytest.raises(Unauthenticated):
        subject_in(body, PROVIDER, "n", NOW)


@pytest.mark.parametrize(
    "token", ['"a"', '"a.b.c"', '"a.WyJ4Il0.c"', "7", "null", '"a.\\u00e9.c"', '"a..c"']
)
def test_a_token_that_cannot_be_read_is_refused(token: str) -> None:
    with pytest.raises(Unauthenticated):
        subject_in(f'{{"id_token": {token}}}'.encode(), PROVIDER, "n", NOW)


def test_a_provider_is_reached_over_https_or_on_this_machine() -> None:
    assert PROVIDER.name == "id.example"
    assert Provider("http://127.0.0.1:1", "http://localhost/a", "http://[::1]/t", "us", "")
    for addresses in (("http://id.example",) * 3, ("https://id.example", "", "https://x.example")):
        with pytest.raises(BadSetting):
            Provider(*addresses, "us", "")
    with pytest.raises(BadSetting):
        Provider("https://a.example", "https://a.example", "https://a.example", "", "")
