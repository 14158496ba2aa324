"""How many of PolNeAR's sources are found: `… .attributions --polnear FILE [--split dev]`.

FILE holds articles with their attributions (gzip JSONL of `split, text, attributions`, each with
the `source` and `cue` as text and offsets). An attribution counts where both stand in one sentence;
it is found where a speaker of that sentence has at least half of the words of the shorter of the
two names. PolNeAR also marks what people want, plan or fear, which is no report; so what is stated
by the commonest cues is told by itself.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from backend.checking.origins.attribution import named_by
from backend.checking.words import sentences, words

COMMON = frozenset("said says say told reported wrote announced added".split()) | {"according to"}


@dataclass(frozen=True, slots=True)
class Attribution:
    """Whom a sentence gives as its source, and by which cue."""

    source: str
    cue: str
    sentence: str

    @property
    def is_found(self) -> bool:
        """Whether the rules name the source."""
        own = _bare(self.source)
        found = (_bare(name) for name in named_by(self.sentence))
        return any(2 * len(own & names) >= min(len(own), len(names)) > 0 for names in found)


def main() -> None:
    """Print the recall over all attributions and over those by the commonest cues."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--polnear", type=Path, required=True)
    parser.add_argument("--split", default="dev")
    given = parser.parse_args()
    found = [(each, each.is_found) for each in _attributions(given.polnear, given.split)]
    common = [right for each, right in found if each.cue.lower() in COMMON]
    for name, rights in (("all", [right for _, right in found]), ("commonest cues", common)):
        sys.stdout.write(
            f"{name}: {sum(rights)} of {len(rights)}, {sum(rights) / len(rights):.3f}\n"
        )


def _attributions(path: Path, split: str) -> Iterator[Attribution]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for article in map(json.loads, lines):
            if article["split"] == split:
                yield from _of(article)


def _of(article: dict[str, Any]) -> Iterator[Attribution]:
    text = article["text"]
    spans = sentences(text)
    for marked in article["attributions"]:
        if marked.get("source") and marked.get("cue"):
            places = [int(marked[part][0]["offsets"].split()[0]) for part in ("source", "cue")]
            for start, end in spans:
                if all(start <= place < end for place in places):
                    cue = " ".join(part["text"] for part in marked["cue"])
                    yield Attribution(marked["source"][0]["text"], cue, text[start:end])


def _bare(name: str) -> frozenset[str]:
    return frozenset(word.text.lower() for word in words(name))


if __name__ == "__main__":
    main()
