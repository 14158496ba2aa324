from __future__ import annotations

from dataclasses import replace

import pytest

from backend.checking.frozen import Frozen
from backend.checking.ports import Tell
from backend.domain import (
    Evidence,
    Highlight,
    Origin,
    Outlet,
    Passage,
    RatingCategory,
    Report,
    Stance,
    Verdict,
)
from backend.moderation.chain import Sought
from backend.services.outlets import Outlets
from backend.services.sources import MOST_MADE_AGAIN, Affected, Effect, Sources
from backend.store.audit import AuditStore
from backend.store.engine import Sessions
from backend.store.frozen import FrozenStore
from backend.store.notes import NoteStore
from backend.store.outlets import OutletStore
from tests.backends import Backend
from tests.factories import NOW, a_judgement, frozen_evidence
from tests.moderators import checked

WORDS = "Some 10,000 people came."


def two_who_support(highlight: Highlight, tell: Tell) -> Frozen:
    """A check that finds two reports by two outlets, each in words of its own."""
    del tell
    frozen = frozen_evidence(highlight)
    rows = (
        _row("https://one.example/a", "A crowd filled the square, ten thousand strong."),
        _row("https://two.example/b", "Officials say 10,000 turned up for the march on Sunday."),
    )
    return replace(frozen, gathered=replace(frozen.gathered, evidence=rows), said=())


def _row(url: str, text: str) -> Evidence:
    outlet = Outlet(url.split("/")[2], url.split("/")[2])
    report = Report(url, "A title", text, outlet, NOW)
    passage = Passage(report, 0, len(text))
    return Evidence(0, passage, a_judgement(Stance.SUPPORTS), Origin("o", "", (url,)))


@pytest.fixture
def outlets(sessions: Sessions) -> Outlets:
    return Outlets(OutletStore(sessions), lambda: NOW)


@pytest.fixture
def sources(sessions: Sessions, outlets: Outlets) -> Sources:
    return Sources(outlets, NoteStore(sessions), FrozenStore(sessions))


def rated(sources: Sources, outlets: Outlets, rule: str, category: RatingCategory) -> Effect:
    return sources.effect_of_ratings(outlets.rating_edits(rule, category, "ann", "So it says."))


def test_a_preview_names_the_notes_that_would_get_another_verdict_and_changes_nothing(
    sessions: Sessions, sources: Sources, outlets: Outlets
) -> None:
    note_id = checked(Backend(sessions))
    before = NoteStore(sessions).newest(note_id)
    effect = rated(sources, outlets, "herald.example", RatingCategory.SATIRE)
    assert effect.affected == (Affected(note_id, WORDS, Verdict.DISPUTED, Verdict.INSUFFICIENT),)
    assert (effect.looked_at, effect.gone, effect.more) == (1, 0, False)
    assert NoteStore(sessions).newest(note_id) == before
    assert outlets.operators_ratings() == ()
    assert AuditStore(sessions).count() == 0


def test_taking_a_rating_back_is_previewed_as_well(
    sessions: Sessions, sources: Sources, outlets: Outlets
) -> None:
    checked(Backend(sessions))
    outlets.rate("herald.example", RatingCategory.SATIRE, "ann", "It jokes.")
    edits = outlets.rating_edits("herald.example", None, "ann", "A slip.")
    assert sources.effect_of_ratings(edits).affected == ()


@pytest.mark.parametrize(
    ("rule", "looked_at"),
    [("herald.example/a", 1), ("herald.example/b", 0), ("erald.example", 0), ("h_rald.example", 0)],
)
def test_only_notes_with_a_report_of_the_outlet_are_made_again(
    sessions: Sessions, sources: Sources, outlets: Outlets, rule: str, looked_at: int
) -> None:
    checked(Backend(sessions))
    effect = rated(sources, outlets, rule, RatingCategory.SATIRE)
    assert effect.looked_at == len(effect.affected) == looked_at


def test_outlets_that_turn_out_to_have_one_owner_count_once(
    sessions: Sessions, sources: Sources, outlets: Outlets
) -> None:
    note_id = checked(Backend(sessions, pipeline=two_who_support))
    edits = outlets.owner_edits("The House", ["one.example", "two.example"], "ann", "Imprints.")
    (affected,) = sources.effect_of_owners(edits).affected
    assert affected == Affected(note_id, WORDS, Verdict.CORROBORATED, Verdict.SINGLE_SOURCE)


def test_a_note_that_cannot_be_made_again_is_counted_apart(
    sessions: Sessions, sources: Sources, outlets: Outlets
) -> None:
    checked(Backend(sessions))
    FrozenStore(sessions).forget_before(NOW.replace(year=2100))
    effect = rated(sources, outlets, "herald.example", RatingCategory.SATIRE)
    assert (effect.affected, effect.looked_at, effect.gone) == ((), 0, 1)


def test_of_many_notes_the_newest_are_made_again_and_it_says_that_there_are_more(
    sessions: Sessions, sources: Sources, outlets: Outlets
) -> None:
    backend = Backend(sessions)
    for number in range(MOST_MADE_AGAIN + 1):
        checked(backend, f"Some {number} people came.")
    effect = rated(sources, outlets, "herald.example", RatingCategory.SATIRE)
    assert effect.looked_at == MOST_MADE_AGAIN
    assert effect.more


def test_every_edit_about_an_outlet_leaves_a_row_in_the_log(
    sessions: Sessions, outlets: Outlets
) -> None:
    outlets.rate("a.example", RatingCategory.SATIRE, "ann", "It jokes.")
    outlets.unrate("a.example", "bob", "No more.")
    outlets.own("The House", ["a.example", "b.example"], "ann", "Imprints.")
    outlets.own(None, ["b.example"], "ann", "Sold.")
    log = AuditStore(sessions)
    assert not log.verify().fault
    assert [(entry.actor, entry.action, entry.subject) for entry in log.page(Sought(), 9)] == [
        ("ann", "take back owner", "b.example"),
        ("ann", "name owner", "b.example"),
        ("ann", "name owner", "a.example"),
        ("bob", "take back rating", "a.example"),
        ("ann", "rate outlet", "a.example"),
    ]
    assert log.page(Sought(action="rate outlet"), 1)[0].detail == (
        '{"category":"satire","reason":"It jokes."}'
    )
