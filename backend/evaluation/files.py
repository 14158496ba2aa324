"""Data files as text, plain or gzipped, with what is wrong with them told in words."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from backend.errors import BadInput

PACKED = ".gz"


@contextmanager
def opened(path: Path) -> Iterator[TextIO]:
    """The UTF-8 text of a file, unpacked if its name ends in `.gz`, line ends as they are.

    Raises `BadInput`, also while it is being read.
    """
    try:
        with _open(path) as text:
            yield text
    except UnicodeDecodeError as problem:
        raise BadInput(f"{path} is no UTF-8 text.") from problem
    except (EOFError, zlib.error, gzip.BadGzipFile) as problem:
        raise BadInput(f"{path} is broken or no gzip file.") from problem
    except OSError as problem:
        raise BadInput(f"{path} cannot be read: {problem.strerror}.") from problem


def bare_name(path: Path) -> str:
    """A file's name without the `.gz`."""
    return path.name.removesuffix(PACKED)


def files_in(folder: Path) -> list[Path]:
    """What lies in a folder, by name. Raises `BadInput` if it is no folder that can be read."""
    try:
        return sorted(folder.iterdir())
    except OSError as problem:
        raise BadInput(f"{folder} cannot be read: {problem.strerror}.") from problem


def _open(path: Path) -> TextIO:
    if path.suffix == PACKED:
        return gzip.open(path, "rt", encoding="utf-8-sig", newline="")
    return path.open(encoding="utf-8-sig", newline="")
