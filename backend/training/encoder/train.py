"""Train the second top: the encoder's upper layers once more, for what is worth checking.

The shared layers stay as they are, so what they make of each sentence is worked out once.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor, nn

from backend.training.encoder.model import Lower, Worthiness
from backend.training.stance.model import padded
from backend.training.stance.train import BFLOAT16

SEED = 20241023
_SMOOTHING = 0.05
_WARM = 0.06
_POOL = 50
"""Batches whose sentences are sorted by length together, so that little is padded."""
_HEAD_RATE = 10.0
"""How much faster the new linear layer learns than the layers that know something already."""

States = Sequence[Tensor]
"""What the shared layers make of each sentence: (tokens, hidden), in bfloat16."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How the top is trained."""

    rate: float = 1e-4
    epochs: int = 2
    batch: int = 32


def shared_states(lower: Lower, tokenizer: Tokenizer, texts: Sequence[str]) -> States:
    """The states of some texts, in order."""
    ids = [encoding.ids for encoding in tokenizer.encode_batch(texts)]
    states: list[Tensor] = [torch.empty(0)] * len(ids)
    with torch.inference_mode(), torch.autocast("cpu", dtype=torch.bfloat16, enabled=BFLOAT16):
        for some in _cut(sorted(range(len(ids)), key=lambda at: len(ids[at])), 64):
            above = lower(*padded([ids[at] for at in some], 0))
            for row, at in enumerate(some):
                states[at] = above[row, : len(ids[at])].to(torch.bfloat16).clone()
    return states


def trained(encoder: nn.Module, states: States, labels: Sequence[bool], plan: Plan) -> Worthiness:
    """A top that tells the labels from the states. The same seed gives the same top."""
    torch.manual_seed(SEED)
    model = Worthiness(encoder)
    model.train()
    optimizer = torch.optim.AdamW(
        [
            {"params": model.top.parameters(), "scale": 1.0},
            {"params": model.head.parameters(), "scale": _HEAD_RATE},
        ],
        lr=plan.rate,
        weight_decay=0.01,
    )
    wanted = torch.tensor([_SMOOTHING + (1 - 2 * _SMOOTHING) * label for label in labels])
    batches = list(_batches([len(one) for one in states], plan))
    began, losses = time.monotonic(), list[float]()
    for step, batch in enumerate(batches):
        for group in optimizer.param_groups:
            group["lr"] = plan.rate * group["scale"] * _share(step, len(batches))
        losses.append(_learn(model, optimizer, [states[at] for at in batch], wanted[batch]))
        if (step + 1) % (len(batches) // plan.epochs) == 0:
            seconds = time.monotonic() - began
            said = f"{step + 1} of {len(batches)} batches, {seconds:.0f} s: {np.mean(losses):.4f}\n"
            sys.stdout.write(said)
            losses = []
    model.eval()
    return model


def log_odds(model: Worthiness, states: States) -> np.ndarray:
    """The model's outputs (sentences,), in order."""
    found = np.zeros(len(states), dtype=np.float32)
    with torch.inference_mode(), torch.autocast("cpu", dtype=torch.bfloat16, enabled=BFLOAT16):
        for some in _cut(sorted(range(len(states)), key=lambda at: len(states[at])), 64):
            found[some] = model(*_together([states[at] for at in some])).float().numpy()
    return found


def _learn(
    model: Worthiness, optimizer: torch.optim.Optimizer, states: States, wanted: Tensor
) -> float:
    with torch.autocast("cpu", dtype=torch.bfloat16, enabled=BFLOAT16):
        said = model(*_together(states))
    loss = nn.functional.binary_cross_entropy_with_logits(said.float(), wanted)
    optimizer.zero_grad(set_to_none=True)
    loss.backward()
    nn.utils.clip_grad_norm_(model.parameters(), 1.0)
    optimizer.step()
    return float(loss.detach())


def _together(states: States) -> tuple[Tensor, Tensor]:
    """States of some sentences as one padded batch, with its mask."""
    lengths = torch.tensor([len(one) for one in states])
    mask = (torch.arange(int(lengths.max())) < lengths[:, None]).long()
    return nn.utils.rnn.pad_sequence([one.float() for one in states], batch_first=True), mask


def _batches(lengths: Sequence[int], plan: Plan) -> Iterator[list[int]]:
    """Batches of sentences of like length, in an order without pattern."""
    chooser = random.Random(SEED)  # noqa: S311 - an order, no secret
    for _epoch in range(plan.epochs):
        order = list(range(len(lengths)))
        chooser.shuffle(order)
        for pool in _cut(order, plan.batch * _POOL):
            cut = list(_cut(sorted(pool, key=lambda at: lengths[at]), plan.batch))
            chooser.shuffle(cut)
            yield from cut


def _cut(items: Sequence[int], size: int) -> Iterator[list[int]]:
    for start in range(0, len(items), size):
        yield list(items[start : start + size])


def _share(step: int, steps: int) -> float:
    """The rate's share: up from nothing, then down to nothing in a straight line."""
    warm = max(1, int(_WARM * steps))
    return (step + 1) / warm if step < warm else (steps - step) / (steps - warm)
