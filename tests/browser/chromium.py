"""Which Chromium the browser tests drive; run as a program, it gets one where there is none."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import Playwright, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ADVICE = (
    "No Chromium was found: install one (apt-get install chromium, or"
    " python -m playwright install --with-deps chromium) or name it in SECOND_SOURCE_CHROMIUM."
)


def find(playwright: Playwright) -> str | None:
    """The path of a Chromium: the one named, one on the PATH, or Playwright's own."""
    named = os.environ.get("SECOND_SOURCE_CHROMIUM")
    on_path = next((path for name in NAMES if (path := shutil.which(name))), None)
    path = named or on_path or playwright.chromium.executable_path
    return path if Path(path).exists() else None


def main() -> int:
    """Get Playwright's Chromium unless there is one; where that fails, the tests say so."""
    with sync_playwright() as playwright:
        if find(playwright):
            return 0
    got = subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)
    if got.returncode:
        print(ADVICE, file=sys.stderr)  # noqa: T201 -- this is a program
    return 0


if __name__ == "__main__":
    sys.exit(main())
