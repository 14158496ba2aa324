"""What an admin does about users."""

from __future__ import annotations

from collections.abc import Callable

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from backend.errors import BadInput, Conflict
from backend.moderation.roles import Action, Role
from backend.services.administration import Administration
from backend.web.access import actor
from backend.web.console.frame import Console


def add_user_views(console: Console, services: Administration) -> None:
    """Add `/moderate/users` and what can be done there."""
    _add_list_views(console, services)
    _add_change_views(console, services)
    _add_ending_views(console, services)


def _add_list_views(console: Console, services: Administration) -> None:
    routes, require = console.blueprint, console.access.require

    @routes.get("/users")
    @require(Action.MANAGE_USERS)
    def users() -> ResponseReturnValue:
        return _list_page(console, services)

    @routes.post("/users")
    @require(Action.MANAGE_USERS)
    def add_user() -> ResponseReturnValue:
        form = request.form
        try:
            role = _role(form.get("role", ""))
            added = services.users.add(
                actor().name, form.get("name", ""), role, form.get("password", "")
            )
        except (BadInput, Conflict) as error:
            return _list_page(console, services, str(error), 422)
        return _back_to(added.name, "added")

    @routes.get("/users/<name>")
    @require(Action.MANAGE_USERS)
    def user(name: str) -> ResponseReturnValue:
        return _user_page(console, services, name)


def _add_change_views(console: Console, services: Administration) -> None:
    routes, require, users = console.blueprint, console.access.require, services.users

    @routes.post("/users/<name>/role")
    @require(Action.MANAGE_USERS)
    def change_role(name: str) -> ResponseReturnValue:
        wanted = request.form.get("role", "")
        return _try(
            console, services, name, lambda: users.set_role(actor().name, name, _role(wanted))
        )

    @routes.post("/users/<name>/disable")
    @require(Action.MANAGE_USERS)
    def disable_user(name: str) -> ResponseReturnValue:
        return _try(console, services, name, lambda: users.disable(actor().name, name))

    @routes.post("/users/<name>/enable")
    @require(Action.MANAGE_USERS)
    def enable_user(name: str) -> ResponseReturnValue:
        return _try(console, services, name, lambda: users.enable(actor().name, name))

    @routes.post("/users/<name>/password")
    @require(Action.MANAGE_USERS)
    def reset_password(name: str) -> ResponseReturnValue:
        wanted = request.form.get("password", "")
        return _try(
            console, services, name, lambda: users.reset_password(actor().name, name, wanted)
        )


def _add_ending_views(console: Console, services: Administration) -> None:
    routes, require = console.blueprint, console.access.require
    users, signing_in = services.users, services.signing_in

    @routes.post("/users/<name>/codes")
    @require(Action.MANAGE_USERS)
    def reset_codes(name: str) -> ResponseReturnValue:
        return _try(console, services, name, lambda: users.reset_codes(actor().name, name))

    @routes.post("/users/<name>/unlock")
    @require(Action.MANAGE_USERS)
    def unlock_user(name: str) -> ResponseReturnValue:
        known = users.get(name).name
        return _try(console, services, name, lambda: signing_in.unlock(actor().name, known))

    @routes.post("/users/<name>/sessions")
    @require(Action.MANAGE_USERS)
    def end_user_sessions(name: str) -> ResponseReturnValue:
        known = users.get(name).name
        return _try(console, services, name, lambda: signing_in.end_all(actor().name, known))

    @routes.post("/users/<name>/tokens/<int(max=2147483647):token_id>/revoke")
    @require(Action.MANAGE_USERS)
    def revoke_user_token(name: str, token_id: int) -> ResponseReturnValue:
        return _try(
            console, services, name, lambda: users.revoke_token(actor().name, name, token_id)
        )


def _try(
    console: Console, services: Administration, name: str, act: Callable[[], object]
) -> ResponseReturnValue:
    try:
        act()
    except (BadInput, Conflict) as error:
        return _user_page(console, services, name, str(error), 422)
    return _back_to(name, "changed")


def _list_page(
    console: Console, services: Administration, problem: str = "", status: int = 200
) -> ResponseReturnValue:
    return console.page(
        "moderate/users.html",
        status,
        users=services.users.every(),
        roles=list(Role),
        problem=problem,
        form=request.form,
    )


def _user_page(
    console: Console, services: Administration, name: str, problem: str = "", status: int = 200
) -> ResponseReturnValue:
    shown = services.users.get(name)
    return console.page(
        "moderate/user.html",
        status,
        shown=shown,
        roles=list(Role),
        problem=problem,
        done="done" in request.args,
        sessions=services.signing_in.sessions_of(shown.name),
        tokens=services.users.tokens_of(shown.name),
    )


def _back_to(name: str, done: str) -> ResponseReturnValue:
    return redirect(url_for("console.user", name=name, done=done), 303)


def _role(written: str) -> Role:
    if written not in set(Role):
        raise BadInput("Choose a role.")
    return Role(written)
