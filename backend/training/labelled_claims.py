"""Claims with several reports that people have labelled, from sets that no judge was trained on.

FNC-1's headlines with the articles about them (those topics that were kept from training),
HealthVer, Check-COVID, PolitiHop and RTE-3. In the latter four a passage stands for a report of its
own; judges' checkpoints and calibration were chosen on these four, but no weight was learned from
them. Questions, opinions and other texts that a check would give no verdict are left out.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TypeVar

from backend.checking import claims
from backend.domain import Highlight, Outlet, Page, QuoteSelector, Report, Stance
from backend.evaluation.reported import LabelledClaim, LabelledReport
from backend.training.stance.data import CHOSEN_ON, SEED, HeadlineBody, fnc1

FNC1 = {"agree": Stance.SUPPORTS, "disagree": Stance.DISPUTES, "discuss": Stance.MENTIONS}
"""FNC-1's words for the stance of an article that is about the headline."""

CLAIMS_A_SET = 420
"""Claims that are kept of a set, at most."""
REPORTS_A_CLAIM = 5
"""Reports that are kept of a claim, at most."""
CLAIMS_A_TOPIC = 12
"""Headlines that are kept of a topic of FNC-1, at most: they share their articles."""
FEWEST_REPORTS = 2

_T = TypeVar("_T")


def labelled_claims(data: Path) -> list[LabelledClaim]:
    """The claims of every set, always the same ones, with two reports or more each."""
    by_set = {"fnc1": _of_fnc1(data), **{name: _of_pairs(data, name) for name in CHOSEN_ON}}
    return [
        claim
        for name, found in by_set.items()
        for claim in _sample([one for one in found if _gets_a_verdict(one)], CLAIMS_A_SET, name)
    ]


def in_first_half(claim: LabelledClaim) -> bool:
    """Whether a claim is of the half that is learned from; no group is on both sides."""
    return hashlib.sha256(f"{SEED}:{claim.source}:{claim.group}".encode()).digest()[0] % 2 == 0


def _gets_a_verdict(claim: LabelledClaim) -> bool:
    """Whether a check would take the claim for one statement that can be checked."""
    found = claims.by_sentence(Highlight(QuoteSelector(claim.text), Page("https://page.example/")))
    return len(found) == 1 and found[0].checkable


def _of_fnc1(data: Path) -> Iterator[LabelledClaim]:
    corpus = fnc1(data)
    by_headline: dict[str, list[HeadlineBody]] = defaultdict(list)
    for row in (*corpus.part("rule"), *corpus.part("test")):
        if row.stance in FNC1:
            by_headline[row.headline].append(row)
    by_topic: dict[str, list[str]] = defaultdict(list)
    for headline in sorted(by_headline):
        if len(by_headline[headline]) >= FEWEST_REPORTS:
            by_topic[corpus.topics[headline]].append(headline)
    for topic, headlines in by_topic.items():
        for headline in _sample(headlines, CLAIMS_A_TOPIC, topic):
            reports = [
                LabelledReport(
                    _report("fnc1", row.body_id, corpus.bodies[row.body_id]), FNC1[row.stance]
                )
                for row in _sample(by_headline[headline], REPORTS_A_CLAIM, headline)
            ]
            yield LabelledClaim(headline, reports, "fnc1", topic)


def _of_pairs(data: Path, name: str) -> Iterator[LabelledClaim]:
    by_claim: dict[str, list[LabelledReport]] = defaultdict(list)
    groups: dict[str, str] = {}
    with gzip.open(data / "stance" / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            row = json.loads(line)
            report = _report(name, str(number), row["passage"])
            by_claim[row["claim"]].append(LabelledReport(report, Stance(row["label"])))
            groups.setdefault(row["claim"], row["group"])
    for claim, reports in sorted(by_claim.items()):
        if len(reports) >= FEWEST_REPORTS:
            kept = _sample(reports, REPORTS_A_CLAIM, claim)
            yield LabelledClaim(claim, kept, name, groups[claim])


def _report(source: str, number: str, text: str) -> Report:
    """A report by an outlet of its own."""
    host = f"{source}-{number}.example".replace("_", "-")
    return Report(f"https://{host}/", "", text, Outlet(host, host))


def _sample(items: Sequence[_T], most: int, seed: str) -> list[_T]:
    chooser = random.Random(f"{SEED}:{seed}")  # noqa: S311 - a sample, no secret
    return chooser.sample(list(items), min(most, len(items)))
