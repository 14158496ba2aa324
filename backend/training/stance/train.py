"""Train one judge on the mix, from its last checkpoint on.

The order of batches depends on the seed alone, so a run that was stopped goes on as if it had not
been. Losses and figures on the sets that choices are made on are appended to `log.jsonl`.
"""

from __future__ import annotations

import json
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor, nn

from backend.training.stance.data import CHOSEN_ON, SEED, STANCES, Row, sampled, stance_rows
from backend.training.stance.figures import macro_f1
from backend.training.stance.model import CrossEncoder, Shape, padded, padding_of, tokenizer_of

BFLOAT16 = "avx512_bf16" in (
    Path("/proc/cpuinfo").read_text() if Path("/proc/cpuinfo").exists() else ""
)
"""Whether to multiply in bfloat16: five times as fast where the processor has it, three times as
slow where it has not. Weights, gradients and the optimiser stay in float32."""

CHECKPOINT_SECONDS = 300
LOOK_EVERY = 500
"""Batches between two looks at the sets that choices are made on."""
ROWS_A_LOOK = 150
_WARM = 0.06
_SMOOTHING = 0.05
_RELATED_WEIGHT = 0.2
_POOL = 50
"""Batches whose rows are sorted by length together, so that little is padded."""


@dataclass
class Run:
    """Where a training stands: everything that a checkpoint holds."""

    model: CrossEncoder
    optimizer: torch.optim.Optimizer
    step: int = 0

    def save(self, path: Path) -> None:
        """Write the checkpoint whole or not at all."""
        state = {
            "model": self.model.state_dict(),
            "optimizer": self.optimizer.state_dict(),
            "step": self.step,
        }
        torch.save(state, path.with_suffix(".part"))
        path.with_suffix(".part").replace(path)

    def load(self, path: Path) -> None:
        """Go on from a checkpoint, if there is one."""
        if path.exists():
            state: dict[str, Any] = torch.load(path, weights_only=True)
            self.model.load_state_dict(state["model"])
            self.optimizer.load_state_dict(state["optimizer"])
            self.step = state["step"]


def train(rows: Sequence[Row], data: Path, base: Path, shape: Shape, folder: Path) -> CrossEncoder:
    """Train on rows in their order, `shape.epochs` times over; returns the trained model."""
    torch.manual_seed(SEED)
    model = CrossEncoder(base, shape)
    tokenizer = tokenizer_of(base, shape.longest)
    pad = padding_of(tokenizer)
    batches = list(_batches(rows, shape, tokenizer))
    run = Run(model, _optimizer(model, shape))
    folder.mkdir(parents=True, exist_ok=True)
    run.load(folder / "checkpoint.pt")
    looks = {name: sampled(stance_rows(data, name), ROWS_A_LOOK, name) for name in CHOSEN_ON}
    saved = began = time.monotonic()
    losses: list[float] = []
    for step in range(run.step, len(batches)):
        _set_rate(run.optimizer, shape.rate * _share(step, len(batches)))
        losses.append(_learn(run, [(rows[i], ids) for i, ids in batches[step]], pad, step))
        run.step = step + 1
        if run.step % LOOK_EVERY == 0 or run.step == len(batches):
            figures = {name: _look(model, tokenizer, found, pad) for name, found in looks.items()}
            where = {"step": run.step, "of": len(batches)}
            _log(folder, where, time.monotonic() - began, losses, figures)
            losses = []
        if time.monotonic() - saved > CHECKPOINT_SECONDS or run.step == len(batches):
            run.save(folder / "checkpoint.pt")
            saved = time.monotonic()
    model.eval()
    return model


def predict(
    model: CrossEncoder, tokenizer: Tokenizer, rows: Sequence[Row], pad: int, batch: int = 64
) -> np.ndarray:
    """Logits (rows, OUTPUTS), in order."""
    ids = [encoding.ids for encoding in tokenizer.encode_batch([_texts(row) for row in rows])]
    order = sorted(range(len(ids)), key=lambda i: len(ids[i]))
    logits = np.zeros((len(ids), 4), dtype=np.float32)
    model.eval()
    with torch.inference_mode():
        for start in range(0, len(order), batch):
            chosen = order[start : start + batch]
            logits[chosen] = model(*padded([ids[i] for i in chosen], pad)).float().numpy()
    return logits


def _batches(
    rows: Sequence[Row], shape: Shape, tokenizer: Tokenizer
) -> Iterator[list[tuple[int, list[int]]]]:
    """Batches of (row, token ids): each of rows of like length, in an order without pattern."""
    ids = [encoding.ids for encoding in tokenizer.encode_batch([_texts(row) for row in rows])]
    wanted = int(len(rows) * shape.epochs)
    order = [i for epoch in range(-(-wanted // len(rows))) for i in _order(len(rows), epoch)]
    chooser = random.Random(SEED)  # noqa: S311 - an order, no secret
    pool = shape.batch * _POOL
    for start in range(0, wanted, pool):
        some = sorted(order[start : min(start + pool, wanted)], key=lambda i: len(ids[i]))
        cut = [some[i : i + shape.batch] for i in range(0, len(some), shape.batch)]
        chooser.shuffle(cut)
        yield from ([(i, ids[i]) for i in batch] for batch in cut)


def _order(count: int, epoch: int) -> list[int]:
    order = list(range(count))
    if epoch:
        random.Random(SEED + epoch).shuffle(order)  # noqa: S311 - an order, no secret
    return order


def _texts(row: Row) -> tuple[str, str]:
    return row.claim, row.passage


def _learn(run: Run, batch: Sequence[tuple[Row, list[int]]], pad: int, step: int) -> float:
    torch.manual_seed(SEED + step)  # so that dropout, too, is the same after a restart
    run.model.train()
    with torch.autocast("cpu", dtype=torch.bfloat16, enabled=BFLOAT16):
        logits = run.model(*padded([ids for _, ids in batch], pad))
    loss = _loss(logits.float(), [row for row, _ in batch])
    run.optimizer.zero_grad(set_to_none=True)
    loss.backward()
    nn.utils.clip_grad_norm_(run.model.parameters(), 1.0)
    run.optimizer.step()
    return float(loss.detach())


def _loss(logits: Tensor, rows: Sequence[Row]) -> Tensor:
    labels = torch.tensor([STANCES.index(row.label) for row in rows])
    related = torch.tensor([float(row.related) for row in rows])
    stance = nn.functional.cross_entropy(logits[:, :3], labels, label_smoothing=_SMOOTHING)
    known = related >= 0
    if not known.any():
        return stance
    about = nn.functional.binary_cross_entropy_with_logits(logits[known, 3], related[known])
    return stance + _RELATED_WEIGHT * about


def _optimizer(model: CrossEncoder, shape: Shape) -> torch.optim.Optimizer:
    own = [weight for weight in model.encoder.parameters() if weight.requires_grad]
    groups = [{"params": own, "scale": 1.0}, {"params": model.head.parameters(), "scale": 10.0}]
    return torch.optim.AdamW(groups, lr=shape.rate, weight_decay=0.01)


def _set_rate(optimizer: torch.optim.Optimizer, rate: float) -> None:
    for group in optimizer.param_groups:
        group["lr"] = rate * group["scale"]


def _share(step: int, steps: int) -> float:
    """The rate's share: up from nothing, then down to nothing in a straight line."""
    warm = max(1, int(_WARM * steps))
    return (step + 1) / warm if step < warm else max(0.0, (steps - step) / (steps - warm))


def _look(model: CrossEncoder, tokenizer: Tokenizer, rows: Sequence[Row], pad: int) -> float:
    said = predict(model, tokenizer, rows, pad)[:, :3].argmax(1)
    return macro_f1([row.label for row in rows], [STANCES[i] for i in said])


def _log(
    folder: Path,
    where: dict[str, int],
    seconds: float,
    losses: Sequence[float],
    figures: dict[str, float],
) -> None:
    line = {
        **where,
        "seconds": round(seconds),
        "loss": round(float(np.mean(losses)), 4),
        "mean": round(float(np.mean(list(figures.values()))), 4),
        **{name: round(figure, 4) for name, figure in figures.items()},
    }
    with (folder / "log.jsonl").open("a", encoding="utf-8") as log:
        log.write(json.dumps(line) + "\n")
