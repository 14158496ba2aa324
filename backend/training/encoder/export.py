"""From trained weights to the folder that ships: int8 ONNX and what the numbers mean."""

from __future__ import annotations

import tempfile
from pathlib import Path

import torch

from backend.training.encoder.model import Both
from backend.training.quantising import shrink


def export(model: Both, target: Path) -> None:
    """Write `model.onnx` into a folder: tokens to `vector` and `worth`.

    The table of words, half of the file, is kept in four bits a weight: that costs less of the
    vectors' direction than four bits in the layers, and no time. The README gives the figures.
    """
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        whole = Path(scratch) / "whole.onnx"
        _to_onnx(model.eval(), whole)
        shrink(whole, target / "model.onnx", in_blocks=_is_table_of_words)


def _is_table_of_words(node: str) -> bool:
    return node.endswith("word_embeddings/Gather")


def _to_onnx(model: Both, path: Path) -> None:
    ids = torch.tensor([[101, 5000, 6000, 102], [101, 7000, 102, 0]])
    mask = torch.tensor([[1, 1, 1, 1], [1, 1, 1, 0]])
    dynamic, sentences = {0: "sentences", 1: "tokens"}, {0: "sentences"}
    torch.onnx.export(
        model,
        (ids, mask),
        str(path),
        input_names=["input_ids", "attention_mask"],
        output_names=["vector", "worth"],
        dynamic_axes={
            "input_ids": dynamic,
            "attention_mask": dynamic,
            "vector": sentences,
            "worth": sentences,
        },
        opset_version=17,
        dynamo=False,
    )
