"""Signing in with an account elsewhere, and linking one."""

from __future__ import annotations

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from backend.accounts.elsewhere import Purpose
from backend.errors import Unauthenticated
from backend.moderation.roles import Action
from backend.services.administration import Administration
from backend.services.elsewhere import Elsewhere
from backend.web.console.account import REFUSED, account_page, done, status_of
from backend.web.console.browsers import browser_name
from backend.web.console.frame import PREFIX, Console
from backend.web.console.sign_in import shown_now


def add_elsewhere_views(
    console: Console, services: Administration, elsewhere: Elsewhere, *, https: bool
) -> None:
    """Add `/moderate/login/elsewhere` and what belongs to it."""
    routes, require = console.blueprint, console.access.require

    def back_address() -> str:
        address: str = url_for(
            "console.come_back", _external=True, _scheme="https" if https else request.scheme
        )
        return address

    @routes.get("/login/elsewhere")
    @require(Action.SIGN_IN)
    def leave() -> ResponseReturnValue:
        return redirect(elsewhere.to_sign_in(console.keys.key(), back_address()), 303)

    @routes.get("/login/back")
    @require(Action.SIGN_IN)
    def come_back() -> ResponseReturnValue:
        try:
            purpose, who = elsewhere.back(
                console.keys.key(), request.args.to_dict(), back_address()
            )
            if purpose is Purpose.LINK:
                elsewhere.link(console.signed_in(), who)
                return done("linked")
            browser = browser_name(request.headers.get("User-Agent", ""))
            console.keys.change(elsewhere.sign_in(who, browser))
        except Unauthenticated as error:
            return console.problem(401, "Not signed in", str(error))
        return redirect(f"{PREFIX}/", 303)

    @routes.post("/account/elsewhere")
    @require(Action.KEEP_OWN_ACCOUNT)
    def link() -> ResponseReturnValue:
        signed = console.signed_in()
        try:
            shown = shown_now(signed.user.name)
            address = elsewhere.to_link(shown, console.keys.key(), back_address())
        except REFUSED as error:
            problems = {"elsewhere": str(error)}
            return account_page(console, services, problems, status_of(error))
        # A policy of ours keeps forms from leading to other sites; a link may.
        return console.page("moderate/leave.html", address=address)

    @routes.post("/account/elsewhere/stop")
    @require(Action.KEEP_OWN_ACCOUNT)
    def unlink() -> ResponseReturnValue:
        elsewhere.unlink(console.signed_in())
        return done("unlinked")
