from __future__ import annotations

from collections.abc import Iterator
from socket import socket

import pytest
import requests

from backend.errors import BadSetting
from backend.watching.port import FiguresPort, serve_aside
from tests.functional.program import free_port


class Life:
    alive = True


@pytest.fixture
def life() -> Life:
    return Life()


@pytest.fixture
def url(life: Life) -> Iterator[str]:
    port = free_port()
    stop = serve_aside(FiguresPort(lambda: b"figures", lambda: life.alive), "127.0.0.1", port)
    yield f"http://127.0.0.1:{port}"
    stop()


def test_the_figures_are_told(url: str) -> None:
    answer = requests.get(f"{url}/metrics", timeout=20)
    assert (answer.status_code, answer.content) == (200, b"figures")


def test_a_worker_is_well_as_long_as_it_lives(url: str, life: Life) -> None:
    assert requests.get(f"{url}/healthz", timeout=20).status_code == 200
    life.alive = False
    assert requests.get(f"{url}/healthz", timeout=20).status_code == 503


def test_there_is_nothing_else(url: str) -> None:
    assert requests.get(f"{url}/", timeout=20).status_code == 404


def test_a_port_that_is_taken_is_refused_by_the_name_of_its_setting() -> None:
    with socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(BadSetting, match="SECOND_SOURCE_METRICS_PORT"):
            serve_aside(FiguresPort(bytes, bool), "127.0.0.1", taken.getsockname()[1])
