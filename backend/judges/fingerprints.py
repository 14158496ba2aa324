"""What tells one judge's files from another's, whatever they are called."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import file_digest, sha256
from pathlib import Path


def fingerprint_of(parts: Iterable[str]) -> str:
    """The SHA-256 of some texts in their order, as 64 hexadecimal digits."""
    return sha256("\n".join(parts).encode()).hexdigest()


def fingerprint_of_files(paths: Iterable[Path]) -> str:
    """The SHA-256 of some files' contents in their order."""
    return fingerprint_of(_digest(path) for path in paths)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()
