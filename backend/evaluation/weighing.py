"""`weighing`: verdicts and their confidence, against what people say of the same reports.

Every report of a claim is read as in a check: its best passages are judged, the rules move what
they say, origins are grouped, and the note is written. A verdict is right where people's labels say
so: `corroborated` and `single_source` where more of the reports support the claim than dispute it,
`disputed` where more dispute it, `contested` where some do each. Figures:

`claims`, `decided`
    How many there are, and the share of them that got a verdict with a confidence.
`right`
    The share of those that is right.
`ece`, `brier`, `ranking`
    Expected calibration error (ten bins of equal width) and Brier score of the confidence, and the
    chance that a right verdict has a higher one than a wrong verdict (.5: it tells nothing).
`below.N`, `below.N_right`, `below.N_confidence`
    The curve: how many claims have a confidence in the bin that ends at N percent, the share of
    them that is right, and their mean confidence. Empty bins are left out.

Then these and the number of claims by verdict, by level and by set, as `NAME.…`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import mean

from backend.checking.calibration import Calibration, shipped
from backend.checking.confidence import LEVELS, confidence_level
from backend.checking.counting import count
from backend.checking.note import Gathered, write
from backend.checking.ports import Judge
from backend.checking.stance import evidence_from
from backend.checking.verdict import Balance, balance, confidence_in
from backend.domain import Claim, Highlight, Page, QuoteSelector, Stance, Verdict
from backend.evaluation.curve import bins_of, curve
from backend.evaluation.measures import BINS, calibration_error, ranking
from backend.evaluation.reported import LabelledClaim, read_claims
from backend.evaluation.suite import Figures, Progress, Suite, Tell

CURVE_TITLE = "Confidence of verdicts, and the share of them that is right"
_NO_MOMENT = datetime(2000, 1, 1, tzinfo=UTC)
_PAGE = "https://page.example/"


@dataclass(frozen=True, slots=True)
class Weighing:
    """A labelled claim and the balance of its evidence."""

    claim: LabelledClaim
    sides: Balance

    @property
    def right(self) -> bool:
        """Whether people's labels say what the verdict says."""
        supporting = self.claim.labelled(Stance.SUPPORTS)
        disputing = self.claim.labelled(Stance.DISPUTES)
        match self.sides.verdict:
            case Verdict.CORROBORATED | Verdict.SINGLE_SOURCE:
                return supporting > disputing
            case Verdict.DISPUTED:
                return disputing > supporting
            case Verdict.CONTESTED:
                return min(supporting, disputing) > 0
            case _:
                return not supporting and not disputing


@dataclass(frozen=True, slots=True)
class Sure:
    """A decided claim: its confidence, and whether its verdict is right."""

    weighing: Weighing
    confidence: float

    @property
    def right(self) -> bool:
        """Whether the verdict is right."""
        return self.weighing.right


class WeighingSuite(Suite):
    """Scores verdicts and confidence on a file of claims with labelled reports."""

    name = "weighing"

    def __init__(
        self, judge: Judge, drawn: Path | None = None, calibration: Calibration | None = None
    ) -> None:
        self._judge = judge
        self._drawn = drawn
        self._calibration = calibration or shipped()

    def run(self, data: Path, tell: Tell) -> Figures:
        """Weigh every claim, one after the other, and draw the curve where one is wanted."""
        found = weighings(read_claims(data), self._judge, tell)
        figures = weighing_figures(found, self._calibration)
        if self._drawn:
            self._drawn.write_text(curve(bins_of(figures), CURVE_TITLE), "utf-8")
        return figures


def weighings(claims: Sequence[LabelledClaim], judge: Judge, tell: Tell) -> list[Weighing]:
    """What each claim's reports weigh, each report read as in a check."""
    progress = Progress(tell, len(claims))
    done: list[Weighing] = []
    for claim in claims:
        done.append(weighed(claim, judge))
        progress.more(1)
    return done


def weighed(labelled: LabelledClaim, judge: Judge) -> Weighing:
    """What a claim's reports weigh."""
    claim = Claim(labelled.text, 0, len(labelled.text))
    rows = [
        row
        for one in labelled.reports
        for row in evidence_from(one.report, [claim], judge, labelled.published)
    ]
    highlight = Highlight(QuoteSelector(labelled.text), Page(_PAGE, published=labelled.published))
    note = write(Gathered(highlight, (claim,), tuple(rows), (), ()), judge.name, _NO_MOMENT)
    return Weighing(labelled, balance(count(claim, note.evidence, labelled.published)))


def decided(found: Iterable[Weighing], calibration: Calibration) -> list[Sure]:
    """The claims that got a verdict with a confidence."""
    chances = ((one, confidence_in(one.sides, calibration)) for one in found)
    return [Sure(one, chance) for one, chance in chances if chance is not None]


def weighing_figures(found: Sequence[Weighing], calibration: Calibration) -> Figures:
    """All figures; see the module."""
    sure = decided(found, calibration)
    return {
        "claims": len(found),
        "decided": len(sure) / len(found),
        **scores(sure),
        **_curve(sure),
        **_by(sure, lambda one: one.weighing.sides.verdict.value, list(Verdict)),
        **_by(
            sure, lambda one: confidence_level(one.confidence) or "", [name for _, name in LEVELS]
        ),
        **_by(
            sure, lambda one: one.weighing.claim.source, sorted({one.claim.source for one in found})
        ),
    }


def scores(sure: Sequence[Sure]) -> Figures:
    """How right decided claims are, and what their confidence is worth; nothing without any."""
    if not sure:
        return {}
    chances, right = [one.confidence for one in sure], [one.right for one in sure]
    return {
        "right": mean(right),
        "ece": calibration_error(chances, right),
        "brier": mean((one.confidence - one.right) ** 2 for one in sure),
        "ranking": ranking(chances, right),
    }


def _curve(sure: Sequence[Sure]) -> Figures:
    figures: Figures = {}
    for bin_ in range(BINS):
        here = [one for one in sure if min(int(one.confidence * BINS), BINS - 1) == bin_]
        if here:
            name = f"below.{100 * (bin_ + 1) // BINS}"
            figures[name] = len(here)
            figures[f"{name}_right"] = mean(one.right for one in here)
            figures[f"{name}_confidence"] = mean(one.confidence for one in here)
    return figures


def _by(sure: Sequence[Sure], key: Callable[[Sure], str], names: Iterable[str]) -> Figures:
    figures: Figures = {}
    for name in names:
        here = [one for one in sure if key(one) == name]
        if here and name:
            figures[f"{name}.claims"] = len(here)
            figures.update({f"{name}.{key_}": value for key_, value in scores(here).items()})
    return figures
