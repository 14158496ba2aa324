"""The fetcher against servers that mean harm, over real sockets on loopback."""

from __future__ import annotations

import gzip
import socket
import threading
import time
import tracemalloc
import zlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest

from backend.domain import UnreadReason
from backend.errors import Unreadable
from backend.reading.answers import Validators
from backend.reading.deadline import Deadline
from backend.reading.fetcher import Fetcher, FetchLimits
from backend.reading.politeness import Politeness
from backend.reading.slots import Places
from backend.reading.turns import Ask, OwnTurns, Turn
from backend.reading.wants import PAGE, Want
from backend.reading.watchdog import Lookup
from tests.functional.hostile import (
    OK_HEAD,
    Behaviour,
    HostileServer,
    Serve,
    answering,
    dripping,
    hanging,
    redirecting,
    reset_midway,
)

DEADLINE = 0.4
SLACK = 2.0  # for a machine that is busy with something else
CAP = 200_000


def fetcher(*, allow_loopback: bool = True, seconds: float = DEADLINE) -> Fetcher:
    limits = FetchLimits(total_seconds=seconds, max_bytes=CAP, allow_loopback=allow_loopback)
    return Fetcher(limits, Politeness(interval=0))


def reason_of(url: str, want: Want = PAGE, *, by: Fetcher | None = None) -> UnreadReason:
    with pytest.raises(Unreadable) as caught:
        (by or fetcher()).fetch(url, want)
    return caught.value.reason


ENDLESS = {
    "a body that drips": dripping(OK_HEAD + b"Content-Length: 10000\r\n\r\n", b"x"),
    "a body without a length that drips": dripping(OK_HEAD + b"\r\n", b"x"),
    "chunks that drip": dripping(OK_HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n"),
    "a header that drips": dripping(OK_HEAD + b"X-Slow: ", b"x"),
    "a status line that drips": dripping(b"HTTP/1.1 200 ", b"O"),
    "interim answers without end": dripping(b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
    "a gzip stream that never yields": dripping(
        OK_HEAD + b"Content-Encoding: gzip\r\n\r\n", gzip.compress(b"")
    ),
    "chunk extensions that drip": dripping(OK_HEAD + b"Transfer-Encoding: chunked\r\n\r\n1;", b"x"),
    "trailers without end": dripping(
        OK_HEAD + b"Transfer-Encoding: chunked\r\n\r\n0\r\n", b"X-More: x\r\n"
    ),
    "a gzip stream of empty members": dripping(
        OK_HEAD + b"Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n",
        b"%x\r\n" % len(gzip.compress(b"")) + gzip.compress(b"") + b"\r\n",
    ),
    "silence": hanging,
}


@pytest.mark.parametrize("behaviour", ENDLESS.values(), ids=ENDLESS.keys())
def test_whatever_never_ends_is_ended_at_the_deadline(serve: Serve, behaviour: Behaviour) -> None:
    server = serve(behaviour)
    begun = time.monotonic()
    assert reason_of(server.url) is UnreadReason.TIMED_OUT
    assert DEADLINE * 0.9 <= time.monotonic() - begun < DEADLINE + SLACK


def test_a_tls_handshake_that_nobody_answers_is_ended_at_the_deadline(serve: Serve) -> None:
    server = serve(hanging)
    begun = time.monotonic()
    assert reason_of(server.url.replace("http:", "https:")) is UnreadReason.TIMED_OUT
    assert time.monotonic() - begun < DEADLINE + SLACK


def test_a_tls_handshake_that_drips_is_ended_at_the_deadline(serve: Serve) -> None:
    # A handshake record that announces 16 kB and never brings them.
    server = serve(dripping(b"\x16\x03\x03\x40\x00", b"\x02"))
    begun = time.monotonic()
    assert reason_of(server.url.replace("http:", "https:")) is UnreadReason.TIMED_OUT
    assert time.monotonic() - begun < DEADLINE + SLACK


def test_a_name_lookup_that_hangs_is_ended_at_the_deadline() -> None:
    released = threading.Event()

    def stuck(*_: object) -> list[tuple[object, ...]]:
        released.wait(30)
        return []

    by = Fetcher(FetchLimits(total_seconds=DEADLINE), Politeness(interval=0), lookup=stuck)
    begun = time.monotonic()
    try:
        assert reason_of("http://slow.example/", by=by) is UnreadReason.TIMED_OUT
        assert time.monotonic() - begun < DEADLINE + SLACK
    finally:
        released.set()


def test_redirects_that_are_each_in_time_end_together_at_the_deadline(serve: Serve) -> None:
    def slow(connection: socket.socket, server: HostileServer) -> None:
        server.stopped.wait(DEADLINE * 0.6)
        redirecting("/again")(connection, server)

    begun = time.monotonic()
    assert reason_of(serve(slow).url) is UnreadReason.TIMED_OUT
    assert time.monotonic() - begun < DEADLINE + SLACK


def test_headers_without_end_are_refused(serve: Serve) -> None:
    def flood(connection: socket.socket, server: HostileServer) -> None:
        connection.sendall(OK_HEAD)
        while not server.stopped.is_set():
            connection.sendall(b"X-More: and more\r\n" * 100)

    assert reason_of(serve(flood).url) is UnreadReason.UNREACHABLE


def test_one_header_line_without_end_is_refused(serve: Serve) -> None:
    def flood(connection: socket.socket, server: HostileServer) -> None:
        connection.sendall(OK_HEAD + b"X-Long: ")
        while not server.stopped.is_set():
            connection.sendall(b"x" * 4096)

    assert reason_of(serve(flood).url) is UnreadReason.TOO_LARGE


def test_headers_that_are_few_and_large_are_refused(serve: Serve) -> None:
    def flood(connection: socket.socket, server: HostileServer) -> None:
        connection.sendall(OK_HEAD)
        for _ in range(10):
            connection.sendall(b"X-Large: " + b"x" * 10_000 + b"\r\n")
        server.stopped.wait(30)

    assert reason_of(serve(flood).url, by=fetcher(seconds=5)) is UnreadReason.TOO_LARGE


@pytest.mark.parametrize(
    "chunks",
    [
        b"1;" + b"x" * 100_000,
        b"F" * 100_000,
        b"-1\r\n",
        b"zz\r\n",
        b"5\r\nabc\r\n0\r\n\r\n",
        b"FFFFFFFFFFFFFFFF\r\nabc",
    ],
)
def test_chunks_that_lie_are_told_as_unreachable(serve: Serve, chunks: bytes) -> None:
    def behave(connection: socket.socket, server: HostileServer) -> None:
        del server
        connection.sendall(OK_HEAD + b"Transfer-Encoding: chunked\r\n\r\n" + chunks)

    assert reason_of(serve(behave).url, by=fetcher(seconds=5)) is UnreadReason.UNREACHABLE


def test_a_chunk_larger_than_the_cap_is_refused(serve: Serve) -> None:
    head = OK_HEAD + b"Transfer-Encoding: chunked\r\n\r\n7FFFFFFF\r\n"
    assert reason_of(serve(dripping(head + b"x" * (CAP * 2), b"x")).url) is UnreadReason.TOO_LARGE


@pytest.mark.parametrize("encoding", ["br", "zstd", "compress", "gzip, br", "gzip, gzip, gzip"])
def test_an_encoding_that_was_not_asked_for_is_refused_unread(serve: Serve, encoding: str) -> None:
    head = OK_HEAD + f"Content-Encoding: {encoding}\r\n\r\n".encode()
    server = serve(dripping(head, b"x" * 1000))
    assert reason_of(server.url, by=fetcher(seconds=5)) is UnreadReason.SERVER_ERROR
    assert b"Accept-Encoding: gzip, deflate\r\n" in server.requests[0]


@pytest.mark.parametrize("wbits", [zlib.MAX_WBITS, -zlib.MAX_WBITS], ids=["zlib", "raw"])
def test_a_deflate_bomb_is_refused_without_being_expanded(serve: Serve, wbits: int) -> None:
    packer = zlib.compressobj(9, zlib.DEFLATED, wbits)
    bomb = packer.compress(bytes(100_000_000)) + packer.flush()
    server = serve(answering("200 OK", "Content-Encoding: deflate", body=bomb))
    tracemalloc.start()
    try:
        assert reason_of(server.url, by=fetcher(seconds=5)) is UnreadReason.TOO_LARGE
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 20 * CAP


def test_a_body_longer_than_announced_is_read_to_what_was_announced(serve: Serve) -> None:
    def behave(connection: socket.socket, server: HostileServer) -> None:
        del server
        connection.sendall(OK_HEAD + b"Content-Length: 3\r\n\r\n<p>and more")

    assert fetcher(seconds=5).fetch(serve(behave).url, PAGE).body == b"<p>"


@pytest.mark.parametrize("length", ["3, 4", "-3", "three", "3\r\nContent-Length: 4"])
def test_a_length_that_is_none_brings_no_more_than_was_sent(serve: Serve, length: str) -> None:
    def behave(connection: socket.socket, server: HostileServer) -> None:
        del server
        connection.sendall(OK_HEAD + f"Content-Length: {length}\r\n\r\n<p>".encode())

    try:
        body = fetcher(seconds=5).fetch(serve(behave).url, PAGE).body
    except Unreadable:
        body = b""
    assert body in {b"", b"<p>"}


def test_a_gzip_bomb_is_refused_without_being_expanded(serve: Serve) -> None:
    bomb = gzip.compress(bytes(100_000_000))
    server = serve(answering("200 OK", "Content-Encoding: gzip", body=bomb))
    tracemalloc.start()
    try:
        assert reason_of(server.url, by=fetcher(seconds=5)) is UnreadReason.TOO_LARGE
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 20 * CAP


def test_a_bomb_within_a_bomb_is_refused_without_being_expanded(serve: Serve) -> None:
    bomb = gzip.compress(gzip.compress(bytes(100_000_000)))
    server = serve(answering("200 OK", "Content-Encoding: gzip, gzip", body=bomb))
    tracemalloc.start()
    try:
        assert reason_of(server.url, by=fetcher(seconds=5)) is UnreadReason.TOO_LARGE
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 20 * CAP


def test_a_body_that_announces_too_much_is_refused_unread(serve: Serve) -> None:
    head = OK_HEAD + f"Content-Length: {CAP + 1}\r\n\r\n".encode()
    assert reason_of(serve(dripping(head, b"x")).url) is UnreadReason.TOO_LARGE


def test_a_body_that_announces_nothing_is_refused_at_the_cap(serve: Serve) -> None:
    server = serve(dripping(OK_HEAD + b"\r\n" + b"x" * CAP, b"x" * 1000))
    assert reason_of(server.url, by=fetcher(seconds=5)) is UnreadReason.TOO_LARGE


def test_a_body_of_exactly_the_cap_is_read(serve: Serve) -> None:
    server = serve(answering(body=b"x" * CAP))
    assert len(fetcher(seconds=5).fetch(server.url, PAGE).body) == CAP


def test_what_may_be_cut_off_is_cut_off(serve: Serve) -> None:
    server = serve(answering(body=b"x" * 5000))
    want = Want("*/*", max_bytes=100, truncate=True)
    assert fetcher(seconds=5).fetch(server.url, want).body == b"x" * 100


def test_a_body_that_is_shorter_than_announced_is_not_taken_for_whole(serve: Serve) -> None:
    def behave(connection: socket.socket, server: HostileServer) -> None:
        del server
        connection.sendall(OK_HEAD + b"Content-Length: 100\r\n\r\n<p>")

    assert reason_of(serve(behave).url) is UnreadReason.UNREACHABLE


def test_a_connection_reset_midway_is_told_as_unreachable(serve: Serve) -> None:
    assert reason_of(serve(reset_midway).url) is UnreadReason.UNREACHABLE


def test_an_answer_that_is_no_http_is_told_as_unreachable(serve: Serve) -> None:
    def behave(connection: socket.socket, server: HostileServer) -> None:
        del server
        connection.sendall(b"\x00\xff\xfe garbage\r\n\r\n")

    assert reason_of(serve(behave).url) is UnreadReason.UNREACHABLE


def test_a_broken_gzip_stream_is_told_as_unreachable(serve: Serve) -> None:
    server = serve(answering("200 OK", "Content-Encoding: gzip", body=b"not gzip at all"))
    assert reason_of(server.url) is UnreadReason.UNREACHABLE


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        ("400 Bad Request", UnreadReason.REFUSED),
        ("401 Unauthorized", UnreadReason.REFUSED),
        ("402 Payment Required", UnreadReason.PAYWALL),
        ("403 Forbidden", UnreadReason.REFUSED),
        ("404 Not Found", UnreadReason.GONE),
        ("408 Request Timeout", UnreadReason.TIMED_OUT),
        ("410 Gone", UnreadReason.GONE),
        ("429 Too Many Requests", UnreadReason.SERVER_ERROR),
        ("451 Unavailable For Legal Reasons", UnreadReason.REFUSED),
        ("500 Internal Server Error", UnreadReason.SERVER_ERROR),
        ("503 Service Unavailable", UnreadReason.SERVER_ERROR),
        ("302 Found", UnreadReason.SERVER_ERROR),
    ],
)
def test_a_status_tells_why_the_page_is_unread(
    serve: Serve, status: str, reason: UnreadReason
) -> None:
    assert reason_of(serve(answering(status)).url) is reason


def test_a_page_of_another_type_is_not_downloaded(serve: Serve) -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\n\r\n"
    assert reason_of(serve(dripping(head, b"x")).url) is UnreadReason.NOT_AN_ARTICLE


def test_a_redirect_loop_ends_after_five_redirects(serve: Serve) -> None:
    server = serve(redirecting("/page"))
    assert reason_of(server.url, by=fetcher(seconds=5)) is UnreadReason.SERVER_ERROR
    assert server.connections == 6


@pytest.mark.parametrize(
    "target",
    [
        "http://169.254.169.254/latest/meta-data/",
        "http://10.0.0.1/",
        "//192.168.1.1/admin",
        "http://[fd00:ec2::254]/",
    ],
)
def test_a_redirect_into_forbidden_ground_is_not_followed(serve: Serve, target: str) -> None:
    assert reason_of(serve(redirecting(target)).url) is UnreadReason.FORBIDDEN_ADDRESS


def test_the_body_of_a_redirect_is_not_read(serve: Serve) -> None:
    goal = serve(answering(body=b"<p>Arrived</p>"))
    head = f"HTTP/1.1 302 Found\r\nLocation: {goal.url}\r\n\r\n".encode()
    server = serve(dripping(head, b"x" * 1000))
    response = fetcher(seconds=5).fetch(server.url, PAGE)
    assert (response.url, response.body) == (goal.url, b"<p>Arrived</p>")


@pytest.mark.parametrize("name", ["Authorization", "X-Api-Key", "Cookie"])
def test_what_the_caller_proves_itself_with_does_not_follow_a_redirect_elsewhere(
    serve: Serve, name: str
) -> None:
    goal = serve(answering())
    server = serve(redirecting(goal.url))
    fetcher(seconds=5).fetch(server.url, headers={name: "secret"})
    assert b"secret" in server.requests[0]
    assert b"secret" not in goal.requests[0]


def test_what_the_caller_proves_itself_with_follows_a_redirect_within_the_origin(
    serve: Serve,
) -> None:
    def behave(connection: socket.socket, server: HostileServer) -> None:
        arrived = b"GET /v2" in server.requests[-1]
        (answering() if arrived else redirecting("/v2"))(connection, server)

    server = serve(behave)
    fetcher(seconds=5).fetch(server.url, headers={"X-Api-Key": "secret"})
    assert [b"secret" in request for request in server.requests] == [True, True]


def test_no_cookie_is_sent_back(serve: Serve) -> None:
    goal = serve(answering())
    server = serve(answering("302 Found", "Set-Cookie: id=1", f"Location: {goal.url}", body=b""))
    fetcher(seconds=5).fetch(server.url)
    assert b"cookie" not in goal.requests[0].lower()


def test_no_proxy_of_the_environment_is_used(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    proxy = serve(answering(body=b"by proxy"))
    server = serve(answering(body=b"directly"))
    monkeypatch.setenv("HTTP_PROXY", proxy.url)
    monkeypatch.setenv("http_proxy", proxy.url)
    assert fetcher(seconds=5).fetch(server.url).body == b"directly"


def test_the_fetcher_says_who_it_is(serve: Serve) -> None:
    server = serve(answering())
    limits = FetchLimits(allow_loopback=True, contact="https://example.org/bot")
    Fetcher(limits).fetch(server.url)
    assert b"User-Agent: SecondSource/0.1 (+https://example.org/bot)\r\n" in server.requests[0]


def test_an_unchanged_feed_is_not_sent_again(serve: Serve) -> None:
    server = serve(answering("304 Not Modified", 'ETag: "2"', body=b"", length=False))
    known = Validators(etag='"1"', last_modified="Sun, 22 Nov 2026 08:00:00 GMT")
    response = fetcher(seconds=5).fetch(server.url, known=known)
    assert response.not_modified
    assert response.validators.etag == '"2"'
    assert b'If-None-Match: "1"\r\n' in server.requests[0]
    assert b"If-Modified-Since: Sun, 22 Nov 2026 08:00:00 GMT\r\n" in server.requests[0]


def test_a_site_that_asks_for_time_is_not_asked_again_within_it(serve: Serve) -> None:
    server = serve(answering("429 Too Many Requests", "Retry-After: 120"))
    patient = fetcher(seconds=5)
    assert reason_of(server.url, by=patient) is UnreadReason.SERVER_ERROR
    assert reason_of(server.url, by=patient) is UnreadReason.SERVER_ERROR
    assert server.connections == 1


class AskedTurns(OwnTurns):
    """Turns that remember how they were asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[Ask] = []

    def reserve(self, host: str, ask: Ask) -> Turn:
        self.asked.append(ask)
        return super().reserve(host, ask)


class WaitedFor(Places):
    """Places that have to be waited for."""

    @contextmanager
    def taken(self, url: str, deadline: Deadline) -> Iterator[bool]:
        del url, deadline
        yield True


def test_who_is_patient_gives_way(serve: Serve) -> None:
    turns = AskedTurns()
    limits = FetchLimits(total_seconds=30, allow_loopback=True)
    by = Fetcher(limits, Politeness(interval=0, turns=turns))
    url = serve(answering()).url
    by.fetch(url)
    by.fetch(url, patience=60)
    assert [ask.gives_way for ask in turns.asked] == [False, True]
    assert turns.asked[0].within <= 30 < turns.asked[1].within


def test_who_waited_for_a_place_has_missed_its_turn_and_takes_another(serve: Serve) -> None:
    turns = AskedTurns()
    limits = FetchLimits(total_seconds=30, allow_loopback=True)
    by = Fetcher(limits, Politeness(interval=0, turns=turns), places=WaitedFor())
    by.fetch(serve(answering()).url, patience=60)
    assert [ask.gives_way for ask in turns.asked] == [True, False]


def test_the_gate_is_asked_before_every_hop(serve: Serve) -> None:
    goal = serve(answering())
    server = serve(redirecting(goal.url))
    asked: list[str] = []

    def gate(url: str, deadline: object) -> float:
        del deadline
        asked.append(url)
        return 0.0

    fetcher(seconds=5).fetch(server.url, gate=gate)
    assert asked == [server.url, goal.url]


def test_a_port_that_nobody_listens_on_is_told_as_unreachable() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{unused.getsockname()[1]}/"
        assert reason_of(url) is UnreadReason.UNREACHABLE


FORBIDDEN_HOSTS = [
    "127.0.0.1",
    "127.1",
    "127.0.0.1.",
    "127.255.255.254",
    "2130706433",
    "0x7f000001",
    "0x7f.0.0.1",
    "0177.0.0.1",
    "017700000001",
    "0.0.0.0",
    "0",
    "localhost",
    "LOCALHOST",
    "localhost.",
    "[::1]",
    "[::]",
    "[::ffff:127.0.0.1]",
    "[::ffff:7f00:1]",
    "[::127.0.0.1]",
    "[64:ff9b::7f00:1]",
    "[2002:7f00:1::]",
    "[0:0:0:0:0:0:0:1]",
    "\u2460\u2461\u2466.0.0.1",
    "\u24c1\u24c4\u24b8\u24b6\u24c1\u24bd\u24c4\u24c8\u24c9",
    "example.com@127.0.0.1",
    "example.com:80@127.0.0.1",
    "127.0.0.1%2f@example.com",
]


@pytest.mark.parametrize("host", FORBIDDEN_HOSTS)
def test_this_machine_is_not_connected_to_by_any_name(serve: Serve, host: str) -> None:
    server = serve(answering())
    by = closed_to_loopback(server)
    with pytest.raises(Unreadable):
        by.fetch(f"http://{host}:{server.port}/")
    assert server.connections == 0


def closed_to_loopback(server: HostileServer, lookup: Lookup = socket.getaddrinfo) -> Fetcher:
    """A fetcher as in real use, but for the port, so that only the address can be refused."""
    limits = FetchLimits(total_seconds=DEADLINE, ports=frozenset({server.port}))
    return Fetcher(limits, Politeness(interval=0), lookup)


@pytest.mark.parametrize("allow_loopback", [False, True])
@pytest.mark.parametrize(
    "host",
    [
        "10.0.0.1",
        "100.64.0.1",
        "169.254.169.254",
        "172.16.0.1",
        "192.168.0.1",
        "198.18.0.1",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "0.0.0.0",
        "[fc00::1]",
        "[fd12:3456:789a::1]",
        "[fe80::1]",
        "[fec0::1]",
        "[ff02::1]",
        "[::ffff:10.0.0.1]",
        "[64:ff9b::a00:1]",
        "[2002:a00:1::]",
    ],
)
def test_private_networks_are_refused_even_where_loopback_is_allowed(
    host: str, *, allow_loopback: bool
) -> None:
    by = fetcher(allow_loopback=allow_loopback)
    assert reason_of(f"http://{host}/", by=by) is UnreadReason.FORBIDDEN_ADDRESS


def test_a_name_that_leads_to_this_machine_is_refused(serve: Serve) -> None:
    server = serve(answering())

    def inwards(host: str, port: int, *_: object) -> list[tuple[object, ...]]:
        del host
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))]

    by = closed_to_loopback(server, inwards)
    url = f"http://rebinding.example:{server.port}/"
    assert reason_of(url, by=by) is UnreadReason.FORBIDDEN_ADDRESS
    assert server.connections == 0


def test_no_more_pages_of_a_host_are_fetched_at_once_than_two(serve: Serve) -> None:
    arrived = threading.Semaphore(0)
    released = threading.Event()

    def behave(connection: socket.socket, server: HostileServer) -> None:
        arrived.release()
        released.wait(30)
        answering()(connection, server)

    server = serve(behave)
    by = fetcher(seconds=30)
    with ThreadPoolExecutor(2) as pool:
        first = [pool.submit(by.fetch, server.url) for _ in range(2)]
        assert all(arrived.acquire(timeout=30) for _ in first)
        with pytest.raises(Unreadable) as caught:
            by.fetch(server.url, deadline=Deadline.within(DEADLINE))
        released.set()
        assert [fetched.result().status for fetched in first] == [200, 200]
    assert caught.value.reason is UnreadReason.TIMED_OUT
    assert server.connections == 2
