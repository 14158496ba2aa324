"""What Prometheus gets of a web process and of a worker, each as a process of its own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
import requests
from prometheus_client.parser import text_string_to_metric_families

from backend.jobs.broker import Broker
from backend.jobs.celery_app import make_celery
from backend.watching import table
from backend.watching.table import Figure, Kind
from tests import brokers, databases
from tests.factories import PAGE_URL
from tests.fakes import until
from tests.functional.program import Serving, Working, free_port

QUOTE = "North Korea sent 10,000 soldiers to Russia in October."
_UNTOLD = {table.FAILED, table.PAGE_SECONDS, table.REPORTS, table.JUDGING_SECONDS, table.JUDGED}
"""What a check that succeeds, and that finds nothing, has no value of."""

Samples = dict[str, set[frozenset[str]]]
"""Every series of an answer, with the sets of labels that it has."""


def scraped(url: str) -> Samples:
    answer = requests.get(url, timeout=30)
    assert answer.headers["Content-Type"].startswith("text/plain; version=0.0.4")
    samples: Samples = {}
    for family in text_string_to_metric_families(answer.text):
        samples.setdefault(family.name, set())
        for sample in family.samples:
            samples.setdefault(sample.name, set()).add(frozenset(sample.labels))
    return samples


def holds(samples: Samples, figure: Figure) -> bool:
    """Whether a figure is told as the table says, with its labels and no other."""
    is_histogram = figure.kind is Kind.HISTOGRAM
    told = samples.get(figure.full_name + ("_count" if is_histogram else ""), set())
    return told == {frozenset(figure.labels)}


@pytest.fixture
def program(tmp_path: Path) -> Iterator[tuple[Serving, Working, str]]:
    """`serve` and `worker` over one broker, and where the worker tells its figures."""
    port = free_port()
    with brokers.fresh_rabbitmq() as broker, databases.fresh_postgresql() as database:
        settings = {"database_url": database, "broker_url": broker, "judge": "lexical"}
        settings |= {"metrics_folder": str(tmp_path / "metrics"), "cache_folder": str(tmp_path)}
        settings |= {"log_level": "DEBUG", "log_format": "json"}
        with ExitStack() as processes:
            serving = Serving("serve", log=tmp_path / "serve", **settings)
            processes.callback(serving.kill)
            worker = Working("worker", log=tmp_path / "work", metrics_port=str(port), **settings)
            processes.callback(worker.kill)
            yield serving, worker, f"http://127.0.0.1:{port}"


def test_every_figure_of_the_table_is_told_with_its_labels_by_who_should_tell_it(
    program: tuple[Serving, Working, str],
) -> None:
    serving, worker, figures = program
    until(lambda: is_well(figures), 180)
    assert serving.note(serving.open_check(QUOTE, PAGE_URL))["status"] == "done", worker.output
    ready = requests.get(f"{serving.url}/readyz", timeout=30).json()
    assert ready["parts"].keys() >= {"database", "broker", "workers"}
    until(lambda: requests.get(f"{serving.url}/readyz", timeout=30).json()["checks"] == "running")

    of_worker = scraped(f"{figures}/metrics")
    for figure in (*table.WORK, table.BEAT):
        assert figure in _UNTOLD or holds(of_worker, figure), figure.full_name
    # Followed in a thread that the first scrape starts.
    until(lambda: holds(scraped(f"{serving.url}/metrics"), table.CHAIN), 60)
    of_web = scraped(f"{serving.url}/metrics")
    for figure in (*table.ANSWERS, *table.STANDING):
        assert holds(of_web, figure), figure.full_name

    assert worker.end() == 0, worker.output
    until(lambda: "No worker" in str(requests.get(f"{serving.url}/readyz", timeout=30).json()), 60)
    assert requests.get(f"{serving.url}/readyz", timeout=30).status_code == 200
    for secret in ("soldiers", PAGE_URL, "guest:guest"):
        assert secret not in worker.output + serving.output


def is_well(figures: str) -> bool:
    try:
        return requests.get(f"{figures}/healthz", timeout=5).ok
    except requests.RequestException:
        return False


def test_a_broker_that_cannot_be_reached_says_so() -> None:
    broker = Broker(make_celery(f"amqp://127.0.0.1:{free_port()}"))
    assert broker.trouble().startswith("The broker does not answer")
    with brokers.fresh_rabbitmq() as url:
        assert Broker(make_celery(url)).trouble() == ""
