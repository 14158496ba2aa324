"""The sentence encoder with a second top: one reads what a sentence means, one what it is worth.

Both share the embeddings and the lower layers, which stay as they were.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable
from pathlib import Path

import torch
from torch import Tensor, nn
from transformers import AutoModel

SHARED = 3
"""Layers, from the bottom, that both tops stand on."""

POSITIONS = 128
"""Tokens of a text that can be read: what the encoder was trained on. The file ends there."""

_DROPOUT = 0.1
_HIDDEN = -1e4
"""What is added to the attention that padding would get."""


def load_base(base: Path) -> nn.Module:
    """The encoder as it was published, without its pooler."""
    encoder = AutoModel.from_pretrained(
        base,
        local_files_only=True,
        hidden_dropout_prob=_DROPOUT,
        attention_probs_dropout_prob=0.0,
    )
    encoder.pooler = None
    positions = encoder.embeddings.position_embeddings
    positions.weight = nn.Parameter(positions.weight[:POSITIONS].detach().clone())
    return encoder.eval()


class Lower(nn.Module):  # type: ignore[misc] # torch is not installed where we check
    """Embeddings and shared layers: tokens (batch, length) to states (batch, length, hidden)."""

    def __init__(self, encoder: nn.Module) -> None:
        super().__init__()
        self.embeddings = encoder.embeddings
        self.layers = encoder.encoder.layer[:SHARED]

    def forward(self, input_ids: Tensor, attention_mask: Tensor) -> Tensor:
        """The states above the shared layers."""
        return through(self.layers, self.embeddings(input_ids=input_ids), attention_mask)


class Top(nn.Module):  # type: ignore[misc] # the same
    """The layers above, and the mean of what they say of a sentence's tokens."""

    def __init__(self, encoder: nn.Module) -> None:
        super().__init__()
        self.layers = copy.deepcopy(encoder.encoder.layer[SHARED:])

    def forward(self, states: Tensor, attention_mask: Tensor) -> Tensor:
        """States (batch, length, hidden) to one vector a sentence (batch, hidden)."""
        states = through(self.layers, states, attention_mask)
        weights = attention_mask.unsqueeze(-1).to(states.dtype)
        return (states * weights).sum(1) / weights.sum(1).clamp(min=1)


class Worthiness(nn.Module):  # type: ignore[misc] # the same
    """A top under one linear layer: the log-odds of being worth checking, before calibration."""

    def __init__(self, encoder: nn.Module) -> None:
        super().__init__()
        self.top = Top(encoder)
        self.dropout = nn.Dropout(_DROPOUT)
        self.head = nn.Linear(encoder.config.hidden_size, 1)

    def forward(self, states: Tensor, attention_mask: Tensor) -> Tensor:
        """Log-odds (batch,)."""
        return self.head(self.dropout(self.top(states, attention_mask))).squeeze(-1)


class Both(nn.Module):  # type: ignore[misc] # the same
    """What ships: a sentence's vector, of length 1, and its log-odds of being worth checking."""

    def __init__(self, encoder: nn.Module, worthiness: Worthiness) -> None:
        super().__init__()
        self.lower, self.meaning, self.worthiness = Lower(encoder), Top(encoder), worthiness

    def forward(self, input_ids: Tensor, attention_mask: Tensor) -> tuple[Tensor, Tensor]:
        """Vectors (batch, hidden) and log-odds (batch,)."""
        states = self.lower(input_ids, attention_mask)
        vectors = self.meaning(states, attention_mask)
        length = (vectors * vectors).sum(-1, keepdim=True).sqrt()
        return vectors / length.clamp(min=1e-9), self.worthiness(states, attention_mask)


def through(layers: Iterable[nn.Module], states: Tensor, attention_mask: Tensor) -> Tensor:
    """States after some layers, padding hidden from the others."""
    hidden = (1 - attention_mask[:, None, None, :].to(states.dtype)) * _HIDDEN
    for layer in layers:
        states = layer(states, attention_mask=hidden)
    return states


def mean_state(models: list[dict[str, Tensor]]) -> dict[str, Tensor]:
    """The plain mean of some models' weights."""
    return {name: torch.stack([each[name] for each in models]).mean(0) for name in models[0]}
