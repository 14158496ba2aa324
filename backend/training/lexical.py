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
from backend.checking.ports import Pair
from backend.domain import Claim, Outlet, Report
from backend.judges.lexical import STANCES, signs

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


def calibration_error(chances: np.ndarray, truth: np.ndarray) -> float:
    """Expected calibration error of the likeliest stance, over ten bins of equal width."""
    surest, right = chances.max(axis=1), chances.argmax(axis=1) == truth
    bins = np.minimum((surest * 10).astype(int), 9)
    gaps = [
        (bins == b).mean() * abs(right[bins == b].mean() - surest[bins == b].mean())
        for b in np.unique(bins)
    ]
    return float(sum(gaps))


def main() -> None:
    """Fit, write and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    data = parser.parse_args().data
    seen, labels = table([pair for name in MADE_FROM for pair in rows(data, name)])
    model = LogisticRegression(max_iter=1000, class_weight="balanced").fit(seen, labels)
    weights = {
        "rows": {s: np.round(model.coef_[i], 4).tolist() for i, s in enumerate(STANCES)},
        "intercepts": {s: round(float(model.intercept_[i]), 4) for i, s in enumerate(STANCES)},
        "related_from": related_from(data),
    }
    TARGET.write_text(json.dumps(weights, indent=2) + "\n", encoding="utf-8")
    for name in MEASURED_ON:
        seen, labels = table(rows(data, name))
        chances = model.predict_proba(seen)
        score = f1_score(labels, chances.argmax(axis=1), average="macro", labels=np.unique(labels))
        error = calibration_error(chances, labels)
        sys.stdout.write(f"{name}: {len(labels)} pairs, macro-F1 {score:.3f}, ECE {error:.3f}\n")


if __name__ == "__main__":
    main()
