"""The cross-encoder: a sentence encoder that reads claim and passage together."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from transformers import AutoModel

OUTPUTS = 4
"""The logits of supports, disputes and mentions, and that of being about the same matter."""


@dataclass(frozen=True, slots=True)
class Shape:
    """How a judge is cut from its base and trained.

    `layers` are kept from the bottom, `frozen` of them (and the embeddings) stay as they are.
    """

    name: str
    layers: int
    frozen: int
    rate: float
    epochs: float
    longest: int = 160
    batch: int = 32


SMALL = Shape("small", layers=6, frozen=0, rate=1.5e-4, epochs=0.8)
LARGE = Shape("large", layers=10, frozen=2, rate=5e-5, epochs=1.35)
SHAPES = {shape.name: shape for shape in (SMALL, LARGE)}


class CrossEncoder(nn.Module):  # type: ignore[misc] # torch is not installed where we check
    """Mean-pooled encoder under one linear layer. Gives logits of shape (batch, OUTPUTS)."""

    def __init__(self, base: Path, shape: Shape) -> None:
        super().__init__()
        self.encoder = AutoModel.from_pretrained(
            base,
            local_files_only=True,
            hidden_dropout_prob=0.0,  # one pass over the data leaves little to overfit,
            attention_probs_dropout_prob=0.0,  # and drawing the masks costs an eighth of the time
        )
        self.encoder.pooler = None
        self.encoder.encoder.layer = self.encoder.encoder.layer[: shape.layers]
        self.head = nn.Linear(self.encoder.config.hidden_size, OUTPUTS)
        self.dropout = nn.Dropout(0.1)
        for part in (self.encoder.embeddings, *self.encoder.encoder.layer[: shape.frozen]):
            for weight in part.parameters():
                weight.requires_grad = False

    def forward(self, input_ids: Tensor, attention_mask: Tensor) -> Tensor:
        """Logits of a batch of token ids (batch, length) with its mask."""
        seen = self.encoder(input_ids=input_ids, attention_mask=attention_mask)[0]
        weights = attention_mask.unsqueeze(-1).to(seen.dtype)
        pooled = (seen * weights).sum(1) / weights.sum(1).clamp(min=1)
        return self.head(self.dropout(pooled))


def tokenizer_of(base: Path, longest: int) -> Tokenizer:
    """The base's own tokenizer, cutting the passage and then the claim at `longest` tokens."""
    tokenizer = Tokenizer.from_file(str(base / "tokenizer.json"))
    tokenizer.enable_truncation(longest, strategy="longest_first")
    tokenizer.no_padding()
    return tokenizer


def padding_of(tokenizer: Tokenizer) -> int:
    """The id of the token that fills a row."""
    return tokenizer.token_to_id("<pad>") or tokenizer.token_to_id("[PAD]") or 0


def padded(ids: list[list[int]], pad: int) -> tuple[Tensor, Tensor]:
    """Token ids (batch, longest of the batch) and their mask."""
    width = max(map(len, ids))
    tokens = torch.full((len(ids), width), pad, dtype=torch.long)
    mask = torch.zeros((len(ids), width), dtype=torch.long)
    for i, row in enumerate(ids):
        tokens[i, : len(row)] = torch.tensor(row)
        mask[i, : len(row)] = 1
    return tokens, mask
