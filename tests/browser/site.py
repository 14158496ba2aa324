"""Our own pages on loopback, over checks that a test moves on by hand."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field

from flask import Flask, Response, request
from playwright.sync_api import Page, expect

from backend.checking import steps
from backend.domain import Note
from backend.web.pages import make_pages
from tests.unit.web import crowds, newsroom
from tests.unit.web.fakes import FakeChecks

STATES = (
    "home",
    "try",
    "try_error",
    "queued",
    "running",
    "rich",
    "single",
    "insufficient",
    "not_checkable",
    "failed",
    "cancelled",
    "n/nothing",
    "ratings",
    "crowded",
    "lone",
)
LAST = {"note", "failed", "cancelled"}
POLICY = "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"


@dataclass
class Site:
    """Our pages on loopback over checks that the test moves on by hand."""

    checks: FakeChecks = field(default_factory=FakeChecks)
    address: str = ""
    cuts_streams: bool = False
    streams: list[int] = field(default_factory=list)

    def app(self) -> Flask:
        app = Flask("site", static_folder=None)
        app.register_blueprint(make_pages(self.checks))
        app.add_url_rule("/api/v1/checks/<check_id>/events", view_func=self.events)
        app.after_request(_with_policy)
        return app

    def events(self, check_id: str) -> Response:
        resumed = request.headers.get("Last-Event-ID") or request.args["last_event_id"]
        self.streams.append(int(resumed))
        return Response(self._told(check_id, int(resumed)), mimetype="text/event-stream")

    def _told(self, check_id: str, seq: int) -> Iterator[str]:
        yield "retry: 50\n\n"
        while True:
            with self.checks.told:
                self.checks.told.wait(timeout=0.2)
            for event in self.checks.events_after(check_id, seq):
                seq = event.seq
                yield f"id: {seq}\nevent: {event.kind}\ndata: {json.dumps(event.data)}\n\n"
                if event.kind in LAST or self.cuts_streams:
                    return
            yield ": heartbeat\n\n"

    def finished(self, note: Note) -> str:
        check_id = self.checks.open(note.highlight)
        self.checks.step(check_id, steps.Started())
        self.checks.finish(check_id, note)
        return check_id

    def half_way(self) -> str:
        check_id = self.checks.open(newsroom.rich_note().highlight)
        self.checks.step(check_id, *newsroom.running_steps())
        return check_id


def _with_policy(response: Response) -> Response:
    response.headers["Content-Security-Policy"] = POLICY
    return response


def show(tab: Page, site: Site, state: str) -> None:
    """Bring the tab to one of `STATES`."""
    match state:
        case "home":
            tab.goto(f"{site.address}/")
        case "try" | "ratings" | "n/nothing":
            tab.goto(f"{site.address}/{state}")
        case "try_error":
            tab.goto(f"{site.address}/try")
            tab.get_by_role("button", name="Find reports").click()
            expect(tab.locator("[aria-invalid]")).to_be_focused()
        case _:
            tab.goto(f"{site.address}/n/{check_in(site, state)}")


def check_in(site: Site, state: str) -> str:
    notes = {
        "rich": newsroom.rich_note,
        "single": newsroom.nine_of_two,
        "insufficient": newsroom.insufficient_note,
        "not_checkable": newsroom.not_checkable_note,
        "crowded": crowds.crowded_note,
        "lone": crowds.lone_note,
    }
    if state in notes:
        return site.finished(notes[state]())
    if state == "queued":
        return site.checks.open(newsroom.rich_note().highlight)
    check_id = site.half_way()
    if state == "failed":
        site.checks.fail(check_id, "No searcher answered", "Wait a minute and check again.")
    elif state == "cancelled":
        site.checks.cancel(check_id)
    return check_id


def unfold(tab: Page) -> None:
    """Open everything that is folded away."""
    tab.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
