from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from backend.judges.cascade import Cascade
from backend.judges.cross_encoder import CrossEncoder
from backend.judges.lexical import LexicalJudge
from tests import tiny_models
from tests.fakes import FakeJudge


def fingerprint(folder: Path) -> str:
    return CrossEncoder.open(folder).fingerprint()


def test_the_same_files_have_one_fingerprint_wherever_they_lie(tmp_path: Path) -> None:
    one, other = (tiny_models.make(tmp_path / name) for name in ("one", "other"))
    assert fingerprint(one) == fingerprint(other)
    assert len(fingerprint(one)) == 64


@pytest.mark.parametrize("file", ["model.onnx", "tokenizer.json", "config.json", "judge.json"])
def test_a_byte_that_differs_in_any_file_makes_another(tmp_path: Path, file: str) -> None:
    folder = tiny_models.make(tmp_path, own={"name": "tiny"})
    before = fingerprint(folder)
    with (folder / file).open("ab") as written:
        written.write(b"\n")
    assert fingerprint(folder) != before


def test_weights_that_lie_beside_the_model_count(tmp_path: Path) -> None:
    folder = tiny_models.make(tmp_path)
    before = fingerprint(folder)
    (folder / "model.onnx_data").write_bytes(b"weights")
    assert fingerprint(folder) != before


def test_two_judges_together_are_told_apart_by_each_and_by_their_order(tmp_path: Path) -> None:
    tiny = CrossEncoder.open(tiny_models.make(tmp_path))
    lexical, nameless = LexicalJudge(), FakeJudge()
    pairs = [(tiny, lexical), (lexical, tiny), (tiny, tiny), (tiny, nameless)]
    assert len({Cascade(*pair).fingerprint() for pair in pairs}) == len(pairs)
    one = Cascade(tiny, lexical)
    assert one.fingerprint() == replace(one).for_check().fingerprint()


def test_a_judge_without_files_has_none() -> None:
    assert FakeJudge().fingerprint() == ""
