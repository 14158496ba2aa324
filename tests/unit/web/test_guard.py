from __future__ import annotations

from contextlib import suppress
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.web.guard import is_trusted_host, is_trusted_origin

HOST = "127.0.0.1:8700"
TRUSTED = {"second-source.example", "other.example:8443"}


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", HOST, "localhost:1", "LocalHost", "[::1]", "[::1]:8700", "second-source.example",
     "second-source.example:443", "other.example:8443"],
)  # fmt: skip
def test_our_own_names_and_trusted_ones_are_known(host: str) -> None:
    assert is_trusted_host(host, TRUSTED)


@pytest.mark.parametrize(
    "host",
    ["", ":8700", "evil.example", "127.0.0.1.evil.example", "localhost.", "localhost:", "::1",
     "localhost:8700:1", "localhost:8700@evil.example", "[::1]evil", "other.example",
     "other.example:443", "localhost:port", "localhost/evil", "127.0.0.2", "localhost:٣"],
)  # fmt: skip
def test_every_other_name_is_foreign(host: str) -> None:
    assert not is_trusted_host(host, TRUSTED)


@pytest.mark.parametrize(
    "origin",
    ["http://127.0.0.1:8700", "https://127.0.0.1:8700", "chrome-extension://abc",
     "moz-extension://abc", "safari-web-extension://abc", "https://partner.example"],
)  # fmt: skip
def test_our_pages_extensions_and_trusted_sites_may_ask(origin: str) -> None:
    assert is_trusted_origin(origin, HOST, {"https://partner.example"})


@pytest.mark.parametrize(
    "origin",
    ["", "null", "http://127.0.0.1", "http://127.0.0.1:8701", "http://localhost:8700", "http://[",
     "https://evil.example", "http://127.0.0.1:8700@evil.example", "file://127.0.0.1:8700",
     "http://partner.example", "https://partner.example:444", "127.0.0.1:8700"],
)  # fmt: skip
def test_every_other_origin_is_another_site(origin: str) -> None:
    assert not is_trusted_origin(origin, HOST, {"https://partner.example"})


@given(st.text())
def test_no_text_makes_the_guard_stumble_or_lets_another_site_in(origin: str) -> None:
    assert isinstance(is_trusted_host(origin, TRUSTED), bool)
    if is_trusted_origin(origin, HOST, ()):
        with suppress(ValueError):
            assert "extension" in urlsplit(origin).scheme or origin.lower().endswith(HOST)
