"""Every error that Second Source raises on purpose, in one tree, free of HTTP.

    SecondSourceError
    ├── BadInput             what came in cannot be used; the message says what to change
    │   ├── BadHighlight     the highlight is empty, too long or not text
    │   ├── BadPage          the page's address is no http(s) address
    │   ├── BadField         one field of what was sent is to be changed; carries which
    │   │   ├── BadFlag      a flag cannot be taken as it is
    │   │   ├── BadDecision  a decision cannot be made as it is
    │   │   └── BadReply     an outlet's reply cannot be taken as it is
    │   ├── BadReports       a line of a reports file is not a report
    │   ├── BadBackup        a file is no backup of ours, or cannot be restored here
    │   ├── BadModel         a model's folder lacks a file, or one of its files cannot be opened
    │   └── BadSetting       an environment variable has an unusable value
    ├── Unauthenticated      who asks has not said who they are in a way that is known here
    ├── NotAllowed           who asks may not do this
    ├── NotFound             no check or note has this id
    ├── NotReady             the check has not ended in a note yet
    ├── Conflict             the thing is no longer in a state that allows this
    │   ├── LeaseLost        a check is no longer this worker's: cancelled or taken over
    │   └── Outdated         somebody else was faster; carries what the thing is now
    ├── SearchFailed         a searcher gave no usable answer; costs its own row only
    ├── JudgeFailed          a judge gave no usable answer; another judges instead
    ├── Unreadable           a page could not be read; carries the reason shown in `unread`
    ├── Busy                 too much is waiting; carries when to come back
    │   └── TooOften         one client asks more often than it may
    └── Unavailable          what we depend on (the database) does not answer

Foreign errors (requests, SQLAlchemy, the parser) are turned into these where they enter, with
the cause chained. The message is written for the person who has to act on it.
"""

from __future__ import annotations

import traceback
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from backend.domain import UnreadReason


class SecondSourceError(Exception):
    """The root: catching it catches everything that we raise on purpose."""


class BadInput(SecondSourceError):
    """What came in cannot be used. The message says what to change."""


class BadHighlight(BadInput):
    """The highlight is empty, too long, or holds characters that are no text."""


class BadPage(BadInput):
    """The page's address is no http(s) address."""


class BadField(BadInput):
    """One field of what was sent is to be changed: `field`."""

    def __init__(self, message: str, field: str) -> None:
        super().__init__(message)
        self.field = field


class BadFlag(BadField):
    """A flag cannot be taken as it is."""


class BadDecision(BadField):
    """A decision cannot be made as it is."""


class BadReply(BadField):
    """An outlet's reply cannot be taken as it is."""


class BadReports(BadInput):
    """A line of a reports file is not a report."""


class BadBackup(BadInput):
    """A file is no backup of ours, or one that cannot be made or restored here."""


class BadModel(BadInput):
    """A model's folder lacks a file, or holds one that cannot be opened."""


class BadSetting(BadInput):
    """An environment variable has an unusable value."""


class Unauthenticated(SecondSourceError):
    """Who asks has not said who they are, or in a way that is not known here."""


class NotAllowed(SecondSourceError):
    """Who asks may not do this."""


class NotFound(SecondSourceError):
    """Nothing has this id."""


class NotReady(SecondSourceError):
    """The check has not ended in a note yet."""


class Conflict(SecondSourceError):
    """The thing is no longer in a state that allows this."""


class LeaseLost(Conflict):
    """A check is no longer this worker's: it was cancelled, or another took it up."""


class Outdated(Conflict):
    """Somebody else was faster. `now` is what the thing is now, as JSON."""

    def __init__(self, now: dict[str, object]) -> None:
        super().__init__("Somebody else has changed this meanwhile. Look at it as it is now.")
        self.now = now


class SearchFailed(SecondSourceError):
    """A searcher gave no usable answer.

    The message goes to the log, so it holds no word of the claim and no key. `status` is the word
    shown in the note's `searched` row: `failed`, `timed_out` or `rate_limited`.
    """

    def __init__(self, message: str, status: str = "failed") -> None:
        super().__init__(message)
        self.status = status


class JudgeFailed(SecondSourceError):
    """A judge gave no usable answer, so that another judges instead.

    The message goes on from "as …" in the note and goes to the log, so it holds no word of the
    claim or the passage and no key.
    """


class Unreadable(SecondSourceError):
    """A page could not be read, for the reason shown in the note's `unread` row.

    `retry_after` is how many seconds the site asked us to stay away, where it did.
    """

    def __init__(
        self, reason: UnreadReason, message: str = "", retry_after: float | None = None
    ) -> None:
        super().__init__(message or reason.words)
        self.reason = reason
        self.retry_after = retry_after


class Busy(SecondSourceError):
    """Too much is waiting. `retry_after` is in seconds."""

    def __init__(self, message: str, retry_after: int) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class TooOften(Busy):
    """One client asks more often than it may."""


class Unavailable(SecondSourceError):
    """What we depend on, the database above all, does not answer. Trying again may help."""


def describe(error: BaseException) -> str:
    """What a log may say of an error: its type and where it arose, innermost first.

    Its message is left out: it may hold words of the reader or of a report, and those stay out of
    logs.
    """
    frames = reversed(traceback.extract_tb(error.__traceback__))
    where = " < ".join(f"{frame.name} ({frame.filename}:{frame.lineno})" for frame in frames)
    cause = f", caused by {describe(error.__cause__)}" if error.__cause__ else ""
    return f"{type(error).__name__} in {where}{cause}"
