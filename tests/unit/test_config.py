from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest

from backend.config import SETTINGS, Settings, describe, read_settings, variable
from backend.errors import BadSetting


def test_every_setting_has_a_default_and_is_explained() -> None:
    assert [field.name for field in fields(Settings)] == list(SETTINGS)
    assert all(setting.means for setting in SETTINGS.values())
    assert read_settings({}).port == 8700


def test_the_environment_overrides_the_default() -> None:
    settings = read_settings(
        {
            "SECOND_SOURCE_PORT": "9000",
            "SECOND_SOURCE_ALLOW_LOOPBACK": "Yes",
            "SECOND_SOURCE_TRUSTED_HOSTS": "a.test, b.test,",
            "UNRELATED": "x",
        }
    )
    assert settings.port == 9000
    assert settings.allow_loopback
    assert settings.trusted_hosts == ("a.test", "b.test")


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("port", "x"),
        ("port", "70000"),
        ("port", "-1"),
        ("allow_loopback", "perhaps"),
        ("fetch_seconds", "nan"),
        ("fetch_seconds", "0"),
        ("fetch_ports", "80,http"),
        ("fetch_ports", ""),
        ("log_level", "LOUD"),
        ("check_threads", "²"),
        ("wikipedia_language", "en.evil.test/"),
        ("searxng_url", "ftp://search.test"),
        ("searxng_url", "http://user:word@search.test"),
        ("searxng_url", "http://["),
        ("brave_key", "a key\r\nX-Other: 1"),
    ],
)
def test_an_unusable_value_is_refused_by_the_name_of_its_variable(name: str, written: str) -> None:
    with pytest.raises(BadSetting, match=variable(name)):
        read_settings({variable(name): written})


def test_a_misspelt_setting_is_refused_rather_than_ignored() -> None:
    with pytest.raises(BadSetting, match="SECOND_SOURCE_PROT is no setting"):
        read_settings({"SECOND_SOURCE_PROT": "8700"})


def test_the_readme_lists_the_settings_as_they_are() -> None:
    readme = Path(__file__).parents[2] / "README.md"
    assert describe() in readme.read_text("utf-8")
