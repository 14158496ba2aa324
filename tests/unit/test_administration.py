from __future__ import annotations

from datetime import timedelta

import pytest

from backend.composition.administration import provider_of, session_lengths
from backend.config import read_settings
from backend.errors import BadSetting

SET = {
    "SECOND_SOURCE_OIDC_ISSUER": "https://id.example/",
    "SECOND_SOURCE_OIDC_AUTHORIZE": "https://id.example/authorize",
    "SECOND_SOURCE_OIDC_TOKEN": "https://id.example/token",
    "SECOND_SOURCE_OIDC_CLIENT": "us",
    "SECOND_SOURCE_OIDC_SECRET": "a-secret",
}


def test_nobody_vouches_for_users_unless_it_is_set() -> None:
    assert provider_of(read_settings({})) is None


def test_a_provider_is_made_from_the_settings_and_keeps_its_secret() -> None:
    found = provider_of(read_settings(SET))
    assert found is not None
    provider, _ = found
    assert (provider.issuer, provider.client) == ("https://id.example/", "us")
    assert "a-secret" not in repr(provider) + repr(read_settings(SET))


@pytest.mark.parametrize(
    "wrong",
    [
        {"SECOND_SOURCE_OIDC_TOKEN": "http://id.example/token"},
        {"SECOND_SOURCE_OIDC_TOKEN": ""},
        {"SECOND_SOURCE_OIDC_CLIENT": ""},
    ],
)
def test_a_provider_that_cannot_be_believed_is_a_bad_setting(wrong: dict[str, str]) -> None:
    with pytest.raises(BadSetting, match="SECOND_SOURCE_OIDC"):
        provider_of(read_settings(SET | wrong))


def test_sessions_last_as_long_as_is_set() -> None:
    settings = read_settings({"SECOND_SOURCE_SESSION_IDLE_HOURS": "0.5"})
    assert session_lengths(settings).idle == timedelta(minutes=30)
    assert session_lengths(settings).longest == timedelta(days=7)
