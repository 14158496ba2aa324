"""What somebody does about their own account: password, codes, sessions, tokens."""

from __future__ import annotations

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from backend.errors import BadInput, SecondSourceError, TooOften, Unauthenticated
from backend.moderation.roles import Action
from backend.services.administration import Administration
from backend.web.access import actor
from backend.web.console.frame import Console
from backend.web.console.sign_in import shown_now

REFUSED = (BadInput, Unauthenticated, TooOften)
"""What a form on the account's page may come to."""


def add_account_views(console: Console, services: Administration) -> None:
    """Add `/moderate/account` and what can be done there."""
    _add_password_views(console, services)
    _add_code_views(console, services)
    _add_session_views(console, services)
    _add_token_views(console, services)


def _add_password_views(console: Console, services: Administration) -> None:
    routes, require = console.blueprint, console.access.require

    @routes.get("/account")
    @require(Action.KEEP_OWN_ACCOUNT)
    def account() -> ResponseReturnValue:
        return account_page(console, services)

    @routes.post("/account/password")
    @require(Action.KEEP_OWN_ACCOUNT)
    def change_password() -> ResponseReturnValue:
        signed, wanted = console.signed_in(), request.form.get("new_password", "")
        try:
            shown = shown_now(signed.user.name)
            key = services.own_account.change_password(signed, shown, wanted)
        except REFUSED as error:
            return account_page(console, services, {"password": str(error)}, status_of(error))
        console.keys.change(key)
        return done("password")


def _add_code_views(console: Console, services: Administration) -> None:
    routes, require, own = console.blueprint, console.access.require, services.own_account

    @routes.get("/account/codes")
    @require(Action.KEEP_OWN_ACCOUNT)
    def codes() -> ResponseReturnValue:
        return _setup_page(console, services)

    @routes.post("/account/codes")
    @require(Action.KEEP_OWN_ACCOUNT)
    def start_codes() -> ResponseReturnValue:
        signed = console.signed_in()
        try:
            recovery = own.start_codes(signed, shown_now(signed.user.name))
        except REFUSED as error:
            return _setup_page(console, services, str(error), status_of(error))
        return console.page("moderate/recovery.html", recovery=recovery)

    @routes.post("/account/codes/stop")
    @require(Action.KEEP_OWN_ACCOUNT)
    def stop_codes() -> ResponseReturnValue:
        signed = console.signed_in()
        try:
            own.stop_codes(signed, shown_now(signed.user.name))
        except REFUSED as error:
            return account_page(console, services, {"codes": str(error)}, status_of(error))
        return done("codes")


def _add_session_views(console: Console, services: Administration) -> None:
    routes, require, signing_in = console.blueprint, console.access.require, services.signing_in

    @routes.post("/account/sessions/<int(max=2147483647):session_id>/end")
    @require(Action.KEEP_OWN_ACCOUNT)
    def end_session(session_id: int) -> ResponseReturnValue:
        signing_in.end(actor(), actor().name, session_id)
        return done("session")

    @routes.post("/account/sessions/end")
    @require(Action.KEEP_OWN_ACCOUNT)
    def end_other_sessions() -> ResponseReturnValue:
        signing_in.end_all(actor().name, actor().name, keep=console.signed_in().id)
        return done("sessions")


def _add_token_views(console: Console, services: Administration) -> None:
    routes, require, users = console.blueprint, console.access.require, services.users

    @routes.post("/account/tokens")
    @require(Action.KEEP_OWN_ACCOUNT)
    def issue_token() -> ResponseReturnValue:
        name = actor().name
        token = users.issue_token(name, name, request.form.get("label", ""))
        return console.page("moderate/token.html", token=token)

    @routes.post("/account/tokens/<int(max=2147483647):token_id>/revoke")
    @require(Action.KEEP_OWN_ACCOUNT)
    def revoke_token(token_id: int) -> ResponseReturnValue:
        users.revoke_token(actor().name, actor().name, token_id)
        return done("token")


_TOLD = {
    "password": "Your password is changed. You are signed out everywhere else.",
    "codes": "Codes are off. Signing in takes your password alone.",
    "session": "That session has ended.",
    "sessions": "You are signed out everywhere else.",
    "token": "That token is revoked.",
    "linked": "Your account there is linked: you may sign in with it.",
    "unlinked": "You can no longer sign in with an account elsewhere.",
}


def account_page(
    console: Console,
    services: Administration,
    problems: dict[str, str] | None = None,
    status: int = 200,
) -> ResponseReturnValue:
    """The account's page, with what went wrong beside the form that it was."""
    signed = console.signed_in()
    return console.page(
        "moderate/account.html",
        status,
        signed=signed,
        problems=problems or {},
        told=_TOLD.get(request.args.get("done", ""), ""),
        sessions=services.signing_in.sessions_of(signed.user.name),
        tokens=services.users.tokens_of(signed.user.name),
        elsewhere=services.elsewhere.name if services.elsewhere else "",
        recovery_left=services.own_account.recovery_codes_left(signed),
    )


def _setup_page(
    console: Console, services: Administration, problem: str = "", status: int = 200
) -> ResponseReturnValue:
    setup = services.own_account.offer_codes(console.signed_in())
    return console.page("moderate/codes.html", status, setup=setup, problem=problem)


def done(what: str) -> ResponseReturnValue:
    """Back to the account's page, which tells what was done."""
    return redirect(url_for("console.account", done=what), 303)


def status_of(error: SecondSourceError) -> int:
    """The status of a form that was refused."""
    return 429 if isinstance(error, TooOften) else 422
