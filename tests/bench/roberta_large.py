"""A cross-encoder of the size of RoBERTa-large with random weights: good for its speed alone.

24 layers of 1,024, 16 heads, 4,096 between, 50,265 words: 355 million numbers, as in Liu et al.,
RoBERTa (2019, arXiv:1907.11692), table 9. The layers are those of BERT (Devlin et al. 2019): after
each half the sum is normed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic

OUTPUTS = 3
_POSITIONS = 514


@dataclass(frozen=True, slots=True)
class Size:
    """How large a model is: RoBERTa-large, unless it is said otherwise."""

    layers: int = 24
    width: int = 1_024
    heads: int = 16
    between: int = 4_096
    words: int = 50_265


LARGE = Size()


@dataclass
class _Graph:
    """Nodes as they come, and their weights in one file beside the model."""

    weights: BinaryIO
    nodes: list[onnx.NodeProto] = field(default_factory=list)
    held: list[onnx.TensorProto] = field(default_factory=list)
    chance: np.random.Generator = field(default_factory=lambda: np.random.default_rng(1))

    def node(self, kind: str, *given: str, **how: Any) -> str:  # noqa: ANN401 (as onnx has it)
        """Add a node; give the name of what comes out."""
        name = f"{kind}_{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, given, [name], name=name, **how))
        return name

    def random(self, *shape: int) -> str:
        """Random weights, a little around zero."""
        values = self.chance.standard_normal(shape, dtype=np.float32) * np.float32(0.02)
        tensor = TensorProto(
            name=f"weights_{len(self.held)}",
            data_type=TensorProto.FLOAT,
            dims=shape,
            data_location=TensorProto.EXTERNAL,
        )
        content = values.tobytes()
        where = {"location": Path(self.weights.name).name, "offset": self.weights.tell()}
        for key, value in {**where, "length": len(content)}.items():
            tensor.external_data.add(key=key, value=str(value))
        self.weights.write(content)
        self.held.append(tensor)
        return tensor.name

    def constant(self, value: object, kind: type = np.float32) -> str:
        """A small fixed value."""
        name = f"constant_{len(self.held)}"
        self.held.append(numpy_helper.from_array(np.array(value, dtype=kind), name))
        return name

    def linear(self, given: str, width: int, wide: int) -> str:
        """A layer of weights and a bias."""
        product = self.node("MatMul", given, self.random(width, wide))
        return self.node("Add", product, self.random(wide))

    def normed(self, given: str, width: int) -> str:
        """Normed to mean 0 and deviation 1, then scaled."""
        ones = self.constant(np.ones(width))
        return self.node("LayerNormalization", given, ones, self.random(width), axis=-1)


def make(folder: Path, size: Size = LARGE) -> Path:
    """Write the model into a folder in 32-bit numbers; give its file."""
    with (folder / "weights.bin").open("wb") as weights:
        graph = _Graph(weights)
        hidden = _embedded(graph, size)
        mask = _mask(graph)
        for _layer in range(size.layers):
            hidden = _layer_over(graph, hidden, mask, size)
        _classified(graph, hidden, size)
    path = folder / "model.onnx"
    onnx.save(_model(graph), str(path))
    return path


def shrunk(model: Path) -> Path:
    """The model in 8-bit numbers, as the shipped ones are shrunk; gives its file."""
    path = model.with_name("model_int8.onnx")
    quantize_dynamic(
        model,
        path,
        weight_type=QuantType.QInt8,
        per_channel=True,
        reduce_range=True,
        op_types_to_quantize=["MatMul", "Gemm", "Gather"],
    )
    return path


def _model(graph: _Graph) -> onnx.ModelProto:
    given = [
        helper.make_tensor_value_info(name, TensorProto.INT64, ["pairs", "tokens"])
        for name in ("input_ids", "attention_mask")
    ]
    gives = [helper.make_tensor_value_info("logits", TensorProto.FLOAT, ["pairs", OUTPUTS])]
    made = helper.make_graph(graph.nodes, "random", given, gives, graph.held)
    return helper.make_model(made, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)


def _embedded(graph: _Graph, size: Size) -> str:
    words = graph.node("Gather", graph.random(size.words, size.width), "input_ids")
    along = graph.constant(1, np.int64)
    places = graph.node("CumSum", "attention_mask", along)
    place = graph.node("Gather", graph.random(_POSITIONS, size.width), places)
    return graph.normed(graph.node("Add", words, place), size.width)


def _mask(graph: _Graph) -> str:
    """What is added to each token's weight: 0, or for padding a number far below."""
    axes = graph.constant([1, 2], np.int64)
    wide = graph.node("Cast", graph.node("Unsqueeze", "attention_mask", axes), to=TensorProto.FLOAT)
    missing = graph.node("Sub", graph.constant(1.0), wide)
    return graph.node("Mul", missing, graph.constant(-10_000.0))


def _layer_over(graph: _Graph, hidden: str, mask: str, size: Size) -> str:
    attended = graph.linear(_attention(graph, hidden, mask, size), size.width, size.width)
    hidden = graph.normed(graph.node("Add", attended, hidden), size.width)
    between = _gelu(graph, graph.linear(hidden, size.width, size.between))
    out = graph.linear(between, size.between, size.width)
    return graph.normed(graph.node("Add", out, hidden), size.width)


def _attention(graph: _Graph, hidden: str, mask: str, size: Size) -> str:
    query, key, value = _projected(graph, hidden, size)
    turned = graph.node("Transpose", key, perm=[0, 1, 3, 2])
    scale = graph.constant((size.width // size.heads) ** -0.5)
    scores = graph.node("Mul", graph.node("MatMul", query, turned), scale)
    weights = graph.node("Softmax", graph.node("Add", scores, mask), axis=-1)
    mixed = graph.node("Transpose", graph.node("MatMul", weights, value), perm=[0, 2, 1, 3])
    return graph.node("Reshape", mixed, graph.constant([0, 0, size.width], np.int64))


def _projected(graph: _Graph, hidden: str, size: Size) -> Iterator[str]:
    """Queries, keys and values, a head beside the other."""
    heads = graph.constant([0, 0, size.heads, size.width // size.heads], np.int64)
    for _which in range(3):
        flat = graph.linear(hidden, size.width, size.width)
        yield graph.node("Transpose", graph.node("Reshape", flat, heads), perm=[0, 2, 1, 3])


def _gelu(graph: _Graph, given: str) -> str:
    risen = graph.node("Erf", graph.node("Div", given, graph.constant(2**0.5)))
    share = graph.node("Add", risen, graph.constant(1.0))
    return graph.node("Mul", graph.node("Mul", given, share), graph.constant(0.5))


def _classified(graph: _Graph, hidden: str, size: Size) -> None:
    """The outputs, read off the first token."""
    first = graph.node("Gather", hidden, graph.constant(0, np.int64), axis=1)
    dense = graph.node("Tanh", graph.linear(first, size.width, size.width))
    graph.nodes.append(
        helper.make_node("Identity", [graph.linear(dense, size.width, OUTPUTS)], ["logits"])
    )
