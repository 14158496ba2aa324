"""A backup as a file.

It is a ZIP archive: `manifest.json` says what was backed up, `database` is an SQLite database or a
dump of `pg_dump` in its custom format. So it can be looked at and taken apart with common tools,
and one that was cut off or changed is found out before anything is restored from it.
"""

from __future__ import annotations

import json
import os
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import IO, Any

from backend.errors import BadBackup
from backend.moderation.chain import Verified
from backend.store.backup import Contents, Manifest, Progress, Tell

_FORMAT = "Second Source backup 1"
_MANIFEST, _DATABASE = "manifest.json", "database"
_CHUNK = 1 << 20
_FOR_ITS_OWNER = 0o600


def write(file: Path, fill: Callable[[IO[bytes]], Manifest]) -> Manifest:
    """Make a backup: `fill` writes the database. The file is there when it is whole, or not at all.

    Only its owner may read it. Raises `BadBackup` where it is there already or cannot be written.
    """
    if file.exists():
        raise BadBackup(f"{file} is there already: name another file.")
    beside = file.with_name(f"{file.name}.{os.getpid()}.part")
    try:
        with _opened(beside) as raw:
            manifest = _fill(raw, fill)
            os.fsync(raw.fileno())
        beside.replace(file)
    except OSError as error:
        raise BadBackup(f"{file} cannot be written: {error.strerror}.") from error
    finally:
        beside.unlink(missing_ok=True)
    return manifest


def _opened(file: Path) -> IO[bytes]:
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _FOR_ITS_OWNER)
    return os.fdopen(handle, "wb")


def _fill(raw: IO[bytes], fill: Callable[[IO[bytes]], Manifest]) -> Manifest:
    # SQLite's pages shrink to a third; a dump is compressed already and hardly grows by this.
    with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as archive:
        with archive.open(_DATABASE, "w", force_zip64=True) as out:
            manifest = fill(out)
        written = json.dumps({"format": _FORMAT, **asdict(manifest)}, indent=2)
        archive.writestr(_MANIFEST, written)
    return manifest


def read_manifest(file: Path) -> Manifest:
    """What a backup says of itself. Raises `BadBackup` for a file that is none, or is cut off."""
    try:
        with zipfile.ZipFile(file) as archive:
            document = json.loads(archive.read(_MANIFEST))
            return _manifest(document)
    except OSError as error:
        raise BadBackup(f"{file} cannot be read: {error.strerror}.") from error
    except (zipfile.BadZipFile, KeyError, TypeError, ValueError) as error:
        message = f"{file} is no backup of Second Source, or it is cut off or damaged."
        raise BadBackup(message) from error


def _manifest(document: dict[str, Any]) -> Manifest:
    if document.pop("format") != _FORMAT:
        raise ValueError(_FORMAT)
    contents = document.pop("contents")
    log = Verified(**contents.pop("log"))
    return Manifest(**document, contents=Contents(**contents, log=log))


@contextmanager
def open_database(file: Path) -> Iterator[IO[bytes]]:
    """Open the database in a backup, to be read from its beginning to its end once."""
    with zipfile.ZipFile(file) as archive, archive.open(_DATABASE) as source:
        yield source


def refuse_damaged(file: Path, tell: Tell) -> None:
    """Read all of a backup. Raises `BadBackup` where a byte of it is not as it was written."""
    try:
        with zipfile.ZipFile(file) as archive:
            total = archive.getinfo(_DATABASE).file_size
            with archive.open(_DATABASE) as source:
                done = 0
                while chunk := source.read(_CHUNK):
                    done += len(chunk)
                    tell(Progress("Reading the backup", done, total))
    except (zipfile.BadZipFile, zlib.error, EOFError) as error:
        raise BadBackup(f"{file} is damaged: {error}.") from error
