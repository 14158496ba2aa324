"""Make the lexical judge's weights: `python -m backend.training.lexical --data PATH`.

PATH holds `stance/NAME.jsonl.gz` (rows of claim, passage, label) and FNC-1's own two training files
under `fnc1/`. Writes `backend/models/lexical/weights.json` and prints how the weights do on sets
that they were not made from. Takes about a minute.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import random
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score

from backend.checking.passages import best_passages, overlap
from backend.checking.ports import Judge, Pair
from backend.domain import Claim, Outlet, Report, Stance
from backend.judges.lexical import STANCES, LexicalJudge, signs

MADE_FROM = (
    "check_covid",
    "factcheck_gpt",
    "xsum_hallucination",
    "fm2",
    "polytope",
    "factcc",
    "falke_pairs",
    "negation_nli_mnli",
    "cad_nli",
)
"""Sets with a licence that allows it (MIT, Apache-2.0, CC BY, CC BY-SA); the card names each."""

MEASURED_ON = ("emergent", "rte3_3way", "healthver", "fever_symmetric")
ROWS_A_SET = 1500
SEED = 20241023
TARGET = Path(__file__).parents[1] / "models" / "lexical" / "weights.json"


def nearest(claim: str, text: str) -> str:
    """The part of a text that would be judged: the passage nearest to the claim."""
    report = Report("", "", text, Outlet("", ""))
    best = best_passages(Claim(claim, 0, len(claim)), report, 1)
    return best[0].text if best else ""


def rows(data: Path, name: str) -> list[tuple[Pair, str]]:
    """At most ROWS_A_SET pairs of a set with their labels, always the same ones."""
    with gzip.open(data / "stance" / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        everything = [json.loads(line) for line in lines]
    random.Random(SEED).shuffle(everything)  # noqa: S311 - a sample, no secret
    return [
        (Pair(row["claim"], nearest(row["claim"], row["passage"])), row["label"])
        for row in everything[:ROWS_A_SET]
    ]


def table(pairs: Sequence[tuple[Pair, str]]) -> tuple[np.ndarray, np.ndarray]:
    """The signs (a row a pair, 5 columns) and the index of each label in STANCES."""
    seen = np.array([signs(pair).vector() for pair, _ in pairs])
    return seen, np.array([STANCES.index(label) for _, label in pairs])


def related_from(data: Path) -> float:
    """The overlap that best tells FNC-1's related headlines and bodies from its unrelated ones."""
    shares, related = zip(*_fnc1(data), strict=True)
    steps = np.arange(0.05, 0.8, 0.01)
    scores = [f1_score(related, np.array(shares) >= step, average="macro") for step in steps]
    best = int(np.argmax(scores))
    sys.stdout.write(f"related from {steps[best]:.2f}: macro-F1 {scores[best]:.3f} on FNC-1\n")
    return round(float(steps[best]), 2)


def _fnc1(data: Path, pairs: int = 4000) -> Iterator[tuple[float, bool]]:
    with gzip.open(data / "fnc1" / "train_bodies.csv.gz", "rt", encoding="utf-8") as lines:
        bodies = {row["Body ID"]: row["articleBody"] for row in csv.DictReader(lines)}
    with gzip.open(data / "fnc1" / "train_stances.csv.gz", "rt", encoding="utf-8") as lines:
        stances = list(csv.DictReader(lines))
    for row in random.Random(SEED).sample(stances, pairs):  # noqa: S311 - a sample, no secret
        headline = row["Headline"]
        yield (
            overlap(headline, nearest(headline, bodies[row["Body ID"]])),
            (row["Stance"] != "unrelated"),
        )


def calibration_error(chances: np.ndarray, right: np.ndarray) -> float:
    """Expected calibration error over ten bins of equal width."""
    bins = np.minimum((chances * 10).astype(int), 9)
    gaps = [
        (bins == b).mean() * abs(right[bins == b].mean() - chances[bins == b].mean())
        for b in np.unique(bins)
    ]
    return float(sum(gaps))


def measure(pairs: Sequence[tuple[Pair, str]], judge: Judge) -> str:
    """How a judge does on labelled pairs: what it says, against what is so."""
    said = judge.judge([pair for pair, _ in pairs])
    stances = [
        j.stance.value if j.stance is not Stance.UNRELATED else Stance.MENTIONS.value for j in said
    ]
    labels = [label for _, label in pairs]
    score = f1_score(labels, stances, average="macro", labels=sorted(set(labels)))
    right = np.array([stance == label for stance, label in zip(stances, labels, strict=True)])
    sided = np.array([stance != "mentions" for stance in stances])
    error = calibration_error(np.array([j.probability for j in said])[sided], right[sided])
    return (
        f"{len(labels)} pairs, macro-F1 {score:.3f}; takes a side in {sided.mean():.0%}, "
        f"right in {right[sided].mean():.0%} of those, ECE there {error:.3f}"
    )


def fit(data: Path) -> dict[str, object]:
    """The weights, as they are stored."""
    seen, labels = table([pair for name in MADE_FROM for pair in rows(data, name)])
    model = LogisticRegression(max_iter=1000, class_weight="balanced").fit(seen, labels)
    return {
        "rows": {s: np.round(model.coef_[i], 4).tolist() for i, s in enumerate(STANCES)},
        "intercepts": {s: round(float(model.intercept_[i]), 4) for i, s in enumerate(STANCES)},
        "related_from": related_from(data),
    }


def main() -> None:
    """Fit, write and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    data = parser.parse_args().data
    TARGET.write_text(json.dumps(fit(data), indent=2) + "\n", encoding="utf-8")
    for name in MEASURED_ON:
        sys.stdout.write(f"{name}: {measure(rows(data, name), LexicalJudge())}\n")


if __name__ == "__main__":
    main()
