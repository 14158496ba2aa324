from __future__ import annotations

import logging
import re
from dataclasses import dataclass, field
from ipaddress import ip_network

import pytest
from flask.testing import FlaskClient

from backend.log_context import log_fields
from backend.web.app import WebSettings, make_app
from backend.web.watched import Watch
from tests.unit.web.fakes import FakeChecks

ID = "0123456789abcdef0123456789abcdef"


@dataclass
class Counted:
    """A meter that remembers."""

    answers: list[tuple[str, str, int]] = field(default_factory=list)
    streams: int = 0

    def answered(self, method: str, route: str, status: int, seconds: float) -> None:
        assert seconds >= 0
        self.answers.append((method, route, status))

    def stream_opened(self) -> None:
        self.streams += 1

    def stream_closed(self) -> None:
        self.streams -= 1


@pytest.fixture
def counted() -> Counted:
    return Counted()


def a_client(counted: Counted, proxies: str = "10.0.0.0/8") -> FlaskClient:
    settings = WebSettings(trusted_proxies=[ip_network(proxies)])
    return make_app(FakeChecks(), settings, Watch(meter=counted)).test_client()  # type: ignore[arg-type]


def test_an_answer_is_counted_by_the_pattern_of_its_route(counted: Counted) -> None:
    a_client(counted).get(f"/api/v1/checks/{ID}?secret=1")
    assert counted.answers == [("GET", "/api/v1/checks/<check_id>", 404)]


def test_what_is_no_route_of_ours_is_counted_as_one(counted: Counted) -> None:
    client = a_client(counted)
    client.get("/secret")
    client.get("/another/secret")
    assert counted.answers == [("GET", "unmatched", 404)] * 2


def test_what_the_guard_refuses_is_counted_too(counted: Counted) -> None:
    a_client(counted).get("/api/v1/notes", headers={"Host": "evil.test"})
    assert counted.answers == [("GET", "/api/v1/notes", 400)]


def test_a_method_that_nobody_knows_is_no_label_of_its_own(counted: Counted) -> None:
    a_client(counted).open("/healthz", method="SECRET")
    assert counted.answers == [("other", "unmatched", 405)]


@pytest.mark.parametrize(
    ("peer", "given", "believed"),
    [
        ("10.1.2.3", "abcdef0123456789", True),
        ("10.1.2.3", "words of a reader", False),
        ("10.1.2.3", "", False),
        ("192.0.2.1", "abcdef0123456789", False),
    ],
)
def test_a_requests_id_is_believed_from_our_own_proxies_alone(
    counted: Counted, peer: str, given: str, *, believed: bool
) -> None:
    answer = a_client(counted).get(
        "/healthz", headers={"X-Request-ID": given}, environ_base={"REMOTE_ADDR": peer}
    )
    told = answer.headers["X-Request-ID"]
    assert (told == given) is believed
    assert re.fullmatch(r"[0-9a-f]{16,32}", told)


def test_a_request_is_logged_by_its_route_and_id(
    counted: Counted, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, "backend.web.watched"):
        a_client(counted).get(f"/api/v1/checks/{ID}?secret=1")
    assert re.match(r"GET /api/v1/checks/<check_id> 404 in \d+ ms", caplog.messages[0])
    assert ID not in caplog.text
    assert "secret" not in caplog.text


def test_what_machines_ask_every_few_seconds_is_not_logged_by_default(
    counted: Counted, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, "backend.web.watched"):
        a_client(counted).get("/readyz")
    assert not caplog.messages


def test_nothing_of_a_request_is_bound_after_it(counted: Counted) -> None:
    a_client(counted).get("/healthz")
    assert log_fields() == {}


def test_a_stream_is_counted_while_it_is_open(counted: Counted) -> None:
    checks = FakeChecks()
    checks.follow = lambda *_: iter([None, None])  # type: ignore[attr-defined]
    client = make_app(checks, watch=Watch(meter=counted)).test_client()  # type: ignore[arg-type]
    answer = client.get(f"/api/v1/checks/{ID}/events")
    assert answer.mimetype == "text/event-stream"
    assert counted.streams == 1
    answer.close()
    assert counted.streams == 0
