"""From trained weights to the folder that ships: int8 ONNX, tokenizer, configuration."""

from __future__ import annotations

import json
import shutil
import tempfile
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.matmul_nbits_quantizer import (
    DefaultWeightOnlyQuantConfig,
    MatMulNBitsQuantizer,
)
from onnxruntime.quantization.shape_inference import quant_pre_process

from backend.training.stance.data import STANCES
from backend.training.stance.model import CrossEncoder

LABELS = (*STANCES, "related")


_BLOCK = 32
"""Weights that share a scale where they are kept in four bits."""

_INT8_INSIDE = 4
"""onnxruntime's accuracy level at which four-bit weights meet activations of eight bits a block."""


def export(model: CrossEncoder, base: Path, target: Path) -> None:
    """Write `model.onnx`, `tokenizer.json` and `config.json` into a folder.

    Most weights are kept in seven bits, a scale a channel: with eight, processors without VNNI
    overflow when they add up products, and read the same model differently. What goes into a
    layer's last product has a few huge values, which one scale for all of them drowns out: there
    weights have four bits and both sides a scale for every 32 numbers.
    """
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        whole, prepared, mixed = (Path(scratch) / f"{name}.onnx" for name in ("a", "b", "c"))
        _to_onnx(model.eval(), whole)
        quant_pre_process(str(whole), str(prepared), skip_symbolic_shape=True)
        _keep_scales_a_block(prepared, mixed)
        quantize_dynamic(
            mixed,
            target / "model.onnx",
            weight_type=QuantType.QInt8,
            per_channel=True,
            reduce_range=True,
            op_types_to_quantize=["MatMul", "Gemm", "Gather"],
        )
    shutil.copy(base / "tokenizer.json", target / "tokenizer.json")
    config = {
        "architectures": [f"{model.encoder.config.model_type} cross-encoder"],
        "id2label": {str(at): label for at, label in enumerate(LABELS)},
        "pad_token_id": model.encoder.config.pad_token_id,
        "max_position_embeddings": model.encoder.config.max_position_embeddings,
    }
    (target / "config.json").write_text(json.dumps(config, indent=2) + "\n", encoding="utf-8")


def _keep_scales_a_block(source: Path, target: Path) -> None:
    graph = onnx.load(str(source))
    last = [
        node.name
        for node in graph.graph.node
        if node.op_type == "MatMul"
        and "/output/dense" in node.name
        and "attention" not in node.name
    ]
    config = DefaultWeightOnlyQuantConfig(
        block_size=_BLOCK, is_symmetric=True, accuracy_level=_INT8_INSIDE, bits=4
    )
    quantizer = MatMulNBitsQuantizer(graph, nodes_to_include=last, algo_config=config)
    quantizer.process()
    quantizer.model.save_model_to_file(str(target))


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
