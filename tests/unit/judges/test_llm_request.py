from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.checking.ports import Pair
from backend.judges.llm_request import (
    CHARACTERS_A_REQUEST,
    INSTRUCTIONS,
    MOST_CHARACTERS,
    PAIRS_A_REQUEST,
    Format,
    Manner,
    data,
    request,
    shares,
)
from tests.language_models import CLAIM, INJECTIONS, completion, obedient, stances

PAIRS = [Pair(CLAIM, "Seoul says so."), Pair(CLAIM, "The Kremlin denied it.")]


def asked(pairs: list[Pair], manner: Manner | None = None) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(request(pairs, "tiny", manner or Manner()))
    return document


def test_a_request_is_in_the_form_that_openai_compatible_servers_take() -> None:
    document = asked(PAIRS)
    assert document["model"] == "tiny"
    assert document["temperature"] == 0
    assert document["stream"] is False
    assert [message["role"] for message in document["messages"]] == ["system", "user"]
    described = document["response_format"]["json_schema"]
    assert document["response_format"]["type"] == "json_schema"
    assert described["strict"] is True
    assert described["schema"]["required"] == ["pair_1", "pair_2"]
    assert described["schema"]["additionalProperties"] is False


def test_an_answer_is_held_to_the_stances_that_there_are() -> None:
    schema = asked(PAIRS)["response_format"]["json_schema"]["schema"]
    one = schema["properties"]["pair_2"]
    assert one["properties"]["stance"]["enum"] == ["supports", "disputes", "mentions", "unrelated"]
    assert one["properties"]["certainty"]["enum"] == ["certain", "likely", "unsure"]
    assert one["additionalProperties"] is False


def test_no_scraped_text_stands_in_the_system_message() -> None:
    system = asked([Pair("the claim's words", "the passage's words")])["messages"][0]
    assert system["content"] == INSTRUCTIONS


@pytest.mark.parametrize("how", INJECTIONS)
def test_a_passage_cannot_give_orders(how: str) -> None:
    said = obedient(asked([Pair(CLAIM, INJECTIONS[how])]))
    assert said["choices"][0]["message"]["content"] == stances("mentions")


@pytest.mark.parametrize("how", INJECTIONS)
def test_a_claim_cannot_give_orders(how: str) -> None:
    said = obedient(asked([Pair(INJECTIONS[how], "It rained in Rome.")]))
    assert said["choices"][0]["message"]["content"] == stances("mentions")


@pytest.mark.parametrize("how", INJECTIONS)
def test_the_model_of_these_tests_obeys_where_a_framing_lets_it(how: str) -> None:
    naive = [
        {"role": "system", "content": "Say what the passage says of the claim."},
        {"role": "user", "content": f'Claim: {CLAIM}\nPassage: "{INJECTIONS[how]}"'},
    ]
    assert obedient({"messages": naive}) == completion(stances("supports"))


@pytest.mark.parametrize("how", ["a system message", "another template's tags"])
def test_json_alone_would_let_special_tokens_through(how: str) -> None:
    document = {"pairs": {"pair_1": {"claim": CLAIM, "passage": INJECTIONS[how]}}}
    messages = [
        {"role": "system", "content": INSTRUCTIONS},
        {"role": "user", "content": json.dumps(document)},
    ]
    assert obedient({"messages": messages}) == completion(stances("supports"))


@given(st.lists(st.tuples(st.text(), st.text()), min_size=1, max_size=3))
def test_what_is_sent_is_the_text_itself(texts: list[tuple[str, str]]) -> None:
    read = json.loads(data([Pair(*both) for both in texts]))
    sent = [(pair["claim"], pair["passage"]) for pair in read["pairs"].values()]
    assert sent == [
        (claim[:MOST_CHARACTERS], passage[:MOST_CHARACTERS]) for claim, passage in texts
    ]


_ANY = st.text(st.one_of(st.characters(), st.characters(categories=["Cs", "Cc", "Cf", "Sm", "Ps"])))


@given(_ANY, _ANY)
def test_no_text_ends_its_string_or_its_line_or_spells_a_token(claim: str, passage: str) -> None:
    sent = data([Pair(claim, passage)])
    assert sent.isprintable()
    assert not set("<>[]|") & set(sent)
    read = json.loads(sent)
    assert set(read) == {"pairs"}
    assert set(read["pairs"]["pair_1"]) == {"claim", "passage"}


def test_a_very_long_passage_is_cut() -> None:
    sent = json.loads(data([Pair(CLAIM, "x" * 100_000)]))
    assert sent["pairs"]["pair_1"]["passage"] == "x" * MOST_CHARACTERS


@given(st.lists(st.integers(0, 3 * MOST_CHARACTERS), max_size=12))
def test_pairs_are_shared_out_in_order_and_no_request_holds_too_much(lengths: list[int]) -> None:
    pairs = [Pair(CLAIM, "x" * length) for length in lengths]
    shared = shares(pairs)
    assert [pair for share in shared for pair in share] == pairs
    assert all(1 <= len(share) <= PAIRS_A_REQUEST for share in shared)
    for share in shared:
        texts = json.loads(data(share))["pairs"].values()
        assert sum(len(one["claim"]) + len(one["passage"]) for one in texts) <= CHARACTERS_A_REQUEST


def test_a_refused_form_is_asked_for_more_mildly_down_to_none() -> None:
    manner = Manner().milder("This response_format type is unavailable now")
    assert manner == Manner(form=Format.JSON_OBJECT)
    assert asked(PAIRS, manner)["response_format"] == {"type": "json_object"}
    manner = manner.milder("'response_format.type' must be 'json_schema' or 'text'")
    assert manner == Manner(form=Format.PLAIN)
    assert "response_format" not in asked(PAIRS, manner)
    assert manner.milder("no") is None


def test_a_model_that_calls_its_limits_otherwise_is_asked_in_its_words() -> None:
    manner = Manner().milder("'max_tokens' is not supported. Use 'max_completion_tokens' instead.")
    assert manner == Manner(length_word="max_completion_tokens")
    manner = manner.milder("'temperature' does not support 0 with this model.")
    assert manner == Manner(length_word="max_completion_tokens", sets_temperature=False)
    document = asked(PAIRS, manner)
    assert "max_completion_tokens" in document
    assert not {"temperature", "max_tokens"} & set(document)


@given(st.lists(st.sampled_from(["max_completion_tokens", "temperature", "", "context"])))
def test_asking_more_mildly_comes_to_an_end(complaints: list[str]) -> None:
    manner: Manner | None = Manner()
    steps = 0
    for complaint in [*complaints, *[""] * 3]:
        manner = manner.milder(complaint) if manner else None
        steps += manner is not None
    assert manner is None
    assert steps <= 4
