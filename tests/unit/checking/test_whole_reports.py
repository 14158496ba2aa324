from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from backend.checking.cues import cues
from backend.checking.digest import read_sentences
from backend.checking.ports import Pair
from backend.checking.whole_reports import (
    Line,
    Rule,
    Shared,
    may_be_related,
    report_stance,
    shared,
    signs,
    whole_text,
)
from backend.domain import Judgement, Stance
from tests.factories import a_report

CLAIM = "North Korea sent many troops to Russia by ship"
PAIR = Pair(CLAIM, "A story says so.")
NOTHING = Line((0.0,) * 18, 0.0)
PASSED = Line((0.0,) * 18, 1.0)


def side(place: int) -> Line:
    """A line that is the sign at one place."""
    return Line(tuple(float(at == place) for at in range(18)), 0.0)


RULE = Rule(
    words=Line((1.0, 0.0, 0.0, 0.0, 0.0), 0.0),
    words_from=0.5,
    related=PASSED,
    sides=(side(5), side(6), side(7)),
)


def test_shares_are_of_the_claims_telling_words() -> None:
    read = read_sentences("Troops went to Russia. Elsewhere it rained. North Korea sent them.")
    seen = shared(CLAIM, read)
    assert seen.anywhere == 5 / 6
    assert seen.sentence == 3 / 6
    assert seen.opening == 2 / 6
    assert seen.opening <= seen.sentence <= seen.neighbours <= seen.anywhere


def test_a_claim_or_a_report_without_words_shares_nothing() -> None:
    assert shared("", read_sentences("It rained.")) == Shared()
    assert shared(CLAIM, ()) == Shared()


def test_what_shares_too_few_words_is_not_read_on() -> None:
    assert may_be_related(Shared(anywhere=0.5), RULE)
    assert not may_be_related(Shared(anywhere=0.4), RULE)


def test_the_likeliest_side_by_the_rules_lines_is_taken() -> None:
    seen = Shared(anywhere=1.0)
    assert report_stance(seen, PAIR, Judgement(0.7, 0.2, 0.1), RULE) is Stance.SUPPORTS
    assert report_stance(seen, PAIR, Judgement(0.2, 0.7, 0.1), RULE) is Stance.DISPUTES
    assert report_stance(seen, PAIR, Judgement(0.2, 0.1, 0.7), RULE) is Stance.MENTIONS


def test_a_digest_that_is_of_something_else_is_unrelated() -> None:
    rule = Rule(RULE.words, RULE.words_from, Line((0.0,) * 18, -1.0), RULE.sides)
    assert report_stance(Shared(), PAIR, Judgement(0.7, 0.2, 0.1), rule) is Stance.UNRELATED


def test_the_headline_stands_before_the_text_unless_the_text_has_it() -> None:
    report = replace(a_report("It rained in Pyongyang."), title="Troops sent")
    assert whole_text(CLAIM, report) == "Troops sent. It rained in Pyongyang."
    again = replace(a_report("Troops sent. It rained."), title="Troops sent")
    assert whole_text(CLAIM, again) == "Troops sent. It rained."


def test_refuting_words_in_the_text_alone_are_told_from_those_in_both() -> None:
    assert cues("Troops sent", "The photo is a hoax.")[:3] == (1.0, 0.0, 1.0)
    assert cues("Photo is fake", "The photo is a hoax.")[:3] == (1.0, 1.0, 0.0)


@given(st.text(max_size=300), st.text(max_size=300))
def test_every_pair_has_as_many_signs_and_each_is_a_number(claim: str, text: str) -> None:
    seen = shared(claim, read_sentences(text))
    found = signs(seen, Pair(claim, text), Judgement(1.0, 0.0, 0.0))
    assert len(found) == 18
    assert all(abs(one) < 10 for one in found)
