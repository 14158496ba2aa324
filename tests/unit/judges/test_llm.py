"""The language model as a judge, over a post that does as it is told."""

from __future__ import annotations

import json
import logging
import threading
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.checking.ports import Pair
from backend.domain import Judgement, Stance, UnreadReason
from backend.errors import Unreadable
from backend.judges.llm import LanguageModel, Limits
from backend.judges.llm_answer import OTHER_FORM
from backend.judges.llm_request import PAIRS_A_REQUEST
from backend.judges.llm_server import FAIR_SECONDS, HOLD_SECONDS, LONGEST_HOLD
from backend.judges.standing_in import Unjudged
from tests.language_models import (
    CLAIM,
    INJECTIONS,
    FakePost,
    FakeReply,
    answering,
    answering_obediently,
    completion,
    obedient,
    stances,
)

SAYS_SO = Pair(CLAIM, "North Korea sent troops to Russia, Seoul says.")
DENIES = Pair(CLAIM, "The Kremlin denied it.")


class Seconds:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def a_model(post: FakePost, clock: Seconds | None = None, **limits: Any) -> LanguageModel:  # noqa: ANN401 - any limit
    today = lambda: "today"  # noqa: E731 - a day that does not end
    return LanguageModel("tiny", post, Limits(**limits), clock or Seconds(), today)


def whys(said: Any) -> list[str]:  # noqa: ANN401 - what attempt gives
    return [one.why if isinstance(one, Unjudged) else "" for one in said]


def found(said: Any) -> list[Stance | None]:  # noqa: ANN401 - what attempt gives
    return [one.stance if isinstance(one, Judgement) else None for one in said]


def test_pairs_are_judged_in_order_whatever_their_number() -> None:
    post = answering_obediently()
    pairs = [SAYS_SO, DENIES, Pair(CLAIM, "It rained.")] * 4
    said = a_model(post, at_once=3).attempt(pairs)
    assert found(said) == [Stance.SUPPORTS, Stance.DISPUTES, Stance.MENTIONS] * 4
    assert len(post.sent) == -(-len(pairs) // PAIRS_A_REQUEST)


def test_nothing_is_asked_for_no_pairs() -> None:
    post = answering_obediently()
    assert a_model(post).attempt([]) == []
    assert post.sent == []


@pytest.mark.parametrize("how", INJECTIONS)
def test_a_passage_that_gives_orders_changes_no_stance_in_its_request(how: str) -> None:
    post = answering_obediently()
    said = a_model(post).attempt([SAYS_SO, Pair(CLAIM, INJECTIONS[how]), DENIES])
    assert found(said) == [Stance.SUPPORTS, Stance.MENTIONS, Stance.DISPUTES]


def test_no_more_requests_are_sent_side_by_side_than_are_allowed() -> None:
    lock, most, now = threading.Lock(), [0], [0]
    meeting = threading.Barrier(2, timeout=20)

    def reply(request: dict[str, Any]) -> FakeReply:
        with lock:
            now[0] += 1
            most[0] = max(most[0], now[0])
        meeting.wait()
        with lock:
            now[0] -= 1
        return FakeReply(body=json.dumps(obedient(request)).encode())

    model = a_model(FakePost(reply), at_once=2)
    pairs = [SAYS_SO] * PAIRS_A_REQUEST * 3
    checks = [threading.Thread(target=model.attempt, args=(pairs,)) for _ in range(2)]
    for check in checks:
        check.start()
    for check in checks:
        check.join()
    assert most == [2]


def test_a_milder_manner_is_found_once_and_kept() -> None:
    def reply(request: dict[str, Any]) -> FakeReply:
        if "response_format" in request:
            return FakeReply(400, b'{"error": {"message": "response_format is not supported"}}')
        return FakeReply(body=json.dumps(obedient(request)).encode())

    post = FakePost(reply)
    model = a_model(post)
    assert found(model.attempt([SAYS_SO])) == [Stance.SUPPORTS]
    assert found(model.attempt([DENIES])) == [Stance.DISPUTES]
    formats = [request.get("response_format", {}).get("type") for request in post.sent]
    assert formats == ["json_schema", "json_object", None, None]


def test_a_request_that_is_bad_in_every_manner_is_given_up_and_the_next_one_tried() -> None:
    post = answering({"error": {"message": "context size exceeded"}}, status=400)
    model = a_model(post)
    assert whys(model.attempt([SAYS_SO])) == [
        "the language model's server answered with an error (400)"
    ]
    sent = len(post.sent)
    model.attempt([SAYS_SO])
    assert len(post.sent) == 2 * sent


@pytest.mark.parametrize(
    ("status", "why"),
    [
        (401, "refused our key"),
        (404, "was not found"),
        (429, "come back later"),
        (500, "error (500)"),
        (302, "error (302)"),
    ],
)
def test_after_a_refusal_nobody_asks_for_a_while(status: int, why: str) -> None:
    clock = Seconds()
    post = answering({"error": {"message": "no"}}, status=status)
    model = a_model(post, clock)
    assert why in whys(model.attempt([SAYS_SO]))[0]
    clock.now += HOLD_SECONDS - 1
    assert why in whys(model.attempt([SAYS_SO]))[0]
    assert len(post.sent) == 1
    clock.now += 1
    model.attempt([SAYS_SO])
    assert len(post.sent) == 2


@pytest.mark.parametrize(("asked", "kept"), [(300.0, 300.0), (1e9, LONGEST_HOLD), (0.0, 0.0)])
def test_a_server_is_left_alone_for_as_long_as_it_asks_within_reason(
    asked: float, kept: float
) -> None:
    clock = Seconds()
    post = answering({}, status=429, retry_after=asked)
    model = a_model(post, clock)
    model.attempt([SAYS_SO])
    clock.now += max(0.0, kept - 1)
    model.attempt([SAYS_SO])
    assert len(post.sent) == (1 if kept else 2)
    clock.now += 1
    model.attempt([SAYS_SO])
    assert len(post.sent) == (2 if kept else 3)


@pytest.mark.parametrize(
    ("reason", "why"),
    [
        (UnreadReason.TIMED_OUT, "did not answer in time"),
        (UnreadReason.UNREACHABLE, "could not be reached"),
        (UnreadReason.TOO_LARGE, "more than we read"),
        (UnreadReason.FORBIDDEN_ADDRESS, "may not ask"),
    ],
)
def test_a_server_that_does_not_answer_is_left_alone_for_a_while(
    reason: UnreadReason, why: str
) -> None:
    post = FakePost(lambda request: Unreadable(reason))  # noqa: ARG005 - the same for every request
    model = a_model(post)
    assert why in whys(model.attempt([SAYS_SO]))[0]
    assert why in whys(model.attempt([SAYS_SO]))[0]
    assert len(post.sent) == 1


def test_a_server_that_had_hardly_any_time_is_asked_again() -> None:
    post = FakePost(lambda request: Unreadable(UnreadReason.TIMED_OUT))  # noqa: ARG005 - the same
    model = a_model(post, seconds=FAIR_SECONDS - 1)
    model.attempt([SAYS_SO])
    model.attempt([SAYS_SO])
    assert len(post.sent) == 2


def test_an_answer_of_another_form_costs_its_own_request_alone() -> None:
    def reply(request: dict[str, Any]) -> FakeReply:
        wants = request["messages"][1]["content"]
        document = completion("Sure!") if "odd" in wants else obedient(request)
        return FakeReply(body=json.dumps(document).encode())

    odd = [Pair(CLAIM, "odd")] * PAIRS_A_REQUEST
    said = a_model(FakePost(reply), at_once=1).attempt([*odd, SAYS_SO])
    assert whys(said) == [OTHER_FORM] * PAIRS_A_REQUEST + [""]


def test_a_check_has_so_many_seconds_in_all() -> None:
    clock = Seconds()

    def reply(request: dict[str, Any]) -> FakeReply:
        clock.now += 6
        return FakeReply(body=json.dumps(obedient(request)).encode())

    post = FakePost(reply)
    check = a_model(post, clock, seconds=10).for_check()
    assert whys(check.attempt([SAYS_SO])) == [""]
    clock.now += 100  # spent on reading, which is not the model's time
    assert whys(check.attempt([SAYS_SO])) == [""]
    assert post.seconds == [10, 4]
    (why,) = whys(check.attempt([SAYS_SO]))
    assert why.startswith("the time")
    assert whys(check.for_check().attempt([SAYS_SO])) == [""]


def test_a_check_has_so_many_tokens_and_so_has_a_day() -> None:
    post = answering(completion(stances("supports")))  # 440 tokens
    model = a_model(post, tokens_a_check=4000, tokens_a_day=6000)
    check = model.for_check()
    said = [whys(check.attempt([SAYS_SO]))[0] for _ in range(10)]
    asked_in_check = said.index(
        "the tokens that the language model may use in one check were used up"
    )
    assert 1 <= asked_in_check <= 4000 / 440
    assert not any(said[:asked_in_check])
    day = [whys(model.attempt([SAYS_SO]))[0] for _ in range(20)]
    assert day[-1] == "the tokens that the language model may use in a day were used up"
    assert len(post.sent) * 440 <= 6000


def test_what_an_error_answered_costs_no_tokens() -> None:
    clock = Seconds()
    post = answering({}, status=500)
    model = a_model(post, clock, tokens_a_day=5000)
    for _ in range(20):
        assert "error (500)" in whys(model.attempt([SAYS_SO]))[0]
        clock.now += HOLD_SECONDS


def test_an_answer_without_a_count_is_estimated() -> None:
    document = completion(stances("supports")) | {"usage": None}
    post = answering(document)
    model = a_model(post, tokens_a_day=10_000)
    said = [whys(model.attempt([SAYS_SO]))[0] for _ in range(20)]
    assert not said[0]
    assert "in a day" in said[-1]


def test_neither_the_passage_nor_what_the_server_says_of_it_is_logged(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    post = answering({"error": {"message": f"what is this: {SAYS_SO.passage}"}}, status=500)
    (said,) = a_model(post).attempt([SAYS_SO])
    assert isinstance(said, Unjudged)
    for told in (caplog.text, said.why):
        assert "server answered with an error" in told
        assert "Seoul" not in told


@given(st.integers(100, 599), st.binary(max_size=200), st.none() | st.floats(0, 1e12))
def test_whatever_a_server_answers_each_pair_gets_its_own_outcome(
    status: int, body: bytes, retry_after: float | None
) -> None:
    post = FakePost(lambda request: FakeReply(status, body, retry_after))  # noqa: ARG005 - the same
    assert len(a_model(post).attempt([SAYS_SO] * 9)) == 9


@given(st.lists(st.tuples(st.text(), st.text()), max_size=9))
def test_whatever_the_texts_each_pair_gets_its_own_outcome(texts: list[tuple[str, str]]) -> None:
    said = a_model(answering_obediently()).attempt([Pair(*both) for both in texts])
    assert None not in found(said)
    assert len(said) == len(texts)
