from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

import pytest

from backend.checking.document import Document
from backend.checking.ports import Encoder, Judge, Pair, Vector
from backend.checking.versions import new_note
from backend.domain import Claim, Judgement, Page, QuoteSelector, Stance
from backend.domain import Highlight as HighlightOf
from backend.known.reviewed import Reviewed
from backend.services.known import KnownClaims, Means
from backend.services.run import Memory
from backend.store.engine import Sessions
from backend.store.known import KnownClaimStore
from backend.store.notes import NoteStore
from tests.backends import Backend
from tests.factories import NOW, a_highlight, a_judgement, a_note
from tests.fakes import FakeClock, FakePipeline

TEXT = "Police counted 10,000 people in Riverton on 3 June 2024."
PARAPHRASE = "On 3 June 2024, police counted 10,000 people in Riverton."
OTHER_NUMBER = "On 3 June 2024, police counted 1,000 people in Riverton."


@dataclass
class Letters(Encoder):
    """Points the way of a text's letters, so that like texts point alike."""

    name: str = "letters"
    dimensions: int = 26
    encoded: list[str] = field(default_factory=list)

    def encode(self, texts: Sequence[str]) -> list[Vector]:
        self.encoded += texts
        return [
            bytes(min(127, text.lower().count(chr(97 + at))) for at in range(26)) for text in texts
        ]


class Agreeing(Judge):
    """Finds that everything bears everything out."""

    name = "agreeing"

    def judge(self, pairs: Sequence[Pair]) -> list[Judgement]:
        return [a_judgement(Stance.SUPPORTS, 0.99) for _pair in pairs]


def known_claims(
    sessions: Sessions, clock: FakeClock, encoder: Encoder | None = None
) -> KnownClaims:
    means = Means(encoder or Letters(), Agreeing(), clock)
    return KnownClaims(KnownClaimStore(sessions), NoteStore(sessions), means, timedelta(hours=6))


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def known(sessions: Sessions, clock: FakeClock) -> KnownClaims:
    return known_claims(sessions, clock)


@pytest.fixture
def backend(sessions: Sessions, known: KnownClaims, clock: FakeClock) -> Backend:
    pipeline = FakePipeline()
    pipeline.go_on.set()
    memory = Memory(known.recall, known.remember)
    return Backend(sessions, pipeline, clock, memory=memory)


def a_claim(text: str) -> Claim:
    return Claim(text, 0, len(text))


def checked(backend: Backend, text: str, url: str) -> Document:
    """The note of a highlight, after its check has run."""
    check_id = backend.checks.open(a_highlight(text, url))
    backend.runner.run_next(f"worker of {check_id}")
    return backend.checks.note(check_id)


def test_a_paraphrase_on_another_page_finds_the_earlier_note(
    backend: Backend, clock: FakeClock
) -> None:
    first = checked(backend, TEXT, "https://a.example/1")
    assert first["known"] == []
    clock.advance(hours=1)
    second = checked(backend, PARAPHRASE, "https://b.example/2")
    assert second["known"] == [
        {
            "claim": 0,
            "text": TEXT,
            "note": first["id"],
            "verdict": first["claims"][0]["verdict"],
            "checked_at": first["checked_at"],
            "fresh": True,
            "decision": None,
            "source": None,
        }
    ]


def test_the_events_tell_early_of_what_is_known(backend: Backend) -> None:
    checked(backend, TEXT, "https://a.example/1")
    note = checked(backend, PARAPHRASE, "https://b.example/2")
    assert backend.kinds(note["id"])[:4] == ["queued", "started", "claims", "known"]
    assert backend.checks.so_far(note["id"])["known"] == note["known"]


def test_another_number_finds_nothing(backend: Backend) -> None:
    checked(backend, TEXT, "https://a.example/1")
    assert checked(backend, OTHER_NUMBER, "https://b.example/2")["known"] == []


def test_a_check_made_anew_does_not_find_its_own_note(backend: Backend, clock: FakeClock) -> None:
    checked(backend, TEXT, "https://a.example/1")
    clock.advance(days=3)
    assert checked(backend, TEXT, "https://a.example/1")["known"] == []


def test_an_old_note_is_shown_as_no_longer_fresh(known: KnownClaims, backend: Backend) -> None:
    note = checked(backend, TEXT, "https://a.example/1")
    backend.clock.advance(days=40)
    (row,) = known.recall([a_claim(PARAPHRASE)], a_highlight(PARAPHRASE))
    assert (row["note"], row["fresh"]) == (note["id"], False)


def test_a_fact_check_is_known_with_whose_it_is(known: KnownClaims) -> None:
    review = Reviewed(TEXT, "Fact Desk", "https://desk.example/1", "False", date(2024, 6, 9))
    assert known.add_reviews([review, review]) == 1
    assert known.add_reviews([review]) == 0
    (row,) = known.recall([a_claim(PARAPHRASE)], a_highlight(PARAPHRASE))
    assert row["source"] == {
        "publisher": "Fact Desk",
        "url": "https://desk.example/1",
        "rating": "False",
    }
    assert (row["note"], row["verdict"], row["checked_at"]) == (None, None, "2024-06-09")


def test_another_process_finds_what_one_remembered(
    sessions: Sessions, clock: FakeClock, backend: Backend
) -> None:
    other = known_claims(sessions, clock)
    other.catch_up()
    checked(backend, TEXT, "https://a.example/1")
    assert len(other.recall([a_claim(PARAPHRASE)], a_highlight(PARAPHRASE))) == 1


def test_a_note_that_was_not_remembered_is_at_the_next_start(
    sessions: Sessions, clock: FakeClock
) -> None:
    pipeline = FakePipeline()
    pipeline.go_on.set()
    checked(Backend(sessions, pipeline, clock), TEXT, "https://a.example/1")
    known = known_claims(sessions, clock)
    assert known.recall([a_claim(PARAPHRASE)], a_highlight(PARAPHRASE)) == []
    known.catch_up()
    assert len(known.recall([a_claim(PARAPHRASE)], a_highlight(PARAPHRASE))) == 1


def test_what_another_encoder_read_is_read_anew(sessions: Sessions, clock: FakeClock) -> None:
    note = new_note("a" * 32, a_note(a_highlight(TEXT)))
    review = Reviewed(TEXT, "Fact Desk", "https://desk.example/1")
    known_claims(sessions, clock, Letters("older", 26)).add_reviews([review])
    newer = Letters("newer", 26)
    known = known_claims(sessions, clock, newer)
    assert len(known.recall([a_claim(PARAPHRASE)], a_highlight(PARAPHRASE))) == 1
    assert TEXT in newer.encoded
    again = Letters("newer", 26)
    known_claims(sessions, clock, again).catch_up()
    assert again.encoded == []
    assert note["known"] == []


def test_what_is_no_statement_of_fact_is_neither_remembered_nor_asked_about(
    known: KnownClaims,
) -> None:
    assert known.recall([], HighlightOf(QuoteSelector("x"), Page("https://a.example/"))) == []
    assert known.count() == 0


def test_the_nearest_claims_are_listed_the_same_or_not(known: KnownClaims) -> None:
    known.add_reviews([Reviewed(TEXT, "Fact Desk", "https://desk.example/1")])
    assert [one.text for one in known.nearest(OTHER_NUMBER, 5)] == [TEXT]


def test_a_memory_that_fails_costs_the_check_nothing_else(
    sessions: Sessions, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_given: object) -> Sequence[Document]:
        raise ValueError(TEXT)

    pipeline = FakePipeline()
    pipeline.go_on.set()
    broken = Backend(sessions, pipeline, memory=Memory(fail, fail))  # type: ignore[arg-type] # both fail
    note = checked(broken, TEXT, "https://a.example/1")
    assert note["known"] == []
    assert note["checked_at"] == NOW.isoformat()
    assert "10,000" not in caplog.text
    assert "Nothing was recalled" in caplog.text
    assert "was not remembered" in caplog.text
