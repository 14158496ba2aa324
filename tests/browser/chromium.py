"""Which Chromium the browser tests drive; run as a program, it gets one where there is none."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import BrowserContext, Playwright, sync_playwright

from tests.browser.debian import get_with_apt

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
VARIABLE = "SECOND_SOURCE_TEST_CHROMIUM"
ADVICE = (
    "No Chromium was found: install one (apt-get install chromium, or"
    f" python -m playwright install --with-deps chromium) or name it in {VARIABLE}."
)


def find(playwright: Playwright) -> str | None:
    """The path of a Chromium: the one named, one on the PATH, or Playwright's own."""
    named = os.environ.get(VARIABLE)
    on_path = next((path for name in NAMES if (path := shutil.which(name))), None)
    path = named or on_path or playwright.chromium.executable_path
    return path if Path(path).exists() else None


def launch(
    playwright: Playwright, path: str, extension: Path, profile: Path, *more: str
) -> BrowserContext:
    """Start one with the extension; *.test leads to loopback."""
    return playwright.chromium.launch_persistent_context(
        profile,
        executable_path=path,
        headless=True,
        args=[
            "--no-sandbox",
            f"--disable-extensions-except={extension}",
            f"--load-extension={extension}",
            "--host-resolver-rules=MAP *.test 127.0.0.1",
            *more,
        ],
    )


def main() -> int:
    """Get a Chromium unless there is one: Debian's as root, else Playwright's own."""
    with sync_playwright() as playwright:
        if find(playwright) or (get_with_apt("chromium") and find(playwright)):
            return 0
    playwrights = [sys.executable, "-m", "playwright", "install", "chromium"]
    if subprocess.run(playwrights, check=False).returncode:
        print(ADVICE, file=sys.stderr)  # noqa: T201 -- this is a program
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
