"""Rules about outlets: by domain, by subdomain, by path; the most specific one holds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Generic, TypeVar
from urllib.parse import unquote, urlsplit

from backend.errors import BadInput

T = TypeVar("T")

_NAMED = re.compile(r"[a-z0-9_-]+(\.[a-z0-9_-]+)+(:\d+)?")


@dataclass(frozen=True, slots=True, order=True)
class Rule:
    """A host, with a port where it is not the usual one, and the beginning of a path.

    `rt.com` holds for `www.rt.com` and never for `deviantart.com`; `news.example/opinion` holds
    for `news.example/opinion/1` and not for `news.example/opinions`.
    """

    host: str
    path: tuple[str, ...] = ()

    def __str__(self) -> str:
        return "/".join((self.host, *self.path))


def parse_rule(written: str) -> Rule:
    """Read a rule from a domain, a domain with a path, or an address.

    Raises `BadInput` for anything else.
    """
    text = written.strip()
    url = text if "://" in text else f"http://{text}"
    place = _place(url)
    if place is None or not _NAMED.fullmatch(place.host):
        raise BadInput(
            f"{written!r} names no outlet. Write a domain such as example.com,"
            " a subdomain, or a path such as example.com/opinion."
        )
    return place


class Rules(Generic[T]):
    """A value for each rule; found by URL in as many steps as the URL has labels and parts."""

    def __init__(self, values: Mapping[Rule, T]) -> None:
        self._values = values

    def find(self, url: str) -> T | None:
        """Return the value of the most specific rule that holds for a URL or a domain."""
        place = _place(url if "://" in url else f"http://{url}")
        return next(self._holding(place), None) if place else None

    def _holding(self, place: Rule) -> Iterator[T]:
        for host in _wider(place.host):
            for depth in range(len(place.path), -1, -1):
                rule = Rule(host, place.path[:depth])
                if rule in self._values:
                    yield self._values[rule]


def _place(url: str) -> Rule | None:
    try:
        parts = urlsplit(url)
        host, port = _plain(parts.hostname or ""), parts.port
    except ValueError:
        return None
    if not host:
        return None
    named = f"{host}:{port}" if port not in {None, 80, 443} else host
    return Rule(named, tuple(_segments(parts.path)))


def _plain(host: str) -> str:
    """The host in lower case and in ASCII, as IDNA 2003 writes it. Raises `UnicodeError`."""
    return host.rstrip(".").encode("idna").decode("ascii").lower() if host else ""


def _segments(path: str) -> Iterable[str]:
    return (unquote(part).lower() for part in path.split("/") if part)


def _wider(named: str) -> Iterator[str]:
    """The host with its port, without it, and each domain above it."""
    yield named
    host, _, port = named.partition(":")
    if port:
        yield host
    if _is_address(host):
        return
    labels = host.split(".")
    for start in range(1, len(labels) - 1):
        yield ".".join(labels[start:])


def _is_address(host: str) -> bool:
    try:
        ip_address(host.partition(":")[0])
    except ValueError:
        return False
    return True
