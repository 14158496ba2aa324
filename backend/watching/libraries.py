"""What libraries may say in our logs.

They know nothing of our rule that readers' text stays out: an error's message may quote a request,
a task's arguments, a page. So of what they say the fixed words are kept, and of what they fill in
only numbers; where no fixed words can be told, the place in their code has to do.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from pathlib import PurePath

from backend.errors import describe

LOUD_FROM = logging.WARNING
"""Libraries are heard from this level on, whatever level is set."""

_OURS = "backend"
_PLAIN = ("celery", "kombu", "amqp", "alembic")
"""The loggers whose finished sentences hold nothing of readers. Gunicorn's quote requests."""

_QUOTING = ("celery/app/trace.py", "celery/utils/log.py")
"""Files whose finished sentences quote what came in, though their logger is a plain one."""

_HARMLESS = frozenset({"name", "id", "runtime"})
"""What Celery fills in of a task besides its arguments and its error."""

_HIDDEN = "…"


def is_ours(logger: str) -> bool:
    """Whether a logger is one of this program's."""
    return logger.partition(".")[0] == _OURS


def said(record: logging.LogRecord, args: object) -> str:
    """What a record says, without what a library may not say; of an error its kind and places.

    `args` is what its words are to be filled with: a tuple, a mapping, or nothing.
    """
    words = _our_words(record, args) if is_ours(record.name) else _their_words(record, args)
    error = record.exc_info[1] if record.exc_info else None
    return f"{words}: {describe(error)}" if error else words


def _our_words(record: logging.LogRecord, args: object) -> str:
    return str(record.msg) % args if args else str(record.msg)


def _their_words(record: logging.LogRecord, args: object) -> str:
    if args:
        return _filled(str(record.msg), args)
    if _is_plain(record):
        return str(record.msg)
    return f"Said at {PurePath(record.pathname).name}:{record.lineno} ({record.funcName})"


def _is_plain(record: logging.LogRecord) -> bool:
    is_named = any(record.name == name or record.name.startswith(f"{name}.") for name in _PLAIN)
    file = PurePath(record.pathname).as_posix()
    return is_named and not any(quoting in file for quoting in _QUOTING)


def _filled(words: str, args: object) -> str:
    try:
        match args:
            case Mapping():
                return words % {
                    key: value if key in _HARMLESS else _shown(value) for key, value in args.items()
                }
            case tuple():
                return words % tuple(_shown(value) for value in args)
            case _:
                return words
    except (TypeError, ValueError, KeyError):
        return words


def _shown(value: object) -> object:
    """The value if it is a number, an error's kind, or a sign that something stood there."""
    match value:
        case int() | float():
            return value
        case BaseException():
            return type(value).__name__
        case _:
            return _HIDDEN
