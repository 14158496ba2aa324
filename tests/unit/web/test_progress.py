from __future__ import annotations

from backend.checking import steps
from backend.web.progress import Progress, progress
from tests.unit.web import newsroom
from tests.unit.web.fakes import FakeChecks


def progress_after(*told: steps.Step) -> Progress:
    checks = FakeChecks()
    check_id = checks.open(newsroom.highlight(newsroom.LEFT))
    checks.step(check_id, *told)
    return progress(checks.events_after(check_id, 0))


def test_progress_counts_what_has_been_told() -> None:
    seen = progress_after(*newsroom.running_steps())
    assert seen.sentence == (
        "1 of 3 searchers answered, 2 reports read, 1 could not be read, 2 pieces of evidence."
    )
    assert [search.outcome for search in seen.searches] == [
        "9 found",
        "asked, no answer yet",
        "asked, no answer yet",
    ]
    assert len(seen.claims) == 3


def test_what_was_told_before_a_worker_took_the_check_up_again_no_longer_holds() -> None:
    seen = progress_after(*newsroom.running_steps(), steps.Started())
    assert (seen.read, seen.rows, seen.unread, seen.searches) == (0, (), (), ())


def test_a_check_that_is_queued_anew_begins_with_nothing() -> None:
    checks = FakeChecks()
    highlight = newsroom.highlight(newsroom.LEFT)
    check_id = checks.open(highlight)
    checks.step(check_id, *newsroom.running_steps())
    checks.cancel(check_id)
    checks.open(highlight)
    assert progress(checks.events_after(check_id, 0)).rows == ()


def test_listening_goes_on_from_the_last_event_seen() -> None:
    assert progress_after(steps.Started()).last_event == 2
    assert progress(()).last_event == 0
