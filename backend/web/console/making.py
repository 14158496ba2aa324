"""Putting the console together."""

from __future__ import annotations

from datetime import UTC, datetime

from backend.services.administration import Administration
from backend.services.moderation import Moderation
from backend.web.console.account import add_account_views
from backend.web.console.audit import add_audit_views
from backend.web.console.elsewhere import add_elsewhere_views
from backend.web.console.frame import Console
from backend.web.console.notes import add_note_views
from backend.web.console.queue import add_queue_views
from backend.web.console.sign_in import add_sign_in_views
from backend.web.console.sources import add_source_views
from backend.web.console.users import add_user_views


def make_console(
    services: Administration, moderation: Moderation | None = None, *, https: bool
) -> Console:
    """The console over the services; `https` is whether browsers reach us over that alone.

    Without `moderation` there is no queue.
    """
    console = Console(services.signing_in, https=https)
    add_sign_in_views(console, services)
    add_account_views(console, services)
    add_user_views(console, services)
    add_audit_views(console, services.log)
    add_source_views(console, services)
    if services.elsewhere is not None:
        add_elsewhere_views(console, services, services.elsewhere, https=https)
    if moderation is not None:
        add_queue_views(console, moderation.queue, _now)
        add_note_views(console, moderation)
    return console


def _now() -> datetime:
    return datetime.now(UTC)
