"""A model from a hub, fetched once into the hub library's own cache."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from backend.errors import BadModel
from backend.judges.model_folder import MODELS

_ALWAYS = ("config.json", "judge.json", "tokenizer.json")
_WHOLE, _SHRUNK = MODELS[:2], MODELS[2:]
"""Hubs often have one model whole and shrunk: a gigabyte more is fetched only if it is needed."""


def fetched(name: str) -> Path:
    """The folder of `OWNER/NAME` as the Hugging Face hub has it, fetched if it is not here yet.

    `HF_ENDPOINT`, `HF_HOME`, `HF_TOKEN` and `HF_HUB_OFFLINE` mean what they mean to the hub's own
    library. Raises `BadModel` where the model cannot be had.
    """
    folder = _snapshot(name, _WHOLE)
    if any((folder / model).is_file() for model in _WHOLE):
        return folder
    return _snapshot(name, _SHRUNK)


def _snapshot(name: str, models: Iterable[str]) -> Path:
    from huggingface_hub import snapshot_download  # noqa: PLC0415 - slow, and seldom needed

    wanted = [*_ALWAYS, *models, *(f"{model}_data" for model in models)]
    try:
        return Path(snapshot_download(name, allow_patterns=wanted))
    except Exception as problem:  # a dozen kinds, of the library and below it
        raise BadModel(
            f"The model “{name}” could not be fetched from the hub ({type(problem).__name__})."
        ) from problem
