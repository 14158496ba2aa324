"""Opening a model file and its tokenizer."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import onnxruntime
from tokenizers import Tokenizer

from backend.errors import BadModel

_QUIET = 4


def all_cores() -> int:
    """The cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def open_session(model: Path) -> Any:  # noqa: ANN401 - onnxruntime has no types
    """The model, which answers each call on one core. Raises `BadModel` if it cannot be opened."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.log_severity_level = _QUIET
    try:
        return onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
    except Exception as problem:  # onnxruntime raises bare classes of its own
        raise BadModel(f"{model} is no model that can be opened.") from problem


def open_tokenizer(path: Path, longest: int) -> Tokenizer:
    """The tokenizer, which cuts at so many tokens and pads nothing. Raises `BadModel`."""
    try:
        tokenizer = Tokenizer.from_file(str(path))
        tokenizer.enable_truncation(longest, strategy="longest_first")
    except Exception as problem:  # tokenizers raises bare Exception
        raise BadModel(f"{path} is no tokenizer that can be opened.") from problem
    tokenizer.no_padding()
    return tokenizer
