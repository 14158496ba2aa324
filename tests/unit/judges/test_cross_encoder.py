from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from backend.checking.ports import Pair
from backend.domain import Judgement, Stance
from backend.errors import BadModel
from backend.judges.cross_encoder import CrossEncoder
from tests.tiny_models import NLI, WORDS, Tiny, make

YES, NO, PERHAPS = (Pair("A fish.", word) for word in ("Yes.", "No.", "Perhaps."))
UNREAD = Judgement(0.0, 0.0, 1.0, about=0.0)
HOSTILE = {
    "nothing": "",
    "white space": " \t\n\u2028\u3000",
    "half of a character": "yes \ud800 no \udfff",
    "NUL and control characters": "yes\x00\x01\x1b[2K\x7f\x85\u202e\ufeff no",
    "control characters alone": "\x00\x01\x1b\x7f\ufeff",
    "another script": "Северная Корея отправила войска в Россию.",
    "a script without spaces": "北朝鲜向俄罗斯派遣了军队。",
    "a script from the right": "أرسلت كوريا الشمالية قوات إلى روسيا",
    "100 KB of words": "yes no " * 14_300,
    "100 KB without a space": "y" * 100_000,
    "100 KB of marks without a space": "?!" * 50_000,
    "100 KB in short lines": "yes\n" * 25_000,
    "signs of the tokenizer": "[CLS] [SEP] [PAD] [UNK] [SEP]",
    "combining marks": "e" + "\u0301" * 50_000,
    "emoji": "🇺🇦" * 1_000,
}


@pytest.fixture
def judge(tmp_path: Path) -> CrossEncoder:
    return CrossEncoder.open(make(tmp_path), threads=1)


def stances(judge: CrossEncoder, *pairs: Pair) -> list[Stance]:
    return [one.stance for one in judge.judge(pairs)]


def is_sound(one: Judgement) -> bool:
    shares = (one.supports, one.disputes, one.mentions)
    inside = all(0 <= share <= 1 for share in (*shares, one.about))
    return inside and abs(sum(shares) - 1) < 1e-6


SIDES = [Stance.SUPPORTS, Stance.DISPUTES, Stance.MENTIONS]


@pytest.mark.parametrize("plain", [Tiny(token_types=True), Tiny(token_types=False)])
@pytest.mark.parametrize("order", [NLI, NLI[::-1], ("contradiction", "entailment", "neutral")])
def test_what_the_outputs_mean_is_taken_from_their_labels(
    order: tuple[str, ...], plain: Tiny, tmp_path: Path
) -> None:
    folder = make(tmp_path, replace(plain, outputs=order))
    assert stances(CrossEncoder.open(folder), YES, NO, PERHAPS) == SIDES


def test_labels_may_be_in_capitals(tmp_path: Path) -> None:
    folder = make(tmp_path, Tiny(labels=[label.upper() for label in NLI]))
    assert stances(CrossEncoder.open(folder), YES, NO, PERHAPS) == SIDES


def test_a_model_with_two_labels_supports_or_mentions_and_never_disputes(tmp_path: Path) -> None:
    two = Tiny(outputs=("entailment", "neutral"), labels=("entailment", "not_entailment"))
    judged = CrossEncoder.open(make(tmp_path, two)).judge([YES, PERHAPS, NO])
    assert [one.stance for one in judged[:2]] == [Stance.SUPPORTS, Stance.MENTIONS]
    assert {one.disputes for one in judged} == {0.0}


def test_the_model_may_lie_where_hubs_have_it(tmp_path: Path) -> None:
    folder = make(tmp_path, Tiny(place="onnx/model.onnx"))
    assert stances(CrossEncoder.open(folder), YES, NO) == SIDES[:2]


def test_the_passage_comes_first_as_in_inference_unless_the_folder_says_otherwise(
    tmp_path: Path,
) -> None:
    pair = Pair(claim="No.", passage="Yes.")
    as_hubs = CrossEncoder.open(make(tmp_path / "plain", own={"claim_first": False}))
    ours = CrossEncoder.open(make(tmp_path / "ours", own={"claim_first": True}))
    # In these models the text that comes first alone counts.
    assert stances(as_hubs, pair) == [Stance.SUPPORTS]
    assert stances(ours, pair) == [Stance.DISPUTES]


def test_a_passage_about_something_else_is_dropped_where_the_model_can_tell(
    tmp_path: Path,
) -> None:
    folder = make(tmp_path, Tiny(outputs=(*NLI, "related")))
    same, other = CrossEncoder.open(folder).judge([Pair("x", "yes same"), Pair("x", "yes")])
    assert (same.stance, same.about > 0.5) == (Stance.SUPPORTS, True)
    assert other.about == 0.5


def test_the_temperature_and_the_bias_move_the_probabilities(tmp_path: Path) -> None:
    plain = make(tmp_path / "plain")
    warmer = make(tmp_path / "warmer", own={"calibration": {"temperature": 4.0}})
    biased = make(tmp_path / "biased", own={"calibration": {"bias": [0.0, 0.0, 3.0]}})
    sure, less_sure, unsure = (
        CrossEncoder.open(f).judge([YES])[0] for f in (plain, warmer, biased)
    )
    assert sure.supports > less_sure.supports > less_sure.disputes == less_sure.mentions
    assert unsure.stance is Stance.MENTIONS


def test_pairs_in_any_order_and_any_company_are_judged_as_alone(judge: CrossEncoder) -> None:
    chance = Random(1)  # noqa: S311 - no secret
    words = ["fish", *WORDS]
    lengths = [1, 2, 3, 30, 90, 200, 2_000]
    pairs = [
        Pair(*(" ".join(chance.choices(words, k=chance.choice(lengths))) for _ in range(2)))
        for _ in range(120)
    ]
    pairs += [Pair("", "yes"), Pair("x", ""), Pair("x", "Северная Корея")]
    chance.shuffle(pairs)
    alone = [judge.judge([pair])[0] for pair in pairs]
    assert judge.judge(pairs) == alone
    assert len({one.supports for one in alone}) > 20


def test_nothing_to_judge_gives_nothing(judge: CrossEncoder) -> None:
    assert judge.judge([]) == []


def test_several_threads_may_ask_at_once(judge: CrossEncoder) -> None:
    pairs = [YES, NO, PERHAPS] * 10
    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(judge.judge, [pairs] * 40))
    assert all(answer == judge.judge(pairs) for answer in answers)


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_no_text_is_a_crash(text: str, judge: CrossEncoder) -> None:
    judged = judge.judge([Pair("A fish.", text), Pair(text, "Yes."), YES])
    assert all(is_sound(one) for one in judged)
    assert judged[-1].stance is Stance.SUPPORTS


@pytest.mark.parametrize(
    "text",
    ["", " \n", HOSTILE["another script"], HOSTILE["a script without spaces"]],
)
def test_what_cannot_be_read_takes_no_side(text: str, judge: CrossEncoder) -> None:
    assert judge.judge([Pair("Yes.", text), Pair(text, "Yes.")]) == [UNREAD, UNREAD]


@given(st.lists(st.builds(Pair, *[st.text() | st.sampled_from([*WORDS, "\ud800"])] * 2)))
@example([Pair("\x00", "\x00")])
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
def test_every_text_is_judged_and_the_chances_sum_to_one(
    judge: CrossEncoder, pairs: list[Pair]
) -> None:
    judged = judge.judge(pairs)
    assert len(judged) == len(pairs)
    assert all(is_sound(one) for one in judged)


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


@pytest.mark.parametrize("name", ["model.onnx", "tokenizer.json"])
def test_half_a_file_is_refused_by_name_when_the_judge_is_warmed(name: str, tmp_path: Path) -> None:
    cut(make(tmp_path) / name)
    judge = CrossEncoder.open(tmp_path)
    for use in (judge.warm, lambda: judge.judge([YES])):
        with pytest.raises(BadModel, match=f"{tmp_path}/{name} is no"):
            use()


@pytest.mark.parametrize("name", ["model.onnx", "tokenizer.json"])
def test_an_empty_file_is_refused_by_name(name: str, tmp_path: Path) -> None:
    (make(tmp_path) / name).write_bytes(b"")
    with pytest.raises(BadModel, match=f"{tmp_path}/{name} is no"):
        CrossEncoder.open(tmp_path).warm()


@pytest.mark.parametrize(
    ("tiny", "own"),
    [
        (Tiny(vocabulary=6), {}),
        (Tiny(positions=32), {"longest": 64}),
        (Tiny(outputs=("entailment", "neutral"), labels=NLI), {}),
    ],
    ids=["another tokenizer's", "too short", "too few outputs"],
)
def test_files_that_do_not_go_together_are_refused_before_any_pair(
    tiny: Tiny, own: dict[str, int], tmp_path: Path
) -> None:
    judge = CrossEncoder.open(make(tmp_path, tiny, own))
    with pytest.raises(BadModel, match=f"{tmp_path}/model.onnx does not g"):
        judge.warm()


def test_it_is_called_as_it_was_opened_as_its_folder_says_or_as_the_folder(
    tmp_path: Path,
) -> None:
    folder = make(tmp_path / "tiny")
    assert CrossEncoder.open(folder).name == "tiny"
    make(folder, own={"name": "Tiny judge"})
    assert CrossEncoder.open(folder).name == "Tiny judge"
    assert CrossEncoder.open(folder, "owner/tiny").name == "owner/tiny"
