"""A model file and its tokenizer, opened: pairs of texts go in, rows of outputs come out."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Any

import numpy as np
import onnxruntime
from tokenizers import Encoding, Tokenizer

from backend.errors import BadModel
from backend.judges.model_folder import ModelFolder

_TOKENS_A_RUN = 4096
"""Tokens that are read at once, padding included: enough to keep two cores busy."""

_INPUTS = ("input_ids", "attention_mask", "token_type_ids")
_QUIET = 4

Texts = tuple[str, str]
Rows = np.ndarray[Any, np.dtype[np.float32]]
"""One row of outputs a pair."""

_Tokens = np.ndarray[Any, np.dtype[np.int64]]


class OnnxModel:
    """The model of a folder on so many threads. May be asked from several threads at once.

    Raises `BadModel` for files that cannot be opened, or don't go with each other: the longest row
    that the model may be given is tried at once.
    """

    def __init__(self, folder: ModelFolder, threads: int) -> None:
        self._folder = folder
        self._tokenizer = _tokenizer(folder)
        self._session = _session(folder, threads)
        self._asked_for = [given.name for given in self._session.get_inputs()]
        self._try()

    def outputs(self, texts: Sequence[Texts]) -> Rows:
        """A row of outputs for each pair of texts, in order."""
        encoded = self._tokenizer.encode_batch(texts)
        lengths = [len(each.ids) for each in encoded]
        rows = np.zeros((len(encoded), self._folder.outputs), dtype=np.float32)
        for run in _runs(lengths):
            rows[run] = self._run(*self._laid_out([encoded[at] for at in run]))
        return rows

    def _try(self) -> None:
        """Read the longest row there may be, of the last token in the vocabulary."""
        shape = (1, self._folder.longest)
        last = np.full(shape, self._tokenizer.get_vocab_size() - 1, dtype=np.int64)
        try:
            rows = self._run(last, np.ones_like(last), np.zeros_like(last))
        except Exception as problem:  # onnxruntime raises bare classes of its own
            raise BadModel(
                f"{self._folder.model} does not go with the tokenizer.json and config.json beside"
                " it, or is no cross-encoder."
            ) from problem
        if np.shape(rows) != (1, self._folder.outputs):
            raise BadModel(
                f"{self._folder.model} does not give one row of {self._folder.outputs} outputs for"
                " each pair, as its config.json says."
            )

    def _run(self, *given: _Tokens) -> Rows:
        every = dict(zip(_INPUTS, given, strict=True))
        rows: Rows = self._session.run(None, {name: every[name] for name in self._asked_for})[0]
        return rows

    def _laid_out(self, encoded: Sequence[Encoding]) -> tuple[_Tokens, _Tokens, _Tokens]:
        """Tokens, where there are any, and which text each is of: rows of one width."""
        shape = (len(encoded), max(1, *(len(each.ids) for each in encoded)))
        tokens = np.full(shape, self._folder.padding, dtype=np.int64)
        mask, kinds = np.zeros(shape, dtype=np.int64), np.zeros(shape, dtype=np.int64)
        for row, each in enumerate(encoded):
            length = len(each.ids)
            tokens[row, :length], mask[row, :length] = each.ids, 1
            kinds[row, :length] = each.type_ids
        return tokens, mask, kinds


def all_cores() -> int:
    """The cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _session(folder: ModelFolder, threads: int) -> Any:  # noqa: ANN401 - onnxruntime has no types
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.log_severity_level = _QUIET
    try:
        return onnxruntime.InferenceSession(
            str(folder.model), options, providers=["CPUExecutionProvider"]
        )
    except Exception as problem:  # onnxruntime raises bare classes of its own
        raise BadModel(f"{folder.model} is no model that can be opened.") from problem


def _tokenizer(folder: ModelFolder) -> Tokenizer:
    try:
        tokenizer = Tokenizer.from_file(str(folder.tokenizer))
        tokenizer.enable_truncation(folder.longest, strategy="longest_first")
    except Exception as problem:  # tokenizers raises bare Exception
        raise BadModel(f"{folder.tokenizer} is no tokenizer that can be opened.") from problem
    tokenizer.no_padding()
    return tokenizer


def _runs(lengths: Sequence[int]) -> list[list[int]]:
    """The places of the pairs in runs that fit, short ones with short ones."""
    runs: list[list[int]] = []
    for at in sorted(range(len(lengths)), key=lambda at: lengths[at]):
        if runs and (len(runs[-1]) + 1) * lengths[at] <= _TOKENS_A_RUN:
            runs[-1].append(at)
        else:
            runs.append([at])
    return runs
