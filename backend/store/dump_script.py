"""Running the script that `pg_restore` makes of a dump, in a transaction that is the caller's.

The script is SQL, but for the rows: they stand a row a line between `COPY … FROM stdin;` and a
backslash with a full stop. Other lines that begin with one are for PostgreSQL's terminal.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import AbstractContextManager
from typing import Protocol

_COPY = re.compile(rb"COPY .* FROM stdin;\n")
_SET = re.compile(rb"SET (\w+) = ")
_END = b"\\.\n"
_AT_ONCE = 1 << 16


class Rows(Protocol):
    """Takes rows as they stand in a dump."""

    def write(self, buffer: bytes, /) -> None:
        """Take some more."""
        ...


class Cursor(Protocol):
    """What runs statements and takes rows, as psycopg's cursor does."""

    def execute(self, query: bytes, /) -> object:
        """Run statements, several if need be."""
        ...

    def copy(self, statement: bytes, /) -> AbstractContextManager[Rows]:
        """Begin to take a table's rows."""
        ...


def run_script(
    cursor: Cursor,
    lines: Iterable[bytes],
    known: Collection[str],
    tell: Callable[[int], None],
) -> None:
    """Run it. `tell` is told how many rows are in.

    `known` are the server's settings: a program that is newer than the server sets others, too.
    """
    statements: list[bytes] = []
    rest, rows = iter(lines), 0
    for line in rest:
        if _COPY.fullmatch(line):
            cursor.execute(b"".join(statements))
            statements.clear()
            for more in _copied(cursor, line, rest):
                rows += more
                tell(rows)
        elif _is_for_the_server(line, known):
            statements.append(line)
    cursor.execute(b"".join(statements))


def _is_for_the_server(line: bytes, known: Collection[str]) -> bool:
    setting = _SET.match(line)
    return not line.startswith(b"\\") and (setting is None or setting[1].decode() in known)


def _copied(cursor: Cursor, statement: bytes, lines: Iterator[bytes]) -> Iterator[int]:
    """Copy a table's rows; give how many more are in, again and again."""
    with cursor.copy(statement) as copy:
        for some in _together(lines):
            copy.write(b"".join(some))
            yield len(some)


def _together(lines: Iterator[bytes]) -> Iterator[list[bytes]]:
    """The lines up to the end of the rows, many at a time."""
    some: list[bytes] = []
    size = 0
    for line in lines:
        if line == _END:
            break
        some.append(line)
        size += len(line)
        if size > _AT_ONCE:
            yield some
            some, size = [], 0
    if some:
        yield some
