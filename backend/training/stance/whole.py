"""What it brings to judge a report as a whole beside the passage that is shown.

    python -m backend.training.stance.whole --data PATH

`WHOLE` in `backend/checking/stance.py` comes from this: for each weight, how many related articles
of FNC-1 that no judge was trained on are given the side that they take, the opposite one, and a
side where they take none. Rules speak after the judge, as they do in a check.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from backend.checking.stance import Said, asked, bearing, mixed
from backend.composition.judging import shipped_judge
from backend.domain import Claim, Outlet, Report, Stance
from backend.training.stance.data import SEED, fnc1

_SIDES = {"agree": Stance.SUPPORTS, "disagree": Stance.DISPUTES, "discuss": Stance.MENTIONS}
_ROWS = {"agree": 160, "disagree": 250, "discuss": 160}
"""Articles of each stance, at most."""
_WEIGHTS = (0.0, 0.3, 0.5, 0.6, 0.7, 0.8, 1.0)

Asked = tuple[Stance, Claim, Sequence[Said]]
"""The side that an article takes on a claim, and what the judge said of it."""


def main() -> None:
    """Print a row for each weight."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    articles = _articles(parser.parse_args().data)
    sys.stdout.write("weight  right  opposite  sided where none is taken\n")
    for weight in _WEIGHTS:
        counts = Counter((side, _stance(claim, said, weight)) for side, claim, said in articles)
        right = sum(counts[side, side] for side in (Stance.SUPPORTS, Stance.DISPUTES))
        opposite = (
            counts[Stance.SUPPORTS, Stance.DISPUTES] + counts[Stance.DISPUTES, Stance.SUPPORTS]
        )
        none = Stance.MENTIONS
        sided = counts[none, Stance.SUPPORTS] + counts[none, Stance.DISPUTES]
        sys.stdout.write(f"{weight:6.1f}  {right:5}  {opposite:8}  {sided:5}\n")


def _articles(data: Path) -> list[Asked]:
    corpus, judge = fnc1(data), shipped_judge()
    chooser = random.Random(SEED)  # noqa: S311 - a sample, no secret
    found: list[Asked] = []
    for stance, most in _ROWS.items():
        rows = [row for part in ("rule", "test") for row in corpus.part(part)]
        own = [row for row in rows if row.stance == stance]
        for row in chooser.sample(own, min(most, len(own))):
            claim = Claim(row.headline, 0, len(row.headline))
            report = Report(row.body_id, "", corpus.bodies[row.body_id], Outlet("", ""))
            found.append((_SIDES[stance], claim, asked(report, [claim], judge)))
    return found


def _stance(claim: Claim, said: Sequence[Said], weight: float) -> Stance:
    together = [
        replace(one, judgement=mixed(one.judgement, one.whole, weight), whole=None)
        for one in said
        if one.whole is not None
    ]
    rows = bearing(together, [claim])
    return rows[0].stance if rows else Stance.MENTIONS


if __name__ == "__main__":
    main()
