"""A cross-encoder: a model file that reads claim and passage together, on onnxruntime.

It runs the shipped judges and any other that somebody has: a folder with `model.onnx`,
`tokenizer.json` and a `config.json` whose `id2label` uses the words of natural-language inference
(entailment, contradiction, neutral) or of factual consistency (supported, unsupported), as hubs
have them. `judge.json`, which the shipped ones have besides, says what differs: see `ModelFolder`.

The model is opened when it is first needed, once a process, and may be asked from several threads.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from threading import Lock

from backend.checking.digest import digest
from backend.checking.ports import Judge, Pair
from backend.domain import Judgement
from backend.judges.fingerprints import fingerprint_of_files
from backend.judges.model_folder import ABOUT_SOMETHING_ELSE, ModelFolder, read_model_folder
from backend.judges.onnx_files import all_cores
from backend.judges.onnx_model import OnnxModel, Texts
from backend.judges.readable import readable


class CrossEncoder(Judge):
    """The judge in a folder.

    What it cannot read (nothing, another script) it says to be about something else. It reads the
    digest of a passage that is long.
    """

    def __init__(self, folder: ModelFolder, name: str = "", threads: int | None = None) -> None:
        self._folder = folder
        self._name = name or folder.name
        self._threads = threads or all_cores()
        self._opening = Lock()

    @classmethod
    def open(cls, path: Path, name: str = "", threads: int | None = None) -> CrossEncoder:
        """The judge in a folder, on so many threads (all cores, if none is said).

        Raises `BadModel` for a folder that lacks a file, or whose JSON cannot be understood. The
        model file itself is opened by `warm`, or by the first pair.
        """
        return cls(read_model_folder(path), name, threads)

    @property
    def name(self) -> str:
        """What it was opened as, or else what the folder calls itself."""
        return self._name

    def warm(self) -> None:
        """Open the model now. Raises `BadModel` if it cannot be opened."""
        with self._opening:
            _ = self._model

    def fingerprint(self) -> str:
        """That of the model, its tokenizer and what its folder says of it."""
        return self._fingerprint

    def judge(self, pairs: Sequence[Pair]) -> list[Judgement]:
        """One judgement a pair, in order. Raises `BadModel` if the model cannot be opened."""
        self.warm()
        judged = [ABOUT_SOMETHING_ELSE] * len(pairs)
        read = {at: texts for at, pair in enumerate(pairs) if (texts := self._texts(pair))}
        if read:
            rows = self._model.outputs(list(read.values())).tolist()
            for at, row in zip(read, rows, strict=True):
                judged[at] = self._folder.judgement(row)
        return judged

    def _texts(self, pair: Pair) -> Texts | None:
        """What the model reads of a pair, in its order; None if there is nothing for it."""
        texts = readable(pair.claim, pair.passage)
        if texts is None:
            return None
        claim, passage = texts[0], digest(*texts)
        return (claim, passage) if self._folder.claim_first else (passage, claim)

    @cached_property
    def _fingerprint(self) -> str:
        return fingerprint_of_files(self._folder.files)

    @cached_property
    def _model(self) -> OnnxModel:
        return OnnxModel(self._folder, self._threads)
