from __future__ import annotations

from pathlib import Path

import pytest

from backend.composition.judging import endpoint, make_judge, shipped_judge, small_judge
from backend.composition.parts import refuse_unusable
from backend.config import Settings, read_settings
from backend.errors import BadModel, BadSetting
from backend.judges.lexical import LexicalJudge
from tests.tiny_models import make

LLM = {"judge": "llm", "judge_url": "http://127.0.0.1:11434/v1", "judge_model": "tiny"}


def settings(written: dict[str, str]) -> Settings:
    return read_settings({f"SECOND_SOURCE_{name.upper()}": text for name, text in written.items()})


def test_the_shipped_judge_judges_unless_another_is_set() -> None:
    assert make_judge(settings({})).name == shipped_judge().name


def test_the_lexical_judge_can_be_chosen() -> None:
    assert make_judge(settings({"judge": "lexical"})).name == LexicalJudge.name


def test_the_small_judge_can_be_chosen_alone() -> None:
    small = make_judge(settings({"judge": "small"})).name
    assert small == small_judge().name
    assert small != shipped_judge().name


def test_the_judge_in_a_folder_can_be_chosen(tmp_path: Path) -> None:
    folder = make(tmp_path / "tiny")
    assert make_judge(settings({"judge": str(folder)})).name == "tiny"
    assert make_judge(settings({"judge": f"{folder}/"})).name == "tiny"


def test_a_folder_that_holds_no_judge_is_refused_when_it_is_chosen(tmp_path: Path) -> None:
    with pytest.raises(BadModel, match=f"{tmp_path} has no model.onnx"):
        make_judge(settings({"judge": str(tmp_path)}))


@pytest.mark.parametrize("name", ["", "../folder", "one/two/three", "a name"])
def test_what_can_be_no_name_on_a_hub_is_refused_without_asking_one(name: str) -> None:
    with pytest.raises(BadModel, match=f"“{name}” could not be fetched"):
        make_judge(settings({"judge": f"hub:{name}"}))


def test_a_language_model_can_be_chosen() -> None:
    assert make_judge(settings(LLM)).name == "language model tiny"


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ({"judge": "gpt"}, "SECOND_SOURCE_JUDGE has an unusable value"),
        ({"judge": ""}, "SECOND_SOURCE_JUDGE has an unusable value"),
        ({"judge": "/no/such/folder"}, "SECOND_SOURCE_JUDGE has an unusable value"),
        ({"judge": __file__}, "SECOND_SOURCE_JUDGE has an unusable value"),
        (LLM | {"judge_url": ""}, "also needs SECOND_SOURCE_JUDGE_URL"),
        (LLM | {"judge_model": ""}, "also needs SECOND_SOURCE_JUDGE_MODEL"),
        (LLM | {"judge": "shipped"}, "SECOND_SOURCE_JUDGE_URL is for a language model"),
        ({"judge_key": "k"}, "SECOND_SOURCE_JUDGE_KEY is for a language model"),
        ({"judge_model": "m"}, "SECOND_SOURCE_JUDGE_MODEL is for a language model"),
    ],
)
def test_settings_that_do_not_go_together_are_refused_before_anything_starts(
    written: dict[str, str], said: str
) -> None:
    for use in (make_judge, refuse_unusable):
        with pytest.raises(BadSetting, match=said):
            use(settings(written))


def test_the_key_is_in_no_repr() -> None:
    made = settings(LLM | {"judge_key": "sk-s3cret"})
    judge = make_judge(made)
    assert "s3cret" not in f"{made!r} {judge!r} {judge.for_check()!r}"


@pytest.mark.parametrize(
    ("base", "asked"),
    [
        ("http://h:1", "http://h:1/v1/chat/completions"),
        ("http://h:1/", "http://h:1/v1/chat/completions"),
        ("http://h:1/v1", "http://h:1/v1/chat/completions"),
        ("https://h/api/v1/", "https://h/api/v1/chat/completions"),
        ("https://h/v1/chat/completions", "https://h/v1/chat/completions"),
    ],
)
def test_an_address_is_completed(base: str, asked: str) -> None:
    assert endpoint(base) == asked
