from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from backend.checking.confidence import confidence_level
from backend.checking.document import note_document
from backend.checking.edits import (
    NO_EDITS,
    Added,
    Apart,
    Edit,
    Edits,
    Remarked,
    Replaced,
    RowAt,
    TakenOut,
    Together,
    Unsettled,
    clashing,
    each,
    edits_of,
    target,
)
from backend.checking.frozen import Frozen
from backend.checking.note import Gathered
from backend.checking.origins import alone
from backend.checking.replay import canonical
from backend.domain import (
    Checkability,
    Evidence,
    Note,
    Origin,
    Outlet,
    Passage,
    Searched,
    SearchStatus,
    Stance,
    TieKind,
    Unread,
    UnreadReason,
    Verdict,
)
from tests.factories import A_DAY, a_claim, a_highlight, a_judgement, a_report

SIDES = (Stance.SUPPORTS, Stance.DISPUTES, Stance.MENTIONS)
TEXTS = (
    "The troops arrived by ship on Monday, harbour workers told our reporter.",
    "Ten thousand troops were counted at the port, the ministry said in a statement.",
    "No troops came, fishermen who were out all week said.",
)
A, B, C, D = (f"http://{host}.test/1" for host in "abcd")


def a_row(url: str, text: str, stance: Stance, *, claim: int = 0, hour: int = 0) -> Evidence:
    report = a_report(text, url, A_DAY + timedelta(hours=hour))
    passage = Passage(report, 0, len(text))
    return Evidence(claim, passage, a_judgement(stance), alone(report))


def frozen_of(*rows: Evidence, claims: int = 1, unread: tuple[Unread, ...] = ()) -> Frozen:
    stated = tuple(a_claim(f"North Korea sent {n} troops.") for n in range(1, claims + 1))
    searched = (Searched("archive", SearchStatus.ANSWERED, 3),)
    gathered = Gathered(a_highlight("x"), stated, rows, unread, searched)
    return Frozen(gathered, (), "fake", A_DAY)


def edited(frozen: Frozen, *edits: Edit, hidden: str = "") -> Note:
    return replace(frozen, edits=edits_of(edits, hidden)).note()


two_origins = frozen_of(
    a_row(A, TEXTS[0], Stance.SUPPORTS),
    a_row(B, TEXTS[2], Stance.DISPUTES, hour=1),
    a_row(C, TEXTS[0], Stance.SUPPORTS, hour=2),
)


def test_a_row_that_is_taken_out_counts_no_more_and_the_verdict_follows() -> None:
    assert two_origins.note().verdict is Verdict.CONTESTED
    note = edited(two_origins, TakenOut(RowAt(0, B)))
    assert note.verdict is Verdict.SINGLE_SOURCE
    assert [row.passage.report.url for row in note.evidence] == [A, C]


def test_a_row_that_is_marked_anew_counts_on_its_new_side() -> None:
    note = edited(two_origins, Remarked(RowAt(0, B), Stance.SUPPORTS))
    assert note.verdict is Verdict.CORROBORATED
    assert note.summary == "3 reports from 2 origins say the same."


def test_two_origins_that_are_put_together_have_one_voice() -> None:
    frozen = frozen_of(
        a_row(A, TEXTS[0], Stance.SUPPORTS), a_row(B, TEXTS[1], Stance.SUPPORTS, hour=1)
    )
    assert frozen.note().verdict is Verdict.CORROBORATED
    note = edited(frozen, Together(0, A, B))
    assert note.verdict is Verdict.SINGLE_SOURCE
    (origin,) = note.origins
    assert origin.urls == (A, B)
    assert [(tie.kind, tie.one, tie.other) for tie in origin.ties] == [(TieKind.BY_HAND, B, A)]


def test_a_report_that_is_set_apart_is_an_origin_of_its_own() -> None:
    frozen = frozen_of(
        a_row(A, TEXTS[0], Stance.SUPPORTS), a_row(B, TEXTS[0], Stance.SUPPORTS, hour=1)
    )
    assert frozen.note().verdict is Verdict.SINGLE_SOURCE
    note = edited(frozen, Apart(RowAt(0, B)))
    assert note.verdict is Verdict.CORROBORATED
    assert [origin.urls for origin in note.origins] == [(A,), (B,)]


def test_a_report_is_moved_from_one_origin_to_another() -> None:
    frozen = frozen_of(
        a_row(A, TEXTS[0], Stance.SUPPORTS),
        a_row(B, TEXTS[0], Stance.SUPPORTS, hour=1),
        a_row(C, TEXTS[2], Stance.DISPUTES, hour=2),
    )
    note = edited(frozen, Apart(RowAt(0, B)), Together(0, B, C))
    assert [origin.urls for origin in note.origins] == [(A,), (B, C)]


def test_an_origin_that_is_corrected_for_one_claim_stays_for_another() -> None:
    frozen = frozen_of(
        *(a_row(url, TEXTS[0], Stance.SUPPORTS, claim=n) for n in (0, 1) for url in (A, B)),
        claims=2,
    )
    note = edited(frozen, Apart(RowAt(0, B)))
    assert [claim.verdict for claim in note.claims] == [
        Verdict.CORROBORATED,
        Verdict.SINGLE_SOURCE,
    ]


def test_a_report_that_is_added_is_weighed_like_any_other_and_is_unread_no_longer() -> None:
    unread = Unread(D, "D", Outlet("D", "d.test"), UnreadReason.PAYWALL)
    frozen = frozen_of(a_row(A, TEXTS[0], Stance.SUPPORTS), unread=(unread,))
    note = edited(frozen, Added(D, (a_row(D, TEXTS[1], Stance.SUPPORTS),)))
    assert note.verdict is Verdict.CORROBORATED
    assert note.unread == ()


def test_a_verdict_that_is_set_gives_its_reason_and_claims_no_confidence() -> None:
    note = edited(two_origins, Replaced(0, Verdict.DISPUTED, "The agency took it back."))
    assert (note.verdict, note.confidence) == (Verdict.DISPUTED, None)
    assert note.summary.startswith(
        "Moderators decided this verdict: The agency took it back. 2 reports"
    )
    assert note.claims[0].why[-1] == "Moderators decided this verdict: The agency took it back."
    assert note.would_change == ""
    assert len(note.evidence) == 3


def test_a_claim_that_is_marked_as_an_opinion_gets_no_verdict_and_shows_no_evidence() -> None:
    note = edited(two_origins, Unsettled(0, Checkability.OPINION))
    assert note.verdict is Verdict.NOT_CHECKABLE
    assert note.evidence == ()
    assert note.summary.startswith("This is an opinion")


def test_a_hidden_note_shows_why_and_nothing_else() -> None:
    note = edited(two_origins, hidden="It names a private person.")
    assert not note.evidence
    assert not note.origins
    assert note.confidence is None
    assert note.summary == "Moderators have hidden this note: It names a private person."


def test_what_tied_two_reports_ties_them_still_when_it_is_taken_out() -> None:
    frozen = frozen_of(
        *(a_row(url, TEXTS[0], Stance.SUPPORTS, hour=n) for n, url in enumerate((A, B, C)))
    )
    note = edited(frozen, TakenOut(RowAt(0, A)))
    (origin,) = note.origins
    assert origin.urls == (B, C)
    assert [(tie.one, tie.other) for tie in origin.ties] == [(C, B)]


def test_two_edits_of_one_thing_clash() -> None:
    supports = Remarked(RowAt(0, A), Stance.SUPPORTS)
    disputes = Remarked(RowAt(0, A), Stance.DISPUTES)
    assert clashing(edits_of([supports, disputes, TakenOut(RowAt(0, A))])) == [disputes, supports]
    assert not clashing(edits_of([supports, supports]))


# Any evidence and any edits of it.

URLS = (A, B, C, D)


@st.composite
def frozens(draw: st.DrawFn) -> Frozen:
    rows = [
        replace(
            a_row(url, draw(st.sampled_from(TEXTS)), Stance.MENTIONS, claim=claim, hour=hour),
            judgement=a_judgement(draw(st.sampled_from(SIDES)), draw(st.floats(0.55, 0.95))),
        )
        for hour, url in enumerate(URLS)
        for claim in (0, 1)
        if draw(st.booleans())
    ]
    texts = {row.passage.report.url: row.passage for row in rows}
    same_report = [replace(row, passage=texts[row.passage.report.url]) for row in rows]
    return frozen_of(*same_report, claims=2)


def rows_of(frozen: Frozen) -> st.SearchStrategy[RowAt]:
    return st.sampled_from(
        [RowAt(row.claim, row.passage.report.url) for row in frozen.gathered.evidence]
    )


@st.composite
def edited_frozens(draw: st.DrawFn) -> tuple[Frozen, list[Edit]]:
    frozen = draw(frozens())
    assume(frozen.gathered.evidence)
    rows, claims = rows_of(frozen), st.sampled_from((0, 1))
    urls = st.sampled_from(URLS)
    new = a_row("http://e.test/1", TEXTS[1], Stance.SUPPORTS, hour=9)
    edit: st.SearchStrategy[Edit] = st.one_of(
        st.builds(TakenOut, rows),
        st.builds(Remarked, rows, st.sampled_from(SIDES)),
        st.builds(Apart, rows),
        st.builds(Together, claims, urls, urls),
        st.builds(Unsettled, claims, st.just(Checkability.OPINION)),
        st.builds(Replaced, claims, st.sampled_from(list(Verdict)[:5]), st.just("So it is.")),
        st.just(Added("http://e.test/1", (new,))),
    )
    return frozen, draw(st.lists(edit, max_size=5, unique_by=lambda one: (type(one), target(one))))


def written(note: Note) -> bytes:
    return canonical(note_document(note))


@given(edited_frozens(), st.randoms(use_true_random=False))
@settings(max_examples=30, deadline=None)
def test_the_order_of_edits_does_not_matter(
    given_edits: tuple[Frozen, list[Edit]], random: object
) -> None:
    frozen, edits = given_edits
    shuffled = sorted(edits, key=lambda _: random.random())  # type: ignore[attr-defined]
    assert written(edited(frozen, *edits)) == written(edited(frozen, *shuffled))


@given(edited_frozens())
@settings(max_examples=30, deadline=None)
def test_undoing_every_edit_gives_the_same_note_to_the_byte(
    given_edits: tuple[Frozen, list[Edit]],
) -> None:
    frozen, edits = given_edits
    changed = replace(frozen, edits=edits_of(edits))
    changed.note()
    left = each(changed.edits)
    while left:
        left.pop()
        changed = replace(changed, edits=edits_of(left))
    assert changed.edits == NO_EDITS == Edits()
    assert written(changed.note()) == written(frozen.note())


@given(edited_frozens())
@settings(max_examples=30, deadline=None)
def test_no_edit_makes_what_rests_on_one_origin_surer_than_medium(
    given_edits: tuple[Frozen, list[Edit]],
) -> None:
    frozen, edits = given_edits
    for claim in edited(frozen, *edits).claims:
        if 1 in {len(claim.supporting), len(claim.disputing)}:
            assert confidence_level(claim.confidence) in {None, "low", "medium"}


@given(edited_frozens())
@settings(max_examples=30, deadline=None)
def test_however_it_is_edited_every_origin_hangs_together_and_names_rows_that_are_there(
    given_edits: tuple[Frozen, list[Edit]],
) -> None:
    frozen, edits = given_edits
    note = edited(frozen, *edits)
    shown = {row.passage.report.url for row in note.evidence}
    assert {row.origin for row in note.evidence} == set(note.origins)
    for origin in note.origins:
        assert set(origin.urls) <= shown
        assert hangs_together(origin)


@given(frozens(), st.data())
@settings(max_examples=30, deadline=None)
def test_taking_out_copies_makes_nothing_surer(frozen: Frozen, data: st.DataObject) -> None:
    before = frozen.note()
    copies = copies_in(before)
    assume(copies)
    taken = data.draw(st.lists(st.sampled_from(copies), min_size=1, unique=True))
    after = edited(frozen, *map(TakenOut, taken))
    assert [claim.verdict for claim in after.claims] == [claim.verdict for claim in before.claims]
    for then, now in zip(before.claims, after.claims, strict=True):
        assert (now.confidence or 0) <= (then.confidence or 0)


def hangs_together(origin: Origin) -> bool:
    """Whether each report but the first is reached from it by exactly enough ties."""
    reached = {origin.urls[0]}
    for _ in origin.ties:
        reached |= {tie.one for tie in origin.ties if tie.other in reached}
        reached |= {tie.other for tie in origin.ties if tie.one in reached}
    return reached == set(origin.urls) and len(origin.ties) == len(origin.urls) - 1


def copies_in(note: Note) -> list[RowAt]:
    """Rows of origins that say one thing, but for the earliest that says it."""
    found = []
    for origin in note.origins:
        for claim in range(len(note.claims)):
            rows = [row for row in note.evidence if row.origin is origin and row.claim == claim]
            if len({row.stance for row in rows}) == 1:
                found += later(rows)
    return found


def later(rows: Sequence[Evidence]) -> list[RowAt]:
    in_order = sorted(rows, key=lambda row: row.passage.report.published or A_DAY)
    return [RowAt(row.claim, row.passage.report.url) for row in in_order[1:]]
