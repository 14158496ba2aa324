"""What `serve` starts ends with it."""

from __future__ import annotations

import signal
import subprocess
from pathlib import Path

import pytest

from tests.fakes import until
from tests.functional.program import Serving


def extracting(group: int) -> list[int]:
    """The live processes of a group that extract pages."""
    listed = subprocess.run(
        ["ps", "-ewwo", "pid=,pgid=,stat=,args="], capture_output=True, text=True, check=True
    ).stdout
    rows = (line.split(maxsplit=3) for line in listed.splitlines())
    return [
        int(pid)
        for pid, of, state, name in rows
        if int(of) == group and "extraction_worker" in name and "Z" not in state
    ]


@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
def test_no_process_that_extracts_outlives_the_server(
    tmp_path: Path, ending: signal.Signals
) -> None:
    serving = Serving(
        "serve",
        log=tmp_path / "log",
        database_url=f"sqlite:///{tmp_path}/second-source.db",
        crawl="no",
        starter_feeds="no",
        cache_bytes="0",
    )
    try:
        group = serving.process.pid
        until(lambda: len(extracting(group)) == 1)
        serving.process.send_signal(ending)
        serving.process.wait()
        until(lambda: not extracting(group))
    finally:
        serving.kill()
