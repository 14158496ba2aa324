"""Measures that training and calibration choose by."""

from __future__ import annotations

from collections.abc import Sequence

from sklearn.metrics import f1_score


def macro_f1(labels: Sequence[str], said: Sequence[str]) -> float:
    """The mean F1 of the labels that occur; saying one that does not occur is wrong."""
    present = sorted(set(labels))
    return float(f1_score(labels, said, average="macro", labels=present, zero_division=0))
