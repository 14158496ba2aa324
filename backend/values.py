"""How what is written in a setting becomes a value.

Each reader takes the text and raises `BadSetting` saying what to write instead; `config` adds the
name of the variable.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from ipaddress import IPv4Network, IPv6Network, ip_network
from urllib.parse import urlsplit

from backend.errors import BadSetting

_LONGEST_LABEL = 200


def text(raw: str) -> str:
    """Whatever is written."""
    return raw.strip()


def items(raw: str) -> tuple[str, ...]:
    """What stands between commas."""
    return tuple(item.strip() for item in raw.split(",") if item.strip())


def key(raw: str) -> str:
    """A provider's key, as a header can carry it."""
    if not raw.strip().isascii() or not raw.strip().isprintable() or " " in raw.strip():
        raise BadSetting("write the key as its provider gave it, on one line")
    return raw.strip()


def base(raw: str) -> str:
    """An http(s) address without credentials or parameters; "" for none."""
    try:
        parts = urlsplit(raw.strip())
        usable = parts.scheme in {"http", "https"} and parts.hostname and parts.port != 0
    except ValueError:
        usable = False
    if raw.strip() and (not usable or parts.username is not None or parts.query or parts.fragment):
        raise BadSetting("write an address like http://127.0.0.1:8888")
    return raw.strip()


def broker(raw: str) -> str:
    """The address of RabbitMQ or Redis; "" for none."""
    try:
        parts = urlsplit(raw.strip())
        known = parts.scheme in {"amqp", "amqps", "redis", "rediss"}
        usable = known and bool(parts.hostname) and parts.port != 0
    except ValueError:
        usable = False
    if raw.strip() and not usable:
        raise BadSetting("write amqp://USER:PASSWORD@HOST:5672/ or redis://HOST:6379/0")
    return raw.strip()


def label(raw: str) -> str:
    """A short name, on one line."""
    if len(raw.strip()) > _LONGEST_LABEL or not raw.strip().isprintable():
        raise BadSetting(f"write at most {_LONGEST_LABEL} characters on one line")
    return raw.strip()


def language(raw: str) -> str:
    """A language as Wikipedia's addresses name it."""
    if not re.fullmatch(r"[a-z]{2,12}(-[a-z]{2,12})*", raw.strip()):
        raise BadSetting("write a language as in Wikipedia's own addresses: en, de, simple")
    return raw.strip()


def flag(raw: str) -> bool:
    """Yes or no; nothing is no."""
    words = {
        "1": True,
        "true": True,
        "yes": True,
        "0": False,
        "false": False,
        "no": False,
        "": False,
    }
    if raw.strip().lower() not in words:
        raise BadSetting("write yes or no")
    return words[raw.strip().lower()]


def whole(low: int, high: int) -> Callable[[str], int]:
    """A reader of whole numbers within these bounds, inclusive."""

    def read(raw: str) -> int:
        if not raw.strip().isdecimal() or not low <= int(raw) <= high:
            raise BadSetting(f"write a whole number from {low:,} to {high:,}")
        return int(raw)

    return read


def number(low: float, high: float) -> Callable[[str], float]:
    """A reader of numbers within these bounds, inclusive."""

    def read(raw: str) -> float:
        try:
            value = float(raw)
        except ValueError:
            value = math.nan
        if not low <= value <= high:
            raise BadSetting(f"write a number from {low:g} to {high:g}")
        return value

    return read


def ports(raw: str) -> frozenset[int]:
    """Port numbers between commas, at least one."""
    return frozenset(map(whole(1, 65535), items(raw) or ("",)))


def networks(raw: str) -> tuple[IPv4Network | IPv6Network, ...]:
    """Addresses and networks between commas."""
    try:
        return tuple(ip_network(item) for item in items(raw))
    except ValueError as error:
        raise BadSetting("write addresses or networks like 127.0.0.1, 10.0.0.0/8") from error


def internet_archive(raw: str) -> str:
    """Its address; "" for none."""
    written = raw.strip().rstrip("/")
    if written.startswith(("http://", "https://")):
        return written
    return "https://archive.org" if flag(written) else ""


def one_of(*words: str) -> Callable[[str], str]:
    """One of some words."""

    def read(raw: str) -> str:
        if raw.strip().lower() not in words:
            raise BadSetting(f"write one of {', '.join(words)}")
        return raw.strip().lower()

    return read


def level(raw: str) -> str:
    """A level of logging."""
    levels = ("DEBUG", "INFO", "WARNING", "ERROR")
    if raw.strip().upper() not in levels:
        raise BadSetting(f"write one of {', '.join(levels)}")
    return raw.strip().upper()
