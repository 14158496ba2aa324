"""Logs, one line a record: readable text, or JSON for programs."""

from __future__ import annotations

import logging
import sys
import threading
import warnings
from datetime import UTC, datetime
from types import TracebackType
from typing import TYPE_CHECKING, Any, TextIO

from structlog.processors import JSONRenderer
from structlog.stdlib import ProcessorFormatter

from backend.errors import describe
from backend.log_context import log_fields
from backend.watching import libraries

if TYPE_CHECKING:
    from structlog.typing import EventDict

_log = logging.getLogger(__name__)

FORMATS = ("text", "json")


def log_to_stderr(level: str, form: str) -> None:
    """Send all that is logged to stderr, in one of `FORMATS`.

    Errors that nobody caught are logged too, by their kind and place: what they say may hold
    readers' words.
    """
    handler = logging.StreamHandler()
    handler.setFormatter(formatter(form))
    handler.addFilter(is_heard)
    logging.basicConfig(level=level, handlers=[handler])
    warnings.showwarning = _warned
    # A record that cannot be put into words would be printed with all that was to be filled in.
    logging.raiseExceptions = False
    sys.excepthook = _uncaught
    threading.excepthook = _uncaught_in_thread


def is_heard(record: logging.LogRecord) -> bool:
    """Whether a record is loud enough for its kind of logger."""
    if record.name == "alembic" or record.name.startswith("alembic."):
        # It tells at every start that it had nothing to do.
        return record.levelno >= logging.WARNING
    return libraries.is_ours(record.name) or record.levelno >= libraries.LOUD_FROM


def formatter(form: str) -> logging.Formatter:
    """What makes a line of a record."""
    render: Any = JSONRenderer(ensure_ascii=False, default=str) if form == "json" else _as_text
    return ProcessorFormatter(
        foreign_pre_chain=[_fields],
        processors=[ProcessorFormatter.remove_processors_meta, render],
        # `libraries.said` fills in what may be filled in.
        use_get_message=False,
        pass_foreign_args=True,
    )


def _fields(logger: object, method: str, event: EventDict) -> EventDict:
    """All that a line tells, in its order; an error's own words and its frames' are dropped."""
    del logger, method
    record: logging.LogRecord = event["_record"]
    return {
        "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
        "level": record.levelname,
        "logger": record.name,
        "event": libraries.said(record, event["positional_args"]),
        **log_fields(),
        "_record": record,
        "_from_structlog": False,
    }


def _as_text(logger: object, method: str, event: EventDict) -> str:
    del logger, method
    told = [event.pop(name) for name in ("time", "level", "logger", "event")]
    more = [f"{name}={value}" for name, value in event.items()]
    # A line end in a name that came from outside must not look like a line of ours.
    return " ".join([*told, *more]).replace("\r", "\\r").replace("\n", "\\n")


def _warned(  # noqa: PLR0917 - the shape of `warnings.showwarning`
    message: Warning | str,
    category: type[Warning],
    filename: str,
    lineno: int,
    file: TextIO | None = None,
    line: str | None = None,
) -> None:
    # What it says may quote a page.
    del message, file, line
    _log.warning("A library warns: %s at %s:%d", category.__name__, filename, lineno)


def _uncaught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, trace)
    else:
        _log.critical("Nobody caught an error: %s", describe(error))


def _uncaught_in_thread(args: threading.ExceptHookArgs) -> None:
    # A thread may end by SystemExit, which is no error.
    if args.exc_value is not None and not isinstance(args.exc_value, SystemExit):
        _log.error("A thread ended by an error: %s", describe(args.exc_value))
