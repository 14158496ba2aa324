"""Pairs of any kind and number, from a file to a line each."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.checking.ports import Judge, Pair
from backend.cli.main import run
from backend.cli.pairs import (
    BATCH_BYTES,
    BATCH_PAIRS,
    LONGEST_LINE,
    print_judgements,
    read_batches,
)
from backend.domain import Judgement
from backend.errors import BadInput

CLAIM = "North Korea sent 10,000 troops to Russia."
ANY_TEXT = st.text(st.characters(exclude_categories=()))  # lone surrogates among them


@dataclass
class Counts(Judge):
    """Judges by the number that a passage holds, and remembers how much it was given at once."""

    name = "counts"
    asked: list[int] = field(default_factory=list)

    def judge(self, pairs: Sequence[Pair]) -> list[Judgement]:
        self.asked.append(len(pairs))
        shares = [int(pair.passage) / 1_000_000 for pair in pairs]
        return [Judgement(share, 0.0, 1 - share) for share in shares]


def line(claim: object, passage: object) -> bytes:
    return json.dumps({"claim": claim, "passage": passage}).encode() + b"\n"


def read(*lines: bytes) -> list[Pair]:
    return [pair for batch in read_batches(BytesIO(b"".join(lines))) for pair in batch.pairs]


def written(path: Path, lines: Iterable[bytes]) -> Path:
    path.write_bytes(b"".join(lines))
    return path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "pairs.jsonl"


def test_many_pairs_are_answered_in_order_a_batch_at_a_time(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    many = BATCH_PAIRS * 2 + 1
    judge = Counts()
    print_judgements(written(path, (line("c", str(number)) for number in range(many))), judge)
    shown = capsys.readouterr()
    answers = [json.loads(answer)["supports"] for answer in shown.out.splitlines()]
    assert answers == [number / 1_000_000 for number in range(many)]
    assert judge.asked == [BATCH_PAIRS, BATCH_PAIRS, 1]
    assert shown.err == ""  # no terminal looks on


def test_long_pairs_make_small_batches() -> None:
    long = line("c", "x" * (BATCH_BYTES // 2))
    longer = line("c", "x" * (BATCH_BYTES * 2))
    lines = [long, long, longer, line("c", "p"), b"\n"]
    batches = list(read_batches(BytesIO(b"".join(lines))))
    assert [len(batch.pairs) for batch in batches] == [1, 1, 1, 1]
    assert sum(batch.size for batch in batches) == sum(map(len, lines))


def test_nothing_is_read_before_it_is_needed() -> None:
    lines = [line("c", "p")] * (BATCH_PAIRS + 1) + [b"broken\n"]
    batches = read_batches(BytesIO(b"".join(lines)))
    assert len(next(batches).pairs) == BATCH_PAIRS
    with pytest.raises(BadInput, match=f"Line {BATCH_PAIRS + 2} is not"):
        next(batches)


def test_byte_order_marks_windows_lines_and_empty_lines_are_taken_in_stride() -> None:
    pair = b'{"claim": "c", "passage": "p"}'
    assert read(b"\xef\xbb\xbf" + pair + b"\r\n", b"\r\n", pair) == [Pair("c", "p")] * 2


@pytest.mark.parametrize(
    ("broken", "says"),
    [
        (b"{", "is not"),
        (b"[" * 100_000, "is not"),
        (b'{"claim": "c"}', "is not"),
        (b'"claim"', "is not"),
        (b"9" * 5000, "is not"),
        (line("c", None), "must be text"),
        (line(3, "p"), "must be text"),
        (b'{"claim": "c", "passage": "\xed\xa0\x80"}', "no UTF-8"),
        (b"\xff\xfe{\x00", "no UTF-8"),
        (b"x" * (LONGEST_LINE + 1), "longer than 20,000,000 bytes"),
    ],
    ids=lambda value: ascii(value[:12]),
)
def test_a_broken_line_is_refused_by_its_number(
    path: Path, broken: bytes, says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    written(path, [line("c", "p"), broken])
    assert run(["judge", "--pairs", str(path)]) == 2
    shown = capsys.readouterr()
    assert shown.err.startswith("Error: Line 2")
    assert says in shown.err
    assert (shown.err.count("\n"), shown.out) == (1, "")


@pytest.mark.parametrize(
    "passage",
    [
        "",
        " \n\t ",
        "x" * 100_000,
        "North Korea sent troops. " * 4_000,
        "10,000 " * 15_000,
        "." * 100_000,
        "\ud800",
        "troops \udfff to \ud800 Russia",
        "朝鲜向俄罗斯派遣了一万名士兵。",
        "Северная Корея отправила 10 000 солдат.",
        "أرسلت كوريا الشمالية جنودا إلى روسيا",
        "\u202e\u0000\u0007\ufffe\U0010ffff",
    ],
    ids=lambda value: ascii(value[:12]),
)
def test_an_odd_passage_is_answered(
    path: Path, passage: str, capsys: pytest.CaptureFixture[str]
) -> None:
    written(path, [line(CLAIM, passage), line(passage[:5000], CLAIM), line(CLAIM, CLAIM)])
    assert run(["judge", "--pairs", str(path)]) == 0
    answers = [json.loads(answer) for answer in capsys.readouterr().out.splitlines()]
    assert [list(answer) for answer in answers] == [["supports", "disputes", "mentions"]] * 3
    assert all(abs(sum(answer.values()) - 1) < 1e-5 for answer in answers)
    assert answers[2]["supports"] > 0.5


def test_a_file_without_pairs_has_no_answers(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["judge", "--pairs", str(written(path, [b"\n", b" \n"]))]) == 0
    assert capsys.readouterr().out == ""


@given(st.lists(st.tuples(ANY_TEXT, ANY_TEXT)))
def test_every_pair_is_read_as_it_was_written(pairs: list[tuple[str, str]]) -> None:
    read_again = read(*(line(claim, passage) for claim, passage in pairs))
    # Two surrogates side by side are one character to JSON.
    assert read_again == [Pair(*(json.loads(json.dumps(text)) for text in pair)) for pair in pairs]
