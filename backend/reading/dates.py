"""When an article was published and when it was changed, as its page says.

Declarations come first (JSON-LD, `<meta>`, microdata), then a single `<time>`, then the address,
then what htmldate
(Barbaresi 2020, https://doi.org/10.21105/joss.02439) finds in the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from dateutil import parser as dateutil_parser
from htmldate import find_date
from lxml.html import HtmlElement

from backend.reading.jsonld import Described
from backend.reading.markup import attributes, text_of

_PUBLISHED_METAS = (
    "article:published_time",
    "og:published_time",
    "datepublished",
    "parsely-pub-date",
    "dc.date.issued",
    "dcterms.created",
    "date",
    "pubdate",
    "publish-date",
    "publishdate",
    "sailthru.date",
    "article.published",
)
_MODIFIED_METAS = (
    "article:modified_time",
    "og:updated_time",
    "datemodified",
    "dc.date.modified",
    "dcterms.modified",
    "article.updated",
    "lastmod",
    "last-modified",
)
_FIRST_YEAR = 1990
_NAMES_A_MONTH = re.compile(r"[^\W\d_]{3,}")
_TIMES_SEEN = 6
_DAY_IN_PATH = re.compile(r"/((?:19|20)\d\d)[/-](\d\d|[a-z]{3})[/-](\d\d)(?=[/-])", re.IGNORECASE)
_A_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Dates:
    """Both timezone-aware. `modified` is there only where it is later than `published`."""

    published: datetime | None
    modified: datetime | None


def read_dates(tree: HtmlElement, described: Described, metas: dict[str, str], url: str) -> Dates:
    """The dates that the page at `url` gives. `tree` is left as it is."""
    declared = (described.text("datePublished"), *_of(metas, _PUBLISHED_METAS))
    published = (
        _first((*declared, *_marked(tree, "datePublished")))
        or _only_time(tree)
        or _in_address(url)
        or _guessed(tree, url)
    )
    changed = (described.text("dateModified"), *_of(metas, _MODIFIED_METAS))
    modified = _first((*changed, *_marked(tree, "dateModified")))
    # Publishing itself touches a page: what is not a minute later is no change.
    later = modified and published and modified >= published + _A_MINUTE
    return Dates(published, modified if later else None)


def parse_moment(value: str) -> datetime | None:
    """A moment written as ISO 8601, as RFC 5322 or with its month's name; UTC without a zone."""
    for read in (datetime.fromisoformat, parsedate_to_datetime, _with_a_named_month):
        try:
            moment = read(value.strip())
            aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
            # Overflow shows only when the moment is moved to UTC.
            return aware if aware.astimezone(UTC).year >= _FIRST_YEAR else None
        except (ValueError, OverflowError):
            continue
    return None


def _with_a_named_month(value: str) -> datetime:
    """A day such as "Nov 18, 2019"; one in figures alone could be either way round."""
    if not _NAMES_A_MONTH.search(value) or not re.search(r"\b\d{4}\b", value):
        raise ValueError("no month's name")
    # Zones by name ("IST") mean several things, so the day is all that is believed.
    day: datetime = dateutil_parser.parse(value, ignoretz=True, default=datetime(1, 1, 1))  # noqa: DTZ001
    if day.year < _FIRST_YEAR:
        raise ValueError("no year")
    return day


def _of(metas: dict[str, str], names: Iterable[str]) -> Iterator[str]:
    return (metas.get(name, "") for name in names)


def _first(values: Iterable[str]) -> datetime | None:
    moments = (parse_moment(value) for value in values if value)
    return next((moment for moment in moments if moment), None)


def _marked(tree: HtmlElement, name: str) -> Iterator[str]:
    """What microdata gives under a name, in an attribute or as words."""
    for element in _found(tree, f"//*[@itemprop='{name}']"):
        yield from (element.get(each) or "" for each in ("datetime", "content"))
        yield re.sub(r"^[^:\d]{1,20}:\s*", "", text_of(element))


def _found(tree: HtmlElement, path: str) -> list[HtmlElement]:
    found = tree.xpath(path)
    return [item for item in found if isinstance(item, HtmlElement)] if found else []


def _only_time(tree: HtmlElement) -> datetime | None:
    """The first `<time>` where all name one day: several days are those of other articles."""
    moments = [parse_moment(value) for value in attributes(tree, "//time/@datetime")[:_TIMES_SEEN]]
    read = [moment for moment in moments if moment]
    return read[0] if len({moment.date() for moment in read}) == 1 else None


def _in_address(url: str) -> datetime | None:
    """The day in an address such as /2019/nov/18/ or /2019/11/18/."""
    found = _DAY_IN_PATH.search(url)
    if not found:
        return None
    year, month, day = found.groups()
    return parse_moment(f"{year}-{month}-{day}" if month.isdigit() else f"{day} {month} {year}")


def _guessed(tree: HtmlElement, url: str) -> datetime | None:
    """Midnight UTC of the day that htmldate finds in the page or its address."""
    try:
        day = find_date(tree, original_date=True, extensive_search=False, url=url)
    except Exception:  # noqa: BLE001 - a date is not worth a page, whatever the library trips over
        return None
    return parse_moment(day) if day else None
