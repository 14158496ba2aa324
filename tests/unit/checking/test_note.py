from __future__ import annotations

from backend.checking.document import note_document
from backend.checking.note import Gathered, merge_searched, write
from backend.checking.origins import alone
from backend.domain import (
    Checkability,
    Claim,
    Evidence,
    Note,
    Passage,
    Searched,
    SearchStatus,
    Stance,
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


def test_the_summary_names_a_party_that_denies() -> None:
    note = note_of(
        row("So it was.", Stance.SUPPORTS, "a"),
        row("No.", Stance.DISPUTES, "b", denied_by="the Kremlin"),
    )
    assert note.summary == "1 report from 1 origin says the same; the Kremlin denies it."


def test_the_summary_says_that_nothing_found_is_not_false() -> None:
    summary = note_of(row("Near it.", Stance.MENTIONS, "a")).summary
    assert "Nobody was found who reports this." in summary
    assert "1 report on the matter leaves it open." in summary
    assert "That does not make it false." in summary


def test_the_summary_says_when_not_every_search_answered() -> None:
    searched = (*ASKED, Searched("wikipedia", SearchStatus.FAILED))
    gathered = Gathered(a_highlight("x"), (a_claim(),), (), (), searched)
    assert "Only 1 of 2 searches answered." in write(gathered, "judge", A_DAY).summary


def test_an_opinion_is_called_one_and_gets_no_verdict() -> None:
    summary = note_of(claim=Claim("Bad.", 0, 4, Checkability.OPINION)).summary
    assert (
        summary == "This is an opinion. Opinions, predictions, questions and advice get no verdict."
    )


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
