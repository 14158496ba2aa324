"""Putting the console together."""

from __future__ import annotations

from backend.services.administration import Administration
from backend.web.console.account import add_account_views
from backend.web.console.audit import add_audit_views
from backend.web.console.frame import Console
from backend.web.console.sign_in import add_sign_in_views
from backend.web.console.users import add_user_views


def make_console(services: Administration, *, https: bool) -> Console:
    """The console over the services; `https` is whether browsers reach us over that alone."""
    console = Console(services.signing_in, https=https)
    add_sign_in_views(console, services.signing_in)
    add_account_views(console, services)
    add_user_views(console, services)
    add_audit_views(console, services.log)
    return console
