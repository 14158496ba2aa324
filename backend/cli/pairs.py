"""Pairs judged from a file of any length: a batch at a time, in order."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import click

from backend.checking.ports import Judge, Pair
from backend.domain import Judgement
from backend.errors import BadInput

BATCH_PAIRS = 256
BATCH_BYTES = 1_000_000
LONGEST_LINE = 20_000_000
"""Bytes of one line, its end included, at most."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Pairs that follow each other in a file, and how many bytes of it they take up."""

    pairs: Sequence[Pair]
    size: int


def print_judgements(path: Path, judge: Judge) -> None:
    """Print a line a pair, in order, as soon as a batch of them is judged.

    Raises `BadInput` at the first line that is no pair; batches before it have been printed then.
    """
    bar = click.progressbar(
        length=path.stat().st_size,
        label="Judging pairs",
        file=sys.stderr,
        # On a terminal the answers themselves show how far it is.
        hidden=sys.stdout.isatty() or not sys.stderr.isatty(),
    )
    with path.open("rb") as stream, bar:
        for batch in read_batches(stream):
            click.echo("\n".join(_line(judged) for judged in judge.judge(batch.pairs)))
            bar.update(batch.size)


def read_batches(stream: BinaryIO) -> Iterator[Batch]:
    """The pairs of a JSONL file, as many at a time as fit into `BATCH_PAIRS` and `BATCH_BYTES`.

    A longer pair is a batch of its own; empty lines are passed over. Raises `BadInput`.
    """
    pairs: list[Pair] = []
    size = 0
    for number, line in enumerate(_lines(stream), start=1):
        if pairs and (len(pairs) == BATCH_PAIRS or size + len(line) > BATCH_BYTES):
            yield Batch(pairs, size)
            pairs, size = [], 0
        size += len(line)
        if line.strip():
            pairs.append(_pair(number, line))
    if pairs:
        yield Batch(pairs, size)


def _lines(stream: BinaryIO) -> Iterator[bytes]:
    number = 0
    while line := stream.readline(LONGEST_LINE + 1):
        number += 1
        if len(line) > LONGEST_LINE:
            raise BadInput(f"Line {number} is longer than {LONGEST_LINE:,} bytes.")
        yield line


def _pair(number: int, line: bytes) -> Pair:
    try:
        row = json.loads(line.decode("utf-8-sig" if number == 1 else "utf-8"))
        claim, passage = row["claim"], row["passage"]
    except UnicodeDecodeError as problem:
        raise BadInput(f"Line {number} is no UTF-8 text.") from problem
    except (ValueError, TypeError, KeyError, RecursionError) as problem:
        message = f'Line {number} is not {{"claim": …, "passage": …}}.'
        raise BadInput(message) from problem
    if not isinstance(claim, str) or not isinstance(passage, str):
        raise BadInput(f"Line {number}: claim and passage must be text.")
    return Pair(claim, passage)


def _line(judged: Judgement) -> str:
    shares = {
        "supports": judged.supports,
        "disputes": judged.disputes,
        "mentions": judged.mentions,
    }
    return json.dumps({stance: round(share, 6) for stance, share in shares.items()})
