"""Every view in light and dark: no rule of accessibility is broken, the README has its picture."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.fake_backend import FakeBackend
from tests.browser.reader import Reader
from tests.browser.served_pages import PageServer
from tests.browser.views import VIEWS, Stage, View

pytestmark = pytest.mark.browser

README = Path(__file__).resolve().parents[2] / "extension" / "README.md"
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
LARGEST_PICTURE = 100_000
# The card is a dialog beside the page's landmarks on purpose.
IN_THE_CARD: dict[str, Any] = {"rules": {"region": {"enabled": False}}}


@pytest.fixture
def stage(reader: Reader, backend: FakeBackend, pages: PageServer) -> Iterator[Stage]:
    with ExitStack() as leaving:
        yield Stage(reader, backend, pages, leaving)


def violations(view: View, scheme: str) -> list[str]:
    options = dict(IN_THE_CARD if view.part else {})
    if scheme == "dark":  # of all rules only that of contrast looks at colours
        options = {"runOnly": ["color-contrast"]}
    found: dict[str, Any] = Axe().run(view.page, context=view.part, options=options).response
    return [f"{rule['id']}: {rule['nodes'][0]['html']}" for rule in found["violations"]]


UNFOLD = "document.querySelectorAll('details').forEach(one => { one.open = true })"


@pytest.mark.parametrize("name", VIEWS)
def test_a_view_breaks_no_rule_of_accessibility(name: str, stage: Stage, pictures: Path) -> None:
    view = VIEWS[name](stage)
    grounds = set()
    for scheme in SCHEMES:
        view.page.emulate_media(color_scheme=scheme)
        picture = pictures / f"{name}{'-dark' if scheme == 'dark' else ''}.png"
        view.page.screenshot(path=picture, clip=view.clip)
        assert picture.stat().st_size <= LARGEST_PICTURE
        grounds.add(view.page.evaluate(f"getComputedStyle({view.ground}).backgroundColor"))
    assert len(grounds) == len(SCHEMES)
    view.page.evaluate(UNFOLD.replace("document", view.ground))
    for scheme in SCHEMES:
        view.page.emulate_media(color_scheme=scheme)
        assert violations(view, scheme) == []


@pytest.mark.parametrize("path", ["options.html", "welcome.html", "cannot.html?reason=file"])
def test_no_page_of_the_extension_scrolls_sideways_on_a_narrow_screen(
    reader: Reader, path: str
) -> None:
    reader.page.goto(reader.extension_page(f"pages/{path}"))
    assert reader.page.title() != ""
    reader.page.set_viewport_size({"width": 320, "height": 480})
    assert reader.page.evaluate("document.documentElement.scrollWidth") == 320


def test_the_readme_shows_every_view_in_both_themes() -> None:
    text = README.read_text(encoding="utf-8")
    files = [f"pictures/{name}{dark}.png" for name in VIEWS for dark in ("", "-dark")]
    assert [file for file in files if file not in text] == []
    assert [file for file in files if not (README.parent / file).is_file()] == []
