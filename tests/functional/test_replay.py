"""Notes made again: what the suite does after each test, and the command."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import Engine, text

from backend.errors import NotFound
from backend.jobs.threads import ThreadJobs
from tests.backends import Backend
from tests.factories import a_highlight
from tests.fakes import FakePipeline, until
from tests.functional import replayed
from tests.functional.program import run


@pytest.fixture
def note_id(backend: Backend, jobs: ThreadJobs, pipeline: FakePipeline) -> str:
    """A note that the workers made."""
    pipeline.go_on.set()
    check_id = backend.checks.open(a_highlight())
    jobs.submit(check_id)
    until(lambda: backend.checks.so_far(check_id)["status"] == "done")
    return check_id


def change(engine: Engine, statement: str, **values: object) -> None:
    with engine.begin() as connection:
        connection.execute(text(statement), values)


def put_right(engine: Engine, note_id: str) -> None:
    """Take a spoilt note out, so that it is not replayed once more after the test."""
    change(engine, "DELETE FROM note WHERE check_id = :id", id=note_id)


def test_a_note_is_the_same_again_and_counted_once(note_id: str) -> None:
    assert note_id
    assert replayed.replay_all() == 1
    assert replayed.replay_all() == 0


def test_a_note_that_was_changed_in_the_database_is_found_out(engine: Engine, note_id: str) -> None:
    with engine.begin() as connection:
        written = connection.execute(text("SELECT document FROM note")).scalar_one()
        document = json.loads(written) if isinstance(written, str) else written
        document["evidence"][0]["quote"] += "!"
        connection.execute(
            text("UPDATE note SET document = :document"), {"document": json.dumps(document)}
        )
    with pytest.raises(AssertionError, match=r"evidence\[0\].quote"):
        replayed.replay_all()
    put_right(engine, note_id)


def test_a_note_without_evidence_to_make_it_from_is_found_out(engine: Engine, note_id: str) -> None:
    change(engine, "DELETE FROM frozen_evidence")
    with pytest.raises(NotFound, match="not kept"):
        replayed.replay_all()
    put_right(engine, note_id)


def test_the_command_says_that_a_note_is_the_same_and_what_the_judge_would_say_now(
    database_url: str, note_id: str
) -> None:
    ended = run("replay", f"http://127.0.0.1:8700/n/{note_id}", database_url=database_url)
    assert ended.returncode == 0, ended.stderr
    assert "The same, byte for byte." in ended.stdout
    lexical = run("replay", note_id, "--json", database_url=database_url, judge="lexical")
    said = json.loads(lexical.stdout)
    assert (said["note"], said["version"], said["same"], said["differs"]) == (note_id, 1, True, [])
    assert said["judge_now"]["judge"].startswith("lexical")


def test_the_command_needs_no_judge(
    database_url: str, note_id: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("empty")
    alone = run("replay", note_id, "--no-judge", database_url=database_url, judge=str(folder))
    assert (alone.returncode, alone.stderr) == (0, "")
    asked = run("replay", note_id, database_url=database_url, judge=str(folder))
    assert asked.returncode == 0
    assert "could not be asked" in asked.stdout


def test_the_command_names_what_differs_and_fails(
    engine: Engine, database_url: str, note_id: str
) -> None:
    _spoil_judge(engine)
    ended = run("replay", note_id, "--no-judge", database_url=database_url)
    assert ended.returncode == 1
    assert "It differs in: judge" in ended.stdout
    put_right(engine, note_id)


@pytest.mark.parametrize("note", ["f" * 32, "nonsense", "https://elsewhere.example/"])
def test_the_command_refuses_what_names_no_note(database_url: str, note: str) -> None:
    ended = run("replay", note, database_url=database_url)
    assert ended.returncode == 2
    assert len(ended.stderr.splitlines()) == 1


def _spoil_judge(engine: Engine) -> None:
    with engine.begin() as connection:
        written = connection.execute(text("SELECT document FROM note")).scalar_one()
        document = json.loads(written) if isinstance(written, str) else written
        spoilt = json.dumps({**document, "judge": "somebody else"})
        connection.execute(text("UPDATE note SET document = :document"), {"document": spoilt})
