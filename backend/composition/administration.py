"""Putting together what looks after users and the log of what was done."""

from __future__ import annotations

from datetime import timedelta

from backend.accounts.elsewhere import Provider
from backend.accounts.passwords import Passwords
from backend.checking.ports import Clock
from backend.config import Settings
from backend.reading.fetcher import FetchLimits
from backend.reading.posting import OwnPost
from backend.services.administration import Administration
from backend.services.audit import AuditLog
from backend.services.elsewhere import Elsewhere, Post
from backend.services.outlets import Outlets
from backend.services.own_account import OwnAccount
from backend.services.signing_in import SessionLengths, SigningIn
from backend.services.sources import Sources
from backend.services.users import Users
from backend.store.audit import AuditStore
from backend.store.engine import Sessions, make_engine, make_sessions, migrate
from backend.store.frozen import FrozenStore
from backend.store.notes import NoteStore
from backend.store.outlets import OutletStore
from backend.store.server_role import grant_to
from backend.store.signing_in import SessionStore, TryStore
from backend.store.tokens import TokenStore
from backend.store.users import UserStore

_FORM = "application/x-www-form-urlencoded"


def make_administration(
    sessions: Sessions,
    clock: Clock,
    lengths: SessionLengths | None = None,
    passwords: Passwords | None = None,
    provider: tuple[Provider, Post] | None = None,
) -> Administration:
    """Put it together over a migrated database.

    With a `provider`, and what posts to it, users may sign in with an account there.
    """
    passwords, users, log = passwords or Passwords(), UserStore(sessions), AuditStore(sessions)
    signing_in = SigningIn(
        users,
        SessionStore(sessions),
        TryStore(sessions),
        log=log,
        passwords=passwords,
        clock=clock,
        lengths=lengths,
    )
    outlets = Outlets(OutletStore(sessions), clock)
    return Administration(
        Users(users, TokenStore(sessions), passwords, clock),
        signing_in,
        OwnAccount(users, signing_in, passwords, clock),
        AuditLog(log),
        outlets,
        Sources(outlets, NoteStore(sessions), FrozenStore(sessions)),
        Elsewhere(*provider, users, signing_in, clock) if provider else None,
    )


def provider_of(settings: Settings) -> tuple[Provider, Post] | None:
    """Who vouches for users, where somebody is set. Raises `BadSetting`."""
    if not settings.oidc_issuer:
        return None
    provider = Provider(
        settings.oidc_issuer,
        settings.oidc_authorize,
        settings.oidc_token,
        settings.oidc_client,
        settings.oidc_secret,
    )
    limits = FetchLimits(contact=settings.contact)
    return provider, OwnPost(provider.token, limits=limits, content_type=_FORM)


def session_lengths(settings: Settings) -> SessionLengths:
    """How long sessions last, as it is set."""
    return SessionLengths(
        timedelta(hours=settings.session_idle_hours), timedelta(days=settings.session_days)
    )


def administration_of(settings: Settings, clock: Clock) -> Administration:
    """The same over the database that is set, which is opened and migrated."""
    engine = make_engine(settings.database_url)
    migrate(engine)
    return make_administration(make_sessions(engine), clock)


def grant_server_role(settings: Settings, role: str) -> bool:
    """Give a PostgreSQL role what the server needs; see `backend.store.server_role`."""
    engine = make_engine(settings.database_url)
    try:
        return grant_to(engine, role)
    finally:
        engine.dispose()
