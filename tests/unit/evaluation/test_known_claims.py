from __future__ import annotations

import gzip
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from backend.checking.ports import Encoder, Vector
from backend.errors import BadInput
from backend.evaluation.known_claims import Answered, KnownClaimsSuite, ranking_figures
from backend.evaluation.known_files import read_known_claims
from backend.evaluation.suite import Figures

CLAIMS = [
    {"id": "a", "title": "Did it snow?", "text": "Snow fell in Cairo.", "published": "3 May 2015"},
    {"id": "b", "title": "", "text": "A bridge fell in Elmford.", "published": ""},
    {"id": "c", "title": "Wheat", "text": "Wheat is banned.", "published": "4 May 2015"},
]
QUERIES = [
    {"id": "1", "query": "SNOW in Cairo!! — Ann (@ann) May 3, 2015", "relevant": ["a"]},
    {"id": "2", "query": "no more #wheat bread", "relevant": ["c"]},
]


@dataclass
class Blind(Encoder):
    """An encoder to which every text means the same."""

    name: str = "blind"
    dimensions: int = 4

    def encode(self, texts: Sequence[str]) -> Sequence[Vector]:
        return [bytes([1, 1, 1, 1]) for _text in texts]


def written(folder: Path, name: str, rows: Sequence[Any]) -> None:
    with gzip.open(folder / f"{name}.jsonl.gz", "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(row) + "\n" for row in rows)


def measured(folder: Path, suite: KnownClaimsSuite | None = None) -> Figures:
    return (suite or KnownClaimsSuite(Blind())).run(folder, lambda _done, _of: None)


def test_posts_find_the_claims_that_they_make(tmp_path: Path) -> None:
    written(tmp_path, "claims", CLAIMS)
    written(tmp_path, "queries_dev", QUERIES)
    figures = measured(tmp_path)
    assert (figures["claims"], figures["queries"]) == (3, 2)
    assert figures["map@5"] == figures["mrr"] == figures["recall@10"] == 1.0


def test_several_files_of_queries_have_figures_of_their_own(tmp_path: Path) -> None:
    written(tmp_path, "claims", CLAIMS)
    written(tmp_path, "queries_dev", QUERIES)
    written(tmp_path, "queries_train", [{"query": "nothing of the kind", "relevant": ["b"]}])
    figures = measured(tmp_path)
    assert (figures["queries"], figures["queries_dev.queries"]) == (3, 2)
    assert figures["queries_dev.map@5"] == 1.0
    assert figures["queries_train.map@5"] < 1.0


def test_a_rerank_moves_what_it_adds_to(tmp_path: Path) -> None:
    def last_first(text: str, found: Sequence[str]) -> Sequence[float]:
        del text
        return [10.0 * place for place in range(len(found))]

    written(tmp_path, "claims", CLAIMS)
    written(tmp_path, "queries", QUERIES)
    assert measured(tmp_path, KnownClaimsSuite(Blind(), last_first))["mrr"] < 1.0


def test_days_are_read_from_the_claim_and_from_the_post(tmp_path: Path) -> None:
    written(tmp_path, "claims", CLAIMS)
    written(tmp_path, "queries", QUERIES)
    given = read_known_claims(tmp_path)
    assert [claim.on for claim in given.claims] == [date(2015, 5, 3), None, date(2015, 5, 4)]
    assert [query.on for query in given.queries["queries"]] == [date(2015, 5, 3), None]


def test_measures_are_those_of_their_names() -> None:
    second = Answered(frozenset({"x", "y"}), ["n", "x", "n2", "n3", "n4", "y"])
    figures = ranking_figures([second])
    assert figures["map@5"] == pytest.approx(0.25)
    assert figures["mrr"] == 0.5
    assert figures["recall@10"] == 1.0
    assert ranking_figures([Answered(frozenset({"x"}), [])])["mrr"] == 0.0


@pytest.mark.parametrize(
    ("claims", "queries"),
    [
        ([{"id": "a"}], QUERIES),
        (CLAIMS, [{"query": "x", "relevant": ["unknown"]}]),
        (CLAIMS, [{"query": "x", "relevant": []}]),
        (CLAIMS, [{"text": "x"}]),
        (CLAIMS, ["x"]),
        (CLAIMS, []),
    ],
)
def test_broken_files_are_refused(
    tmp_path: Path, claims: Sequence[Any], queries: Sequence[Any]
) -> None:
    written(tmp_path, "claims", claims)
    written(tmp_path, "queries", queries)
    with pytest.raises(BadInput):
        measured(tmp_path)


def test_a_folder_without_claims_or_without_queries_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"claims\.jsonl"):
        measured(tmp_path)
    written(tmp_path, "claims", CLAIMS)
    with pytest.raises(BadInput, match="queries"):
        measured(tmp_path)
