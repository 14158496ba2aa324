"""Which Firefox the browser tests drive; run as a program, it gets one where there is none."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

from tests.browser.debian import get_with_apt

NAMES = ("firefox-esr", "firefox")
VARIABLE = "SECOND_SOURCE_TEST_FIREFOX"
ADVICE = (
    "No Firefox was found, so its tests are skipped: install one of version 142 or newer"
    f" (apt-get install firefox-esr, or https://www.mozilla.org/firefox) or name it in {VARIABLE}."
)


def find() -> str | None:
    """The path of a Firefox: the one named, or one on the PATH."""
    on_path = next((path for name in NAMES if (path := shutil.which(name))), None)
    path = os.environ.get(VARIABLE) or on_path
    return path if path and Path(path).exists() else None


def main() -> int:
    """Get a Firefox unless there is one. Without one, the other tests can still run."""
    if not (find() or (get_with_apt("firefox-esr") and find())):
        print(ADVICE, file=sys.stderr)  # noqa: T201 -- this is a program
    return 0


if __name__ == "__main__":
    sys.exit(main())
