"""The log of what was done, a page at a time."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from flask import request
from flask.typing import ResponseReturnValue

from backend.moderation.chain import Entry, Sought
from backend.moderation.roles import Action
from backend.services.audit import AuditLog
from backend.web.console.frame import Console
from backend.web.times import moment

_ON_A_PAGE = 50
_FARTHEST = 2**31 - 1


def add_audit_views(console: Console, log: AuditLog) -> None:
    """Add `/moderate/audit`."""
    routes, require = console.blueprint, console.access.require

    @routes.get("/audit")
    @require(Action.SEE_AUDIT)
    def audit() -> ResponseReturnValue:
        sought = _sought()
        entries, older = log.page(sought, _ON_A_PAGE)
        return console.page(
            "moderate/audit.html",
            sought=sought,
            lines=[log_line(entry) for entry in entries],
            older=older,
            actions=log.actions(),
        )

    @routes.post("/audit/verify")
    @require(Action.SEE_AUDIT)
    def verify_audit() -> ResponseReturnValue:
        noted = request.form.get("head", "").strip().lower()
        return console.page("moderate/verified.html", found=log.verify(noted), noted=noted)


@dataclass(frozen=True, slots=True)
class LogLine:
    """A row of the log as it is shown; bytes that are no text, which only tampering makes, as ?."""

    number: int
    when: str
    actor: str
    action: str
    subject: str
    details: tuple[tuple[str, str], ...]


def log_line(entry: Entry) -> LogLine:
    """A row of the log for people. Pure; never fails, since a row may have been tampered with."""
    return LogLine(
        entry.number,
        _shown(_when(entry.at)),
        _shown(entry.actor) or "nobody signed in",
        _shown(entry.action),
        _shown(" ".join(filter(None, (entry.kind, entry.subject)))),
        tuple(_details(entry.detail)),
    )


def _when(written: str) -> str:
    try:
        return moment(written).text
    except ValueError:
        return written


def _details(written: str) -> Iterator[tuple[str, str]]:
    try:
        read = json.loads(written)
    except ValueError:
        read = written
    pairs = read.items() if isinstance(read, dict) else [("", read)]
    for name, value in pairs:
        said = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        yield _shown(str(name)), _shown(said)


def _shown(text: str) -> str:
    return text.encode("utf-8", "replace").decode()


def _sought() -> Sought:
    given = request.args
    return Sought(
        actor=given.get("actor", "").strip(),
        action=given.get("action", ""),
        kind=given.get("kind", "").strip(),
        subject=given.get("subject", "").strip(),
        before=min(given.get("before", _FARTHEST, type=int), _FARTHEST),
    )
