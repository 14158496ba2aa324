"""How often the rules of `checking.differences` are right, counted on public pairs.

    python -m backend.training.differences --data PATH [--judge]

Counts every ruling on public pairs that the rules were not tuned on, apart for those sets whose
pairs only exchange a word. `SAME_RIGHT` and `OTHERWISE_RIGHT` in `ruling.py` are what it prints for
the first. With `--judge` it also counts, on headlines and articles of FNC-1, how often the shipped
judge is right where it hears a dispute and the rules see nothing, by how much of the claim's words
the sentence has: `DISPUTES_FROM` is chosen on the part `rule` and measured on `test`.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from backend.checking.differences import Bearing, compare, in_claims_words
from backend.checking.passages import best_passages
from backend.checking.ports import Judge, Pair
from backend.domain import Claim, Outlet, Report, Stance
from backend.judges.cascade import Cascade
from backend.judges.cross_encoder import CrossEncoder
from backend.training.stance.data import STANCES, Row, fnc1, sampled, stance_rows

MODELS = Path(__file__).parents[1] / "models"
SETS = (
    "fever_ggkorn",
    "fever_dev_rte",
    "fm2",
    "sufficient_facts_fever",
    "sufficient_facts_hover",
    "sufficient_facts_vitaminc",
    "factcheck_gpt",
)
"""Sets that nobody looked into while the rules were written."""
ONE_WORD = ("summedits_other", "breaking_nli", "cad_nli")
"""The same, of pairs that exchange one word, mostly one that no rule knows to say otherwise."""
ROWS = 3000
"""Rows of each set, at most."""
_EACH = 150
"""Pairs of each of FNC-1's stances that the judge is asked, at most."""
_DISPUTED = frozenset({"disagree", "disputes"})

MEANT = {
    Bearing.SAME: "supports",
    Bearing.OTHERWISE: "disputes",
    Bearing.LESS: "mentions",
    Bearing.ANOTHER_DAY: "mentions",
    Bearing.UNSAID: "mentions",
    Bearing.ANOTHER_MATTER: "mentions",
}
"""The label of the pairs in which a ruling is right; a silent rule rules nothing."""


@dataclass(frozen=True, slots=True)
class Heard:
    """A dispute that the judge hears and the rules do not see: how near, and whether it is one.

    `elsewhere` is whether the rules take the passage to be of another matter.
    """

    closeness: float
    elsewhere: bool
    right: bool


def main() -> None:
    """Print the counts."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--judge", action="store_true", help="ask the shipped judge too")
    given = parser.parse_args()
    for names, what in ((SETS, "pairs"), (ONE_WORD, "pairs that exchange a word")):
        rows = [row for name in names for row in sampled(stance_rows(given.data, name), ROWS, name)]
        sys.stdout.write(f"\n{len(rows)} {what} of {', '.join(names)}\n")
        sys.stdout.writelines(lines(rulings(rows)))
    if given.judge:
        small, large = (CrossEncoder.open(MODELS / f"stance-{size}") for size in ("small", "large"))
        judge = Cascade(small, large)
        for part in ("rule", "test"):
            sys.stdout.write(f"\nFNC-1, {part}: disputes that the judge alone hears\n")
            sys.stdout.writelines(by_closeness(list(heard(given.data, part, judge))))


def rulings(rows: Iterable[Row]) -> Mapping[tuple[Bearing, str], Counter[str]]:
    """How many pairs of each label get each ruling, told apart by what differs."""
    found: dict[tuple[Bearing, str], Counter[str]] = {}
    for row in rows:
        seen = compare(row.claim, row.passage)
        kinds = sorted({one.kind.value for one in seen.differences})
        what = "denial" if seen.denial else " and ".join(kinds)
        found.setdefault((seen.bearing, what), Counter())[row.label] += 1
    return found


def lines(found: Mapping[tuple[Bearing, str], Counter[str]]) -> Iterator[str]:
    """A line a ruling, and one for all of each kind."""
    yield f"{'ruling':44} {'pairs':>6} {'right':>6}  " + " ".join(f"{s:>9}" for s in STANCES) + "\n"
    for bearing in Bearing:
        own = {what: count for (kind, what), count in found.items() if kind is bearing}
        whole = sum(own.values(), Counter[str]())
        yield _line(bearing.value, whole, bearing)
        if len(own) > 1:
            for what, count in sorted(own.items(), key=lambda one: -one[1].total()):
                yield _line(f"  {what or 'nothing that is shown'}", count, bearing)


def _line(name: str, labels: Counter[str], bearing: Bearing) -> str:
    right = labels[MEANT[bearing]] / labels.total() if bearing in MEANT and labels else None
    share = "" if right is None else f"{right:.2f}"
    counts = " ".join(f"{labels[stance]:9}" for stance in STANCES)
    return f"{name:44} {labels.total():6} {share:>6}  {counts}\n"


def heard(data: Path, part: str, judge: Judge) -> Iterator[Heard]:
    """The judge's disputes of the best passage of FNC-1's articles, where the rules are silent."""
    pairs = list(_headlines(data, part))
    restated = [Pair(claim, in_claims_words(claim, passage)) for claim, passage, _ in pairs]
    for (claim, passage, stance), judged in zip(pairs, judge.judge(restated), strict=True):
        seen = compare(claim, passage)
        elsewhere = seen.bearing is Bearing.ANOTHER_MATTER
        if judged.stance is Stance.DISPUTES and (elsewhere or seen.bearing is Bearing.SILENT):
            yield Heard(seen.closeness, elsewhere, stance in _DISPUTED)


def _headlines(data: Path, part: str) -> Iterator[tuple[str, str, str]]:
    corpus = fnc1(data)
    for stance in ("agree", "disagree", "discuss", "unrelated"):
        rows = [row for row in corpus.part(part) if row.stance == stance]
        for row in sampled(rows, _EACH, f"{part}:{stance}"):
            report = Report("http://report.test", "", corpus.bodies[row.body_id], Outlet("", ""))
            claim = Claim(row.headline, 0, len(row.headline))
            for passage in best_passages(claim, report, 1):
                yield row.headline, passage.text, stance


def by_closeness(found: Sequence[Heard]) -> Iterator[str]:
    """How often a dispute is one: of another matter, and else by tenths of closeness."""
    yield _share("another matter", [one.right for one in found if one.elsewhere])
    for tenth in range(11):
        silent = (one for one in found if not one.elsewhere)
        there = [one.right for one in silent if int(one.closeness * 10) == tenth]
        if there:
            yield _share(f"closeness {tenth / 10:.1f}", there)


def _share(name: str, right: Sequence[bool]) -> str:
    share = f"{sum(right) / len(right):.2f}" if right else ""
    return f"  {name:16} {len(right):5} {share:>6}\n"


if __name__ == "__main__":
    main()
