from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.domain import Stance
from backend.errors import BadModel
from backend.judges.model_folder import (
    ABOUT_SOMETHING_ELSE,
    Calibration,
    ModelFolder,
    read_model_folder,
)

NLI = {"0": "contradiction", "1": "entailment", "2": "neutral"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder whose model and tokenizer are only looked for, not opened."""
    for name in ("model.onnx", "tokenizer.json"):
        (tmp_path / name).touch()
    say(tmp_path / "config.json", id2label=NLI)
    return tmp_path


def say(path: Path, **values: object) -> None:
    path.write_text(json.dumps(values), "utf-8")


THREE = (Stance.SUPPORTS, Stance.DISPUTES, Stance.MENTIONS)
PLAIN = ModelFolder("plain", Path("model.onnx"), Path("tokenizer.json"), THREE)


def test_what_a_hub_says_of_its_model_is_enough(folder: Path) -> None:
    say(folder / "config.json", id2label=NLI, pad_token_id=1, max_position_embeddings=514)
    model = read_model_folder(folder)
    assert model.stances == (Stance.DISPUTES, Stance.SUPPORTS, Stance.MENTIONS)
    assert (model.padding, model.longest, model.claim_first) == (1, 512, False)
    assert (model.related, model.calibration) == (None, Calibration())


def test_a_short_model_is_given_short_rows(folder: Path) -> None:
    say(folder / "config.json", id2label=NLI, max_position_embeddings=128)
    assert read_model_folder(folder).longest == 128


def test_our_own_file_says_what_differs(folder: Path) -> None:
    labels = {"0": "supports", "1": "disputes", "2": "mentions", "3": "related"}
    say(folder / "config.json", id2label=labels)
    calibration = {"temperature": 1.5, "bias": [0.1, -0.2, 0]}
    say(folder / "judge.json", name="Ours", longest=192, claim_first=True, calibration=calibration)
    model = read_model_folder(folder)
    assert (model.name, model.longest, model.claim_first) == ("Ours", 192, True)
    assert (model.related, model.outputs) == (3, 4)
    assert model.calibration == Calibration(1.5, (0.1, -0.2, 0.0))


@pytest.mark.parametrize(
    "place",
    [
        "onnx/model.onnx",
        "onnx/model_quantized.onnx",
        "model_quantized.onnx",
        "onnx/model_int8.onnx",
    ],
)
def test_the_model_is_found_where_hubs_put_it(place: str, folder: Path) -> None:
    (folder / "model.onnx").unlink()
    (folder / "onnx").mkdir()
    (folder / place).touch()
    assert read_model_folder(folder).model == folder / place


@pytest.mark.parametrize(
    ("labels", "stances"),
    [
        ("ENTAILMENT NEUTRAL CONTRADICTION", "supports mentions disputes"),
        ("entailment not_entailment", "supports mentions"),
        ("not-entailment entailment", "mentions supports"),
        ("Supported Unsupported", "supports mentions"),
        ("inconsistent consistent", "mentions supports"),
        ("refutes supports", "disputes supports"),
    ],
)
def test_labels_are_known_by_the_words_that_hubs_use(
    labels: str, stances: str, folder: Path
) -> None:
    say(folder / "config.json", id2label=dict(enumerate(labels.split())))
    model = read_model_folder(folder)
    assert model.stances == tuple(Stance(stance) for stance in stances.split())


@pytest.mark.parametrize("missing", ["model.onnx", "tokenizer.json", "config.json"])
def test_what_is_missing_is_named(missing: str, folder: Path) -> None:
    (folder / missing).unlink()
    with pytest.raises(BadModel, match=missing):
        read_model_folder(folder)


@pytest.mark.parametrize(
    "labels", ["LABEL_0 LABEL_1", "LABEL_0 LABEL_1 LABEL_2", "positive negative", "entailment", ""]
)
def test_labels_that_name_no_stances_are_refused_with_what_they_should_be(
    labels: str, folder: Path
) -> None:
    say(folder / "config.json", id2label=dict(enumerate(labels.split())))
    said = f"{folder}/config.json has the labels .*{labels.partition(' ')[0]}.* entailment"
    with pytest.raises(BadModel, match=said):
        read_model_folder(folder)


RUBBISH = {
    "nothing": b"",
    "no JSON": b"\x80\x00{",
    "half a file": b'{"id2label": {"0": "entail',
    "a list": b"[]",
    "nested beyond reading": b"[" * 100_000,
}


@pytest.mark.parametrize("name", ["config.json", "judge.json"])
@pytest.mark.parametrize("content", RUBBISH.values(), ids=RUBBISH.keys())
def test_a_file_that_is_no_json_is_named(name: str, content: bytes, folder: Path) -> None:
    (folder / name).write_bytes(content)
    with pytest.raises(BadModel, match=f"{folder}/{name} is"):
        read_model_folder(folder)


@pytest.mark.parametrize(
    "labels", [None, [], "entailment", {"first": "entailment"}, {"1": "entailment"}, {"0": None}]
)
def test_labels_in_another_form_are_refused(labels: object, folder: Path) -> None:
    say(folder / "config.json", id2label=labels)
    with pytest.raises(BadModel, match=f"{folder}/config.json"):
        read_model_folder(folder)


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("config.json", {"pad_token_id": -1}),
        ("config.json", {"pad_token_id": "[PAD]"}),
        ("config.json", {"pad_token_id": float("inf")}),
        ("config.json", {"max_position_embeddings": "many"}),
        ("config.json", {"max_position_embeddings": 0}),
        ("judge.json", {"longest": 10**12}),
        ("judge.json", {"calibration": []}),
        ("judge.json", {"calibration": {"temperature": 0}}),
        ("judge.json", {"calibration": {"temperature": -1}}),
        ("judge.json", {"calibration": {"temperature": float("nan")}}),
        ("judge.json", {"calibration": {"bias": [0, 0]}}),
        ("judge.json", {"calibration": {"bias": [0, 0, float("inf")]}}),
    ],
)
def test_values_that_cannot_be_used_are_refused(
    name: str, values: dict[str, object], folder: Path
) -> None:
    say(folder / name, **{"id2label": NLI} | values)
    with pytest.raises(BadModel, match=f"{folder}: .*{name}"):
        read_model_folder(folder)


numbers = st.floats(allow_nan=False, allow_infinity=False, width=32)


@given(
    st.lists(numbers, min_size=4, max_size=4),
    st.floats(0.01, 100),
    st.tuples(*[st.floats(-1e6, 1e6)] * 3),
)
def test_the_chances_are_in_the_order_of_the_outputs_and_sum_to_one(
    logits: list[float], temperature: float, bias: tuple[float, float, float]
) -> None:
    calibration = Calibration(temperature, bias)
    model = replace(PLAIN, stances=(*THREE, None), related=3, calibration=calibration)
    judged = model.judgement(logits)
    shares = (judged.supports, judged.disputes, judged.mentions)
    assert abs(sum(shares) - 1) < 1e-9
    assert all(0 <= share <= 1 for share in (*shares, judged.about))
    scores = [logit / temperature + own for logit, own in zip(logits, bias, strict=False)]
    assert shares[scores.index(max(scores))] == max(shares)


@pytest.mark.parametrize("logits", [[float("nan"), 0, 0], [float("inf"), 0, 0]])
def test_outputs_that_are_no_numbers_take_no_side(logits: list[float]) -> None:
    assert PLAIN.judgement(logits) == ABOUT_SOMETHING_ELSE
