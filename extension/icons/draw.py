"""Draws icons/*.png from icons/icon.svg with Chromium: python extension/icons/draw.py."""

from pathlib import Path
from shutil import which

from playwright.sync_api import sync_playwright

ICONS = Path(__file__).resolve().parent
SIZES = (16, 32, 48, 128)


def draw() -> None:
    """Write one PNG for each size, on a transparent ground."""
    svg = (ICONS / "icon.svg").read_text(encoding="utf-8")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=which("chromium"), args=["--no-sandbox"]
        )
        page = browser.new_page()
        for size in SIZES:
            page.set_viewport_size({"width": size, "height": size})
            page.set_content(
                f"<style>*{{margin:0}}svg{{display:block;width:{size}px}}</style>{svg}"
            )
            page.screenshot(path=ICONS / f"{size}.png", omit_background=True)
        browser.close()


if __name__ == "__main__":
    draw()
