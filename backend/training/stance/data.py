"""The public data that the stance judge is made from, as rows of one shape.

`SHARES` is the recipe: which set gives how many rows. Sets whose licence forbids commercial use,
sets that are held out, and every row that shares a claim or a passage with a held-out one are left
out. The model cards name each set with its licence.
"""

from __future__ import annotations

import csv
import gzip
import hashlib
import json
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TypeVar

from backend.checking.digest import digest

_T = TypeVar("_T")

SEED = 20241023
STANCES = ("supports", "disputes", "mentions")

CHOSEN_ON = ("healthver", "check_covid", "rte3_3way", "politihop")
"""Held out of training; checkpoints, calibration and thresholds are chosen on these."""

MEASURED_ON = ("covidfact", "summedits_news", "faithbench", "sick", "anli", "fever_symmetric")
"""Held out of training and of every choice: faithbench, sick and anli also forbid more."""

SHARES: dict[str, int] = {
    "lingnli": 38000,
    "watson_nli_en": 6900,
    "mnli": 4500,
    "snli": 3000,
    "cad_nli": 4000,
    "conjnli": 4000,
    "fever_ggkorn": 11000,
    "fever_dev_rte": 7000,
    "fm2": 1200,
    "factcheck_gpt": 2700,
    "sufficient_facts_fever": 1200,
    "sufficient_facts_hover": 1200,
    "sufficient_facts_vitaminc": 600,
    "xsum_hallucination": 1500,
    "cliff": 600,
    "polytope": 600,
    "factcc": 280,
    "falke_pairs": 330,
    "goyal21": 90,
    "qags_cnndm": 400,
    "qags_xsum": 60,
    "summeval": 63,
    "summedits_other": 3000,
    "negation_nli_mnli": 1500,
    "negation_nli_rte": 312,
    "negation_nli_snli": 1000,
    "breaking_nli": 1500,
    "commitment_bank": 306,
    "fracas": 331,
    "claimdiff": 1800,
    "emergent": 1704,
    "rte1": 683,
    "rte2": 610,
    "glue_rte_rest": 443,
    "liar_plus": 900,
    "perspectrum": 900,
    "citint": 800,
}
"""Rows taken of each set, at most."""


@dataclass(frozen=True, slots=True)
class Row:
    """A labelled pair. `related` is 1, 0, or -1 where nobody knows."""

    claim: str
    passage: str
    label: str
    source: str
    related: int = -1


@cache
def stance_rows(data: Path, name: str) -> tuple[Row, ...]:
    """Every row of a set, its passage cut to a digest where it is long."""
    with gzip.open(data / "stance" / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        raw = [json.loads(line) for line in lines]
    return tuple(
        Row(
            row["claim"],
            digest(row["claim"], row["passage"]),
            row["label"],
            name,
            -1 if row["label"] == "mentions" else 1,
        )
        for row in raw
    )


def held_out_texts(data: Path) -> frozenset[str]:
    """What no training row may hold, as claim or passage, without regard to case and spaces."""
    return frozenset(
        plain(text)
        for name in (*CHOSEN_ON, *MEASURED_ON)
        for row in stance_rows(data, name)
        for text in (row.claim, row.passage)
    )


def plain(text: str) -> str:
    """A text without case, punctuation and spaces, for telling whether two are the same."""
    return "".join(character for character in text.lower() if character.isalnum())


def sampled(rows: Sequence[_T], most: int, seed: str) -> list[_T]:
    """At most `most` rows, always the same ones for a seed."""
    chooser = random.Random(f"{SEED}:{seed}")  # noqa: S311 - a sample, no secret
    return chooser.sample(list(rows), min(most, len(rows)))


def fever_claims(data: Path) -> list[str]:
    """The FEVER claims that nobody found evidence for."""
    path = data / "stance" / "fever_claims_without_evidence.jsonl.gz"
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line)["claim"] for line in lines]


@dataclass(frozen=True, slots=True)
class HeadlineBody:
    """A row of FNC-1 and its part: train, rule, test, or none where it would join two of them."""

    headline: str
    body_id: str
    stance: str
    part: str


@dataclass(frozen=True, slots=True)
class Fnc1:
    """FNC-1's training files, in parts that share no headline, no body and no topic.

    `topics` and `folds` are those of every headline's text and every body's id.
    """

    bodies: dict[str, str]
    rows: tuple[HeadlineBody, ...]
    topics: dict[str, str]
    folds: dict[str, int]

    def part(self, name: str) -> list[HeadlineBody]:
        """The rows of one part."""
        return [row for row in self.rows if row.part == name]


FOLDS = 20
RULE_FOLDS = frozenset({8, 11, 17})
"""Kept from the judge's training; the rule for whole reports is learned on these."""
TEST_FOLDS = frozenset({4, 7, 12, 16})
"""Kept from everything; the figures in the cards are measured on these."""


@cache
def fnc1(data: Path) -> Fnc1:
    """Read FNC-1 and part it."""
    with gzip.open(data / "fnc1" / "train_bodies.csv.gz", "rt", encoding="utf-8") as lines:
        bodies = {row["Body ID"]: row["articleBody"] for row in csv.DictReader(lines)}
    with gzip.open(data / "fnc1" / "train_stances.csv.gz", "rt", encoding="utf-8") as lines:
        raw = [(row["Headline"], row["Body ID"], row["Stance"]) for row in csv.DictReader(lines)]
    topics = _topics(raw)
    folds = {text: _fold_of(topic) for text, topic in topics.items()}
    parts = {text: _part(fold) for text, fold in folds.items()}
    rows = tuple(
        HeadlineBody(
            headline, body, stance, parts[headline] if parts[headline] == parts[body] else "none"
        )
        for headline, body, stance in raw
    )
    return Fnc1(bodies, rows, topics, folds)


def _part(fold: int) -> str:
    if fold in TEST_FOLDS:
        return "test"
    return "rule" if fold in RULE_FOLDS else "train"


def _topics(raw: Iterable[tuple[str, str, str]]) -> dict[str, str]:
    """The topic of every headline and body, named by one of them: related ones go together."""
    parent: dict[str, str] = {}

    def root(node: str) -> str:
        while parent.setdefault(node, node) != node:
            node = parent[node]
        return node

    for headline, body, stance in raw:
        if stance == "unrelated":
            root(headline), root(body)
        else:
            parent[root(headline)] = root(body)
    return {node: root(node) for node in list(parent)}


def _fold_of(topic: str) -> int:
    return int(hashlib.sha256(f"{SEED}:{topic}".encode()).hexdigest(), 16) % FOLDS


def training_bodies(data: Path) -> list[str]:
    """The texts of FNC-1's bodies that the judge may learn from."""
    corpus = fnc1(data)
    kept = {row.body_id for row in corpus.part("train")}
    return [corpus.bodies[body] for body in sorted(kept)]


def event_texts(data: Path) -> Iterator[str]:
    """News articles of ECB+ and NewsWCL50, for building pairs."""
    with gzip.open(data / "events" / "ecbplus_newswcl50.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)["text"]
