from __future__ import annotations

import logging
from datetime import timedelta

import pytest
from celery import Celery

from backend.domain import AskedBy
from backend.jobs.celery_app import CHECKS, Queue, make_celery
from backend.jobs.tasks import Work, add_tasks, everything, sweep_alone


class FakeWork(Work):
    """Remembers what it was asked to do, and breaks where it is told to."""

    def __init__(self) -> None:
        self.done: list[str] = []
        self.error: Exception | None = None

    def check(self, asked_by: AskedBy) -> None:
        self._do(f"check for {asked_by}")

    def sweep(self) -> None:
        self._do("sweep")

    def recheck(self) -> None:
        self._do("recheck")

    def counter_sources(self) -> None:
        self._do("counter_sources")

    def bridging(self) -> None:
        self._do("bridging")

    def crawl(self) -> None:
        self._do("crawl")

    def _do(self, what: str) -> None:
        if self.error:
            raise self.error
        self.done.append(what)


@pytest.fixture
def work() -> FakeWork:
    return FakeWork()


@pytest.fixture
def app(work: FakeWork) -> Celery:
    app = make_celery("amqp://localhost")
    add_tasks(app, lambda: work)
    return app


def test_every_task_does_its_work(app: Celery, work: FakeWork) -> None:
    app.tasks["check"]("recheck")
    names = ["sweep", "recheck", "counter_sources", "bridging", "crawl"]
    for name in names:
        app.tasks[name]()
    assert work.done == ["check for recheck", *names]


def test_a_task_that_breaks_is_logged_without_its_words(
    app: Celery, work: FakeWork, caplog: pytest.LogCaptureFixture
) -> None:
    work.error = ValueError("Some 10,000 people came.")
    with caplog.at_level(logging.WARNING):
        app.tasks["check"]("reader")
    assert "ValueError" in caplog.text
    assert "people" not in caplog.text


def test_what_is_done_by_itself_is_sent_to_queues_and_tasks_that_there_are(app: Celery) -> None:
    everything(app, recheck_every=timedelta(minutes=1))
    declared = {queue.name for queue in app.conf.task_queues}
    for entry in app.conf.beat_schedule.values():
        assert entry["task"] in app.tasks
        assert entry["options"]["queue"] in declared
        assert entry["options"]["expires"] == entry["schedule"].total_seconds()


def test_a_crawl_has_a_queue_of_its_own(app: Celery) -> None:
    everything(app, recheck_every=timedelta(minutes=1))
    crawling = Queue.CRAWL.declared
    schedule = app.conf.beat_schedule
    there = {name for name, entry in schedule.items() if entry["options"]["queue"] == crawling}
    assert there == {"crawl"}
    assert Queue.CRAWL not in CHECKS.values()


def test_a_worker_calls_for_the_sweep_alone(app: Celery) -> None:
    sweep_alone(app)
    assert set(app.conf.beat_schedule) == {"sweep"}


@pytest.mark.parametrize("url", ["amqp://localhost", "redis://localhost"])
def test_a_message_is_kept_until_its_work_is_done(url: str) -> None:
    conf = make_celery(url).conf
    assert conf.task_acks_late
    assert conf.task_reject_on_worker_lost
    assert conf.worker_prefetch_multiplier == 1
