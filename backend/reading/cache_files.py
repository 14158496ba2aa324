"""Kept answers as files in a folder, up to a size: the least lately kept go first.

Files rather than rows: bodies of megabytes that may be lost at any time belong neither in the
database's transactions nor in its backups. (requests-cache and CacheControl read bodies whole,
without a cap, and set no size for what they keep.)
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import tempfile
import threading
from pathlib import Path

from backend.reading.answers import Response
from backend.reading.caching import Kept

_SWEEP_TO = 0.9
_SUFFIX = ".answer"


class AnswerFiles:
    """Implements `caching.AnswerStore` in a folder that several processes may share.

    Holds `max_bytes` at most, but for what other processes add between two sweeps. The folder is
    made with the first answer, for its owner alone.
    """

    def __init__(self, folder: Path, max_bytes: int) -> None:
        self._folder = folder
        self._max_bytes = max_bytes
        self._lock = threading.Lock()
        self._held: int | None = None

    def get(self, url: str) -> Kept | None:
        """Return what was kept for the address; what cannot be read was never kept."""
        try:
            head, _, body = self._file(url).read_bytes().partition(b"\n")
            return _kept(json.loads(head), body, url)
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def put(self, url: str, kept: Kept) -> None:
        """Keep an answer, unless it is too large or the disk is full."""
        written = _written(url, kept)
        if len(written) > self._max_bytes * _SWEEP_TO:
            return
        with self._lock, contextlib.suppress(OSError):
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._replace(self._file(url), written)
            self._make_room(len(written))

    def _file(self, url: str) -> Path:
        return self._folder / (hashlib.sha256(url.encode("utf-8", "replace")).hexdigest() + _SUFFIX)

    def _replace(self, file: Path, written: bytes) -> None:
        """Write beside and rename, so that no reader sees half of it."""
        handle, name = tempfile.mkstemp(dir=self._folder)
        try:
            with os.fdopen(handle, "wb") as beside:
                beside.write(written)
            Path(name).replace(file)
        except OSError:
            Path(name).unlink(missing_ok=True)
            raise

    def _make_room(self, added: int) -> None:
        self._held = None if self._held is None else self._held + added
        if self._held is not None and self._held <= self._max_bytes:
            return
        files = sorted(self._folder.glob(f"*{_SUFFIX}"), key=_kept_at)
        self._held = sum(map(_size, files))
        if self._held <= self._max_bytes:
            return
        for file in files:
            if self._held <= self._max_bytes * _SWEEP_TO:
                break
            self._held -= _size(file)
            file.unlink(missing_ok=True)


def _written(url: str, kept: Kept) -> bytes:
    head = {
        "url": url,
        "at": kept.response.url,
        "headers": dict(kept.response.headers),
        "asked": dict(kept.asked),
        "fresh_until": kept.fresh_until,
    }
    return json.dumps(head).encode() + b"\n" + kept.response.body


def _kept(head: dict[str, object], body: bytes, url: str) -> Kept | None:
    if head["url"] != url:
        return None
    match head:
        case {
            "at": str(at),
            "headers": dict(headers),
            "asked": dict(asked),
            "fresh_until": float(until),
        }:
            return Kept(Response(at, 200, headers, body), asked, until)
    return None


def _kept_at(file: Path) -> float:
    try:
        return file.stat().st_mtime_ns
    except OSError:
        return 0.0


def _size(file: Path) -> int:
    try:
        return file.stat().st_size
    except OSError:
        return 0
