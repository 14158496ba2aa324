# ruff: noqa: RUF001 (digits and letters that look like others are what is tested)
"""No connection is made to where none may be made: counted at the sockets, not by errors."""

from __future__ import annotations

import socket
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
import requests

from backend.domain import UnreadReason
from backend.errors import Unreadable
from backend.reading.fetcher import Fetcher, FetchLimits
from backend.reading.politeness import Politeness
from backend.reading.wants import PAGE
from backend.reading.watchdog import Lookup
from tests.functional.connections import Address, watched
from tests.functional.hostile import HostileServer, Serve, answering, redirecting

PUBLIC = "93.184.215.14"
Rows = list[tuple[object, ...]]


@pytest.fixture
def attempts() -> Iterator[list[Address]]:
    with watched() as attempts:
        yield attempts


def answers(*hosts: str, port: int = 80) -> Rows:
    """What a name lookup gives for these addresses."""
    rows: Rows = []
    for host in hosts:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        address = (host, port, 0, 0) if ":" in host else (host, port)
        rows.append((family, socket.SOCK_STREAM, 6, "", address))
    return rows


def in_real_use(lookup: Lookup = socket.getaddrinfo) -> Fetcher:
    return Fetcher(FetchLimits(total_seconds=3), Politeness(interval=0), lookup)


def refused(url: str, by: Fetcher) -> UnreadReason:
    with pytest.raises(Unreadable) as caught:
        by.fetch(url, PAGE)
    return caught.value.reason


PRIVATE_ADDRESSES = {
    "loopback": ["127.0.0.1", "127.0.0.2", "127.255.255.254", "127.0.0.1."],
    "this host": ["0.0.0.0", "0.0.0.1", "0.255.255.255"],
    "private": ["10.0.0.1", "10.255.255.255", "172.16.0.1", "172.31.255.255", "192.168.1.1"],
    "carrier-grade NAT": ["100.64.0.1", "100.127.255.254"],
    "link-local": ["169.254.0.1", "169.254.169.254", "169.254.170.2"],
    "cloud metadata": ["100.100.100.200", "192.0.0.192"],
    "reserved": ["192.0.0.1", "192.0.2.1", "198.18.0.1", "198.51.100.1", "203.0.113.1"],
    "multicast": ["224.0.0.1", "239.255.255.255"],
    "future use": ["240.0.0.1", "255.255.255.255"],
    "IPv6 loopback": ["[::1]", "[0:0:0:0:0:0:0:1]", "[0000::0001]"],
    "IPv6 unspecified": ["[::]", "[0::0]"],
    "IPv6 unique local": ["[fc00::1]", "[fd00:ec2::254]", "[fdff:ffff::1]"],
    "IPv6 link-local": ["[fe80::1]", "[febf::1]", "[fec0::1]"],
    "IPv6 zones": ["[fe80::1%25eth0]", "[fe80::1%eth0]", "[::1%25lo]"],
    "IPv6 multicast": ["[ff01::1]", "[ff02::1]"],
    "IPv6 documentation": ["[2001:db8::1]"],
    "IPv4-mapped": ["[::ffff:127.0.0.1]", "[::ffff:10.0.0.1]", "[::ffff:a9fe:a9fe]"],
    "IPv4-compatible": ["[::127.0.0.1]", "[::10.0.0.1]"],
    "NAT64": ["[64:ff9b::127.0.0.1]", "[64:ff9b::a9fe:a9fe]", "[64:ff9b:1::7f00:1]"],
    "6to4": ["[2002:7f00:1::]", "[2002:a9fe:a9fe::1]", "[2002:c0a8:101::]"],
    "Teredo": ["[2001:0:4136:e378:8000:63bf:80ff:fffe]", "[2001::1]"],
}
"""Addresses written as they are, by the kind of ground that they lead to."""

DISGUISES = {
    "decimal": ["2130706433", "2852039166", "167772161"],
    "hexadecimal": ["0x7f000001", "0x7f.0.0.1", "0x7f.0x0.0x0.0x1", "0xa9fea9fe"],
    "octal": ["0177.0.0.1", "017700000001", "0251.0376.0251.0376"],
    "short": ["127.1", "127.0.1", "0", "10.1"],
    "full width": ["１２７.０.０.１", "127。0。0。1", "１６９．２５４．１６９．２５４"],
    "circled": ["①②⑦.⓪.⓪.①", "ⓛⓞⓒⓐⓛⓗⓞⓢⓣ"],
    "names of this machine": ["localhost", "LOCALHOST", "localhost.", "ｌｏｃａｌｈｏｓｔ"],
    "userinfo": ["example.com@127.0.0.1", "a:b@10.0.0.1", "127.0.0.1@example.com", "a%40b@[::1]"],
    "confused parsers": [
        "127.0.0.1\\@example.com",
        "example.com#@127.0.0.1",
        "127.0.0.1%2f.example.com",
        "127.0.0.1%00.example.com",
        "[::1].example.com",
        "[127.0.0.1]",
        "127.0.0.1:80:80",
        " 127.0.0.1",
        "127.0.0.1\t",
    ],
}
"""The same ground under other spellings."""

OTHER_ADDRESSES = [
    "file:///etc/passwd",
    "ftp://example.com/",
    "gopher://127.0.0.1:6379/_INFO",
    "dict://127.0.0.1:11211/stats",
    "ldap://127.0.0.1/",
    "unix:///var/run/docker.sock",
    "data:text/html,<p>x</p>",
    "javascript:alert(1)",
    "jar:http://127.0.0.1!/",
    "ws://127.0.0.1/",
    "//127.0.0.1/",
    "http:///127.0.0.1/",
    "http:127.0.0.1",
    "http://",
    "http://[",
    "http://[::1",
    "127.0.0.1",
    "",
    "http://example.com:22/",
    "http://example.com:0/",
    "http://example.com:99999/",
    "http://example.com:-80/",
    "http://example.com:8080/",
    "https://example.com:8443/",
    "http://example.com:٨٠/",
    "http://" + "a." * 4000 + "com/",
]
"""What is no web address on an open port at all."""


def flat(kinds: dict[str, list[str]]) -> list[str]:
    return [host for hosts in kinds.values() for host in hosts]


HOSTS = [*flat(PRIVATE_ADDRESSES), *flat(DISGUISES)]


def nothing_is_called(*_: object) -> Rows:
    """A lookup under which every name of the outside world is a public place."""
    return answers(PUBLIC)


@pytest.mark.parametrize("scheme", ["http", "https"])
@pytest.mark.parametrize("host", HOSTS)
def test_no_connection_is_made_to_forbidden_ground(
    attempts: list[Address], host: str, scheme: str
) -> None:
    reason = refused(f"{scheme}://{host}/", in_real_use(local_names_only))
    assert [attempt for attempt in attempts if attempt[0] != PUBLIC] == []
    assert attempts == [] or reason is UnreadReason.UNREACHABLE


def local_names_only(host: str, port: int, *rest: object) -> Rows:
    """Look up as the system does what it can tell without asking; call all else public."""
    if host.endswith(".example.com") or host == "example.com":
        return answers(PUBLIC, port=port)
    return list(socket.getaddrinfo(host, port, *rest))  # type: ignore[arg-type]


@pytest.mark.parametrize("url", OTHER_ADDRESSES)
def test_what_is_no_web_address_is_told_so_and_not_connected_to(
    attempts: list[Address], url: str
) -> None:
    assert refused(url, in_real_use(nothing_is_called)) is UnreadReason.NO_WEB_ADDRESS
    assert attempts == []


@pytest.mark.parametrize("host", [host.strip("[].") for host in flat(PRIVATE_ADDRESSES)])
def test_a_name_that_leads_to_forbidden_ground_is_not_followed(
    attempts: list[Address], host: str
) -> None:
    by = in_real_use(lambda *_: answers(host))
    refused("http://inwards.example/", by)
    assert attempts == []


@pytest.mark.parametrize(
    "hosts",
    [
        (PUBLIC, "127.0.0.1"),
        ("127.0.0.1", PUBLIC),
        (PUBLIC, "::1"),
        (PUBLIC, PUBLIC, PUBLIC, "10.0.0.1"),
        ("2606:2800:21f:cb07:6820:80da:af6b:8b2c", "fd00::1"),
    ],
)
def test_a_name_that_leads_to_forbidden_ground_among_others_is_not_followed(
    attempts: list[Address], hosts: Sequence[str]
) -> None:
    reason = refused("http://mixed.example/", in_real_use(lambda *_: answers(*hosts)))
    assert (reason, attempts) == (UnreadReason.FORBIDDEN_ADDRESS, [])


def test_a_name_that_moves_after_it_was_looked_up_is_connected_to_where_it_was(
    attempts: list[Address],
) -> None:
    moves = iter([answers(PUBLIC), answers("127.0.0.1"), answers("169.254.169.254")])
    by = in_real_use(lambda *_: next(moves))
    assert refused("http://rebinding.example/", by) is UnreadReason.UNREACHABLE
    assert refused("http://rebinding.example/", by) is UnreadReason.FORBIDDEN_ADDRESS
    assert attempts == [(PUBLIC, 80)]


def opened(server: HostileServer, lookup: Lookup = socket.getaddrinfo) -> Fetcher:
    """A fetcher for which the server's own address alone is open besides the public ones."""
    limits = FetchLimits(
        total_seconds=3, ports=frozenset({80, 443, server.port}), allowed_networks=("127.0.0.1/32",)
    )
    return Fetcher(limits, Politeness(interval=0), lookup)


def test_a_name_that_moves_between_a_redirect_and_its_target_is_not_followed(
    serve: Serve, attempts: list[Address]
) -> None:
    server = serve(redirecting("/again"))
    moves = iter(["127.0.0.1", "127.0.0.2"])
    by = opened(server, lambda *_: answers(next(moves), port=server.port))
    url = f"http://rebinding.example:{server.port}/"
    assert refused(url, by) is UnreadReason.FORBIDDEN_ADDRESS
    assert attempts == [("127.0.0.1", server.port)]


REDIRECTS = [
    *[f"http://{host}/" for host in flat(PRIVATE_ADDRESSES) if not host.startswith("127.0.0.1")],
    "http://2130706434/",
    "http://0x7f000002/",
    "http://0177.0.0.2/",
    "http://127.2/",
    "http://１２７.０.０.２/",
    "http://user:word@10.0.0.1/",
    "//10.0.0.1/",
    "//[::1]/",
    "///10.0.0.1/",
    "\\\\10.0.0.1\\",
    "/\\10.0.0.1/",
    "http:\\\\10.0.0.1/",
    "http:/10.0.0.1/",
    "HTTP://10.0.0.1/",
    "\thttp://10.0.0.1/",
    "http://127.0.0.1:22/",
    "http://127.0.0.1:6379/",
    "file:///etc/passwd",
    "ftp://127.0.0.1/",
    "gopher://127.0.0.1:6379/_FLUSHALL",
    "data:text/html,<p>x</p>",
    "javascript:alert(1)",
]


@pytest.mark.parametrize("target", REDIRECTS)
def test_no_redirect_leads_to_forbidden_ground(
    serve: Serve, attempts: list[Address], target: str
) -> None:
    server = serve(redirecting(target))
    refused(server.url, opened(server))
    assert {*attempts} == {("127.0.0.1", server.port)}


@pytest.mark.parametrize("status", ["301 Moved", "302 Found", "303 See", "307 Temp", "308 Perm"])
@pytest.mark.parametrize(
    "target", ["http://169.254.169.254/latest/", "//10.0.0.1/", "http://[::1]/"]
)
def test_no_kind_of_redirect_leads_to_forbidden_ground(
    serve: Serve, attempts: list[Address], status: str, target: str
) -> None:
    server = serve(redirecting(target, status))
    assert refused(server.url, opened(server)) is UnreadReason.FORBIDDEN_ADDRESS
    assert attempts == [("127.0.0.1", server.port)]


@pytest.mark.parametrize(
    ("header", "body"),
    [
        ("Refresh: 0; url=http://127.0.0.2/", b""),
        ("Link: <http://127.0.0.2/>; rel=preload", b""),
        ("Content-Location: http://127.0.0.2/", b""),
        ("Location: http://127.0.0.2/", b""),
        ("X-Nothing: x", b'<meta http-equiv="refresh" content="0; url=http://127.0.0.2/">'),
        ("X-Nothing: x", b'<base href="http://127.0.0.2/"><img src="/x"><script src="/y">'),
        ("X-Nothing: x", b'<!DOCTYPE r [<!ENTITY x SYSTEM "http://127.0.0.2/">]><r>&x;</r>'),
    ],
)
def test_nothing_else_that_an_answer_says_leads_anywhere(
    serve: Serve, attempts: list[Address], header: str, body: bytes
) -> None:
    server = serve(answering("200 OK", header, body=body))
    assert opened(server).fetch(server.url, PAGE).url == server.url
    assert attempts == [("127.0.0.1", server.port)]


def test_this_machine_is_opened_for_itself_and_for_no_other_name(
    serve: Serve, attempts: list[Address]
) -> None:
    server = serve(answering())
    by = Fetcher(
        FetchLimits(total_seconds=3, allow_loopback=True),
        Politeness(interval=0),
        lambda _, port, *__: answers("127.0.0.1", port=port),
    )
    assert by.fetch(f"http://localhost:{server.port}/").status == 200
    refused(f"http://inwards.example:{server.port}/", by)
    assert refused("http://inwards.example/", by) is UnreadReason.FORBIDDEN_ADDRESS
    assert attempts == [("127.0.0.1", server.port)]


def test_a_port_that_the_setting_does_not_name_is_closed_and_one_that_it_names_is_open(
    attempts: list[Address],
) -> None:
    limits = FetchLimits(total_seconds=3, ports=frozenset({80, 8080}))
    by = Fetcher(limits, Politeness(interval=0), lambda _, port, *__: answers(PUBLIC, port=port))
    assert refused("http://example.com:8080/", by) is UnreadReason.UNREACHABLE
    assert refused("http://example.com:8443/", by) is UnreadReason.NO_WEB_ADDRESS
    assert attempts == [(PUBLIC, 8080)]


def test_no_proxy_and_no_netrc_of_the_environment_is_used(
    serve: Serve, attempts: list[Address], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    server = serve(answering())
    for name in ("http", "https", "all"):
        monkeypatch.setenv(f"{name}_proxy", "http://127.0.0.2:3128")
        monkeypatch.setenv(f"{name}_proxy".upper(), "http://127.0.0.2:3128")
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login reader password secret\n", "utf-8")
    monkeypatch.setenv("NETRC", str(netrc))
    opened(server).fetch(server.url)
    assert attempts == [("127.0.0.1", server.port)]
    assert b"authorization" not in server.requests[0].lower()


def test_the_counting_sees_what_an_unguarded_library_does(
    serve: Serve, attempts: list[Address]
) -> None:
    server = serve(redirecting("http://127.0.0.2/"))
    with pytest.raises(requests.ConnectionError):
        requests.get(server.url, timeout=3)
    assert attempts == [("127.0.0.1", server.port), ("127.0.0.2", 80)]


def test_the_suite_is_as_large_as_it_says() -> None:
    assert len({*HOSTS, *OTHER_ADDRESSES, *REDIRECTS}) >= 60
