"""A backend behind a real HTTP server, on each database."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine

from backend.jobs.threads import ThreadJobs
from backend.store.engine import Sessions
from backend.web.app import WebSettings, make_app
from tests.backends import Backend, a_watch, served
from tests.fakes import FakePipeline
from tests.functional import replayed
from tests.functional.hostile import Behaviour, HostileServer, Serve

HEARTBEAT = 0.05


@pytest.fixture(scope="module", autouse=True)
def _hearing_of_databases() -> Iterator[None]:
    with replayed.hearing_of_connections():
        yield


@pytest.fixture(autouse=True)
def _every_note_is_replayed() -> Iterator[None]:
    """After every test, each note that it made is made again: the same in every byte."""
    yield
    replayed.replay_all()


@pytest.fixture
def pipeline() -> FakePipeline:
    return FakePipeline()


@pytest.fixture
def backend(sessions: Sessions, pipeline: FakePipeline) -> Backend:
    return Backend(sessions, pipeline)


@pytest.fixture
def jobs(backend: Backend, pipeline: FakePipeline) -> Iterator[ThreadJobs]:
    """Workers that take up what is opened; a check waits in its middle for the pipeline."""
    jobs = ThreadJobs(backend.runner, workers=2, sweep_every=0.02)
    jobs.start()
    yield jobs
    pipeline.go_on.set()
    jobs.stop(grace=20)


@pytest.fixture
def site(engine: Engine, backend: Backend) -> Iterator[str]:
    """The URL of the backend."""
    settings = WebSettings(
        trusted_hosts=("second-source.example",),
        trusted_origins=("https://partner.example",),
        heartbeat_seconds=HEARTBEAT,
    )
    app = make_app(backend.checks, settings, a_watch(engine))
    with served(app) as url:
        yield url
        backend.bell.close()


@pytest.fixture
def serve() -> Iterator[Serve]:
    servers: list[HostileServer] = []

    def start(behave: Behaviour) -> HostileServer:
        server = HostileServer(behave)
        servers.append(server)
        server.start()
        return server

    yield start
    for server in servers:
        server.stop()
