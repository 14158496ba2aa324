"""The program's commands run in this process, which spares the seconds that a start takes."""

from __future__ import annotations

from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from io import StringIO

import pytest

from backend.cli import main
from tests.functional.program import environment


@dataclass(frozen=True, slots=True)
class Ended:
    """What came of a command."""

    status: int
    out: str
    err: str


class Command:
    """Runs commands, each on the database with the URL that it is given."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self._patch = patch

    def __call__(self, *arguments: str, url: str) -> Ended:
        for name, value in environment(database_url=url).items():
            self._patch.setenv(name, value)
        out, err = StringIO(), StringIO()
        with redirect_stdout(out), redirect_stderr(err):
            status = main.run(arguments)
        return Ended(status, out.getvalue(), err.getvalue())
