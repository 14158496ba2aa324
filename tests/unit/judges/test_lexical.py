from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from backend.checking.ports import Pair
from backend.domain import Judgement, Stance
from backend.judges.lexical import LexicalJudge, shipped_weights

CLAIM = "North Korea sent 10,000 troops to Russia."


def judged(passage: str, claim: str = CLAIM) -> Judgement:
    (judgement,) = LexicalJudge().judge([Pair(claim, passage)])
    return judgement


def test_the_same_words_support() -> None:
    assert judged("Seoul says North Korea sent 10,000 troops to Russia.").stance is Stance.SUPPORTS


def test_the_same_words_with_a_denial_dispute() -> None:
    passage = "It is false that North Korea sent 10,000 troops to Russia."
    assert judged(passage).stance is Stance.DISPUTES


def test_another_number_never_supports() -> None:
    judgement = judged("North Korea sent 1,500 troops to Russia.")
    assert judgement.supports == 0
    assert judgement.stance is Stance.DISPUTES


def test_a_denying_claim_is_supported_by_a_denying_passage() -> None:
    claim = "Moscow denied that troops were in Kursk."
    passage = "Moscow denied that there were troops in Kursk."
    assert judged(passage, claim).stance is Stance.SUPPORTS


def test_other_words_are_unrelated() -> None:
    assert judged("A bridge was opened in Lyon.").stance is Stance.UNRELATED


def test_some_shared_words_only_mention() -> None:
    assert judged("Troops trained in Russia.").stance is Stance.MENTIONS


def test_pairs_are_judged_in_order_and_none_is_lost() -> None:
    pairs = [Pair(CLAIM, CLAIM), Pair(CLAIM, "A bridge."), Pair(CLAIM, "")]
    stances = [judgement.stance for judgement in LexicalJudge().judge(pairs)]
    assert stances == [Stance.SUPPORTS, Stance.UNRELATED, Stance.UNRELATED]


def test_the_shipped_weights_are_whole() -> None:
    weights = shipped_weights()
    assert [len(row) for row in weights.rows] == [5, 5, 5]
    assert 0 < weights.related_from < 1


@given(st.text(max_size=200), st.text(max_size=400))
def test_any_text_gets_probabilities_that_sum_to_one(claim: str, passage: str) -> None:
    judgement = judged(passage, claim)
    total = judgement.supports + judgement.disputes + judgement.mentions
    assert abs(total - 1) < 1e-9
