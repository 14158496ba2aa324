"""The invented outlets and their reports, as they stand in `outlets/`.

A folder an outlet: `outlet.toml` says what it is and looks like, `articles/*.md` are its reports,
each with TOML between two lines of `+++` and its text below.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from backend.errors import BadInput

OUTLETS = Path(__file__).parent / "outlets"


class Trouble(StrEnum):
    """What a program runs into that wants to read a page."""

    ROBOTS = "robots"
    CONSENT = "consent"
    ERROR = "error"
    HANG = "hang"


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or a heading between paragraphs."""

    text: str
    heading: bool = False


@dataclass(frozen=True, slots=True)
class InventedReport:
    """One report as its outlet prints it.

    `carries` names the report ("outlet/report") whose text this one prints word for word;
    `published` is timezone-aware.
    """

    slug: str
    title: str
    summary: str
    section: str
    author: str
    published: datetime
    blocks: tuple[Block, ...]
    carries: str = ""
    trouble: Trouble | None = None

    @property
    def path(self) -> str:
        """Where the report stands on its outlet's site."""
        return f"/{self.section}/{self.slug}"

    @property
    def text(self) -> str:
        """The report's words, a line a block."""
        return "\n".join(block.text for block in self.blocks)


@dataclass(frozen=True, slots=True)
class Robots:
    """What the outlet asks of programs in robots.txt; `crawl_delay` is in seconds."""

    disallow: tuple[str, ...] = ()
    crawl_delay: int | None = None


@dataclass(frozen=True, slots=True)
class Look:
    """Colours by role (`paper`, `ink`, `accent`, `rule`, `quiet`), for light and dark."""

    layout: str
    serif: bool
    light: Mapping[str, str]
    dark: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class InventedOutlet:
    """One outlet with its reports, newest first. `strict` asks for a strict policy."""

    slug: str
    name: str
    short: str
    tagline: str
    kind: str
    about: str
    language: str
    feed: str
    publisher: str
    sections: Mapping[str, str]
    look: Look
    reports: tuple[InventedReport, ...]
    strict: bool = False
    robots: Robots = field(default_factory=Robots)

    @property
    def feed_path(self) -> str:
        """Where the feed stands on the outlet's site."""
        return f"/{self.feed}.xml"

    def report(self, slug: str) -> InventedReport | None:
        """The report with this slug, if the outlet has it."""
        return next((report for report in self.reports if report.slug == slug), None)


def load_outlets(folder: Path = OUTLETS) -> tuple[InventedOutlet, ...]:
    """Every outlet in the folder, by slug.

    Raises `BadInput` naming the file that is not as it has to be.
    """
    paths = sorted(folder.glob("*/outlet.toml"))
    return tuple(_resolved([_load_outlet(path) for path in paths]))


def _load_outlet(path: Path) -> InventedOutlet:
    slug = path.parent.name
    try:
        given: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
        robots = given.pop("robots", {})
        return InventedOutlet(
            slug=slug,
            look=Look(**given.pop("look")),
            robots=Robots(tuple(robots.get("disallow", ())), robots.get("crawl_delay")),
            reports=_load_reports(path.parent / "articles"),
            **given,
        )
    except (tomllib.TOMLDecodeError, TypeError, KeyError) as error:
        raise BadInput(f"{path} does not describe an outlet: {error}") from error


def _load_reports(folder: Path) -> tuple[InventedReport, ...]:
    reports = [_load_report(path) for path in folder.glob("*.md")]
    return tuple(sorted(reports, key=lambda report: report.published, reverse=True))


def _load_report(path: Path) -> InventedReport:
    try:
        _, front, body = path.read_text(encoding="utf-8").split("+++\n", 2)
        given: dict[str, Any] = tomllib.loads(front)
        trouble = Trouble(given.pop("trouble")) if "trouble" in given else None
        return InventedReport(slug=path.stem, blocks=_blocks(body), trouble=trouble, **given)
    except (ValueError, TypeError) as error:
        raise BadInput(f"{path} is not a report with front matter: {error}") from error


def _blocks(body: str) -> tuple[Block, ...]:
    texts = (" ".join(part.split()) for part in body.split("\n\n"))
    return tuple(
        Block(text.removeprefix("## "), heading=text.startswith("## ")) for text in texts if text
    )


def _resolved(outlets: Iterable[InventedOutlet]) -> Iterable[InventedOutlet]:
    """Give every report that carries another one the other's text."""
    known = list(outlets)
    texts = {f"{o.slug}/{report.slug}": report.blocks for o in known for report in o.reports}
    for outlet in known:
        reports = (_carried(report, texts) for report in outlet.reports)
        yield replace(outlet, reports=tuple(reports))


def _carried(report: InventedReport, texts: Mapping[str, tuple[Block, ...]]) -> InventedReport:
    if not report.carries:
        return report
    if report.carries not in texts:
        raise BadInput(f"{report.slug} carries {report.carries}, which no outlet has.")
    return replace(report, blocks=texts[report.carries])
