"""Commands that run until they are stopped: serving, working, calling for what falls due."""

from __future__ import annotations

import os
import sys
from functools import partial

import click

from backend import config, values
from backend.cli.demonstrating import demo_environment
from backend.cli.stopping import stopped_by_signals
from backend.composition.parts import compose, refuse_unusable
from backend.composition.serving import make_served
from backend.composition.upkeep import make_rechecks
from backend.composition.watching import log_to_stderr
from backend.composition.working import CHECKING, schedule, work
from backend.errors import BadSetting
from backend.jobs.celery_app import Queue
from backend.jobs.loops import LoopThread
from backend.web import server


@click.command()
def serve() -> None:
    """Serve the backend, with checks in threads of its own or, with a broker, in workers."""
    settings = config.read_settings(os.environ)
    refuse_unusable(settings)
    log_to_stderr(settings)
    make = partial(make_served, settings)
    server.serve(make, settings.host, settings.port, _say_where, settings.listeners)


def _say_where(url: str) -> None:
    click.echo(f"Second Source answers at {url}")


@click.command()
@click.option(
    "--queues",
    default=",".join(CHECKING),
    show_default=True,
    help="What to take from, between commas: reader, recheck, upkeep, crawl.",
)
@click.option("--demo", is_flag=True, help="With the demonstration's settings, for `demo`.")
def worker(*, queues: str, demo: bool) -> None:
    """Work on checks that wait at the broker (SECOND_SOURCE_BROKER_URL).

    SECOND_SOURCE_CHECK_THREADS says how many at once. SIGTERM lets what is being done come to its
    end; a second one leaves it to other workers. Crawling is for a worker of its own, with
    `--queues crawl`, so that it never keeps a reader waiting; `scheduler` calls for it.
    """
    settings = config.read_settings(demo_environment(os.environ) if demo else os.environ)
    refuse_unusable(settings)
    _require_broker(settings)
    chosen = _queues(queues)
    log_to_stderr(settings)
    click.echo("Working on checks as they come.")
    sys.exit(work(settings, chosen))


def _queues(written: str) -> list[Queue]:
    try:
        return [Queue(name) for name in values.items(written)] or list(CHECKING)
    except ValueError as error:
        names = ", ".join(Queue)
        raise BadSetting(f"There is no such queue. Write some of {names}, with commas.") from error


def _require_broker(settings: config.Settings) -> None:
    if not settings.broker_url:
        raise BadSetting(
            "There is no broker to take checks from: set SECOND_SOURCE_BROKER_URL. Without one,"
            " `serve` runs checks itself."
        )


@click.command()
def scheduler() -> None:
    """Crawl the archive's feeds as they fall due, without serving anything.

    Notes that are due are queued, too, for `serve` to check. Any number may run beside each other
    and beside `serve`: one at a time crawls. With a broker it does nothing of this itself: it has
    workers do it.
    """
    settings = config.read_settings(os.environ)
    log_to_stderr(settings)
    if settings.broker_url:
        click.echo("Workers are called for what falls due.")
        schedule(settings)
        return
    parts = compose(settings)
    rechecking = LoopThread(make_rechecks(settings, parts.sessions, parts.clock), "recheck")
    with stopped_by_signals():
        try:
            click.echo("Feeds are crawled as they fall due.")
            rechecking.start()
            parts.scheduler.run()
        finally:
            rechecking.stop()
            parts.scheduler.stop()
            parts.close()
