from __future__ import annotations

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from backend.checking.origins import group, normalised
from tests.factories import A_DAY, a_report

WIRE = "Seoul said on Friday that troops had sailed. It gave no number."


def test_the_same_text_in_five_reports_is_one_origin_led_by_the_earliest() -> None:
    copies = [
        a_report(WIRE, f"http://copy{n}.test/1", A_DAY + timedelta(hours=5 - n)) for n in range(5)
    ]
    (origin,) = group(copies)
    assert origin.urls[0] == "http://copy4.test/1"
    assert origin.label == "Copy4.Test"
    assert origin.why == "The same text in 5 reports."


def test_reports_in_their_own_words_are_origins_of_their_own() -> None:
    one, other = a_report(WIRE), a_report("Ships left at dawn.", "http://other.test/1")
    origins = group([one, other])
    assert len({origin.id for origin in origins}) == 2
    assert {origin.urls for origin in origins} == {(one.url,), (other.url,)}


def test_a_report_without_a_date_leads_no_dated_one() -> None:
    (origin,) = group([a_report(WIRE, "http://a.test/1", None), a_report(WIRE, "http://b.test/1")])
    assert origin.urls == ("http://b.test/1", "http://a.test/1")


@given(st.lists(st.sampled_from([" ", "\n", "  ", " - ", "... ", ", "]), min_size=11, max_size=11))
def test_punctuation_case_and_white_space_make_no_other_origin(joints: list[str]) -> None:
    pieces = WIRE.upper().split()
    respaced = "".join(piece + joint for piece, joint in zip(pieces, joints, strict=False))
    kept = respaced + " ".join(pieces[len(joints) :])
    assert normalised(kept) == normalised(WIRE)
