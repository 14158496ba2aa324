"""Judges of a few hundred numbers in the files that hubs have them in, made by the test itself.

What comes out can be told beforehand: each word of a small vocabulary adds to the outputs, and only
words of the text that is given first count. A wrong order, a wrong mask or a wrong row shows.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.normalizers import BertNormalizer
from tokenizers.pre_tokenizers import BertPreTokenizer
from tokenizers.processors import TemplateProcessing

SPECIAL = ("[PAD]", "[UNK]", "[CLS]", "[SEP]")
NLI = ("entailment", "neutral", "contradiction")
WORDS = {"yes": "entailment", "no": "contradiction", "perhaps": "neutral", "same": "related"}
"""Each word of the vocabulary, and the output that it adds to."""

_WEIGHT = 2.0
_PADDING_WEIGHT = 50.0
"""What padding would add to every output, if it were not left out."""


@dataclass(frozen=True, slots=True)
class Tiny:
    """How a tiny judge differs from the plainest one.

    `outputs` says what each output is of, `labels` what config.json calls them. `positions` is the
    longest row that the model takes.
    """

    outputs: Sequence[str] = NLI
    labels: Sequence[str] | None = None
    token_types: bool = True
    place: str = "model.onnx"
    positions: int = 64
    vocabulary: int = len(SPECIAL) + len(WORDS)


PLAIN = Tiny()


def make(folder: Path, tiny: Tiny = PLAIN, own: Mapping[str, Any] | None = None) -> Path:
    """Write the judge's files into a folder, `own` as its judge.json; give the folder."""
    (folder / tiny.place).parent.mkdir(parents=True, exist_ok=True)
    onnx.save(_model(tiny), str(folder / tiny.place))
    tiny_tokenizer().save(str(folder / "tokenizer.json"))
    labels = dict(enumerate(tiny.labels or tiny.outputs))
    config = {"id2label": labels, "max_position_embeddings": tiny.positions, "pad_token_id": 0}
    (folder / "config.json").write_text(json.dumps(config), "utf-8")
    if own is not None:
        (folder / "judge.json").write_text(json.dumps(own), "utf-8")
    return folder


def tiny_tokenizer() -> Tokenizer:
    """A tokenizer of a handful of words."""
    vocabulary = {word: at for at, word in enumerate((*SPECIAL, *WORDS))}
    tokenizer = Tokenizer(WordLevel(vocabulary, unk_token="[UNK]"))  # noqa: S106 - a word
    tokenizer.normalizer = BertNormalizer()
    tokenizer.pre_tokenizer = BertPreTokenizer()
    tokenizer.post_processor = TemplateProcessing(
        single="[CLS] $A [SEP]",
        pair="[CLS] $A [SEP] $B:1 [SEP]:1",
        special_tokens=[(word, vocabulary[word]) for word in ("[CLS]", "[SEP]")],
    )
    # As hubs have them: with a length and padding of their own, which are not the judge's.
    tokenizer.enable_padding(length=16)
    tokenizer.enable_truncation(16)
    return tokenizer


def _model(tiny: Tiny) -> onnx.ModelProto:
    given = ["input_ids", "attention_mask", *(["token_type_ids"] if tiny.token_types else [])]
    graph = helper.make_graph(
        [*_first_text(tiny), *_OUTPUTS],
        "tiny",
        [helper.make_tensor_value_info(name, TensorProto.INT64, ["b", "s"]) for name in given],
        [helper.make_tensor_value_info("logits", TensorProto.FLOAT, ["b", len(tiny.outputs)])],
        [
            constant("words", _weights(tiny)),
            constant("places", np.ones(tiny.positions, dtype=np.float32)),
            constant("last", np.array([-1])),
            constant("across", np.array([1])),
            constant("along", np.array(1)),
            constant("first_text", np.array(0)),
            constant("separator", np.array(SPECIAL.index("[SEP]"))),
        ],
    )
    opset = [helper.make_opsetid("", 17)]
    model = helper.make_model(graph, opset_imports=opset, ir_version=8)
    onnx.checker.check_model(model)
    return model


def _first_text(tiny: Tiny) -> list[onnx.NodeProto]:
    """Which tokens are of the first text: as is said, or else those before a separator."""
    ends = helper.make_node("Equal", ["input_ids", "separator"], ["ends"])
    counted = helper.make_node("Cast", ["ends"], ["counted"], to=TensorProto.INT64)
    before = helper.make_node("CumSum", ["counted", "along"], ["texts_before"])
    found = [] if tiny.token_types else [ends, counted, before]
    text = "token_type_ids" if tiny.token_types else "texts_before"
    return [
        *found,
        helper.make_node("Equal", [text, "first_text"], ["is_first"]),
        helper.make_node("Cast", ["is_first"], ["first"], to=TensorProto.FLOAT),
    ]


_OUTPUTS = [
    helper.make_node("Cast", ["attention_mask"], ["is_token"], to=TensorProto.FLOAT),
    # A place beyond the last is an error, as it is to a model with a table of positions.
    helper.make_node("CumSum", ["attention_mask", "along"], ["place"], exclusive=1),
    helper.make_node("Gather", ["places", "place"], ["has_place"]),
    helper.make_node("Mul", ["first", "is_token"], ["counts"]),
    helper.make_node("Mul", ["counts", "has_place"], ["counts_here"]),
    helper.make_node("Unsqueeze", ["counts_here", "last"], ["share"]),
    helper.make_node("Gather", ["words", "input_ids"], ["each"]),
    helper.make_node("Mul", ["each", "share"], ["counted_each"]),
    helper.make_node("ReduceSum", ["counted_each", "across"], ["logits"], keepdims=0),
]


def _weights(tiny: Tiny) -> np.ndarray[Any, np.dtype[np.float32]]:
    weights = np.zeros((tiny.vocabulary, len(tiny.outputs)), dtype=np.float32)
    weights[0] = _PADDING_WEIGHT
    for at, means in enumerate(WORDS.values(), start=len(SPECIAL)):
        if means in tiny.outputs and at < tiny.vocabulary:
            weights[at, tiny.outputs.index(means)] = _WEIGHT
    return weights


def constant(name: str, value: np.ndarray[Any, Any]) -> onnx.TensorProto:
    """A value that a graph holds."""
    return numpy_helper.from_array(value, name)
