"""Disks that are full when a test says so, and have room again when it says that."""

from __future__ import annotations

import resource
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

_BLOCK = b"\0" * 65_536


class Disk(Protocol):
    """What a program writes to."""

    def fill(self) -> None:
        """Leave no room."""
        ...

    def free(self) -> None:
        """Give room again."""
        ...


class MountedDisk:
    """A small file system of its own, filled up with a file."""

    def __init__(self, folder: Path) -> None:
        self._ballast = folder / "ballast"

    def fill(self) -> None:
        with self._ballast.open("wb", buffering=0) as ballast:
            try:
                while ballast.write(_BLOCK) == len(_BLOCK):
                    pass
            except OSError:
                return

    def free(self) -> None:
        self._ballast.unlink()


class LimitedDisk:
    """The disk that everybody uses, which takes nothing more from one group of processes."""

    def __init__(self, group: Callable[[], int]) -> None:
        self._group = group

    def fill(self) -> None:
        self._limit(0)

    def free(self) -> None:
        self._limit(resource.RLIM_INFINITY)

    def _limit(self, most: int) -> None:
        for pid in _members(self._group()):
            resource.prlimit(pid, resource.RLIMIT_FSIZE, (most, resource.RLIM_INFINITY))


@contextmanager
def mounted(folder: Path, megabytes: int) -> Iterator[bool]:
    """Mount a file system of so many megabytes there; False where we may not."""
    command = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "second-source", str(folder)]
    try:
        may = subprocess.run(command, check=False, capture_output=True).returncode == 0
    except OSError:
        may = False
    try:
        yield may
    finally:
        if may:
            subprocess.run(["umount", "--lazy", str(folder)], check=True)


def _members(group: int) -> list[int]:
    listed = subprocess.run(["ps", "-eo", "pid=,pgid="], capture_output=True, text=True, check=True)
    pairs = (map(int, line.split()) for line in listed.stdout.splitlines())
    return [pid for pid, of in pairs if of == group]
