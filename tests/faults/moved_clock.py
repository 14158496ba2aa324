"""Programs whose clock is wrong, while everybody else's is right."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

_SOURCE = Path(__file__).with_name("moved_clock.c")


@contextmanager
def clock_moved_for_what_is_started(folder: Path, seconds: int) -> Iterator[None]:
    """What this process starts meanwhile sees a clock that is so far ahead, or behind if negative.

    Skips where there is no C compiler.
    """
    library = folder / "moved_clock.so"
    if not library.exists():
        _compile(library)
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("CLOCK_AHEAD", str(seconds))
        environment.setenv("LD_PRELOAD", str(library), prepend=os.pathsep)
        yield


def _compile(library: Path) -> None:
    compiler = shutil.which("cc") or shutil.which("gcc")
    if compiler is None:
        pytest.skip("no C compiler: a clock is moved for one process by a library of our own")
    command = [compiler, "-shared", "-fPIC", "-O1", "-o", str(library), str(_SOURCE), "-ldl"]
    subprocess.run(command, check=True, capture_output=True)
