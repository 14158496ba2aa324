"""How much the small judge may keep from the large one.

    python -m backend.training.stance.filtering --data PATH

`READ_AGAIN_FROM` in `backend/judges/cascade.py` comes from this: for each chance of taking a side,
the share of pairs that the large judge would still read, and the share of those to which it gives a
side that would be lost unread, on sets that the judges were not trained on.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from backend.checking.ports import Pair
from backend.composition.judging import LARGE, SMALL
from backend.domain import Stance
from backend.judges.cascade import worth_reading
from backend.judges.cross_encoder import CrossEncoder
from backend.training.stance.data import CHOSEN_ON, MEASURED_ON, sampled, stance_rows

_ROWS_A_SET = 300
_FROM = (0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5)


def main() -> None:
    """Print a row for each chance."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    data = parser.parse_args().data
    rows = [
        row
        for name in (*CHOSEN_ON, *MEASURED_ON)
        for row in sampled(stance_rows(data, name), _ROWS_A_SET, name)
    ]
    pairs = [Pair(row.claim, row.passage) for row in rows]
    worth = [worth_reading(one) for one in CrossEncoder.open(SMALL).judge(pairs)]
    sided = [one.stance is not Stance.MENTIONS for one in CrossEncoder.open(LARGE).judge(pairs)]
    sys.stdout.write("from   read   lost of what takes a side\n")
    for least in _FROM:
        read = sum(one >= least for one in worth) / len(worth)
        lost = sum(one < least and side for one, side in zip(worth, sided, strict=True))
        sys.stdout.write(f"{least:.2f}  {read:6.1%}  {lost / max(1, sum(sided)):6.1%}\n")


if __name__ == "__main__":
    main()
