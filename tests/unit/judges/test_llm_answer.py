from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.domain import Stance
from backend.errors import JudgeFailed
from backend.judges.llm_answer import OTHER_FORM, judgement, read, refused, tokens
from backend.judges.llm_request import Certainty
from backend.judges.standing_in import Unjudged
from tests.language_models import completion, stances

NAMES = ["pair_1", "pair_2"]
GOOD = {"stance": "supports", "certainty": "certain"}


def body(content: str | None, **more: Any) -> bytes:  # noqa: ANN401 - any part of a message
    return json.dumps(completion(content, **more)).encode()


def said(content: str) -> list[Stance | None]:
    return [None if isinstance(one, Unjudged) else one.stance for one in read(body(content), NAMES)]


def test_each_pair_gets_its_own_stance() -> None:
    assert said(stances("disputes", "unrelated")) == [Stance.DISPUTES, Stance.UNRELATED]


def test_the_order_of_the_answers_does_not_matter() -> None:
    answer = {"pair_2": GOOD, "pair_1": {"stance": "disputes", "certainty": "likely"}}
    assert said(json.dumps(answer)) == [Stance.DISPUTES, Stance.SUPPORTS]


def test_an_answer_in_a_code_fence_is_read() -> None:
    assert said(f"```json\n{stances('supports', 'mentions')}\n```") == [
        Stance.SUPPORTS,
        Stance.MENTIONS,
    ]


@pytest.mark.parametrize(
    "bad",
    [
        {"stance": "true", "certainty": "certain"},
        {"stance": "Supports", "certainty": "certain"},
        {"stance": "supports", "certainty": 0.9},
        {"stance": "supports"},
        {"stance": ["supports"], "certainty": "certain"},
        {"stance": "supports", "certainty": "certain", "because": "it says so"},
        "supports",
        None,
        ["supports", "certain"],
    ],
    ids=json.dumps,
)
def test_what_is_not_in_the_schema_counts_for_nothing_and_costs_its_own_pair(bad: object) -> None:
    answer = read(body(json.dumps({"pair_1": bad, "pair_2": GOOD})), NAMES)
    assert answer[0] == Unjudged(OTHER_FORM)
    assert answer[1] == judgement(Stance.SUPPORTS, Certainty.CERTAIN)


def test_a_pair_that_the_answer_leaves_out_is_not_judged() -> None:
    assert said(json.dumps({"pair_2": GOOD})) == [None, Stance.SUPPORTS]


@pytest.mark.parametrize(
    "content",
    [
        "",
        "supports",
        "I think: " + stances("supports", "supports"),
        stances("supports", "supports") + stances("disputes", "disputes"),
        stances("supports", "supports", "supports"),
        f'{{"pair_1": {json.dumps(GOOD)}, "pair_1": {json.dumps(GOOD)}}}',
        json.dumps([GOOD, GOOD]),
        json.dumps({"pairs": {"pair_1": GOOD}}),
        '{"pair_1": NaN}',
        "[" * 100_000,
        "\ud800",
    ],
    ids=range(11),
)
def test_an_answer_of_another_form_is_refused_whole(content: str) -> None:
    with pytest.raises(JudgeFailed, match=OTHER_FORM):
        read(body(content), NAMES)


@pytest.mark.parametrize(
    "document",
    [
        b"",
        b"<html>Bad gateway</html>",
        b'{"choices": [{"message": {"content": "{}"',
        b"\xff\xfe",
        b"[]",
        b'{"error": {"message": "overloaded"}}',
        b'{"choices": []}',
        b'{"choices": [{"message": {"content": null}}]}',
        b'{"choices": [{"message": {"content": [{"type": "text", "text": "{}"}]}}]}',
        b'{"choices": {"0": {}}}',
    ],
)
def test_what_is_no_completion_is_refused(document: bytes) -> None:
    with pytest.raises(JudgeFailed, match=OTHER_FORM):
        read(document, NAMES)


def test_an_answer_that_was_cut_off_is_refused_even_where_it_can_be_read() -> None:
    with pytest.raises(JudgeFailed, match="cut off"):
        read(body(stances("supports", "supports"), finish="length"), NAMES)


@pytest.mark.parametrize(
    "document",
    [
        body(None, refusal="I can't help with that."),
        body(stances("supports"), finish="content_filter"),
    ],
)
def test_a_refusal_is_called_one(document: bytes) -> None:
    with pytest.raises(JudgeFailed, match="refused to answer"):
        read(document, NAMES)


@given(
    st.recursive(
        st.none()
        | st.booleans()
        | st.floats()
        | st.text()
        | st.sampled_from(["supports", "likely"]),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(["pair_1", "stance", "certainty", "choices", "message", "content"]),
                inner,
                max_size=4,
            )
        ),
    )
)
def test_no_answer_is_misread(anything: object) -> None:
    for document in (anything, completion(json.dumps(anything))):
        try:
            answer = read(json.dumps(document).encode(), NAMES)
        except JudgeFailed:
            continue
        assert len(answer) == len(NAMES)


@pytest.mark.parametrize("stance", list(Stance))
@pytest.mark.parametrize("certainty", list(Certainty))
def test_probabilities_sum_to_1_and_an_unsure_model_takes_no_side(
    stance: Stance, certainty: Certainty
) -> None:
    given_ = judgement(stance, certainty)
    assert given_.supports + given_.disputes + given_.mentions == pytest.approx(1)
    takes_side = stance in {Stance.SUPPORTS, Stance.DISPUTES} and certainty is Certainty.UNSURE
    assert given_.stance is (Stance.MENTIONS if takes_side else stance)


@pytest.mark.parametrize(
    ("usage", "counted"),
    [
        ({"prompt_tokens": 400, "completion_tokens": 40, "total_tokens": 440}, 440),
        ({"prompt_tokens": 400, "completion_tokens": 40}, 440),
        ({"prompt_tokens": 0, "completion_tokens": 0, "total_tokens": 0}, None),
        ({"total_tokens": -5}, None),
        ({"total_tokens": "many"}, None),
        (None, None),
    ],
)
def test_tokens_are_taken_as_the_server_counts_them(usage: object, counted: int | None) -> None:
    assert tokens(json.dumps({"usage": usage}).encode()) == counted


def test_tokens_of_rubbish_are_not_known() -> None:
    assert tokens(b"<html>") is None


@pytest.mark.parametrize("status", [200, 201])
def test_a_success_is_not_refused(status: int) -> None:
    assert refused(status) is None


@pytest.mark.parametrize("status", [302, 400, 401, 402, 403, 404, 429, 500, 503])
def test_every_other_status_is_said_in_plain_words(status: int) -> None:
    assert str(refused(status)).startswith("the language model")
