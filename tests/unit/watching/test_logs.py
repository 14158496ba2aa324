from __future__ import annotations

import json
import logging
import subprocess
import sys
from collections.abc import Callable

import pytest

from backend.log_context import logged_with
from backend.watching.logs import formatter, is_heard


def a_record(
    name: str,
    words: object,
    *args: object,
    level: int = logging.WARNING,
    file: str = "/lib/x.py",
    error: BaseException | None = None,
) -> logging.LogRecord:
    info = (type(error), error, None) if error else None
    return logging.LogRecord(name, level, file, 7, words, args, info, func="work")


def in_json(record: logging.LogRecord) -> dict[str, str]:
    told: dict[str, str] = json.loads(formatter("json").format(record))
    return told


def test_a_line_in_json_has_what_programs_look_for() -> None:
    with logged_with(check="ab12", worker="host:1"), logged_with(request="r1"):
        told = in_json(a_record("backend.services.run", "Check %s broke", "ab12"))
    assert told.pop("time").endswith("+00:00")
    assert told == {
        "level": "WARNING",
        "logger": "backend.services.run",
        "event": "Check ab12 broke",
        "check": "ab12",
        "worker": "host:1",
        "request": "r1",
    }


def test_a_line_to_be_read_has_the_same_in_one_row() -> None:
    with logged_with(check="ab12"):
        line = formatter("text").format(a_record("backend.x", "It broke"))
    assert line.endswith("WARNING backend.x It broke check=ab12")


def test_what_is_bound_ends_where_it_was_bound() -> None:
    with logged_with(check="ab12"):
        pass
    assert "check" not in in_json(a_record("backend.x", "It broke"))


@pytest.mark.parametrize("form", ["text", "json"])
def test_a_line_end_in_a_record_makes_no_second_line(form: str) -> None:
    line = formatter(form).format(a_record("backend.x", "A name: %s", "a\r\n2026 ERROR forged"))
    assert "\n" not in line
    assert "\r" not in line


def test_an_error_is_told_by_its_kind_and_place_and_not_by_its_words() -> None:
    told = in_json(a_record("backend.x", "It broke", error=ValueError("the reader's words")))
    assert told["event"].startswith("It broke: ValueError in ")
    assert "words" not in str(told)


def test_a_library_fills_in_numbers_and_kinds_of_errors_alone() -> None:
    record = a_record("somelib", "%s gave %d bytes: %r", "the reader's words", 12, ValueError("x"))
    assert in_json(record)["event"] == "… gave 12 bytes: 'ValueError'"


def test_a_library_whose_words_are_finished_is_told_by_the_place_in_its_code() -> None:
    record = a_record("somelib", "Cannot read 'the reader's words'", file="/lib/somelib/parse.py")
    assert in_json(record)["event"] == "Said at parse.py:7 (work)"


def test_words_that_cannot_be_filled_in_are_told_as_they_stand() -> None:
    assert in_json(a_record("somelib", "%d bytes of %(x)s", "words"))["event"] == (
        "%d bytes of %(x)s"
    )


def test_celery_names_a_task_and_neither_its_arguments_nor_its_error() -> None:
    record = a_record(
        "celery.app.trace",
        "Task %(name)s[%(id)s] raised: %(exc)s with %(args)s",
        {"name": "checks.run", "id": "t1", "exc": "words", "args": "('words',)"},
        file="/lib/celery/app/trace.py",
    )
    assert in_json(record)["event"] == "Task checks.run[t1] raised: … with …"


def test_gunicorn_is_heard_of_its_workers_and_not_of_what_was_asked() -> None:
    arbiter = a_record("gunicorn.error", "WORKER TIMEOUT (pid:%s)", 12)
    assert in_json(arbiter)["event"] == "WORKER TIMEOUT (pid:12)"
    worker = a_record("gunicorn.error", "Invalid HTTP request line: 'GET /words'")
    assert "words" not in in_json(worker)["event"]


def test_libraries_are_heard_from_warnings_on_and_our_own_at_any_level() -> None:
    assert is_heard(a_record("backend.x", "x", level=logging.DEBUG))
    assert not is_heard(a_record("backends", "x", level=logging.INFO))
    assert not is_heard(a_record("celery", "x", level=logging.INFO))
    assert is_heard(a_record("celery", "x"))


def test_an_error_that_nobody_caught_is_told_without_its_words(
    run_logged: Callable[..., str],
) -> None:
    told = run_logged("raise ValueError('the words')")
    assert "Nobody caught an error: ValueError" in told
    told += run_logged(
        "from threading import Thread",
        "def work(): raise ValueError('the words')",
        "thread = Thread(target=work); thread.start(); thread.join()",
    )
    assert "A thread ended by an error: ValueError" in told
    assert "the words" not in told


def test_what_a_library_warns_of_is_told_by_its_kind_and_place(
    run_logged: Callable[..., str],
) -> None:
    told = run_logged("import warnings", "warnings.warn('the words', UserWarning)")
    assert "UserWarning at <string>:4" in told
    assert "the words" not in told


def test_a_record_that_cannot_be_put_into_words_is_not_printed_as_it_is(
    run_logged: Callable[..., str],
) -> None:
    told = run_logged(
        "import logging",
        "logging.getLogger('backend.x').warning('%d', 'the words')",
        "logging.getLogger('backend.x').warning('after')",
    )
    assert "the words" not in told
    assert "after" in told


@pytest.fixture
def run_logged() -> Callable[..., str]:
    """Runs lines of a program whose logs are set up; gives all that it wrote."""

    def run(*lines: str) -> str:
        begin = (
            "from backend.watching.logs import log_to_stderr",
            "log_to_stderr('DEBUG', 'json')",
        )
        program = "\n".join((*begin, *lines))
        ended = subprocess.run(
            [sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=False
        )
        return ended.stdout + ended.stderr

    return run
