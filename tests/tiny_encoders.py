"""Sentence encoders of a few numbers, made by the test itself.

Each word of a small vocabulary points one way; a text points the way of its words' sum. What comes
out can be told beforehand, and a wrong mask or a wrong row shows.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from onnx import TensorProto, helper

from tests.tiny_models import SPECIAL, WORDS, constant, tiny_tokenizer

YES, NO, PERHAPS, SAME = (len(SPECIAL) + at for at in range(len(WORDS)))
SAYS = {
    "name": "tiny",
    "tokenizer": "tokenizer.json",
    "longest": 16,
    "dimensions": 2,
    "worth": {"slope": 2.0, "intercept": -1.0, "threshold": 0.4},
}


def make(folder: Path, says: dict[str, Any] | None = None) -> Path:
    """Write an encoder's files into a folder; give the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    onnx.save(_model(), str(folder / "model.onnx"))
    tiny_tokenizer().save(str(folder / "tokenizer.json"))
    (folder / "encoder.json").write_text(json.dumps(SAYS if says is None else says), "utf-8")
    return folder


def _model() -> onnx.ModelProto:
    """`vector`: the words' ways added up and made 1 long. `worth`: how many words say yes."""
    ways = np.full((len(SPECIAL) + len(WORDS), 3), 0.0, dtype=np.float32)
    ways[0] = 50.0  # what padding would add, if it were not left out
    ways[YES], ways[NO], ways[PERHAPS] = (1, 0, 1), (0, 1, 0), (1, 1, 0)
    graph = helper.make_graph(
        [
            helper.make_node("Cast", ["attention_mask"], ["is_token"], to=TensorProto.FLOAT),
            helper.make_node("Unsqueeze", ["is_token", "last"], ["share"]),
            helper.make_node("Gather", ["ways", "input_ids"], ["each"]),
            helper.make_node("Mul", ["each", "share"], ["counted"]),
            helper.make_node("ReduceSum", ["counted", "across"], ["sums"], keepdims=0),
            helper.make_node("Gather", ["sums", "way"], ["direction"], axis=1),
            helper.make_node("LpNormalization", ["direction"], ["vector"], axis=1),
            helper.make_node("Gather", ["sums", "third"], ["worth"], axis=1),
        ],
        "tiny",
        [
            helper.make_tensor_value_info(name, TensorProto.INT64, ["b", "s"])
            for name in ("input_ids", "attention_mask")
        ],
        [
            helper.make_tensor_value_info("vector", TensorProto.FLOAT, ["b", 2]),
            helper.make_tensor_value_info("worth", TensorProto.FLOAT, ["b"]),
        ],
        [
            constant("ways", ways),
            constant("way", np.array([0, 1])),
            constant("third", np.array(2)),
            constant("last", np.array([-1])),
            constant("across", np.array([1])),
        ],
    )
    opset = [helper.make_opsetid("", 17)]
    model = helper.make_model(graph, opset_imports=opset, ir_version=8)
    onnx.checker.check_model(model)
    return model
