"""Backing a database up, and restoring it: what is refused, and what has to be the same."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import IO

from backend.checking.ports import Clock
from backend.errors import BadBackup, Conflict, NotFound
from backend.store import backup_file
from backend.store.backup import Contents, Copying, Manifest, Tell
from backend.store.migrating import newest


@dataclass(frozen=True, slots=True)
class Restored:
    """What was restored from which backup, and what was there before."""

    manifest: Manifest
    before: Contents
    after: Contents


class Backups:
    """Makes backups of one database and restores it from them. Migrates nothing."""

    def __init__(self, copying: Copying, version: str, clock: Clock) -> None:
        self._copying = copying
        self._version = version
        self._clock = clock

    def make(self, file: Path, tell: Tell) -> Manifest:
        """Back the database up as it is now, while others write to it.

        Raises `BadBackup` where the file is there already or cannot be written, `NotFound` where
        there is nothing to back up, and `Unavailable` where the means are missing.
        """
        if not self._copying.contents().revision:
            raise NotFound("There is nothing to back up: DATABASE_URL names no database of ours.")
        made_at = self._clock().isoformat(timespec="seconds")
        server = self._copying.server()

        def fill(out: IO[bytes]) -> Manifest:
            contents = self._copying.save(out, file.absolute().parent, tell)
            return Manifest(self._copying.dialect, server, made_at, self._version, contents)

        return backup_file.write(file, fill)

    def restore(self, file: Path, tell: Tell, *, replace: bool) -> Restored:
        """Put what was backed up in the place of what is there, or leave that as it was.

        Raises `BadBackup` for a file that is no backup, is damaged or cannot be restored here, and
        `Conflict` where the database holds something and it was not said that it is to be replaced.
        """
        manifest = backup_file.read_manifest(file)
        self._refuse_unfit(manifest)
        before = self._copying.contents()
        if before.total and not replace:
            raise Conflict(
                f"The database holds {before.total:,} rows. Restore into an empty one, or add"
                " --replace to lose them."
            )
        backup_file.refuse_damaged(file, tell)
        with backup_file.open_database(file) as source:
            after = self._copying.load(source, manifest.contents, tell)
        return Restored(manifest, before, after)

    def _refuse_unfit(self, manifest: Manifest) -> None:
        if manifest.dialect != self._copying.dialect:
            raise BadBackup(
                f"It was made of {manifest.dialect}, and DATABASE_URL names"
                f" {self._copying.dialect}: one cannot be restored into the other."
            )
        if manifest.contents.revision > newest():
            raise BadBackup(
                f"It was made by a newer version ({manifest.version}, revision"
                f" {manifest.contents.revision}): restore it with that one."
            )
        if manifest.server > (here := self._copying.server()):
            raise BadBackup(f"It was made of PostgreSQL {manifest.server}, and this is {here}.")
