"""PostgreSQL's own programs, started so that no credential is on a command line or in a log."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Thread
from typing import IO

from psycopg.pq import Conninfo
from sqlalchemy import URL

from backend.errors import Unavailable

Hear = Callable[[str], None]
"""Is told what a program says of its progress, a line at a time."""


def environment_of(url: URL) -> dict[str, str]:
    """Our own environment with all that it takes to connect, as libpq reads it.

    What libpq has no variable for is left out: it tunes a connection and does not make it.
    """
    variables = {option.keyword.decode(): option.envvar for option in Conninfo.get_defaults()}
    said = {
        "host": url.host,
        "port": url.port,
        "user": url.username,
        "password": url.password,
        "dbname": url.database,
        **{name: value for name, value in url.query.items() if isinstance(value, str)},
    }
    named = {
        variable.decode(): str(value)
        for name, value in said.items()
        if value is not None and (variable := variables.get(name))
    }
    # Whatever language the machine speaks, what is said is understood here.
    return {**os.environ, **named, "LC_ALL": "C"}


def require(program: str, at_least: int) -> None:
    """Raise `Unavailable` where a program is missing or too old for a server of that version."""
    wanted = f"install PostgreSQL's client programs, version {at_least} or newer"
    if shutil.which(program) is None:
        raise Unavailable(f"{program} is not installed: {wanted}.")
    said = subprocess.run(  # noqa: S603 - one of two names of our own
        [program, "--version"], capture_output=True, text=True, check=False
    ).stdout
    found = re.search(r"\) (\d+)", said)
    if found is None or int(found[1]) < at_least:
        here = found[1] if found else "unknown"
        raise Unavailable(f"{program} is version {here}, and the server {at_least}: {wanted}.")


@contextmanager
def running(
    program: str, *arguments: str, url: URL, hear: Hear, feed: IO[bytes] | None = None
) -> Iterator[IO[bytes]]:
    """Run a program and give what it writes; `feed` is what it reads.

    Raises `Unavailable` at the end where it failed. Its own words are cut down to the line that
    says what is wrong: what follows may quote what readers wrote. Whoever leaves early ends it.
    """
    process = subprocess.Popen(  # noqa: S603 - a name and options of our own
        [program, *arguments],
        env=environment_of(url),
        stdin=subprocess.PIPE if feed else subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    listener = _Listener(hear, _piped(process.stderr))
    threads = [Thread(target=listener.run)]
    if feed:
        threads.append(Thread(target=_pour, args=(feed, _piped(process.stdin))))
    for thread in threads:
        thread.start()
    try:
        with _piped(process.stdout) as written:
            yield written
            status = process.wait()
    except BaseException:
        process.kill()
        raise
    finally:
        process.wait()
        for thread in threads:
            thread.join()
    if status:
        raise Unavailable(f"{program} failed. {listener.problem or f'Its status is {status}.'}")


class _Listener:
    """Hears what a program says on stderr, and keeps the first line that says what went wrong."""

    def __init__(self, hear: Hear, said: IO[bytes]) -> None:
        self._hear = hear
        self._said = said
        self.problem = ""

    def run(self) -> None:
        """Hear until it ends."""
        with self._said as lines:
            for line in lines:
                self._take(line.decode("utf-8", "replace").strip())

    def _take(self, line: str) -> None:
        _, error, problem = line.partition(" error: ")
        if error and not self.problem:
            self.problem = f"It said: {problem}"
        self._hear(line)


def _piped(pipe: IO[bytes] | None) -> IO[bytes]:
    """A pipe that was asked for, and so is there."""
    if pipe is None:
        raise ValueError(pipe)
    return pipe


def _pour(source: IO[bytes], into: IO[bytes]) -> None:
    """Give a program all that it reads, unless it has read enough."""
    try:
        with into:
            shutil.copyfileobj(source, into)
    except BrokenPipeError:
        return
