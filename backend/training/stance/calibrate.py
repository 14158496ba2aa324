"""Fit what turns a model's outputs into probabilities, on sets that it was not trained on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize

from backend.domain import Judgement
from backend.training.stance.data import STANCES

_TINY = 1e-9
_PULL = 0.02
"""What a bias costs, so that a few hundred pairs more of one label don't move it far."""


@dataclass(frozen=True, slots=True)
class Said:
    """What an uncalibrated judge gave for a set's pairs, with their labels."""

    judgements: Sequence[Judgement]
    labels: Sequence[str]

    @property
    def logs(self) -> np.ndarray:
        """The logarithms of the probabilities (pairs, 3), in the order of STANCES."""
        return np.log(
            np.array([(j.supports, j.disputes, j.mentions) for j in self.judgements]) + _TINY
        )

    @property
    def targets(self) -> np.ndarray:
        """Each label's place in STANCES."""
        return np.array([STANCES.index(label) for label in self.labels])


def fitted(said: Mapping[str, Said]) -> dict[str, object]:
    """Temperature and bias with the least mean log loss over sets, each weighing the same."""
    sets = [(one.logs, one.targets) for one in said.values()]

    def loss(parameters: np.ndarray) -> float:
        bias = np.array([parameters[1], parameters[2], 0.0])
        losses = [_log_loss(logs * parameters[0] + bias, targets) for logs, targets in sets]
        return float(np.mean(losses)) + _PULL * float(np.square(bias).sum())

    found = minimize(loss, np.array([1.0, 0.0, 0.0]), method="Nelder-Mead").x
    return {
        "temperature": round(1 / float(found[0]), 3),
        "bias": [round(float(found[1]), 3), round(float(found[2]), 3), 0.0],
    }


def _log_loss(scores: np.ndarray, targets: np.ndarray) -> float:
    top = scores.max(axis=1, keepdims=True)
    normal = np.log(np.exp(scores - top).sum(axis=1)) + top[:, 0]
    return float(np.mean(normal - scores[np.arange(len(targets)), targets]))
