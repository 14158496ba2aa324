"""Commands that back the database up and restore it."""

from __future__ import annotations

import os
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import click

from backend import config
from backend.composition.keeping import backups_of
from backend.store.backup import Contents, Progress

if TYPE_CHECKING:
    from click._termui_impl import ProgressBar

_FILE = click.argument("file", type=click.Path(path_type=Path, dir_okay=False))


@click.command()
@_FILE
def backup(file: Path) -> None:
    """Back the database up to FILE, while the server writes to it.

    FILE holds all that the database does, passwords' hashes included: only its owner may read it.
    PostgreSQL is dumped by its own pg_dump. Note the head that is said, and give it to `audit
    --head` after a restore.
    """
    with backups_of(config.read_settings(os.environ)) as backups, closing(_Bars()) as tell:
        made = backups.make(file, tell)
    _say(f"{file} holds", made.contents)
    click.echo(f"{file.stat().st_size / 1e6:,.1f} MB.")


@click.command()
@_FILE
@click.option("--replace", is_flag=True, help="Restore even if the database holds something.")
def restore(file: Path, *, replace: bool) -> None:
    """Restore the database from FILE, which `backup` made.

    Stop the server first. What was restored is looked at before it takes the place of what was
    there, so whatever fails, that stays as it was. On PostgreSQL sign in as the role that owns the
    tables; the server's role keeps its rights where it had them.
    """
    with backups_of(config.read_settings(os.environ)) as backups, closing(_Bars()) as tell:
        restored = backups.restore(file, tell, replace=replace)
    made = restored.manifest
    if restored.before.total:
        click.echo(f"Replaced {restored.before.total:,} rows.")
    _say(f"Restored, as of {made.made_at} by version {made.version}:", restored.after)
    click.echo("Before the server starts: `migrate`, with --server-role where it has a role.")


def _say(what: str, contents: Contents) -> None:
    rows = ", ".join(f"{name} {count:,}" for name, count in contents.rows.items() if count)
    click.echo(f"{what} revision {contents.revision}, {contents.total:,} rows: {rows or 'none'}.")
    log = contents.log
    if log.fault:
        click.echo(f"The log is not sound: {log.fault} It is kept as it is.", err=True)
    click.echo(f"The log has {log.count:,} sound rows. Head: {log.head}")


class _Bars:
    """Shows how far it has come: a bar for each thing that is done, one below the other.

    Where nobody watches, each is a line.
    """

    def __init__(self) -> None:
        self._what = ""
        self._bar: ProgressBar[int] | None = None

    def __call__(self, progress: Progress) -> None:
        """Move the bar, or begin the next one."""
        if progress.what != self._what:
            self.close()
            self._what = progress.what
            self._bar = click.progressbar(length=progress.total or 1, label=progress.what)
            self._bar.render_progress()
        if self._bar is not None:
            self._bar.update(progress.done - self._bar.pos)

    def close(self) -> None:
        """Leave the bar that is shown now."""
        if self._bar is not None:
            self._bar.update((self._bar.length or 0) - self._bar.pos)
            self._bar.render_finish()
