"""Make the scenario: `python -m backend.training.origins --events FILE --own FILE --into FOLDER`.

`--events` holds articles by event (gzip JSONL of `event, main_event, outlet, title,
published, text`),
`--own` other news (`text`), from which the sentences come that desks write themselves: each is used
once. Writes `HALF-SHARE.jsonl` for both halves of the events and each share of edited sentences, 0
to 60 percent: reports with their true `origin`. Each article is an origin, and three of four are
copied once to three times by other outlets. Outlets that report one event in their own words are
origins of their own. Seeded: the same files give the same scenario.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from backend.checking.words import sentences
from backend.training.origins.copies import Article, Copy, copied

SEED = 20241023
SHARES = (0, 10, 20, 30, 40, 50, 60)
"""Percent of a copy's sentences that are edited."""

AGENCIES = ("AFP", "Reuters", "AP", "dpa", "Yonhap")
Row = dict[str, Any]


def main() -> None:
    """Write the files."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=Path, required=True)
    parser.add_argument("--own", type=Path, required=True)
    parser.add_argument("--into", type=Path, required=True)
    given = parser.parse_args()
    given.into.mkdir(parents=True, exist_ok=True)
    events = defaultdict(list)
    for row in _read(given.events):
        events[row["event"]].append(row)
    in_order = [events[name] for name in sorted(events)]
    desk = [sentence for row in _read(given.own) for sentence in _sentences(row["text"])]
    for half, chosen in (("first", in_order[::2]), ("second", in_order[1::2])):
        for share in SHARES:
            text = "".join(
                json.dumps(row, ensure_ascii=False) + "\n" for row in scenario(chosen, desk, share)
            )
            (given.into / f"{half}-{share:02}.jsonl").write_text(text, encoding="utf-8")


def _read(path: Path) -> Iterator[Row]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def scenario(events: Iterable[Sequence[Row]], desk: Sequence[str], share: int) -> Iterator[Row]:
    """Every article of every event and the copies of some, `share` percent of each copy edited."""
    fresh = iter(random.Random(SEED).sample(desk, len(desk)))  # noqa: S311 - a draw, no secret
    for event in events:
        for at, row in enumerate(event):
            yield from _copies(row, f"{row['event']}-{at}", fresh, share)


def _copies(row: Row, origin: str, fresh: Iterator[str], share: int) -> Iterator[Row]:
    rng = random.Random(zlib.crc32(f"{SEED}/{origin}/{share}".encode()))  # noqa: S311 - the same
    agency = rng.choice(AGENCIES)
    article = Article(row["title"] or row["main_event"], _sentences(row["text"]))
    yield _report(row, origin, 0, Copy(article.title, row["text"], row["outlet"]))
    for number in range(1, rng.choice((0, 1, 2, 3)) + 1):
        made = copied(article, share / 100, fresh, agency, rng)
        yield _report(row, origin, number, made)


def _report(row: Row, origin: str, number: int, printed: Copy) -> Row:
    return {
        "url": f"https://outlet{zlib.crc32(origin.encode()) % 97}-{number}.example/{origin}",
        "title": printed.title,
        "text": printed.text,
        "outlet": f"Outlet {origin}-{number}",
        "published": f"{row['published']}T{6 + number:02}:00:00+00:00",
        "author": printed.author,
        "language": "en",
        "origin": origin,
    }


def _sentences(text: str) -> tuple[str, ...]:
    return tuple(text[start:end] for start, end in sentences(text))


if __name__ == "__main__":
    main()
