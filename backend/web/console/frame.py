"""The console's frame: who is signed in, what they may, and the page around every view.

Nothing is open by default: a view whose action is not named answers nobody, and a form without
this browser's token is refused, whatever it would do.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from flask import Blueprint, Response, current_app, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from backend.accounts.people import Signed, User
from backend.errors import (
    Conflict,
    NotAllowed,
    NotFound,
    SecondSourceError,
    TooOften,
    Unauthenticated,
)
from backend.moderation.roles import Action, may
from backend.services.signing_in import SigningIn
from backend.web.access import Access, required_action
from backend.web.console.cookies import FIELD, KeyCookie
from backend.web.pages import comes_from_elsewhere
from backend.web.times import moment

PREFIX = "/moderate"


@dataclass(frozen=True, slots=True)
class Link:
    """A place in the console, and the action that one has to be allowed to be shown it."""

    endpoint: str
    label: str
    action: Action


LINKS = (
    Link("console.queue_page", "Queue", Action.SEE_QUEUE),
    Link("console.sources", "Sources", Action.EDIT_SOURCES),
    Link("console.users", "Users", Action.MANAGE_USERS),
    Link("console.audit", "Log", Action.SEE_AUDIT),
    Link("console.account", "Your account", Action.KEEP_OWN_ACCOUNT),
)

_PROBLEMS: tuple[tuple[type[SecondSourceError], int, str], ...] = (
    (NotAllowed, 403, "Not yours to do"),
    (NotFound, 404, "There is nothing here"),
    (Conflict, 409, "Not possible as things are now"),
)


class Console:
    """The blueprint and what its views share: `access`, `page`, `signed`, `keys`."""

    def __init__(self, signing_in: SigningIn, *, https: bool) -> None:
        self._signing_in = signing_in
        self.keys = KeyCookie(https=https)
        self.access = Access(self._user, by_token=False)
        self.blueprint = Blueprint("console", __name__, url_prefix=PREFIX)
        self.blueprint.before_request(self._refuse_unnamed)
        self.blueprint.before_request(self._refuse_foreign_forms)
        self.blueprint.after_request(self._keep_private)
        self.blueprint.context_processor(self._shared)
        self._answer_problems()

    def signed(self) -> Signed | None:
        """Who is signed in with this browser, None if nobody is."""
        if "console_signed" not in g:
            g.console_signed = self._signing_in.who(self.keys.key())
        signed: Signed | None = g.console_signed
        return signed

    def signed_in(self) -> Signed:
        """The same where somebody has to be."""
        signed = self.signed()
        if signed is None:
            raise Unauthenticated("Sign in first.")
        return signed

    def page(self, template: str, status: int = 200, **shown: object) -> ResponseReturnValue:
        """A page of the console."""
        return render_template(template, **shown), status

    def problem(self, status: int, title: str, detail: str) -> ResponseReturnValue:
        """A page that says what went wrong and what to do."""
        return self.page("moderate/problem.html", status, title=title, detail=detail)

    def _user(self) -> User | None:
        signed = self.signed()
        return signed.user if signed else None

    def _shared(self) -> dict[str, object]:
        """What every template has: who is here, where they may go, and what a form carries."""
        user = self._user()
        role = user.role if user else None
        return {
            "user": user,
            "links": [
                link
                for link in LINKS
                if may(role, link.action) and link.endpoint in current_app.view_functions
            ],
            "may": lambda action: may(role, Action(action)),
            "form_token": partial(_hidden_field, self.keys.form_token()),
            "moment": lambda at: moment(at.isoformat(timespec="seconds")),
        }

    def _refuse_unnamed(self) -> None:
        view = current_app.view_functions[request.endpoint or ""]
        if required_action(view) is None:
            raise NotAllowed("Nobody may do this: it names no action.")

    def _refuse_foreign_forms(self) -> ResponseReturnValue | None:
        if request.method in {"GET", "HEAD", "OPTIONS"}:
            return None
        headers = request.headers
        site, origin = headers.get("Sec-Fetch-Site"), headers.get("Origin")
        if not comes_from_elsewhere(site, origin, request.host) and self.keys.is_ours():
            return None
        detail = "This form is no longer valid, or was sent from another website. Open it anew."
        return self.problem(403, "Not sent", detail)

    def _keep_private(self, response: Response) -> Response:
        response.headers["Cache-Control"] = "no-store"
        return self.keys.send(response)

    def _answer_problems(self) -> None:
        self.blueprint.register_error_handler(Unauthenticated, self._send_to_sign_in)
        self.blueprint.register_error_handler(TooOften, self._too_often)
        for kind, status, title in _PROBLEMS:
            self.blueprint.register_error_handler(kind, self._answer_with(status, title))

    def _answer_with(
        self, status: int, title: str
    ) -> Callable[[SecondSourceError], ResponseReturnValue]:
        return lambda error: self.problem(status, title, str(error))

    def _too_often(self, error: TooOften) -> ResponseReturnValue:
        page, status = (
            render_template("moderate/problem.html", title="Too often", detail=str(error)),
            429,
        )
        return page, status, {"Retry-After": str(error.retry_after)}

    def _send_to_sign_in(self, _: Unauthenticated) -> ResponseReturnValue:
        # Where a form was sent nobody can be led back to: what it said is gone.
        back = request.full_path.rstrip("?") if request.method == "GET" else None
        return redirect(url_for("console.sign_in", next=back), 303)


def _hidden_field(token: str) -> Markup:
    return Markup('<input type="hidden" name="{}" value="{}">').format(FIELD, token)
