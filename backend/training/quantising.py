"""ONNX models in fewer bits, for processors with and without VNNI alike."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

import onnx
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.matmul_nbits_quantizer import (
    DefaultWeightOnlyQuantConfig,
    MatMulNBitsQuantizer,
)
from onnxruntime.quantization.shape_inference import quant_pre_process

_BLOCK = 32
"""Weights that share a scale where they are kept in four bits."""

_INT8_INSIDE = 4
"""onnxruntime's accuracy level at which four-bit weights meet activations of eight bits a block."""


Picks = Callable[[str], bool]
"""Whether something is meant, by the name of its node in the model."""


def nothing(name: str) -> bool:  # noqa: ARG001 - the shape of a Picks
    """Pick nothing."""
    return False


def shrink(
    whole: Path, target: Path, *, in_blocks: Picks = nothing, apart: Picks = nothing
) -> None:
    """Write a model in fewer bits.

    Products and tables that `in_blocks` picks are kept in four bits a weight, with a scale for
    every 32; what `apart` picks stays as it is. The other weights are kept in seven bits, a scale a
    channel: with eight, processors without VNNI overflow when they add up products, and read the
    same model differently.
    """
    with tempfile.TemporaryDirectory() as scratch:
        prepared, mixed = Path(scratch) / "prepared.onnx", Path(scratch) / "mixed.onnx"
        quant_pre_process(str(whole), str(prepared), skip_symbolic_shape=True)
        _keep_scales_a_block(prepared, mixed, in_blocks)
        names = (node.name for node in onnx.load(str(prepared)).graph.node)
        quantize_dynamic(
            mixed,
            target,
            weight_type=QuantType.QInt8,
            per_channel=True,
            reduce_range=True,
            op_types_to_quantize=["MatMul", "Gemm", "Gather"],
            nodes_to_exclude=[name for name in names if apart(name)],
        )


def _keep_scales_a_block(source: Path, target: Path, in_blocks: Picks) -> None:
    graph = onnx.load(str(source))
    # What the quantizer's `nodes_to_include` names comes on top of all products, not instead.
    others = [node.name for node in graph.graph.node if not in_blocks(node.name)]
    config = DefaultWeightOnlyQuantConfig(
        block_size=_BLOCK,
        is_symmetric=True,
        accuracy_level=_INT8_INSIDE,
        op_types_to_quantize=("MatMul", "Gather"),
        bits=4,
    )
    quantizer = MatMulNBitsQuantizer(graph, nodes_to_exclude=others, algo_config=config)
    quantizer.process()
    quantizer.model.save_model_to_file(str(target))
