"""What looks after users and the log of what was done, as one value."""

from __future__ import annotations

from dataclasses import dataclass

from backend.services.audit import AuditLog
from backend.services.elsewhere import Elsewhere
from backend.services.outlets import Outlets
from backend.services.own_account import OwnAccount
from backend.services.signing_in import SigningIn
from backend.services.sources import Sources
from backend.services.users import Users


@dataclass(frozen=True, slots=True)
class Administration:
    """Users, their signing in and their own accounts, the log of what was done, and outlets."""

    users: Users
    signing_in: SigningIn
    own_account: OwnAccount
    log: AuditLog
    outlets: Outlets
    sources: Sources
    elsewhere: Elsewhere | None = None
