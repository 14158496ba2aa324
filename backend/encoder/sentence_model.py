"""The encoder's file, opened: texts go in, vectors and log-odds come out.

Each text is read by itself, on one core, as many at once as there are threads. Read together, texts
would share the scale that eight-bit models give to what flows through them, and a text's vector
would depend on its neighbours.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property, partial
from threading import Lock
from typing import Any

import numpy as np
from onnxruntime import RunOptions

from backend.encoder.folder import EncoderFolder
from backend.errors import BadModel
from backend.judges.onnx_files import all_cores, open_session, open_tokenizer
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
        self._readers = ThreadPoolExecutor(threads or all_cores(), thread_name_prefix="encoder")
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
        read = partial(self._read, wanted=wanted)
        for at, rows in enumerate(self._readers.map(read, self._tokens(texts))):
            for output, row in zip(found, rows, strict=True):
                output[at : at + 1] = row
        return found

    def _tokens(self, texts: Sequence[str]) -> list[list[int]]:
        tokenizer, _ = self._opened
        encoded = tokenizer.encode_batch([well_formed(text[:_LONGEST_TEXT]) for text in texts])
        return [each.ids for each in encoded]

    def _read(self, ids: Sequence[int], wanted: Sequence[str]) -> Sequence[Floats]:
        _, session = self._opened
        tokens = np.array([ids], dtype=np.int64)
        given = {"input_ids": tokens, "attention_mask": np.ones_like(tokens)}
        try:
            outputs: Sequence[Floats] = session.run(list(wanted), given, self._options)
        except Exception as problem:  # onnxruntime raises bare classes of its own
            raise BadModel(f"{self.folder.model} is no sentence encoder.") from problem
        return outputs

    @cached_property
    def _opened(self) -> tuple[Any, Any]:
        tokenizer = open_tokenizer(self.folder.tokenizer, self.folder.longest)
        return tokenizer, open_session(self.folder.model)

    @cached_property
    def _options(self) -> Any:  # noqa: ANN401 - onnxruntime has no types
        options = RunOptions()
        options.only_execute_path_to_fetches = True
        return options
