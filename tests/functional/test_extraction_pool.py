"""Extraction in other processes: the same reports, and no page that takes ours down."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Timer

import pytest

from backend.domain import UnreadReason
from backend.errors import Unreadable
from backend.reading.caps import MOST_TAGS, is_too_much
from backend.reading.extraction import extract
from backend.reading.extraction_pool import ExtractionLimits, ExtractionPool
from tests.fakes import until
from tests.unit.reading.pages import PARAGRAPHS, URL, article, described, page

ROOT = Path(__file__).parents[2]
A_PAGE = page(
    jsonld=described(datePublished="2026-11-20T06:30:00+01:00", dateModified="2026-11-21"),
    body=article(*PARAGRAPHS, "Correction: an earlier version of this article named another dam."),
).encode()
SLOW = (f"<div><p>{'word ' * 10}.</p></div>" * (MOST_TAGS // 4 - 1)).encode()
"""Passes every cap, and takes seconds to extract."""


@pytest.fixture
def pool() -> Iterator[ExtractionPool]:
    made = ExtractionPool(1)
    yield made
    made.close()


def limited(**limits: float) -> ExtractionPool:
    return ExtractionPool(1, ExtractionLimits(**limits))  # type: ignore[arg-type]


def reason_of(pool: ExtractionPool, body: bytes) -> UnreadReason:
    with pytest.raises(Unreadable) as caught:
        pool(body, URL)
    return caught.value.reason


def processes_of(parent: int) -> list[int]:
    """The live children of a process that extract."""
    listed = subprocess.run(
        ["ps", "-wwo", "pid=,stat=,args=", "--ppid", str(parent)],
        capture_output=True,
        text=True,
        check=False,
    ).stdout
    rows = (line.split(maxsplit=2) for line in listed.splitlines())
    return [int(pid) for pid, state, name in rows if "extraction" in name and "Z" not in state]


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"


def test_the_report_is_the_one_that_would_be_extracted_here(pool: ExtractionPool) -> None:
    report = pool(A_PAGE, URL, "utf-8")
    assert report == extract(A_PAGE, URL, "utf-8")
    assert report.published
    assert report.modified
    assert report.corrections


def test_a_reason_is_the_one_that_would_be_given_here(pool: ExtractionPool) -> None:
    assert reason_of(pool, b"<title>Page not found</title>") is UnreadReason.GONE


def test_one_process_serves_page_after_page(pool: ExtractionPool) -> None:
    before = set(processes_of(os.getpid()))
    pool(A_PAGE, URL)
    (started,) = set(processes_of(os.getpid())) - before
    pool(A_PAGE, URL)
    assert set(processes_of(os.getpid())) - before == {started}


def test_a_page_that_keeps_the_parser_busy_ends_as_unread_and_the_next_one_is_read() -> None:
    assert not is_too_much(SLOW.decode())
    pool = limited(seconds=0.5)
    try:
        assert reason_of(pool, SLOW) is UnreadReason.TOO_LARGE
        assert pool(A_PAGE, URL) == extract(A_PAGE, URL)
    finally:
        pool.close()


def test_a_page_that_takes_more_memory_than_it_may_ends_as_unread() -> None:
    pool = limited(memory_bytes=400 << 20, seconds=60)
    try:
        assert reason_of(pool, b"<p>word " * 10 + b"word " * (40 << 20)) is UnreadReason.TOO_LARGE
        assert pool(A_PAGE, URL) == extract(A_PAGE, URL)
    finally:
        pool.close()


def test_a_process_that_was_killed_between_pages_is_replaced(pool: ExtractionPool) -> None:
    before = set(processes_of(os.getpid()))
    pool(A_PAGE, URL)
    (started,) = set(processes_of(os.getpid())) - before
    os.kill(started, signal.SIGKILL)
    until(lambda: not is_alive(started))
    assert pool(A_PAGE, URL) == extract(A_PAGE, URL)


def test_a_process_that_is_dying_as_the_page_comes_costs_no_page(pool: ExtractionPool) -> None:
    before = set(processes_of(os.getpid()))
    pool(A_PAGE, URL)
    (started,) = set(processes_of(os.getpid())) - before
    os.kill(started, signal.SIGSTOP)  # alive by all signs, and never to answer
    Timer(0.05, os.kill, (started, signal.SIGKILL)).start()
    assert pool(A_PAGE, URL) == extract(A_PAGE, URL)


def test_many_threads_share_few_processes() -> None:
    pool = ExtractionPool(2)
    try:
        with ThreadPoolExecutor(8) as threads:
            reports = list(threads.map(lambda _: pool(A_PAGE, URL), range(24)))
        assert set(reports) == {extract(A_PAGE, URL)}
    finally:
        pool.close()


def test_who_waits_too_long_for_a_free_process_is_told() -> None:
    pool = limited(seconds=2, waiting_seconds=0.05)
    try:
        with ThreadPoolExecutor(1) as threads:
            busy = threads.submit(reason_of, pool, SLOW)
            until(lambda: reason_if_any(pool) is UnreadReason.TIMED_OUT)
            assert busy.result() is UnreadReason.TOO_LARGE
    finally:
        pool.close()


def reason_if_any(pool: ExtractionPool) -> UnreadReason | None:
    try:
        pool(b"<p>x", URL)
    except Unreadable as problem:
        return problem.reason
    return None


def test_a_pool_that_is_started_has_a_process_ready_before_the_first_page() -> None:
    pool = ExtractionPool(2)
    before = set(processes_of(os.getpid()))
    try:
        pool.start()
        until(lambda: len(set(processes_of(os.getpid())) - before) == 1)
    finally:
        pool.close()


def test_closing_ends_the_processes_and_what_comes_after_is_unread() -> None:
    pool = ExtractionPool(1)
    before = set(processes_of(os.getpid()))
    pool(A_PAGE, URL)
    pool.close()
    assert set(processes_of(os.getpid())) <= before
    assert reason_of(pool, A_PAGE) is UnreadReason.TIMED_OUT


@pytest.mark.parametrize("busy", [False, True])
def test_no_process_outlives_one_that_was_killed(*, busy: bool) -> None:
    """Neither one that waits for a page nor one that is in the middle of a slow one."""
    program = (
        "import sys\n"
        "from backend.reading.extraction_pool import ExtractionLimits, ExtractionPool\n"
        "from tests.functional.test_extraction_pool import SLOW\n"
        "pool = ExtractionPool(1, ExtractionLimits(seconds=1.5))\n"
        "pool(b'<p>x</p>' + b'word ' * 50, 'https://a.example/b')\n"
        "print('ready', flush=True)\n"
        f"pool(SLOW, 'https://a.example/b') if {busy} else 0\n"
        "sys.stdin.read()\n"
    )
    parent = subprocess.Popen(
        [sys.executable, "-c", program],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert parent.stdin
    assert parent.stdout
    with parent.stdin, parent.stdout:
        assert parent.stdout.readline() == b"ready\n"
        (child,) = processes_of(parent.pid)
        parent.kill()
        parent.wait()
        until(lambda: not is_alive(child))


def test_a_process_knows_none_of_our_secrets(
    pool: ExtractionPool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SECOND_SOURCE_NEWSAPI_KEY", "hush")
    before = set(processes_of(os.getpid()))
    pool(A_PAGE, URL)
    (started,) = set(processes_of(os.getpid())) - before
    environment = Path(f"/proc/{started}/environ")
    if not environment.exists():
        pytest.skip("this platform shows no process's environment")
    assert b"hush" not in environment.read_bytes()
