"""A model from a hub, fetched once into the hub library's own cache."""

from __future__ import annotations

from pathlib import Path

from backend.errors import BadModel

_FILES = ("config.json", "judge.json", "tokenizer.json", "model.onnx", "onnx/model.onnx")


def fetched(name: str) -> Path:
    """The folder of `OWNER/NAME` as the Hugging Face hub has it, fetched if it is not here yet.

    `HF_ENDPOINT`, `HF_HOME`, `HF_TOKEN` and `HF_HUB_OFFLINE` mean what they mean to the hub's own
    library. Raises `BadModel` where the model cannot be had.
    """
    from huggingface_hub import snapshot_download  # noqa: PLC0415 - slow, and seldom needed

    try:
        return Path(snapshot_download(name, allow_patterns=list(_FILES)))
    except Exception as problem:  # noqa: BLE001 - a dozen kinds, of the library and below it
        raise BadModel(f"The model {name} could not be fetched from the hub.") from problem
