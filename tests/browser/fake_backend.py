"""A backend that speaks the HTTP contract and tells what a test has written down.

It runs on loopback in threads of its own. A test decides what a check will tell, where it halts,
where the connection breaks, and what is refused; it reads afterwards what was asked.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Lock, Thread
from typing import Any

from backend.checking.document import Document, note_document, step_document
from backend.checking.rows import with_row_ids
from backend.checking.steps import (
    Claimed,
    Judged,
    Reading,
    SearcherAnswered,
    SearcherAsked,
    Started,
    Step,
    WasRead,
    WasUnread,
)
from backend.domain import Note
from tests.browser.fake_flags import FakeFlags

KINDS: dict[type[Any], str] = {
    Started: "started",
    Claimed: "claims",
    SearcherAsked: "searching",
    SearcherAnswered: "searched",
    Reading: "reading",
    WasRead: "read",
    WasUnread: "unread",
    Judged: "evidence",
}
LAST_KINDS = frozenset({"note", "failed", "cancelled"})
_IS_FLAGS = re.compile(r"/api/v1/(readers|flags|notes/\w+/(rating|flag(/appeal)?)(\?.*)?)")
_TICK = 0.02


@dataclass(frozen=True)
class Hold:
    """The stream waits here until the test lets it go on, but not for ever."""

    patience: float = 10.0


class Break:
    """The connection ends here the first time it comes by."""


@dataclass(frozen=True)
class Told:
    """One event."""

    kind: str
    data: Document = field(default_factory=dict)


Item = Told | Hold | Break


@dataclass(frozen=True)
class Refusal:
    """A problem that `POST /checks` answers with."""

    status: int
    title: str
    detail: str
    errors: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Asked:
    """One request as it came in."""

    method: str
    path: str
    headers: dict[str, str]
    body: Any


def told(*steps: Step) -> list[Told]:
    """The steps of a check as the events that tell them."""
    return [Told(KINDS[type(step)], step_document(step)) for step in steps]


def noted(note: Note, note_id: str = "0" * 32) -> Told:
    """The last event of a check that went well."""
    document = with_row_ids(note_document(note))
    return Told("note", {**document, "id": note_id, "decision": None})


class FakeBackend:
    """One backend on a port that stays its own, also while it is down."""

    def __init__(self) -> None:
        self.asked: list[Asked] = []
        self.script: Sequence[Item] = ()
        self._quotes: list[str] = []
        self.refusal: Refusal | None = None
        self.holds_posts = False
        self.sentences: list[Document] = []
        """What a scan finds: `quote`, and what is known of it."""
        self.paths: Sequence[str] = ("/api/v1/checks", "/api/v1/pages/scan")
        self.flags = FakeFlags()
        self._go_on = Event()
        self._down = Event()
        self._cancelled = Event()
        self._broken: set[int] = set()
        self._lock = Lock()
        self._server: ThreadingHTTPServer | None = None
        self._thread: Thread | None = None
        self._port = 0

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self._port}"

    def will_tell(self, *script: Item) -> None:
        """Forget what was, and tell this in the checks to come."""
        self._quotes.clear()
        self.refusal = None
        self.holds_posts = False
        self.will_tell_next(*script)

    def will_tell_next(self, *script: Item) -> None:
        """Tell this in the checks to come; those that were asked for keep their numbers."""
        self.script = script
        self.asked.clear()
        self._go_on.clear()
        self._cancelled.clear()
        self._broken.clear()

    def wait_to_answer(self) -> None:
        """Let a request to open a check wait, where a test holds them."""
        if self.holds_posts:
            self._go_on.wait(Hold.patience)

    def let_go_on(self) -> None:
        self._go_on.set()

    def start(self) -> None:
        self._down.clear()
        backend = self
        handler = type("Handler", (_Handler,), {"backend": backend})
        self._server = ThreadingHTTPServer(("127.0.0.1", self._port), handler)
        self._port = self._server.server_port
        self._thread = Thread(target=self._server.serve_forever, args=(_TICK,), daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End it as a killed process would: open streams break, nobody answers."""
        self._down.set()
        if self._server and self._thread:
            self._server.shutdown()
            self._thread.join()
            self._server.server_close()
        self._server = None

    def id_for(self, quote: str) -> str:
        """The same highlight finds the same check; the first that is asked for is number 0."""
        with self._lock:
            if quote not in self._quotes:
                self._quotes.append(quote)
            return f"{self._quotes.index(quote):032x}"

    def scanned(self, text: str) -> list[Document]:
        """The sentences with their places in a text, in code points."""
        unknown = {"prefix": "", "suffix": "", "chance": 0.9, "note": None, "known": []}
        rows = [{**unknown, **sentence} for sentence in self.sentences]
        starts = [text.index(row["quote"]) for row in rows]
        return [
            {**row, "start": start, "end": start + len(row["quote"])}
            for row, start in zip(rows, starts, strict=True)
        ]

    def posts(self) -> list[Any]:
        return [asked.body for asked in self.asked if asked.method == "POST"]

    def streams(self) -> list[int]:
        """The event from which each stream was asked to go on."""
        return [
            int(asked.headers.get("last-event-id", "0"))
            for asked in self.asked
            if asked.path.endswith("/events")
        ]

    def note_request(self, asked: Asked) -> None:
        with self._lock:
            self.asked.append(asked)

    def cancel(self) -> None:
        self._cancelled.set()
        self._go_on.set()

    def stream(self, after: int) -> Iterator[str]:
        """The text of a stream that begins after an event; ends where the connection is to end."""
        yield "retry: 100\n\n"
        seq = 0
        for place, item in enumerate(self.script):
            if isinstance(item, Told):
                seq += 1
                if seq > after:
                    yield _event_text(seq, item)
                continue
            if isinstance(item, Break):
                if self._breaks_at(place):
                    return
                continue
            yield from self._halt(item.patience)
            if self._down.is_set():
                return
            if self._cancelled.is_set():
                yield _event_text(seq + 1, Told("cancelled"))
                return

    def _breaks_at(self, place: int) -> bool:
        first = place not in self._broken
        self._broken.add(place)
        return first

    def _halt(self, patience: float) -> Iterator[str]:
        for _ in range(int(patience / _TICK)):
            if self._go_on.wait(_TICK) or self._down.is_set():
                return
            yield ": heartbeat\n\n"


def _event_text(seq: int, item: Told) -> str:
    return f"id: {seq}\nevent: {item.kind}\ndata: {json.dumps(item.data)}\n\n"


class _Handler(BaseHTTPRequestHandler):
    backend: FakeBackend

    def do_GET(self) -> None:
        asked = self._asked()
        if self.path == "/healthz":
            self._json(HTTPStatus.OK, {"status": "ok", "version": "9.8.7"})
        elif self.path == "/readyz":
            self._json(HTTPStatus.OK, {"status": "ready", "version": "9.8.7"})
        elif self.path == "/openapi.json":
            self._json(HTTPStatus.OK, {"paths": {path: {} for path in self.backend.paths}})
        elif re.fullmatch(r"/api/v1/checks/\w+/events", self.path):
            self._stream(int(asked.headers.get("last-event-id", "0")))
        elif _IS_FLAGS.fullmatch(self.path):
            self._answer_flags(asked)
        else:
            self._problem(Refusal(404, "Not found", "Nothing is here."))

    def do_POST(self) -> None:
        asked = self._asked()
        self.backend.wait_to_answer()
        if self.backend.refusal:
            self._problem(self.backend.refusal)
            return
        if self.path == "/api/v1/pages/scan":
            self._json(HTTPStatus.OK, {"sentences": self.backend.scanned(asked.body["text"])})
            return
        if _IS_FLAGS.fullmatch(asked.path):
            self._answer_flags(asked)
            return
        note_id = self.backend.id_for(asked.body["quote"])
        check = f"/api/v1/checks/{note_id}"
        body = {"id": note_id, "events": f"{check}/events", "note": f"/api/v1/notes/{note_id}"}
        self._json(HTTPStatus.ACCEPTED, body)

    def do_PUT(self) -> None:
        asked = self._asked()
        if self.backend.refusal:
            self._problem(self.backend.refusal)
        else:
            self._answer_flags(asked)

    def do_DELETE(self) -> None:
        asked = self._asked()
        if _IS_FLAGS.fullmatch(asked.path):
            self._answer_flags(asked)
            return
        self.backend.cancel()
        self.send_response(HTTPStatus.NO_CONTENT)
        self.end_headers()

    def _answer_flags(self, asked: Asked) -> None:
        header = asked.headers.get("authorization", "")
        status, body = self.backend.flags.answer(asked.method, asked.path, header, asked.body)
        if status >= HTTPStatus.BAD_REQUEST:
            self._problem(Refusal(status, body["title"], body["detail"]))
        else:
            self._json(status, body)

    def _asked(self) -> Asked:
        length = int(self.headers.get("Content-Length", "0"))
        body = json.loads(self.rfile.read(length)) if length else None
        headers = {name.lower(): value for name, value in self.headers.items()}
        asked = Asked(self.command, self.path, headers, body)
        self.backend.note_request(asked)
        return asked

    def _stream(self, after: int) -> None:
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream; charset=utf-8")
        self.end_headers()
        try:
            for text in self.backend.stream(after):
                self.wfile.write(text.encode())
                self.wfile.flush()
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def _json(self, status: int, body: Document, kind: str = "application/json") -> None:
        payload = b"" if status == HTTPStatus.NO_CONTENT else json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(payload)))
        self.end_headers()
        self.wfile.write(payload)

    def _problem(self, refusal: Refusal) -> None:
        errors = [{"field": name, "message": message} for name, message in refusal.errors]
        body = {
            "type": "about:blank",
            "title": refusal.title,
            "status": refusal.status,
            "detail": refusal.detail,
            "errors": errors,
        }
        self._json(refusal.status, body, "application/problem+json")

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 -- the base's name
        """Say nothing: tests read `asked`."""
