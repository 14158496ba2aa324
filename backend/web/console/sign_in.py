"""Signing in and out."""

from __future__ import annotations

import re

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from backend.errors import TooOften, Unauthenticated
from backend.moderation.roles import ROWS, Action, may
from backend.services.administration import Administration
from backend.services.signing_in import Shown
from backend.web.access import actor
from backend.web.console.browsers import browser_name
from backend.web.console.frame import PREFIX, Console

_LOCAL = re.compile(r"/moderate(?:/[\w.~%/=&?+-]*)?", re.ASCII)


def add_sign_in_views(console: Console, services: Administration) -> None:
    """Add `/moderate/`, `/moderate/login` and `/moderate/logout`."""
    routes, require, signing_in = console.blueprint, console.access.require, services.signing_in

    @routes.get("/")
    @require(Action.KEEP_OWN_ACCOUNT)
    def home() -> ResponseReturnValue:
        role = actor().role
        rows = [row for row in ROWS if may(role, row.action) and row.action is not Action.SIGN_IN]
        return console.page("moderate/home.html", rows=rows)

    @routes.get("/login")
    @require(Action.SIGN_IN)
    def sign_in() -> ResponseReturnValue:
        if console.signed():
            return redirect(local_address(request.args.get("next", "")), 303)
        nobody = not services.users.is_anybody()
        return _page(console, services, nobody=nobody)

    @routes.post("/login")
    @require(Action.SIGN_IN)
    def sign_in_now() -> ResponseReturnValue:
        before = console.signed()
        try:
            console.keys.change(signing_in.sign_in(shown_now()))
        except (Unauthenticated, TooOften) as error:
            return _asked_again(console, services, error)
        if before is not None:
            signing_in.sign_out(before)
        return redirect(local_address(request.form.get("next", "")), 303)

    @routes.post("/logout")
    @require(Action.KEEP_OWN_ACCOUNT)
    def sign_out() -> ResponseReturnValue:
        signing_in.sign_out(console.signed_in())
        return redirect(url_for("console.sign_in"), 303)


def shown_now(name: str | None = None) -> Shown:
    """What the form shows to prove who somebody is; `name` where that is known already."""
    form = request.form
    return Shown(
        form.get("name", "") if name is None else name,
        form.get("password", ""),
        form.get("code", ""),
        request.remote_addr or "",
        browser_name(request.headers.get("User-Agent", "")),
    )


def local_address(written: str) -> str:
    """An address within the console to go on to; the console's own where it is any other."""
    return written if _LOCAL.fullmatch(written) else f"{PREFIX}/"


def _page(
    console: Console,
    services: Administration,
    status: int = 200,
    *,
    name: str = "",
    problem: str = "",
    nobody: bool = False,
) -> ResponseReturnValue:
    elsewhere = services.elsewhere.name if services.elsewhere else ""
    shown = {"name": name, "problem": problem, "nobody": nobody, "elsewhere": elsewhere}
    return console.page("moderate/sign_in.html", status, **shown)


def _asked_again(
    console: Console, services: Administration, error: Unauthenticated | TooOften
) -> ResponseReturnValue:
    name = request.form.get("name", "")
    status = 429 if isinstance(error, TooOften) else 401
    page = _page(console, services, status, name=name, problem=str(error))
    if isinstance(error, TooOften):
        return *page, {"Retry-After": str(error.retry_after)}  # type: ignore[misc]
    return page
