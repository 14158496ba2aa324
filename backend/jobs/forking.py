"""Celery's worker as we run it: processes forked from one that has opened the models already."""

from __future__ import annotations

import ctypes
import gc
import os
import signal
import socket
from collections.abc import Callable, Collection
from dataclasses import dataclass

from celery import Celery
from celery.signals import (
    beat_embedded_init,
    setup_logging,
    worker_process_init,
    worker_process_shutdown,
)

from backend.jobs.celery_app import Queue

_PR_SET_PDEATHSIG = 1


@dataclass(frozen=True, slots=True)
class Worker:
    """How one worker runs: what it takes from, and how many checks at once.

    `begin` is called in each process after the fork, `end` before it ends.
    """

    queues: Collection[Queue]
    processes: int
    begin: Callable[[], None]
    end: Callable[[], None]


def run_worker(app: Celery, worker: Worker) -> int:
    """Work until SIGTERM or SIGINT, finishing what is being done; return the exit status.

    A second signal, or SIGQUIT, ends at once: whatever was being done is taken up by others.
    """

    def began(**_: object) -> None:
        _die_with(parent)
        worker.begin()

    def ends(**_: object) -> None:
        worker.end()

    def beats(**_: object) -> None:
        _die_with(parent)

    def leave_logs_alone(**_: object) -> None:
        """Where anybody hears this, Celery sets up no logs of its own."""

    parent = os.getpid()
    setup_logging.connect(leave_logs_alone, weak=False)
    worker_process_init.connect(began, weak=False)
    worker_process_shutdown.connect(ends, weak=False)
    beat_embedded_init.connect(beats, weak=False)
    # What stands in memory now is shared by the processes as long as nobody writes to it.
    gc.freeze()
    celery_worker = app.Worker(
        hostname=f"second-source-{os.getpid()}@{socket.gethostname()}",
        queues=[queue.declared for queue in worker.queues],
        concurrency=worker.processes,
        pool="prefork",
        beat=Queue.UPKEEP in worker.queues,
        without_gossip=True,
        without_mingle=True,
        quiet=True,
    )
    celery_worker.start()
    return int(celery_worker.exitcode or 0)


def _die_with(parent: int) -> None:
    """Have this process killed when its parent dies: an orphan would work on with nobody's leave.

    On Linux alone; elsewhere it ends at its next message.
    """
    try:
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    except (AttributeError, OSError):
        return
    if os.getppid() != parent:
        os._exit(1)
