"""A model file and its tokenizer, opened: pairs of texts go in, rows of outputs come out.

Each pair is read by itself, on one core, as many at once as there are threads. Read together in one
run, pairs would share the scale that eight-bit models give to what flows through them, and what is
said of a pair would depend on the others. It is no slower either: nothing is padded.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
from tokenizers import Encoding

from backend.errors import BadModel
from backend.judges.model_folder import ModelFolder
from backend.judges.onnx_files import open_session, open_tokenizer

_INPUTS = ("input_ids", "attention_mask", "token_type_ids")

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
        self._tokenizer = open_tokenizer(folder.tokenizer, folder.longest)
        self._session = open_session(folder.model)
        self._asked_for = [given.name for given in self._session.get_inputs()]
        self._readers = ThreadPoolExecutor(threads, thread_name_prefix="judge")
        self._try()

    def outputs(self, texts: Sequence[Texts]) -> Rows:
        """A row of outputs for each pair of texts, in order; each as if it were the only one."""
        encoded = self._tokenizer.encode_batch(texts)
        rows = np.zeros((len(encoded), self._folder.outputs), dtype=np.float32)
        for at, row in enumerate(self._readers.map(self._read, encoded)):
            rows[at : at + 1] = row
        return rows

    def _read(self, encoded: Encoding) -> Rows:
        """The row of outputs of one pair; what has no token is read as padding."""
        tokens = np.array([encoded.ids or [self._folder.padding]], dtype=np.int64)
        kinds = np.array([encoded.type_ids or [0]], dtype=np.int64)
        mask = np.full(tokens.shape, bool(encoded.ids), dtype=np.int64)
        return self._run(tokens, mask, kinds)

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
