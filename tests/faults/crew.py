"""Workers over a broker, each of which is replaced when it has been killed."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from random import Random
from threading import Event, Thread

from tests.faults.site import SETTINGS
from tests.functional.program import Working

WHOLE = 0.125
"""How often a whole worker dies: to start one costs as much as twenty checks."""


class Crew:
    """As many `worker`s as are asked for, with their logs in a folder."""

    def __init__(self, folder: Path, **settings: str) -> None:
        self._folder = folder
        self._settings = {**SETTINGS, "check_threads": "1", **settings}
        self._begun = 0
        self._struck = 0
        self.workers: list[Working] = []

    def hire(self, number: int = 1, **settings: str) -> None:
        """Start so many more."""
        for _ in range(number):
            self._begun += 1
            log = self._folder / f"worker {self._begun}"
            self.workers.append(Working("worker", log=log, **{**self._settings, **settings}))

    def kill(self, worker: Working) -> None:
        """Kill a worker with its children, and don't replace it."""
        worker.kill()
        self.workers.remove(worker)

    def kill_all(self) -> None:
        for worker in list(self.workers):
            self.kill(worker)

    @contextmanager
    def asleep(self, worker: Working) -> Iterator[None]:
        """Have a worker and its children stand still meanwhile, as a paused machine does."""
        os.killpg(worker.process.pid, signal.SIGSTOP)
        try:
            yield
        finally:
            os.killpg(worker.process.pid, signal.SIGCONT)

    def replace_the_dead(self) -> None:
        for worker in list(self.workers):
            if worker.process.poll() is not None:
                self.kill(worker)
                self.hire()

    def kill_somebody(self, chance: Random) -> bool:
        """Kill a worker that is at work, or one of its children; False while none is.

        One that still starts is left to it, and none is struck twice in a row: on a slow machine
        nobody would ever come to work.
        """
        at_work = [pids for one in self.workers if len(pids := _family(one)) > 1]
        choice = [pids for pids in at_work if pids[0] != self._struck] or at_work
        if not choice:
            return False
        parent, *children = chance.choice(choice)
        self._struck = parent
        victim = parent if chance.random() < WHOLE else chance.choice(children)
        with suppress(ProcessLookupError):
            os.kill(victim, signal.SIGKILL)
        return True


class Killer:
    """Kills somebody of a crew again and again until it is left; the crew is kept complete."""

    def __init__(self, crew: Crew, every: float, chance: Random) -> None:
        self._crew = crew
        self._every = every
        self._chance = chance
        self._over = Event()
        self._thread = Thread(target=self._kill, name="killer", daemon=True)
        self.kills = 0

    def __enter__(self) -> Killer:  # noqa: PYI034 (it is not made to be subclassed)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()
        self._crew.replace_the_dead()

    def _kill(self) -> None:
        while not self._over.wait(self._every):
            self.kills += self._crew.kill_somebody(self._chance)
            self._crew.replace_the_dead()


def _family(worker: Working) -> list[int]:
    """The worker's process and, after it, its children's."""
    pid = worker.process.pid
    listed = subprocess.run(
        ["ps", "-o", "pid=", "--ppid", str(pid)], capture_output=True, text=True, check=False
    )
    return [pid, *map(int, listed.stdout.split())]
