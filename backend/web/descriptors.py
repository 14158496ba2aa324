"""How many connections the system lets this process hold."""

from __future__ import annotations

import logging
import resource

_log = logging.getLogger(__name__)

_OURS = 300
"""File descriptors that we need besides those of connections: files, databases, workers."""


def room_for(streams: int, others: int) -> int:
    """Raise this process' limit of open files; return how many of the streams it has room for.

    `others` are connections that are no streams. It says so where there is not room for all.
    """
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft != hard:
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    if hard == resource.RLIM_INFINITY:
        return streams
    room = max(1, hard - others - _OURS)
    if room < streams:
        _log.warning("The limit of open files leaves room for %d event streams.", room)
    return min(streams, room)
