"""The table of hand-written cases through the shipped judge and the rules together."""

from __future__ import annotations

import pytest

from backend.checking.differences import compare, ruled
from backend.checking.ports import Judge, Pair
from backend.judging import shipped_judge
from tests.difference_cases import Case, load

CASES = load()

MISREAD = {
    # a number in another form, where the wording differs besides
    "Three quarters of the reef is bleached.",
    "The footballer was sold for 60 million euros.",
    "Temperatures reached 40°C in Seville.",
    "The blackout in Jakarta lasted an hour and a half, or 90 minutes.",
    "The massacre in Rwanda had 800,000 victims.",
    "Unemployment fell to 4.2% in Canada.",
    # which town lies where, and who is also called what: no gazetteer ships
    "The BRICS summit opened in Russia.",
    "The plane made an emergency landing in France.",
    "The Kremlin rejected the proposal for a ceasefire.",
    "ISIS leader Abu Omar was detained in Lebanon.",
    # two facts, of which the passage has one, or one otherwise
    "The mayor of Athens resigned and the city council elected 12 new members.",
    "North Korea has sent 10,000 troops to Russia, and three ships have docked in Vladivostok.",
    # an office, a day of telling, another crash, and a question
    "Prime Minister Ana Lopez signed the climate law.",
    "The volcano in Iceland erupted on Friday.",
    "A bus crash near Lima killed 40 people.",
    "Is the mayor of Bari going to resign over the flood?",
}
"""Claims of the cases in which the shipped judge gets the stance wrong and no rule stops it."""


@pytest.fixture(scope="module")
def judge() -> Judge:
    return shipped_judge()


def is_as_an_editor_would_say(case: Case, judge: Judge) -> bool:
    (word,) = judge.judge([Pair(case.claim, case.passage)])
    seen = compare(case.claim, case.passage, case.claimed_on, case.reported_on)
    judged = ruled(word, seen)
    if case.elsewhere:
        about_it = judged.related and judged.stance is not case.stance
        return not about_it and judged.differences == ()
    expected = (case.stance, case.differences, case.denied_by)
    return (judged.stance, judged.differences, judged.denied_by) == expected


@pytest.mark.parametrize(
    "case", CASES, ids=[f"{at}-{case.claim[:40]}" for at, case in enumerate(CASES)]
)
def test_the_shipped_judge_with_the_rules_says_what_an_editor_would(
    case: Case, judge: Judge
) -> None:
    if case.claim not in MISREAD:
        assert is_as_an_editor_would_say(case, judge)


def test_what_is_misread_is_in_the_table_and_really_misread(judge: Judge) -> None:
    misread = {case.claim for case in CASES if not is_as_an_editor_would_say(case, judge)}
    assert misread == MISREAD
