"""Learn the weighing's calibration: `python -m backend.training.weighing --data PATH`.

PATH holds the public sets (`stance/NAME.jsonl.gz`, `fnc1/`). The product reads the reports of
claims whose labels are known, with the judge that ships; half of the claims teach the line of
`checking.calibration`, the others measure it. Writes `backend/models/weighing/calibration.json`,
draws `backend/evaluation/weighing.svg` and prints what was measured.

`--write FOLDER` also writes both halves as files for `evaluate weighing`, and keeps there what the
judge said, so that a run that was stopped goes on where it was.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

from backend.checking.calibration import Calibration, log_odds
from backend.checking.ports import Judge
from backend.domain import Verdict
from backend.evaluation.curve import bins_of, curve
from backend.evaluation.reported import LabelledClaim, as_line
from backend.evaluation.suite import Figures
from backend.evaluation.weighing import (
    CURVE_TITLE,
    Weighing,
    decided,
    scores,
    weighing_figures,
    weighings,
)
from backend.judges.cascade import Cascade
from backend.judges.cross_encoder import CrossEncoder
from backend.training.labelled_claims import in_first_half, labelled_claims
from backend.training.remembering import Remembering

MODELS = Path(__file__).parents[1] / "models"
WRITTEN = MODELS / "weighing" / "calibration.json"
DRAWN = MODELS.parent / "evaluation" / "weighing.svg"

DECIDED = (Verdict.SINGLE_SOURCE, Verdict.CORROBORATED, Verdict.CONTESTED, Verdict.DISPUTED)
"""The verdicts that have a confidence, in the order of the offsets that are learned."""

PULL = 10.0
"""What the squared distance of the slope from 1, and of a verdict's offset from the others' mean,
costs in claims' log loss: few claims move neither far."""


def main() -> None:
    """Weigh every claim, learn on one half, measure on the other, and write what was learned."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--write", type=Path, help="a folder for both halves of the claims")
    given = parser.parse_args()
    claims = labelled_claims(given.data)
    found = weighings(claims, _judge(given.write), _tell)
    learned = [one for one in found if in_first_half(one.claim)]
    measured = [one for one in found if not in_first_half(one.claim)]
    calibration = fitted(learned)
    if given.write:
        _write_claims(given.write / "learned.jsonl", [one.claim for one in learned])
        _write_claims(given.write / "measured.jsonl", [one.claim for one in measured])
    WRITTEN.write_text(json.dumps(as_table(calibration, len(learned)), indent=2) + "\n")
    _print("on the other half, uncalibrated", weighing_figures(measured, Calibration()))
    figures = weighing_figures(measured, calibration)
    _print("on the other half", figures)
    DRAWN.write_text(curve(bins_of(figures), CURVE_TITLE), "utf-8")
    both = [*decided(measured, calibration), *decided(learned, fitted(measured))]
    _print("on both halves, each by what was learned on the other", scores(both))
    for source in sorted({one.claim.source for one in found}):
        _print(f"on {source}, by what was learned on the other sets", _left_out(found, source))


def fitted(found: Sequence[Weighing]) -> Calibration:
    """The line with the least log loss over the decided claims.

    The slope is held at 0 or more, and a second origin's offset at no less than one origin's.
    """
    kept = [one for one in found if one.sides.verdict in DECIDED]
    odds = np.array([log_odds(one.sides.measure) for one in kept])
    which = np.array([DECIDED.index(one.sides.verdict) for one in kept])
    right = np.array([one.right for one in kept])

    def loss(parameters: np.ndarray) -> float:
        slope, offsets = abs(parameters[0]), _ordered(parameters[1:])
        signed = np.where(right, 1, -1) * (slope * odds + offsets[which])
        pulled = np.append(offsets - offsets.mean(), slope - 1)
        return float(np.logaddexp(0, -signed).sum() + PULL * np.square(pulled).sum())

    start = np.array([1.0, 0.0, 0.0, 0.0, 0.0])
    best = minimize(loss, start, method="Nelder-Mead", options={"maxiter": 20_000, "xatol": 1e-6}).x
    offsets = _ordered(best[1:])
    table = {verdict: round(float(each), 3) for verdict, each in zip(DECIDED, offsets, strict=True)}
    return Calibration(round(float(abs(best[0])), 3), table)


def as_table(calibration: Calibration, claims: int) -> Mapping[str, object]:
    """The calibration as it is written, with how many claims it was learned from."""
    offsets = {verdict.value: offset for verdict, offset in calibration.offsets.items()}
    return {"slope": calibration.slope, "offsets": offsets, "claims": claims}


def _ordered(offsets: np.ndarray) -> np.ndarray:
    """The offsets with that of `corroborated` not below that of `single_source`."""
    single, corroborated, *others = offsets
    return np.array([single, max(single, corroborated), *others])


def _left_out(found: Sequence[Weighing], source: str) -> Figures:
    others = fitted([one for one in found if one.claim.source != source])
    return weighing_figures([one for one in found if one.claim.source == source], others)


def _judge(folder: Path | None) -> Judge:
    judge = Cascade(
        CrossEncoder.open(MODELS / "stance-small"), CrossEncoder.open(MODELS / "stance-large")
    )
    if folder is None:
        return judge
    folder.mkdir(parents=True, exist_ok=True)
    return Remembering(judge, folder / "said.jsonl")


def _write_claims(path: Path, claims: Sequence[LabelledClaim]) -> None:
    path.write_text("".join(f"{as_line(claim)}\n" for claim in claims), "utf-8")


def _tell(done: int, of: int) -> None:
    if done % 50 == 0 or done == of:
        sys.stderr.write(f"{done} of {of} claims\n")


def _print(what: str, figures: Figures) -> None:
    told = (f"{name} {value:.3f}" for name, value in figures.items())
    sys.stdout.write(f"{what}: {', '.join(told)}\n")


if __name__ == "__main__":
    main()
