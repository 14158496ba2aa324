from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from backend.checking.digest import LONGEST, digest, read_sentences

CLAIM = "North Korea sent 10,000 troops to Russia."
FILLER = [
    f"The weather on day {day} was as people there know it in autumn." for day in range(40, 80)
]


def with_filler(*sentences: str, lead: str = FILLER[0]) -> str:
    """The sentences among many that have nothing to do with the claim."""
    return " ".join([lead, *FILLER[1:20], *sentences, *FILLER[20:]])


def is_in_order(some: list[str], every: list[str]) -> bool:
    """Whether the words stand among the others in this order."""
    rest = iter(every)
    return all(word in rest for word in some)


def test_a_short_text_is_its_own_digest() -> None:
    assert digest(CLAIM, "  It is a hoax.\nSo they say. ") == "It is a hoax.\nSo they say."


def test_what_is_nearest_to_the_claim_is_kept_in_the_order_of_the_text() -> None:
    near = ["Russia got 10,000 troops.", "North Korea sent them."]
    text = with_filler("Seoul denied it.", *near)
    room_for = [*FILLER[:2], *near]
    assert digest(CLAIM, text, most=len(" ".join(room_for).split())) == " ".join(room_for)


def test_the_lead_is_kept() -> None:
    text = with_filler(CLAIM, lead="A hoax made the round this week.")
    assert digest(CLAIM, text).startswith("A hoax made the round this week.")


def test_a_sentence_that_adds_words_is_worth_more_than_one_that_says_the_same_again() -> None:
    again = "Troops went to Russia by train, it was said by many there that day."
    adds = "The number 10,000 came up in Korea at noon, and nobody had an explanation for it."
    text = with_filler(*[again] * 2, adds)
    room_for = [again, adds]
    assert digest(CLAIM, text, most=len(" ".join(room_for).split())) == " ".join(room_for)


def test_a_claim_without_telling_words_gets_the_beginning() -> None:
    text = " ".join(FILLER)
    assert digest("It was so.", text) == " ".join(text.split()[:LONGEST])


def test_sentences_that_were_read_before_give_the_same() -> None:
    text = with_filler(CLAIM)
    assert digest(CLAIM, text, read_sentences(text)) == digest(CLAIM, text)


def test_a_long_text_of_many_lines_is_cut() -> None:
    assert len(digest(CLAIM, "troops\n" * 3_000).split()) == LONGEST


pieces = st.sampled_from(
    ["North", "troops", "sent", "10,000", "no", "Dr.", "x.", "y", "z!", "\n", "?"]
)
texts = st.lists(pieces, max_size=120).map(" ".join) | st.text(max_size=300)


@given(st.text(max_size=60) | st.just(CLAIM), texts, st.integers(1, 40))
def test_a_digest_is_no_longer_than_asked_and_every_word_is_the_texts_in_its_order(
    claim: str, text: str, most: int
) -> None:
    cut = digest(claim, text, most=most).split()
    assert len(cut) <= most
    assert is_in_order(cut, text.split())


@given(texts, st.integers(1, 40))
def test_a_digest_is_full_where_there_is_enough_text(text: str, most: int) -> None:
    assert len(digest(CLAIM, text, most=most).split()) == min(most, len(text.split()))
