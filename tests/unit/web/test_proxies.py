from __future__ import annotations

from ipaddress import ip_network

import pytest

from backend.web.proxies import client_address

OURS = (ip_network("127.0.0.1"), ip_network("10.0.0.0/8"), ip_network("2001:db8::/32"))


@pytest.mark.parametrize(
    ("peer", "forwarded", "client"),
    [
        ("192.0.2.7", "", "192.0.2.7"),
        ("192.0.2.7", "198.51.100.1", "192.0.2.7"),  # a stranger's word
        ("127.0.0.1", "", "127.0.0.1"),
        ("127.0.0.1", "198.51.100.1", "198.51.100.1"),
        ("127.0.0.1", "203.0.113.9, 198.51.100.1", "198.51.100.1"),  # what the reader sent along
        ("127.0.0.1", "198.51.100.1, 10.1.2.3", "198.51.100.1"),
        ("127.0.0.1", "nonsense, 10.1.2.3", "10.1.2.3"),
        ("::ffff:127.0.0.1", "198.51.100.1", "198.51.100.1"),
        ("2001:db8::1", "2a00::1", "2a00::1"),
        ("", "198.51.100.1", ""),
    ],
)
def test_proxies_are_believed_as_far_as_they_are_ours(
    peer: str, forwarded: str, client: str
) -> None:
    assert client_address(peer, forwarded, OURS) == client
