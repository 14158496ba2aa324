"""A cross-encoder: a model file that reads claim and passage together, on onnxruntime.

It runs the shipped judges and any other that somebody has: a folder with `model.onnx`,
`tokenizer.json` and a `config.json` whose `id2label` uses the words of natural-language inference
(entailment, contradiction, neutral) or of factual consistency (supported, unsupported), as hubs
have them. `judge.json`, which the shipped ones have besides, says what differs: see `Settings`.

The model is opened when it is first needed, once a process, and may be asked from several threads.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

from backend.checking.digest import digest
from backend.checking.ports import Judge, Pair
from backend.domain import Judgement
from backend.errors import BadModel
from backend.judges.model_folder import ModelFolder, read_model_folder
from backend.judges.readable import readable

_TOKENS_A_RUN = 4096
"""Tokens that are read at once, padding included: enough to keep two cores busy."""

_Array = np.ndarray[Any, np.dtype[np.float32]]


class CrossEncoder(Judge):
    """The judge in a folder.

    What it cannot read (nothing, another script) it says to be about something else. It reads the
    digest of a passage that is long.
    """

    def __init__(self, folder: ModelFolder, threads: int | None = None) -> None:
        self._folder = folder
        self._threads = threads or len(os.sched_getaffinity(0))
        self._opening = Lock()

    @classmethod
    def open(cls, path: Path, threads: int | None = None) -> CrossEncoder:
        """The judge in a folder, on so many threads (all cores, if none is said).

        Raises `BadModel` for a folder that lacks a file, or whose files cannot be understood. The
        model file itself is opened by `warm`, or by the first pair.
        """
        return cls(read_model_folder(path), threads)

    @property
    def name(self) -> str:
        """What the folder calls itself."""
        return self._folder.name

    def warm(self) -> None:
        """Open the model now. Raises `BadModel` if it cannot be opened."""
        with self._opening:
            _ = self._model, self._tokenizer

    def judge(self, pairs: Sequence[Pair]) -> list[Judgement]:
        """One judgement a pair, in order. Raises `BadModel` if the model cannot be opened."""
        self.warm()
        judged = [_ABOUT_SOMETHING_ELSE] * len(pairs)
        read = [
            (at, *texts)
            for at, pair in enumerate(pairs)
            if (texts := readable(pair.claim, pair.passage))
        ]
        if not read:
            return judged
        encoded = self._tokenizer.encode_batch(
            [self._in_order(claim, digest(claim, passage)) for _, claim, passage in read]
        )
        for (at, *_), logits in zip(read, self._logits(encoded), strict=True):
            judged[at] = self._folder.judgement([float(value) for value in logits])
        return judged

    def _in_order(self, claim: str, passage: str) -> tuple[str, str]:
        return (claim, passage) if self._folder.claim_first else (passage, claim)

    def _logits(self, encoded: Sequence[Any]) -> _Array:
        """The model's outputs (pairs, labels): short pairs with short ones, in order again."""
        order = sorted(range(len(encoded)), key=lambda at: len(encoded[at].ids))
        outputs = np.zeros((len(encoded), self._folder.outputs), dtype=np.float32)
        for run in _runs(order, [len(each.ids) for each in encoded]):
            (logits,) = self._model.run(None, self._inputs([encoded[at] for at in run]))
            outputs[run] = logits
        return outputs

    def _inputs(self, encoded: Sequence[Any]) -> dict[str, Any]:
        width = max(len(each.ids) for each in encoded)
        shape = (len(encoded), width)
        tokens = np.full(shape, self._folder.padding, dtype=np.int64)
        mask, kinds = np.zeros(shape, dtype=np.int64), np.zeros(shape, dtype=np.int64)
        for row, each in enumerate(encoded):
            length = len(each.ids)
            tokens[row, :length], mask[row, :length] = each.ids, 1
            kinds[row, :length] = each.type_ids
        every = {"input_ids": tokens, "attention_mask": mask, "token_type_ids": kinds}
        return {name: every[name] for name in self._asked_for}

    @cached_property
    def _asked_for(self) -> list[str]:
        return [given.name for given in self._model.get_inputs()]

    @cached_property
    def _model(self) -> Any:  # noqa: ANN401 - onnxruntime ships no types
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = self._threads
        options.log_severity_level = 3
        try:
            return onnxruntime.InferenceSession(
                str(self._folder.model), options, providers=["CPUExecutionProvider"]
            )
        except Exception as problem:  # noqa: BLE001 - onnxruntime raises bare classes of its own
            raise BadModel(f"{self._folder.model} is no model that can be opened.") from problem

    @cached_property
    def _tokenizer(self) -> Tokenizer:
        try:
            tokenizer = Tokenizer.from_file(str(self._folder.tokenizer))
        except Exception as problem:  # noqa: BLE001 - tokenizers raises bare Exception
            raise BadModel(f"{self._folder.tokenizer} is no tokenizer.") from problem
        tokenizer.enable_truncation(self._folder.longest, strategy="longest_first")
        tokenizer.no_padding()
        return tokenizer


_ABOUT_SOMETHING_ELSE = Judgement(0.0, 0.0, 1.0, about=0.0)


def _runs(order: Sequence[int], lengths: Sequence[int]) -> list[list[int]]:
    """The pairs in runs that fit: `order` is from short to long."""
    runs: list[list[int]] = []
    for at in order:
        if runs and (len(runs[-1]) + 1) * lengths[at] <= _TOKENS_A_RUN:
            runs[-1].append(at)
        else:
            runs.append([at])
    return runs
