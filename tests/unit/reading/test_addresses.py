from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.domain import UnreadReason
from backend.errors import Unreadable
from backend.reading.addresses import Ground, same_origin

WEB = Ground(frozenset({80, 443}))


def reason_of(url: str, ground: Ground = WEB) -> UnreadReason:
    with pytest.raises(Unreadable) as caught:
        ground.admit(url)
    return caught.value.reason


def test_a_private_address_is_told_from_what_is_no_web_address() -> None:
    assert reason_of("http://10.0.0.1/") is UnreadReason.FORBIDDEN_ADDRESS
    assert reason_of("ftp://example.com/") is UnreadReason.NO_WEB_ADDRESS
    assert UnreadReason.NO_WEB_ADDRESS.words == "The address is no web address that may be read."


@pytest.mark.parametrize("url", ["http://example.com/", "https://bücher.example:443/a?b#c"])
def test_a_web_address_is_admitted(url: str) -> None:
    WEB.admit(url)


def test_every_port_of_this_machine_is_opened_for_its_own_names_alone() -> None:
    ground = Ground(frozenset({80}), allow_loopback=True)
    for host in ("127.0.0.1", "localhost", "[::1]", "localhost."):
        ground.admit(f"http://{host}:5000/")
    assert reason_of("http://example.com:5000/", ground) is UnreadReason.NO_WEB_ADDRESS
    assert reason_of("http://localhost.example.com:5000/", ground) is UnreadReason.NO_WEB_ADDRESS
    assert reason_of("http://10.0.0.1/", ground) is UnreadReason.FORBIDDEN_ADDRESS


def test_a_network_that_a_setting_opens_is_open_on_the_open_ports() -> None:
    ground = Ground(frozenset({80}), networks=("10.1.0.0/16",))
    ground.admit("http://10.1.2.3/")
    assert reason_of("http://10.1.2.3:22/", ground) is UnreadReason.NO_WEB_ADDRESS
    assert reason_of("http://10.2.0.1/", ground) is UnreadReason.FORBIDDEN_ADDRESS


@given(st.text())
def test_whatever_is_no_address_is_refused_and_breaks_nothing(text: str) -> None:
    try:
        WEB.admit(text)
    except Unreadable as unread:
        assert unread.reason in {UnreadReason.NO_WEB_ADDRESS, UnreadReason.FORBIDDEN_ADDRESS}  # noqa: PT017 - raising is optional


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("https://a.example/x", "https://a.example:443/y", True),
        ("http://A.example/", "http://a.example/", True),
        ("http://a.example/", "https://a.example/", False),
        ("https://a.example/", "https://b.a.example/", False),
        ("https://a.example/", "https://a.example:8443/", False),
    ],
)
def test_an_origin_is_scheme_host_and_port(one: str, other: str, *, same: bool) -> None:
    assert same_origin(one, other) is same
