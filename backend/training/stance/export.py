"""From trained weights to the folder that ships: int8 ONNX, tokenizer, configuration."""

from __future__ import annotations

import json
import shutil
import tempfile
from pathlib import Path

import torch

from backend.training.quantising import shrink
from backend.training.stance import apart
from backend.training.stance.data import STANCES
from backend.training.stance.model import CrossEncoder

LABELS = (*STANCES, "related")


def export(model: CrossEncoder, base: Path, target: Path) -> None:
    """Write `model.onnx`, `tokenizer.json` and `config.json` into a folder.

    The model's loud neurons are apart already (`apart.take_apart`) and stay as they are; the other
    weights are shrunk.
    """
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        whole = Path(scratch) / "whole.onnx"
        _to_onnx(model.eval(), whole)
        shrink(whole, target / "model.onnx", apart=lambda name: f"/{apart.NAME}_" in name)
    shutil.copy(base / "tokenizer.json", target / "tokenizer.json")
    config = {
        "architectures": [f"{model.encoder.config.model_type} cross-encoder"],
        "id2label": {str(at): label for at, label in enumerate(LABELS)},
        "pad_token_id": model.encoder.config.pad_token_id,
        "max_position_embeddings": model.encoder.config.max_position_embeddings,
    }
    (target / "config.json").write_text(json.dumps(config, indent=2) + "\n", encoding="utf-8")


def _to_onnx(model: CrossEncoder, path: Path) -> None:
    ids = torch.tensor([[0, 5, 6, 2], [0, 7, 2, 2]])
    mask = torch.tensor([[1, 1, 1, 1], [1, 1, 1, 0]])
    dynamic = {0: "pairs", 1: "tokens"}
    torch.onnx.export(
        model,
        (ids, mask),
        str(path),
        input_names=["input_ids", "attention_mask"],
        output_names=["logits"],
        dynamic_axes={"input_ids": dynamic, "attention_mask": dynamic, "logits": {0: "pairs"}},
        opset_version=17,
        dynamo=False,
    )
