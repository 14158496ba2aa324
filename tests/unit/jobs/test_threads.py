from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest

from backend.domain import AskedBy
from backend.jobs.threads import ThreadJobs
from backend.store.engine import Sessions
from tests.backends import Backend
from tests.factories import a_highlight
from tests.fakes import FakePipeline, until

Start = Callable[..., ThreadJobs]


@pytest.fixture
def pipeline() -> Iterator[FakePipeline]:
    pipeline = FakePipeline()
    yield pipeline
    pipeline.go_on.set()


@pytest.fixture
def backend(sessions: Sessions, pipeline: FakePipeline) -> Backend:
    return Backend(sessions, pipeline)


@pytest.fixture
def start(backend: Backend, pipeline: FakePipeline) -> Iterator[Start]:
    with ExitStack() as stack:

        def start(workers: int = 1, sweep_every: float = 0.02) -> ThreadJobs:
            jobs = ThreadJobs(backend.runner, workers, sweep_every)
            jobs.start()
            stack.callback(jobs.stop, 20)
            stack.callback(pipeline.go_on.set)
            return jobs

        yield start


def status(backend: Backend, check_id: str) -> str:
    return str(backend.checks.so_far(check_id)["status"])


def test_a_submitted_check_is_worked_on_at_once(
    backend: Backend, pipeline: FakePipeline, start: Start
) -> None:
    jobs = start(sweep_every=1000)
    pipeline.go_on.set()
    check_id = backend.checks.open(a_highlight())
    jobs.submit(check_id)
    until(lambda: status(backend, check_id) == "done")


def test_a_check_that_nobody_submitted_is_found(
    backend: Backend, pipeline: FakePipeline, start: Start
) -> None:
    pipeline.go_on.set()
    check_id = backend.checks.open(a_highlight())
    start()
    until(lambda: status(backend, check_id) == "done")


def test_a_check_that_another_process_left_behind_is_found(
    backend: Backend, pipeline: FakePipeline, start: Start
) -> None:
    pipeline.go_on.set()
    check_id = backend.checks.open(a_highlight())
    backend.leases.take("dead", backend.clock.now, backend.runner._lasts)
    backend.clock.advance(seconds=7)
    start()
    until(lambda: status(backend, check_id) == "done")
    assert backend.kinds(check_id).count("started") == 2


def test_as_many_checks_run_at_once_as_there_are_workers(
    backend: Backend, pipeline: FakePipeline, start: Start
) -> None:
    ids = [backend.checks.open(a_highlight(f"Sentence {n}.")) for n in range(3)]
    start(workers=2)
    until(lambda: sorted(status(backend, i) for i in ids) == ["queued", "running", "running"])
    pipeline.go_on.set()
    until(lambda: {status(backend, i) for i in ids} == {"done"})


def test_a_check_that_breaks_does_not_cost_its_worker(
    backend: Backend, pipeline: FakePipeline, start: Start
) -> None:
    start()
    pipeline.error = RuntimeError()
    broken = backend.checks.open(a_highlight())
    assert pipeline.begun.wait(20)
    pipeline.go_on.set()
    until(lambda: status(backend, broken) == "failed")
    pipeline.error = None
    fine = backend.checks.open(a_highlight("Other words."))
    until(lambda: status(backend, fine) == "done")


def test_stopping_lets_a_check_come_to_its_end(
    backend: Backend, pipeline: FakePipeline, start: Start
) -> None:
    jobs = start()
    check_id = backend.checks.open(a_highlight())
    assert pipeline.begun.wait(20)
    pipeline.go_on.set()
    jobs.stop(grace=20)
    assert status(backend, check_id) == "done"


def test_stopping_leaves_unfinished_checks_to_others_at_once(
    backend: Backend, pipeline: FakePipeline, start: Start
) -> None:
    jobs = start()
    check_id = backend.checks.open(a_highlight())
    assert pipeline.begun.wait(20)
    jobs.stop(grace=0)
    assert backend.leases.waiting(backend.clock())[AskedBy.READER] == 1
    assert backend.store.get(check_id).attempts == 0


def test_jobs_that_never_started_can_be_stopped(backend: Backend) -> None:
    ThreadJobs(backend.runner).stop()
