"""Loud neurons apart: what lets a judge's weights and what flows through them fit eight bits.

Inside a layer a few neurons give values hundreds of times as large as the others do. One scale for
all of them, as eight-bit products of a whole tensor have it, leaves next to nothing of the quiet
ones. So the loudest are computed beside the others, in whole numbers of full precision: the sum is
the same, and what is left fits. (Dettmers et al. 2022, "LLM.int8()", take columns apart for the
same reason, while running; here it is known before which they are.)
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import torch
from tokenizers import Tokenizer
from torch import Tensor, nn

from backend.training.stance.data import Row
from backend.training.stance.model import CrossEncoder
from backend.training.stance.train import predict

LOUD = 32
"""Neurons of a layer that are taken apart: about one in a hundred of the large judge's."""

NAME = "loud"
"""What the parts that stay whole are called, in the exported model too."""


class Apart(nn.Module):  # type: ignore[misc] # torch is not installed where we check
    """A layer's inner and outer product, the loud neurons beside the quiet ones.

    Takes the place of a layer's `output`, and of its `intermediate`, which then does nothing.
    """

    def __init__(self, layer: nn.Module, loud: Sequence[int]) -> None:
        super().__init__()
        inner, outer = layer.intermediate.dense, layer.output.dense
        quiet = sorted(set(range(inner.out_features)) - set(loud))
        self.inner, self.outer = _part(inner, outer, quiet, outer.bias)
        self.loud_inner, self.loud_outer = _part(inner, outer, sorted(loud), None)
        self.act = layer.intermediate.intermediate_act_fn
        self.norm = layer.output.LayerNorm

    def forward(self, hidden: Tensor, given: Tensor) -> Tensor:
        """The layer's output (batch, length, width); `hidden` and `given` are the same here."""
        quiet = self.outer(self.act(self.inner(hidden)))
        loud = self.loud_outer(self.act(self.loud_inner(hidden)))
        return self.norm(quiet + loud + given)


def take_apart(model: CrossEncoder, tokenizer: Tokenizer, rows: Sequence[Row], pad: int) -> None:
    """Rebuild every layer of a trained judge, by what its neurons give for these rows."""
    layers = model.encoder.encoder.layer
    with _listening([layer.intermediate for layer in layers]) as loudest:
        predict(model, tokenizer, rows, pad)
    for layer, heard in zip(layers, loudest, strict=True):
        layer.output = Apart(layer, heard.topk(LOUD).indices.tolist())
        layer.intermediate = nn.Identity()


@contextmanager
def _listening(parts: Sequence[nn.Module]) -> Iterator[list[Tensor]]:
    """The largest size of each neuron of each part, as long as the model is run in here."""
    loudest = [torch.zeros(part.dense.out_features) for part in parts]

    def hear(at: int, given: Tensor) -> None:
        loudest[at] = torch.maximum(loudest[at], given.detach().abs().flatten(0, -2).amax(0))

    handles = [
        part.register_forward_hook(lambda _part, _input, given, at=at: hear(at, given))
        for at, part in enumerate(parts)
    ]
    try:
        yield loudest
    finally:
        for handle in handles:
            handle.remove()


def _part(
    inner: nn.Linear, outer: nn.Linear, neurons: Sequence[int], bias: Tensor | None
) -> tuple[nn.Linear, nn.Linear]:
    """The two products for some of the neurons; the bias goes with one part alone."""
    into = nn.Linear(inner.in_features, len(neurons))
    out = nn.Linear(len(neurons), outer.out_features, bias=bias is not None)
    with torch.no_grad():
        into.weight.copy_(inner.weight[neurons])
        into.bias.copy_(inner.bias[neurons])
        out.weight.copy_(outer.weight[:, neurons])
        if bias is not None:
            out.bias.copy_(bias)
    return into, out
