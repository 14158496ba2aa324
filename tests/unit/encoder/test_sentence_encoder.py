from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from math import exp
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.checking.ports import Vector
from backend.encoder.folder import Scale, read_encoder_folder
from backend.encoder.form import says_something
from backend.encoder.sentence_encoder import SentenceEncoder, in_bytes
from backend.encoder.sentence_model import SentenceModel
from backend.encoder.worthiness import Worthiness
from backend.errors import BadModel
from tests import tiny_encoders


@pytest.fixture
def model(tmp_path: Path) -> SentenceModel:
    return SentenceModel(read_encoder_folder(tiny_encoders.make(tmp_path)), threads=1)


def numbers(vector: Vector) -> list[int]:
    return [int(number) for number in np.frombuffer(vector, dtype=np.int8)]


def test_a_vector_points_the_way_of_its_text(model: SentenceModel) -> None:
    vectors = SentenceEncoder(model).encode(["yes", "no", "yes yes no", "perhaps"])
    assert [numbers(vector) for vector in vectors] == [[127, 0], [0, 127], [127, 63], [127, 127]]


def test_a_text_means_the_same_alone_and_among_longer_ones(model: SentenceModel) -> None:
    encoder = SentenceEncoder(model)
    together = encoder.encode(["no", "yes " * 12, "yes no"])
    assert together == [*encoder.encode(["no"]), *encoder.encode(["yes " * 12]), together[2]]


@given(st.lists(st.text(max_size=40), max_size=5))
def test_any_text_has_a_vector(tmp_path_factory: pytest.TempPathFactory, texts: list[str]) -> None:
    folder = read_encoder_folder(tiny_encoders.make(tmp_path_factory.mktemp("tiny")))
    vectors = SentenceEncoder(SentenceModel(folder, threads=1)).encode([*texts, "\ud800"])
    assert [len(vector) for vector in vectors] == [2] * (len(texts) + 1)


def test_only_the_first_tokens_are_read(model: SentenceModel) -> None:
    (vector,) = SentenceEncoder(model).encode(["yes " * 30 + "no " * 30])
    assert numbers(vector) == [127, 0]


def test_several_threads_may_ask_at_once(model: SentenceModel) -> None:
    encoder = SentenceEncoder(model)
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(encoder.encode, [["yes", "no"]] * 32))
    assert all([numbers(vector) for vector in each] == [[127, 0], [0, 127]] for each in answers)


def test_bytes_keep_the_direction_and_nothing_stays_nothing() -> None:
    rows = np.array([[0.03, -0.06], [0.0, 0.0]], dtype=np.float32)
    assert in_bytes(rows).tolist() == [[64, -127], [0, 0]]


def test_the_encoder_says_which_vectors_it_gives(model: SentenceModel) -> None:
    encoder = SentenceEncoder(model)
    assert (encoder.name, encoder.dimensions) == ("tiny", 2)


def test_a_chance_is_the_second_output_on_its_scale(model: SentenceModel) -> None:
    worthiness = Worthiness(model)
    one, three = worthiness.scores(["yes no no", "yes yes yes"])
    assert one == pytest.approx(1 / (1 + exp(-1)))
    assert three == pytest.approx(1 / (1 + exp(-5)))
    assert worthiness.threshold == pytest.approx(0.4)


def test_what_states_nothing_by_its_form_is_not_worth_checking(model: SentenceModel) -> None:
    asked = ["yes yes yes?", "yes yes", "", "Да, да, да и ещё раз да.", "Thank you, yes, yes, yes."]
    assert Worthiness(model).scores(asked) == [0.0] * len(asked)


@pytest.mark.parametrize(
    ("sentence", "says"),
    [
        ("Good evening from the Civic Center in Denver.", False),
        ("Thank you very much, Jim, for that introduction.", False),
        ("Thank you, and now let me tell you that crime fell by 40 percent in two years.", True),
        ("Did crime fall by 40 percent in two years?", False),
        ("Crime fell by 40 percent.", True),
        ('He asked, "Did crime fall by 40 percent?"', False),
        ("Welcome back.", False),
    ],
)
def test_greetings_and_questions_are_told_by_their_form(sentence: str, *, says: bool) -> None:
    assert says_something(sentence) is says


@given(st.floats(allow_nan=False), st.floats(-50, 50), st.floats(-50, 50))
def test_a_scale_gives_a_chance_whatever_comes_out(
    output: float, slope: float, intercept: float
) -> None:
    if slope:
        assert 0 <= Scale(slope, intercept).chance(output) <= 1


@pytest.mark.parametrize("missing", ["encoder.json", "model.onnx", "tokenizer.json"])
def test_a_folder_that_lacks_a_file_is_refused(tmp_path: Path, missing: str) -> None:
    (tiny_encoders.make(tmp_path) / missing).unlink()
    with pytest.raises(BadModel, match=missing):
        read_encoder_folder(tmp_path)


@pytest.mark.parametrize("wrong", [{}, {**tiny_encoders.SAYS, "longest": "long"}, []])
def test_a_folder_with_an_unusable_value_is_refused(tmp_path: Path, wrong: object) -> None:
    tiny_encoders.make(tmp_path)
    (tmp_path / "encoder.json").write_text(json.dumps(wrong), "utf-8")
    with pytest.raises(BadModel, match="unusable"):
        read_encoder_folder(tmp_path)


def test_a_file_that_is_no_model_is_refused_when_it_is_opened(tmp_path: Path) -> None:
    folder = tiny_encoders.make(tmp_path)
    (folder / "model.onnx").write_bytes(b"no model")
    with pytest.raises(BadModel):
        SentenceEncoder(SentenceModel(read_encoder_folder(folder), threads=1)).warm()
