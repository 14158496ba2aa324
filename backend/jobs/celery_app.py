"""Celery as we use it: its queues, and what has to hold when workers or the broker die.

A message is a wake-up and no more: it says that one more check of a kind waits. The rows say which,
so a lost message strands nothing and a doubled one does nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from celery import Celery
from kombu import Queue as Declared

from backend.domain import AskedBy

_PREFIX = "second-source."
"""Keeps our queues apart from others' on the same broker."""


class Queue(StrEnum):
    """What waits for workers, by kind, so that nothing slow stands in a reader's way."""

    READER = "reader"
    RECHECK = "recheck"
    UPKEEP = "upkeep"
    CRAWL = "crawl"

    @property
    def declared(self) -> str:
        """Its name on the broker."""
        return _PREFIX + self.value


CHECKS: Mapping[AskedBy, Queue] = {
    AskedBy.READER: Queue.READER,
    AskedBy.RECHECK: Queue.RECHECK,
}
"""In which queue checks wait, by who asked."""

_REDIS = {
    # A worker that died keeps its message until this has passed. Nothing waits for it: the row's
    # lease runs out within seconds, and the sweep sends another.
    "visibility_timeout": 3600,
    "socket_connect_timeout": 3,
    "socket_timeout": 10,
    "socket_keepalive": True,
    "retry_on_timeout": True,
}
_RABBITMQ = {"confirm_publish": True, "connect_timeout": 3, "read_timeout": 10, "write_timeout": 10}


def make_celery(broker_url: str) -> Celery:
    """Celery over a broker, without connecting yet."""
    app = Celery("second-source", broker=broker_url, set_as_current=False)
    app.conf.update(
        task_queues=[Declared(queue.declared, durable=True) for queue in Queue],
        task_default_queue=Queue.READER.declared,
        task_create_missing_queues=False,
        task_ignore_result=True,
        # A message stays with the broker until its work is done, and goes back if the worker dies.
        task_acks_late=True,
        task_reject_on_worker_lost=True,
        worker_prefetch_multiplier=1,
        worker_cancel_long_running_tasks_on_connection_loss=False,
        # Forking is quick, but what a process opens for itself takes a while on a busy machine.
        worker_proc_alive_timeout=60,
        worker_enable_remote_control=False,
        worker_hijack_root_logger=False,
        worker_redirect_stdouts=False,
        broker_connection_retry_on_startup=True,
        broker_connection_max_retries=None,
        broker_connection_timeout=3,
        broker_heartbeat=10,
        broker_transport_options=_REDIS if broker_url.startswith("redis") else _RABBITMQ,
        # Nothing of the schedule is worth keeping on disk: all of it comes round again.
        beat_scheduler="celery.beat:Scheduler",
    )
    return app
