"""Notes over HTTP: their versions, and the forms that other programs know."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import feedparser
import pytest
import requests

from backend.domain import Stance
from backend.jobs.threads import ThreadJobs
from backend.store.engine import Sessions
from backend.store.tables import NoteRow
from tests.backends import Backend
from tests.factories import PAGE_URL, a_highlight
from tests.fakes import FakePipeline, until


def get(site: str, path: str) -> requests.Response:
    return requests.get(f"{site}/api/v1{path}", timeout=20)


@pytest.fixture
def note_id(backend: Backend, jobs: ThreadJobs, pipeline: FakePipeline) -> str:
    """A note that was checked once."""
    pipeline.go_on.set()
    check_id = backend.checks.open(a_highlight())
    jobs.submit(check_id)
    until(lambda: backend.checks.so_far(check_id)["status"] == "done")
    return check_id


@pytest.fixture
def rechecked(note_id: str, backend: Backend, jobs: ThreadJobs) -> str:
    """The note after it was checked again."""
    check_again(backend, jobs, note_id)
    return note_id


def check_again(backend: Backend, jobs: ThreadJobs, note_id: str) -> None:
    """Ask for the note once more, a day later, and wait until it is made."""
    backend.clock.advance(hours=25)
    backend.checks.open(a_highlight())
    jobs.submit(note_id)
    until(lambda: len(backend.checks.versions(note_id)) == 2)


def decide(sessions: Sessions, note: dict[str, Any]) -> None:
    """Store a decision with the note, as a moderator's will be."""
    decision = {"at": "2026-11-23T12:00:00+00:00", "reason": "The count was <checked>."}
    with sessions.write() as session:
        row = session.get_one(NoteRow, (note["id"], note["version"]))
        row.document = {**row.document, "decision": decision}


def test_every_version_of_a_note_can_be_read(site: str, rechecked: str) -> None:
    listed = get(site, f"/notes/{rechecked}/versions").json()["versions"]
    assert [(row["version"], row["verdict"]) for row in listed] == [
        (2, "disputed"),
        (1, "disputed"),
    ]
    for row in listed:
        note = get(site, f"/notes/{rechecked}?version={row['version']}").json()
        assert note["version"] == row["version"]
        assert datetime.fromisoformat(note["checked_at"]) == datetime.fromisoformat(
            row["checked_at"]
        )
    assert get(site, f"/notes/{rechecked}").json()["version"] == 2


@pytest.mark.parametrize("version", ["3", "0", "-1", "two", str(2**31), str(10**30)])
def test_a_version_that_there_is_not_is_not_found(site: str, note_id: str, version: str) -> None:
    answer = get(site, f"/notes/{note_id}?version={version}")
    assert answer.status_code == (404 if version == "3" else 422)
    page = requests.get(f"{site}/n/{note_id}?version={version}", timeout=20)
    assert page.status_code == (200 if version == "two" else 404)


def test_nothing_is_versioned_under_an_unknown_id(site: str) -> None:
    for path in ("versions", "claimreview"):
        assert get(site, f"/notes/{'f' * 32}/{path}").status_code == 404
    assert get(site, f"/notes/{'f' * 32}.jsonld").status_code == 404


def test_a_verdict_that_changed_is_told_to_those_who_return(
    site: str, backend: Backend, jobs: ThreadJobs, pipeline: FakePipeline
) -> None:
    pipeline.stance = Stance.SUPPORTS
    pipeline.go_on.set()
    note_id = backend.checks.open(a_highlight())
    jobs.submit(note_id)
    until(lambda: backend.checks.so_far(note_id)["status"] == "done")
    pipeline.stance = Stance.DISPUTES
    check_again(backend, jobs, note_id)
    (told,) = get(site, f"/notes?page={PAGE_URL}").json()["notes"]
    assert told["verdict"] == "disputed"
    assert told["changed_from"]["verdict"] == "single_source"
    assert told["changed_from"]["version"] == 1
    page = requests.get(f"{site}/n/{note_id}", timeout=20).text
    assert "Checking again changed it" in page
    earlier = requests.get(f"{site}/n/{note_id}?version=1", timeout=20).text
    assert "This is an earlier version of the note." in earlier
    assert "One origin only" in earlier


def test_a_note_is_a_web_annotation_too(site: str, note_id: str) -> None:
    answer = get(site, f"/notes/{note_id}.jsonld")
    assert answer.status_code == 200
    kind = 'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"'
    assert answer.headers["Content-Type"] == kind
    document = answer.json()
    assert document["id"] == answer.url
    assert document["canonical"] == f"{site}/n/{note_id}"
    assert document["target"]["source"] == PAGE_URL


def test_a_claim_review_comes_with_a_decision_and_not_before(
    site: str, sessions: Sessions, note_id: str
) -> None:
    refused = get(site, f"/notes/{note_id}/claimreview")
    assert refused.status_code == 404
    assert refused.headers["Content-Type"] == "application/problem+json"
    assert "No moderator has decided" in refused.json()["detail"]
    decide(sessions, get(site, f"/notes/{note_id}").json())
    review = get(site, f"/notes/{note_id}/claimreview")
    assert review.headers["Content-Type"] == "application/ld+json"
    assert review.json()["url"] == f"{site}/n/{note_id}"
    assert review.json()["reviewBody"] == "The count was <checked>."


def test_decided_notes_are_in_the_feed_and_no_others(
    site: str, sessions: Sessions, rechecked: str
) -> None:
    assert feedparser.parse(get(site, "/notes.atom").content).entries == []
    decide(sessions, get(site, f"/notes/{rechecked}?version=1").json())
    assert feedparser.parse(get(site, "/notes.atom").content).entries == []
    decide(sessions, get(site, f"/notes/{rechecked}").json())
    answer = get(site, "/notes.atom")
    assert answer.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    (entry,) = feedparser.parse(answer.content).entries
    assert entry.link == f"{site}/n/{rechecked}"
    assert entry.content[0].value == "The count was <checked>."
