"""From rows of evidence to origins: what ties the reports of one claim, and what does not."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from backend.checking.document import note_document
from backend.checking.note import Gathered, write
from backend.checking.origins import alone, traced
from backend.domain import Claim, Evidence, Origin, Outlet, Passage, Report, Stance, TieKind
from tests.factories import A_DAY, a_claim, a_highlight, a_judgement, a_report

CLAIM = a_claim("Two ships left the harbour on Friday.")
STORY = (
    "Two ships left the harbour on Friday with grain for the islands. The crews had waited for a"
    " week while inspectors went through the holds. One captain complained about the food. The"
    " harbour master expects three more ships next week if the weather holds. Dockers were paid for"
    " the days on which they could not work. Prices of bread on the islands have doubled since May."
)


def row(
    text: str,
    outlet: str,
    hours: int = 0,
    *,
    stance: Stance = Stance.SUPPORTS,
    quote: str = "",
    claim: int = 0,
) -> Evidence:
    report = a_report(text, f"http://{outlet.lower().replace(' ', '-')}.test/1")
    report = replace(report, outlet=Outlet(outlet, "x.test"))
    report = replace(report, published=A_DAY + timedelta(hours=hours))
    start = text.index(quote) if quote else 0
    end = start + len(quote) if quote else len(text)
    return Evidence(claim, Passage(report, start, end), a_judgement(stance), alone(report))


def origins_of(*rows: Evidence, claims: int = 1) -> tuple[Origin, ...]:
    return traced(rows, [CLAIM] * claims).origins


def test_two_outlets_that_each_asked_the_ministry_go_back_to_the_ministry() -> None:
    (origin,) = origins_of(
        row("Two ships left the harbour, the transport ministry told the Gazette.", "The Gazette"),
        row("The transport ministry told us that two ships have left.", "The Courier", 1),
    )
    assert origin.source == origin.label == "the transport ministry"
    assert origin.why == "All go back to the transport ministry."
    (tie,) = origin.ties
    assert tie.kind is TieKind.NAMED_SOURCE
    assert (tie.one, tie.other) == ("http://the-courier.test/1", "http://the-gazette.test/1")


def test_a_ministry_with_two_numbers_has_made_two_statements() -> None:
    says = "Two ships left the harbour, the transport ministry said."
    other = "Five ships left the harbour, the transport ministry said."
    assert len(origins_of(row(says, "A"), row(other, "B", stance=Stance.DISPUTES))) == 2


def test_people_whom_two_outlets_met_are_two_origins() -> None:
    one = row("Two ships left the harbour, residents told this newspaper.", "A")
    other = row("Two ships left the harbour, residents told this newspaper, at dawn.", "B")
    assert len(origins_of(one, other)) == 2


def test_whoever_names_another_report_s_outlet_goes_back_to_that_report() -> None:
    (origin,) = origins_of(
        row("Two ships left the harbour, dockers told the Courier.", "The Quillmoor Courier"),
        row("Two ships have gone, according to the Courier, from the harbour.", "The Clang", 3),
    )
    assert origin.source == "the Quillmoor Courier"
    assert origin.ties[0].why == "One names the Quillmoor Courier as its source."


def test_an_agency_s_reports_are_one_origin_though_each_is_worded_anew() -> None:
    (origin,) = origins_of(
        row("(AFP) — Two ships left the harbour on Friday with grain.", "A"),
        row("A pair of freighters sailed from the harbour. Two ships left.\n(AFP)", "B", 1),
    )
    assert origin.source == "AFP"
    assert origin.ties[0].kind is TieKind.WIRE_CREDIT


def test_outlets_of_one_owner_count_once_unless_one_has_looked_for_itself() -> None:
    one = replace(row("Two ships left the harbour on Friday.", "A"), owner="Reach plc")
    other = replace(row("The harbour saw two vessels leave.", "B"), owner="Reach plc")
    seen = replace(row("Our reporter saw two ships leave the harbour.", "C"), owner="Reach plc")
    tied, alone_ = origins_of(one, other, seen)
    assert (tied.why, tied.ties[0].kind) == ("Outlets of one owner.", TieKind.OWNER)
    assert alone_.urls == ("http://c.test/1",)


def test_own_reporting_beside_a_wire_story_is_an_origin_of_its_own() -> None:
    own = "Two ships left the harbour, our reporter saw from the quay."
    wire = row(STORY, "A", quote="Two ships left the harbour on Friday")
    assert len(origins_of(wire, row(f"{own} {STORY}", "B", 1, quote=own))) == 2
    assert len(origins_of(wire, row(f"{own} {STORY}", "B", 1, quote=STORY[:64]))) == 1


def test_a_copied_we_saw_is_the_copied_outlet_s() -> None:
    own = "Two ships left the harbour on Friday morning, as our reporter saw from the long quay."
    rows = [row(f"{own} {STORY}", outlet, quote=own) for outlet in ("A", "B")]
    assert len(origins_of(*rows)) == 1


def test_a_passage_that_both_print_word_for_word_is_one_origin() -> None:
    shared = "Two ships left the harbour on Friday and sailed north along the coast with grain."
    one, other = f"Bread is dear. {shared}", f"{shared} It was cold, and the wind blew hard."
    (origin,) = origins_of(row(one, "A", quote=shared), row(other, "B", quote=shared))
    assert origin.ties[0].kind is TieKind.SHARED_TEXT


def test_own_words_about_one_event_are_origins_of_their_own() -> None:
    one = row("Two ships left the harbour on Friday.", "A")
    other = row("The harbour lost two of its ships on Friday, when they sailed.", "B")
    assert len(origins_of(one, other)) == 2


SAID_AND_SAW = (
    ("Two ships left, the ministry of trade said.", "We counted nine empty berths."),
    ("The ministry of trade says two ships left.", "I saw that most berths are empty."),
)
"""Two reports that pass on one word of the first claim and looked themselves for the second."""

TWO_CLAIMS = (CLAIM, Claim("Most berths are empty.", 0, 22))


def said_and_saw() -> list[Evidence]:
    return [
        row(" ".join(text), outlet, quote=quote, claim=claim)
        for text, outlet in zip(SAID_AND_SAW, "AB", strict=True)
        for claim, quote in enumerate(text)
    ]


def test_reports_may_be_one_origin_for_one_claim_and_two_for_another() -> None:
    found = traced(said_and_saw(), TWO_CLAIMS)
    by_claim = [{r.origin.id for r in found.evidence if r.claim == claim} for claim in (0, 1)]
    assert [len(ids) for ids in by_claim] == [1, 2]
    assert len({origin.id for origin in found.origins}) == len(found.origins) == 3


def test_origins_of_two_claims_that_have_a_report_in_common_count_once_in_the_note() -> None:
    gathered = Gathered(a_highlight(), TWO_CLAIMS, tuple(said_and_saw()), (), ())
    document = note_document(write(gathered, "judge", A_DAY))
    assert [len(one["origins"]["supporting"]) for one in document["claims"]] == [1, 2]
    assert document["origins"]["supporting"] == 1


def test_copies_of_one_text_are_the_same_origin_for_every_claim() -> None:
    rows = [
        row(STORY, name, hour, quote=quote, claim=claim)
        for claim, quote in ((0, "Two ships left the harbour"), (1, "One captain complained"))
        for hour, name in enumerate("AB")
    ]
    (origin,) = origins_of(*rows, claims=2)
    assert origin.why == "The same text in 2 reports."


COPIES = [row(STORY, f"Copy {at}", at) for at in range(3)]
NAMING = [row(f"Two ships left on Friday, the police said {at}.", f"N {at}", at) for at in range(3)]
OWN = [
    row(f"We counted two ships that left the harbour at {at}.", f"O {at}", at) for at in range(3)
]


@given(st.permutations([*COPIES, *NAMING, *OWN]), st.integers(1, 9))
def test_origins_depend_on_the_evidence_and_not_on_its_order(
    rows: list[Evidence], some: int
) -> None:
    chosen = rows[:some]
    found = traced(chosen, [CLAIM])
    again = traced(sorted(chosen, key=lambda r: r.passage.report.url), [CLAIM])
    assert found.origins == again.origins
    assert [r.passage for r in found.evidence] == [r.passage for r in chosen]


@given(st.permutations([*COPIES, *NAMING, *OWN]))
def test_each_report_of_an_origin_is_tied_to_an_earlier_one(rows: list[Evidence]) -> None:
    for origin in traced(rows, [CLAIM]).origins:
        assert len(origin.ties) == len(origin.urls) - 1
        order = {url: at for at, url in enumerate(origin.urls)}
        assert [tie.one for tie in origin.ties] == list(origin.urls[1:])
        assert all(order[tie.other] < order[tie.one] and tie.why for tie in origin.ties)


def test_a_report_alone_is_its_own_origin() -> None:
    report = Report("http://a.test/1", "T", STORY, Outlet("A", "a.test"))
    assert alone(report) == Origin("o0", "A", ("http://a.test/1",))
