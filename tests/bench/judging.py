"""The shipped judges: how fast they answer, in how much memory, and against a large model.

    python -m tests.bench judging

"The large model" is a cross-encoder of the size of RoBERTa-large with random weights, shrunk to
8-bit numbers as the shipped ones are, or whole, on the same runtime, the same threads and some of
the same pairs.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean

from backend.checking.ports import Judge, Pair
from backend.composition.judging import LARGE, SMALL
from backend.domain import Judgement, Stance
from backend.judges.cascade import Cascade
from backend.judges.cross_encoder import CrossEncoder
from backend.judges.model_folder import ModelFolder
from tests.bench import roberta_large
from tests.bench.figures import Figure, middle, say
from tests.bench.judged_pairs import JudgedPairs

PASSAGES = 32
"""Passages of one claim in a check."""

_FRESH = """
import json, resource, sys, time
started = time.monotonic()
from backend.checking.ports import Pair
from backend.composition.judging import shipped_judge
imported = time.monotonic()
first, *rest = [Pair(**row) for row in json.load(sys.stdin)]
judge = shipped_judge()
judge.judge([first])
answered = time.monotonic()
judge.for_check().judge(rest)
kilobytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(json.dumps([imported - started, answered - imported, kilobytes * 1024 / 1e6]))
"""
"""A process that has never judged before: seconds to import and to answer, megabytes at most."""


@dataclass(frozen=True, slots=True)
class _Unsure(Judge):
    """The small judge's work, and nothing decided by it: the large one has all that it may read."""

    small: Judge
    name: str = "unsure"

    def judge(self, pairs: Sequence[Pair]) -> list[Judgement]:
        """An even chance of either side for every pair."""
        return [Judgement(0.5, 0.5, 0.0) for _one in self.small.judge(pairs)]


def run(*, quick: bool) -> Iterator[Figure]:
    """Measure, for the table of all benches."""
    made = JudgedPairs(SMALL / "tokenizer.json")
    pairs = made.mixed(32 if quick else 512)
    checks = [made.of_one_claim(which, PASSAGES) for which in range(2 if quick else 12)]
    yield from _fresh(checks[0])
    yield Figure("tokens in a pair, on average", mean(made.tokens(pair) for pair in pairs), "")
    small, large = CrossEncoder.open(SMALL), CrossEncoder.open(LARGE)
    small_speed = _pairs_a_second(small, pairs, 3)
    yield Figure("small judge", small_speed, "pairs a second", at_least=130)
    yield Figure("large judge", _pairs_a_second(large, pairs[:32], 3), "pairs a second")
    check = f"a check of {PASSAGES} passages"
    took, read = _checks(Cascade(small, large), checks)
    yield Figure(f"{check}, as they are judged", took * 1_000, "ms")
    yield Figure(f"{check}: read by the large one", read, "passages")
    took, read = _checks(Cascade(_Unsure(small), large), checks)
    yield Figure(f"{check}, at the worst", took * 1_000, "ms", at_most=700)
    yield Figure(f"{check}: read by the large one then", read, "passages")
    yield from _against_the_large_model(pairs[: 4 if quick else 8], small_speed, PASSAGES / took)


def _fresh(pairs: Sequence[Pair]) -> Iterator[Figure]:
    rows = [{"claim": pair.claim, "passage": pair.passage} for pair in pairs]
    own = {name: value for name, value in os.environ.items() if "SECOND_SOURCE_" not in name}
    ended = subprocess.run(
        [sys.executable, "-c", _FRESH],
        input=json.dumps(rows),
        env=own,
        capture_output=True,
        text=True,
        check=True,
    )
    imported, answered, megabytes = json.loads(ended.stdout)
    yield Figure("a fresh process: importing", imported, "s")
    yield Figure("a fresh process: first answer after that", answered, "s", at_most=1.5)
    yield Figure("a fresh process: memory, a check included", megabytes, "MB", at_most=700)


def _pairs_a_second(judge: Judge, pairs: Sequence[Pair], rounds: int) -> float:
    """The middle of some rounds, after one pair that nobody times."""
    judge.judge(pairs[:1])
    return middle([len(pairs) / _seconds(judge, pairs) for _round in range(rounds)])


def _seconds(judge: Judge, pairs: Sequence[Pair]) -> float:
    started = time.monotonic()
    judge.judge(pairs)
    return time.monotonic() - started


def _checks(cascade: Cascade, checks: Sequence[Sequence[Pair]]) -> tuple[float, float]:
    """The middle of the checks' seconds, and of the passages that the large judge read."""
    cascade.judge(checks[0])
    took, read = list[float](), list[int]()
    for pairs in checks:
        judge = cascade.for_check()
        took.append(_seconds(judge, pairs))
        read.append(Counter(judge.read)[pairs[0].claim])
    return middle(took), middle(read)


def _against_the_large_model(
    pairs: Sequence[Pair], small: float, cascade: float
) -> Iterator[Figure]:
    with tempfile.TemporaryDirectory() as folder:
        say("Making a model of the size of RoBERTa-large")
        whole = roberta_large.make(Path(folder))
        eight = _pairs_a_second(random_judge(roberta_large.shrunk(whole)), pairs, 1)
        yield Figure("the large model, 8-bit", eight, "pairs a second")
        yield Figure("small judge against it", small / eight, "times", at_least=15)
        yield Figure("cascade against it", cascade / eight, "times", at_least=5)
        full = _pairs_a_second(random_judge(whole), pairs, 1)
        yield Figure("the large model, 32-bit", full, "pairs a second")
        yield Figure("small judge against that", small / full, "times")
        yield Figure("cascade against that", cascade / full, "times")


def random_judge(model: Path) -> CrossEncoder:
    """The random model behind the small judge's tokenizer, whose words are fewer than its own."""
    stances = (Stance.SUPPORTS, Stance.DISPUTES, Stance.MENTIONS)
    return CrossEncoder(ModelFolder("random", model, SMALL / "tokenizer.json", stances))
