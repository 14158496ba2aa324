"""The pages for people: what this is, a form for a claim, and a note. Complete without scripts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Protocol

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from backend.checking.document import Document
from backend.checking.highlights import EXACT_LIMIT
from backend.domain import CheckStatus, Highlight
from backend.errors import BadInput, BadPage, Busy, NotFound
from backend.services.reply import Reply
from backend.web import labels
from backend.web.copying import note_text
from backend.web.evidence import BLANK, evidence_row
from backend.web.history import Version, history
from backend.web.lines import highlight_view, unread_line
from backend.web.pasting import BadDate, Pasted, highlight_of, pasted, same_highlight
from backend.web.presenting import note_view
from backend.web.progress import Event, progress
from backend.web.times import moment


class Checks(Protocol):
    """What the pages need of the service behind them."""

    def open(self, highlight: Highlight, address: str | None = None) -> str:
        """Start a check, or find the one of the same highlight; raises `BadInput`, `Busy`."""
        ...

    def so_far(self, check_id: str) -> Document:
        """The note so far; raises `NotFound`."""
        ...

    def note(self, note_id: str, version: int | None = None) -> Document:
        """A version of the note, the newest where none is said; raises `NotFound`, `NotReady`."""
        ...

    def versions(self, note_id: str) -> Sequence[Version]:
        """The versions of the note, the newest first; raises `NotFound`."""
        ...

    def events_after(self, check_id: str, seq: int) -> Sequence[Event]:
        """What was told after event `seq`; raises `NotFound`."""
        ...

    def cancel(self, check_id: str) -> None:
        """Stop a check; raises `NotFound`."""
        ...


def _utc_now() -> datetime:
    return datetime.now(UTC)


def make_pages(
    checks: Checks,
    replies: Callable[[str], Sequence[Reply]] | None = None,
    *,
    now: Callable[[], datetime] = _utc_now,
) -> Blueprint:
    """The pages over `checks`: `/`, `/try`, `/ratings`, `/n/ID`, with their files at `/assets`.

    `replies` gives what outlets reply to a note; without it there is nowhere to reply.
    """
    pages = Blueprint(
        "pages",
        __name__,
        template_folder="templates",
        static_folder="static",
        static_url_path="/assets",
    )
    views = _Views(checks, replies, now)
    pages.add_url_rule("/", view_func=views.home)
    pages.add_url_rule("/try", view_func=views.try_form)
    pages.add_url_rule("/try", view_func=views.try_claim, methods=["POST"])
    pages.add_url_rule("/ratings", view_func=views.ratings)
    pages.add_url_rule("/n/<check_id>", view_func=views.note)
    pages.add_url_rule("/n/<check_id>/stop", view_func=views.stop, methods=["POST"])
    pages.add_url_rule("/n/<check_id>/again", view_func=views.again, methods=["POST"])
    pages.before_request(only_from_our_own_pages)
    pages.register_error_handler(NotFound, _unknown_note)
    pages.register_error_handler(Busy, _too_busy)
    return pages


def error_page(status: int, title: str, detail: str) -> tuple[str, int]:
    """A page that says what went wrong and what to do, for any error that a person meets."""
    return render_template("error.html", title=title, detail=detail), status


def comes_from_elsewhere(site: str | None, origin: str | None, host: str) -> bool:
    """Whether another site's page sent a form here, by Sec-Fetch-Site or else by Origin.

    A request with neither header comes from no page at all.
    """
    if site is not None:
        return site not in {"same-origin", "none"}
    return origin is not None and origin.partition("://")[2] != host


def only_from_our_own_pages() -> ResponseReturnValue | None:
    """Refuse a form that another site's page sent."""
    headers = request.headers
    if request.method == "POST" and comes_from_elsewhere(
        headers.get("Sec-Fetch-Site"), headers.get("Origin"), request.host
    ):
        detail = "This form was sent from another website. Open our own form and try again."
        return error_page(403, "Sent from elsewhere", detail)
    return None


def _unknown_note(_: NotFound) -> ResponseReturnValue:
    detail = "No note has this address. It may have been copied in part: look at its end."
    return error_page(404, "There is no note here", detail)


def _too_busy(busy: Busy) -> ResponseReturnValue:
    page, status = error_page(503, "Too much is waiting", str(busy))
    return page, status, {"Retry-After": str(busy.retry_after)}


class _Views:
    def __init__(
        self,
        checks: Checks,
        replies: Callable[[str], Sequence[Reply]] | None,
        now: Callable[[], datetime],
    ) -> None:
        self._checks = checks
        self._replies = replies
        self._now = now

    def home(self) -> ResponseReturnValue:
        return render_template("home.html")

    def ratings(self) -> str:
        return render_template("ratings.html", meanings=labels.RATINGS)

    def try_form(self) -> ResponseReturnValue:
        return _form(pasted(request.args))

    def try_claim(self) -> ResponseReturnValue:
        words = pasted(request.form)
        try:
            check_id = self._checks.open(
                highlight_of(words, _own_page()), request.remote_addr or ""
            )
        except BadInput as error:
            return _form(words, {_field(error): str(error)}), 422
        except Busy as busy:
            page = _form(words, {"form": str(busy)})
            return page, 503, {"Retry-After": str(busy.retry_after)}
        return redirect(url_for(".note", check_id=check_id), 303)

    def note(self, check_id: str) -> ResponseReturnValue:
        so_far = self._checks.so_far(check_id)
        version = request.args.get("version", type=int)
        if version is not None:
            earlier = self._checks.note(check_id, version)
            so_far = {**so_far, **earlier, "status": CheckStatus.DONE.value}
        return self._state(so_far), 200, {"Cache-Control": "private, no-cache"}

    def stop(self, check_id: str) -> ResponseReturnValue:
        self._checks.cancel(check_id)
        return redirect(url_for(".note", check_id=check_id), 303)

    def again(self, check_id: str) -> ResponseReturnValue:
        highlight = same_highlight(self._checks.so_far(check_id)["highlight"])
        check_id = self._checks.open(highlight, request.remote_addr or "")
        is_fresh = self._checks.so_far(check_id)["status"] == CheckStatus.DONE
        again = 1 if is_fresh else None
        return redirect(url_for(".note", check_id=check_id, again=again), 303)

    def _state(self, so_far: Document) -> str:
        match CheckStatus(so_far["status"]):
            case CheckStatus.DONE:
                return self._done(so_far)
            case CheckStatus.FAILED | CheckStatus.CANCELLED:
                return self._ended(so_far)
            case _:
                return self._running(so_far)

    def _ended(self, so_far: Document) -> str:
        rows = [evidence_row(row) for row in so_far["evidence"]]
        unread = [unread_line(row) for row in so_far["unread"]]
        return self._page("ended.html", so_far, rows=rows, unread=unread)

    def _running(self, so_far: Document) -> str:
        told = self._checks.events_after(so_far["id"], 0)
        # What was told since belongs to the stream, which goes on from here.
        events = [event for event in told if event.seq <= so_far["last_event"]]
        return self._page(
            "running.html", so_far, progress=progress(events), blank=BLANK, labels=labels
        )

    def _done(self, so_far: Document) -> str:
        note = note_view(so_far, self._now())
        address = url_for(".note", check_id=so_far["id"], _external=True)
        return self._page(
            "note.html",
            so_far,
            note=note,
            text=note_text(so_far, note, address),
            address=address,
            was_fresh="again" in request.args,
            may_reply=self._replies is not None,
            replies=[
                (one.said, moment(one.at.isoformat(timespec="seconds")))
                for one in (self._replies(so_far["id"]) if self._replies else ())
            ],
        )

    def _page(self, template: str, so_far: Document, **shown: object) -> str:
        return render_template(
            template,
            check=so_far,
            highlight=highlight_view(so_far["highlight"], _own_page()),
            status=labels.STATUSES[CheckStatus(so_far["status"])],
            history=history(self._checks.versions(so_far["id"]), so_far),
            **shown,
        )


def _own_page() -> str:
    return request.url_root + "try"


def _form(words: Pasted, errors: dict[str, str] | None = None) -> str:
    return render_template("try.html", words=words, errors=errors or {}, limit=EXACT_LIMIT)


def _field(error: BadInput) -> str:
    match error:
        case BadPage():
            return "page"
        case BadDate():
            return "published"
        case _:
            return "claim"
