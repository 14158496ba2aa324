from __future__ import annotations

from dataclasses import replace

from backend.checking.calibration import Calibration
from backend.checking.document import note_document
from backend.checking.note import Gathered, merge_searched, write
from backend.checking.origins import alone
from backend.domain import (
    Claim,
    Evidence,
    Note,
    Passage,
    Rating,
    RatingCategory,
    Ratings,
    Searched,
    SearchStatus,
    Stance,
    Verdict,
)
from tests.factories import A_DAY, a_claim, a_highlight, a_judgement, a_report

ASKED = (Searched("archive", SearchStatus.ANSWERED, 3),)


def row(text: str, stance: Stance, host: str, denied_by: str | None = None) -> Evidence:
    report = a_report(text, f"http://{host}.test/1")
    judgement = a_judgement(stance, denied_by=denied_by)
    return Evidence(0, Passage(report, 0, len(text)), judgement, alone(report))


def note_of(*evidence: Evidence, claim: Claim | None = None) -> Note:
    claims = (claim or a_claim(),)
    return write(Gathered(a_highlight("x"), claims, evidence, (), ASKED), "judge", A_DAY)


def test_the_summary_counts_reports_and_origins() -> None:
    note = note_of(
        row("One wire.", Stance.SUPPORTS, "a"),
        row("One wire!", Stance.SUPPORTS, "b"),
        row("Own words.", Stance.SUPPORTS, "c"),
    )
    assert note.summary == "3 reports from 2 origins say the same."


def test_a_row_that_does_not_count_says_why_in_the_note_and_in_its_document() -> None:
    note = note_of(
        row("So it was.", Stance.SUPPORTS, "a"),
        row("No.", Stance.DISPUTES, "b", denied_by="the Kremlin"),
    )
    document = note_document(note)
    counted, uncounted = (one["uncounted"] for one in document["evidence"])
    assert counted is None
    assert uncounted.startswith("The denial by the Kremlin takes no side.")
    assert document["claims"][0]["why"][0] == "The denial by the Kremlin takes no side."


def test_the_note_is_weighed_with_the_calibration_that_it_is_given() -> None:
    gathered = Gathered(
        a_highlight("x"), (a_claim(),), (row("So it was.", Stance.SUPPORTS, "a"),), (), ASKED
    )
    sure = [
        write(
            gathered, "judge", A_DAY, Calibration(1.0, {Verdict.SINGLE_SOURCE: offset})
        ).confidence
        for offset in (-2.0, -1.0)
    ]
    assert (sure[0] or 1) < (sure[1] or 0)


FIRST = (
    "Sailors of the northern fleet unloaded forty crates of winter coats at the old grain pier on"
    " Tuesday evening, while a band of the harbour school played in the rain."
)
SECOND = (
    "Satellite pictures bought by our newspaper show long rows of green tents beside the firing"
    " range east of the town, where in spring there was nothing but birch trees."
)


def test_a_satire_made_of_two_reports_does_not_make_one_origin_of_them() -> None:
    joke = row(f"{FIRST} {SECOND}", Stance.SUPPORTS, "joke")
    earnest = [row(FIRST, Stance.SUPPORTS, "a"), row(SECOND, Stance.SUPPORTS, "b")]
    satire = Ratings(kind=Rating("joke.test", RatingCategory.SATIRE, "a list"))
    assert note_of(*earnest, joke).verdict is Verdict.SINGLE_SOURCE
    note = note_of(*earnest, replace(joke, ratings=satire))
    assert note.verdict is Verdict.CORROBORATED
    assert replace(note.claims[0], why=()) == replace(note_of(*earnest).claims[0], why=())
    ids = [origin.id for origin in note.origins]
    assert sorted(set(ids)) == sorted(ids) == ["o1", "o2", "o3"]


def test_evidence_is_read_by_stance_and_age() -> None:
    note = note_of(
        row("Near it.", Stance.MENTIONS, "a"),
        row("Otherwise.", Stance.DISPUTES, "b"),
        row("The same.", Stance.SUPPORTS, "c"),
    )
    assert [r.stance for r in note.evidence] == [
        Stance.SUPPORTS,
        Stance.DISPUTES,
        Stance.MENTIONS,
    ]


def test_a_searcher_asked_twice_is_one_row_that_remembers_a_failure() -> None:
    rows = [
        Searched("a", SearchStatus.ANSWERED, 2),
        Searched("a", SearchStatus.TIMED_OUT),
        Searched("a", SearchStatus.ANSWERED, 1),
    ]
    assert merge_searched(rows) == (Searched("a", SearchStatus.TIMED_OUT, 3),)


def test_the_document_counts_copies_as_reports_and_not_as_origins() -> None:
    document = note_document(
        note_of(row("One wire.", Stance.SUPPORTS, "a"), row("One wire!", Stance.SUPPORTS, "b"))
    )
    assert document["origins"] == {"supporting": 1, "disputing": 0}
    assert document["reports"] == {"supporting": 2, "disputing": 0, "mentioning": 0}
    assert {evidence["origin"] for evidence in document["evidence"]} == {"o1"}
    assert document["verdict"] == "single_source"


def test_the_document_has_every_field_of_the_contract() -> None:
    promised = """claim highlight claims verdict confidence summary origins reports evidence unread
        searched would_change checked_at judge""".split()
    assert set(promised) <= set(note_document(note_of()))
