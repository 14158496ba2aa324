from __future__ import annotations

import pytest

from backend.checking.differences.naming import names_in, parties_in
from backend.checking.differences.negation import negated, negators
from backend.checking.differences.reading import LONGEST, content, read
from backend.checking.differences.telling import Act, telling_in


def test_a_country_is_known_under_each_of_its_names() -> None:
    assert content(read("Moscow, the Kremlin and Russians").tokens) == {"russia"}
    assert content(read("The US and America").tokens) == {"united states"}
    assert parties_in(read("North Korean troops in Ukraine.")) == {"North Korea", "Ukraine"}


def test_who_tells_and_when_is_not_what_happened() -> None:
    assert content(read("Officials said on Monday that the dam burst.").tokens) == {"dam", "burst"}


def test_no_more_of_a_text_is_read_than_is_compared() -> None:
    assert len(read("word " * LONGEST).text) == LONGEST


def test_a_question_is_known_by_its_mark() -> None:
    reading = read("It rained. Is he dead?")
    assert [reading.asks(sentence) for sentence in (0, 1)] == [False, True]


@pytest.mark.parametrize(
    ("text", "roots"),
    [
        ("He did not send troops.", {"send"}),
        ("He did not say whether troops came.", {"say"}),
        ("No one was hurt.", {"injur"}),
        ("They sailed without lights.", {"light"}),
        ("The rocket failed to launch.", {"begin"}),
        ("Not only troops came.", set()),
        ("They were not refused.", set()),
    ],
)
def test_a_negation_reaches_the_next_word_that_tells(text: str, roots: set[str]) -> None:
    reading = read(text)
    assert set(negated(reading, reading.tokens, frozenset())) == roots


def test_two_negations_of_one_thing_are_none() -> None:
    reading = read("They were not unable to come, and he did not deny it.")
    assert negators(reading, reading.tokens) <= 1


@pytest.mark.parametrize(
    ("text", "act", "who"),
    [
        ("The mayor said that the bridge fell.", Act.SAYS, "The mayor"),
        ("The bridge fell, the mayor said.", Act.SAYS, "the mayor"),
        ("The bridge fell, said Anna Weiss.", Act.SAYS, "Anna Weiss"),
        ("According to Anna Weiss, the bridge fell.", Act.SAYS, "Anna Weiss"),
        ("Dmitry Peskov denied that troops came.", Act.DENIES, "Dmitry Peskov"),
        ("Moscow called the reports of troops fake.", Act.DENIES, "Moscow"),
        ("The club confirmed that he left.", Act.CONFIRMS, "The club"),
    ],
)
def test_who_tells_is_found_before_or_after_what_is_told(text: str, act: Act, who: str) -> None:
    reading = read(text)
    telling = telling_in(reading, 0)
    assert telling is not None
    assert (telling.act, reading.quote(telling.start, telling.end)) == (act, who)


@pytest.mark.parametrize(
    "text",
    [
        "The bridge fell.",
        "She wrote the screenplay.",
        "The guest was denied a visa.",
        "Parliament rejected the budget.",
        "The United States sent jets.",
    ],
)
def test_not_every_such_verb_tells_something(text: str) -> None:
    assert telling_in(read(text), 0) is None


def test_a_role_goes_with_its_name_and_is_no_part_of_it() -> None:
    before, after = (
        names_in(read(text))[0]
        for text in (
            "Yesterday finance minister Anna Weiss left.",
            "Anna Weiss, the finance minister, left.",
        )
    )
    assert before.text == after.text == "Anna Weiss"
    assert before.role == after.role == ("finance", "minister")
