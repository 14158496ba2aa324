"""What a log may say of an error."""

from __future__ import annotations

import traceback


def describe(error: BaseException) -> str:
    """The error's type and where it arose, innermost first, without its message.

    A message may hold words of the reader or of a report, and those stay out of logs.
    """
    frames = reversed(traceback.extract_tb(error.__traceback__))
    where = " < ".join(f"{frame.name} ({frame.filename}:{frame.lineno})" for frame in frames)
    cause = f", caused by {describe(error.__cause__)}" if error.__cause__ else ""
    return f"{type(error).__name__} in {where}{cause}"
