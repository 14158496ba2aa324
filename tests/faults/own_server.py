"""A server of a test's own: in a process group and a folder that are removed with it."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import ClassVar, TypeVar

import pytest

from tests.fakes import until
from tests.functional.program import free_port

Own = TypeVar("Own", bound="OwnServer")

STARTS_WITHIN = 240.0
_ENDS_WITHIN = 30.0


class OwnServer(ABC):
    """A server in a process group and a folder of its own, on a port that it keeps.

    `where` lists where its program may be, as patterns below `/`; `user` is who it runs as where we
    are root. `crash` is the signal that ends it at once, with nothing put in order.
    """

    name: ClassVar[str]
    where: ClassVar[Sequence[str]]
    user: ClassVar[str] = ""
    crash: ClassVar[signal.Signals] = signal.SIGKILL

    def __init__(self) -> None:
        self.program = self._found()
        self.port = free_port()
        self.folder = Path(tempfile.mkdtemp(prefix=f"second-source-{self.name.lower()}-"))
        self._as = self.user if self.user and os.geteuid() == 0 else None
        if self._as:
            shutil.chown(self.folder, self._as)
        self._process: subprocess.Popen[bytes] | None = None

    @property
    @abstractmethod
    def url(self) -> str:
        """Where it answers, as our settings name it."""

    @abstractmethod
    def command(self) -> Sequence[str]:
        """What starts it."""

    @abstractmethod
    def answers(self) -> bool:
        """Whether it takes requests."""

    def environment(self) -> Mapping[str, str]:
        """What it is told besides."""
        return {}

    def prepare(self) -> None:  # noqa: B027 (Redis needs nothing)
        """Make what it has to have before its first start."""

    def start(self) -> None:
        """Return once it answers."""
        with (self.folder / "output").open("ab") as output:
            self._process = subprocess.Popen(
                self.command(),
                cwd=self.folder,
                env={**self._plain_environment(), **self.environment()},
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                user=self._as,
                group=self._as,
                extra_groups=None if self._as is None else [],
            )
        until(self._is_up, STARTS_WITHIN, pause=0.2)

    def kill(self) -> None:
        """End it at once, as a crash does."""
        assert self._process is not None
        with suppress(ProcessLookupError):
            self._signal(self._process)
        self._process.wait(_ENDS_WITHIN)

    def restart(self, between: Callable[[], None] = lambda: None) -> None:
        """Kill it and start it again on the same port; `between` is called while it is away."""
        self.kill()
        between()
        self.start()

    def remove(self) -> None:
        """End it, however it stands, and remove its folder."""
        if self._process is not None and self._process.poll() is None:
            self.kill()
        shutil.rmtree(self.folder, ignore_errors=True)

    def run(self, *command: str) -> None:
        """Run a program of the server's in its folder, as the server's user."""
        subprocess.run(
            command,
            cwd=self.folder,
            check=True,
            capture_output=True,
            user=self._as,
            group=self._as,
            extra_groups=None if self._as is None else [],
        )

    def _plain_environment(self) -> Mapping[str, str]:
        return {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", "HOME": str(self.folder)}

    def _signal(self, process: subprocess.Popen[bytes]) -> None:
        os.killpg(process.pid, self.crash)

    def _is_up(self) -> bool:
        assert self._process is not None
        assert self._process.poll() is None, (self.folder / "output").read_text(errors="replace")
        return self.answers()

    @classmethod
    def _found(cls) -> Path:
        found = [path for pattern in cls.where for path in sorted(Path("/").glob(pattern))]
        if not found:
            pytest.skip(f"no {cls.name} is installed: none of /{', /'.join(cls.where)} is there")
        if (
            cls.user
            and os.geteuid() == 0
            and cls.user not in {one.pw_name for one in pwd.getpwall()}
        ):
            pytest.skip(f"{cls.name} does not run as root, and there is no user {cls.user}")
        return found[-1]


@contextmanager
def running(server: Own) -> Iterator[Own]:
    """Prepare and start a server, and remove it whatever happens."""
    try:
        server.prepare()
        server.start()
        yield server
    finally:
        server.remove()
