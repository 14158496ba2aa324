"""The encoder's file, opened: texts go in, vectors and log-odds come out."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from threading import Lock
from typing import Any

import numpy as np
from onnxruntime import RunOptions

from backend.encoder.folder import EncoderFolder
from backend.errors import BadModel
from backend.judges.onnx_files import all_cores, open_session, open_tokenizer, runs
from backend.judges.readable import well_formed

VECTOR, WORTH = "vector", "worth"
"""The names of the file's outputs: (texts, dimensions), of length 1, and (texts,)."""

Floats = np.ndarray[Any, np.dtype[np.float32]]

_LONGEST_TEXT = 4_000
"""Characters that are looked at: more than the tokens that are read ever take."""


class SentenceModel:
    """The model of a folder, opened when it is first needed. May be asked from several threads."""

    def __init__(self, folder: EncoderFolder, threads: int | None = None) -> None:
        self.folder = folder
        self._threads = threads or all_cores()
        self._opening = Lock()

    def warm(self) -> None:
        """Open the model now. Raises `BadModel` if it cannot be opened."""
        with self._opening:
            _ = self._opened

    def outputs(self, texts: Sequence[str], wanted: Sequence[str]) -> list[Floats]:
        """The outputs that are wanted, each with a row for each text, in order.

        Raises `BadModel` if the model cannot be opened or is no encoder. Only what the outputs
        need is worked out.
        """
        self.warm()
        shapes: dict[str, tuple[int, ...]] = {VECTOR: (self.folder.dimensions,), WORTH: ()}
        found = [np.zeros((len(texts), *shapes[name]), dtype=np.float32) for name in wanted]
        rows = self._tokens(texts)
        for run in runs([len(row) for row in rows]):
            for output, part in zip(
                found, self._run([rows[at] for at in run], wanted), strict=True
            ):
                output[run] = part
        return found

    def _tokens(self, texts: Sequence[str]) -> list[list[int]]:
        tokenizer, _ = self._opened
        encoded = tokenizer.encode_batch([well_formed(text[:_LONGEST_TEXT]) for text in texts])
        return [each.ids for each in encoded]

    def _run(self, rows: Sequence[Sequence[int]], wanted: Sequence[str]) -> Sequence[Floats]:
        _, session = self._opened
        shape = (len(rows), max(map(len, rows)))
        tokens, mask = np.zeros(shape, dtype=np.int64), np.zeros(shape, dtype=np.int64)
        for at, row in enumerate(rows):
            tokens[at, : len(row)], mask[at, : len(row)] = row, 1
        given = {"input_ids": tokens, "attention_mask": mask}
        try:
            outputs: Sequence[Floats] = session.run(list(wanted), given, self._options)
        except Exception as problem:  # onnxruntime raises bare classes of its own
            raise BadModel(f"{self.folder.model} is no sentence encoder.") from problem
        return outputs

    @cached_property
    def _opened(self) -> tuple[Any, Any]:
        tokenizer = open_tokenizer(self.folder.tokenizer, self.folder.longest)
        return tokenizer, open_session(self.folder.model, self._threads)

    @cached_property
    def _options(self) -> Any:  # noqa: ANN401 - onnxruntime has no types
        options = RunOptions()
        options.only_execute_path_to_fetches = True
        return options
