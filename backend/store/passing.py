"""Which failures of a database pass by themselves, so that trying again is worth something."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping

_SQLITE: Mapping[int, str] = {
    sqlite3.SQLITE_FULL: "its disk is full",
    sqlite3.SQLITE_IOERR: "its disk does not take or give what it should",
    sqlite3.SQLITE_BUSY: "others have kept it busy for too long",
    sqlite3.SQLITE_LOCKED: "others have kept it busy for too long",
}
"""By SQLite's primary result codes."""

_POSTGRESQL: Mapping[str, str] = {
    "53": "it has too little disk, memory or connections left",
    "57": "it was told to end or to stop what it did",
    "58": "its disk does not take or give what it should",
    "40": "others worked on the same rows at the same moment",
    "25006": "it is only to be read at the moment",
}
"""By SQLSTATE, or the class that it begins with."""

_PRIMARY = 0xFF


def why_passing(error: BaseException | None) -> str:
    """What is wrong for the moment, "" where the error would only come again.

    `error` is the driver's own.
    """
    if isinstance(error, sqlite3.Error):
        return _SQLITE.get(getattr(error, "sqlite_errorcode", 0) & _PRIMARY, "")
    state = getattr(error, "sqlstate", None) or ""
    return _POSTGRESQL.get(state) or _POSTGRESQL.get(state[:2], "")
