"""Every attempt of this process to reach another socket, seen beneath all libraries.

CPython itself reports each connect to the audit hooks before it is made; nothing is patched. While
someone watches, an attempt that would leave this machine is recorded and refused, so no packet of
a test ever does.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from ipaddress import ip_address

Address = tuple[str, int]

_ATTEMPTS = frozenset({"socket.connect", "socket.sendto"})
_watchers: list[list[Address]] = []


def _hook(event: str, arguments: tuple[object, ...]) -> None:
    if event not in _ATTEMPTS or not _watchers:
        return
    match arguments[1]:
        case (str(host), int(port), *_):
            for watcher in _watchers:
                watcher.append((host, port))
            if not ip_address(host.partition("%")[0]).is_loopback:
                raise ConnectionRefusedError(f"a test tried to reach {host}")


# An audit hook stays for the life of the process; it does nothing while nobody watches.
sys.addaudithook(_hook)


@contextmanager
def watched() -> Iterator[list[Address]]:
    """Give the list into which every attempt inside is written, of any thread."""
    attempts: list[Address] = []
    _watchers.append(attempts)
    try:
        yield attempts
    finally:
        _watchers.remove(attempts)
