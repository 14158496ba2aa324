"""Makes `perennial_sources.tsv` from the ranking of kynoptic/wikipedia-reliable-sources.

    python -m backend.outlets.make_table outputs/reliability_ranking.csv AS_OF

The ranking names one registered domain a source. Where that is wider than the source, narrower, or
another than the one it publishes on, `ELSEWHERE` says where the source really stands. A source of
which the list rates parts or periods differently is `depends`: the ranking keeps only its worst.
"""

from __future__ import annotations

import csv
import re
import sys
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from urllib.parse import quote

from backend.domain import RatingCategory
from backend.outlets.rules import parse_rule
from backend.outlets.shipped import COLUMNS, LIST_URL

BY = "Wikipedia’s list of perennial sources"
STATUSES = {
    "gr": RatingCategory.GENERALLY_RELIABLE,
    "nc": RatingCategory.NO_CONSENSUS,
    "gu": RatingCategory.GENERALLY_UNRELIABLE,
    "d": RatingCategory.DEPRECATED,
}
"""The list's own statuses, as its templates abbreviate them."""

ELSEWHERE: dict[str, tuple[str, ...]] = {
    "google.com": ("google.com/maps", "maps.google.com"),
    "go.com": ("abcnews.go.com", "abcnews.com"),
    "yahoo.com": ("news.yahoo.com", "yahoo.com/news"),
    "india.com": ("zeenews.india.com", "zeenews.com"),
    "baidu.com": ("baike.baidu.com",),
    "sky.com": ("news.sky.com",),
    "parliament.uk": ("hansard.parliament.uk", "api.parliament.uk/historic-hansard"),
    "bbc.co.uk": ("bbc.co.uk", "bbc.com"),
    "ap.org": ("ap.org", "apnews.com"),
    "aljazeera.net": ("aljazeera.net", "aljazeera.com"),
    "news.cn": ("news.cn", "xinhuanet.com"),
    "tass.ru": ("tass.ru", "tass.com"),
    "presstv.ir": ("presstv.ir", "presstv.com"),
    "telesurtv.net": ("telesurtv.net", "telesurenglish.net"),
    "epochtimes.de": ("epochtimes.de", "epochtimes.com", "theepochtimes.com"),
    "dailysignal.com": ("dailysignal.com", "heritage.org"),
    "x.com": ("x.com", "twitter.com"),
    "heremedia.com": ("pride.com",),
    "kenkurson.com": ("californiaglobe.com",),
    "republicworld.com": ("republicworld.com", "republicbharat.com"),
    "mediaresearch.org": ("mrc.org", "newsbusters.org", "cnsnews.com"),
    "theblaze.com": ("theblaze.com", "conservativereview.com"),
    "ijr.org": ("ijr.com",),
    "monde-diplomatique.fr": ("monde-diplomatique.fr", "mondediplo.com"),
    "globaltimes.cn": ("globaltimes.cn", "huanqiu.com"),
}
"""Where a source stands, by the domain that the ranking gives it."""

LEFT_OUT = frozenset(
    {
        "huffpost.com",  # the entry rates its contributors alone, the domain is the outlet's
        "people.inc",  # many sites under one owner
        "rhythmone.com",  # the same
        "redventures.com",  # the same
        "metalsucks.com",  # the ranking names another outlet's domain
        "poynter.org",  # the entry rates a network of fact-checkers, the domain is its host's
    }
)

_PARTLY = re.compile(r"\((culture|politics|science|[^)]*topics)\b[^)]*\)")
_LOST_DASH = re.compile(r"(?<=\d{4})(?=[A-Zp])")


def main(ranking: Path, as_of: date) -> int:
    """Write the table; return how many rules it has."""
    with ranking.open(encoding="utf-8", newline="") as lines:
        rows = sorted({row["rule"]: row for row in _rows(csv.DictReader(lines), as_of)}.items())
    table = Path(__file__).with_name("perennial_sources.tsv")
    with table.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(
            out,
            COLUMNS,
            delimiter="\t",
            quoting=csv.QUOTE_NONE,
            quotechar=None,
            lineterminator="\n",
        )
        writer.writeheader()
        writer.writerows(row for _, row in rows)
    return len(rows)


def _rows(ranking: Iterable[dict[str, str]], as_of: date) -> Iterator[dict[str, str]]:
    for source in ranking:
        name, domain = source["source_name"], source["domain"]
        if domain in LEFT_OUT:
            continue
        category = RatingCategory.DEPENDS if is_partial(name) else STATUSES[source["status"]]
        for rule in ELSEWHERE.get(domain, (domain,)):
            yield {
                "rule": str(parse_rule(rule)),
                "category": category.value,
                "by": BY,
                "url": f"{LIST_URL}#{_anchor(name)}",
                "as_of": as_of.isoformat(),
                "note": _LOST_DASH.sub("–", name),
            }


def is_partial(name: str) -> bool:
    """Whether the list has several entries for one source, or one for a part of it."""
    entries = [_first_name(entry) for entry in name.split(";")]
    return len(entries) > len(set(entries)) or bool(_PARTLY.search(name))


def _first_name(entry: str) -> str:
    return entry.partition("(")[0].strip()


def _anchor(name: str) -> str:
    """The list gives each entry its first name as an anchor."""
    return quote(_first_name(name.rsplit(";", maxsplit=1)[-1]).replace(" ", "_"))


if __name__ == "__main__":
    print(main(Path(sys.argv[1]), date.fromisoformat(sys.argv[2])), "rules")  # noqa: T201 - its result
