"""Claims gathered from a folder of tiny sets."""

from __future__ import annotations

import csv
import gzip
import json
from pathlib import Path

import pytest

from backend.domain import Stance
from backend.training.labelled_claims import (
    CLAIMS_A_SET,
    REPORTS_A_CLAIM,
    in_first_half,
    labelled_claims,
)
from backend.training.stance.data import CHOSEN_ON, FOLDS, fnc1

SET = CHOSEN_ON[0]


def packed(path: Path, text: str) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(gzip.compress(text.encode()))


def table(rows: list[dict[str, str]], path: Path) -> None:
    plain = path.with_suffix("")
    path.parent.mkdir(exist_ok=True)
    with plain.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    packed(path, plain.read_text("utf-8"))


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Three hundred claims of two passages, two odd ones, and as many topics of two articles."""
    rows = [
        {"claim": f"Vitamin {n} was sold in {n} shops.", "group": f"g{n}"}
        for n in range(CLAIMS_A_SET + 40)
        for _ in range(2)
    ]
    rows += [{"claim": "Does vitamin C help?", "group": "question"}] * 2
    rows += [{"claim": "Vitamin D was sold in 7 shops.", "group": "alone"}]
    rows += [{"claim": "Vitamin E was sold in 8 shops.", "group": "many"}] * 9
    for name in CHOSEN_ON:
        kept = rows if name == SET else []
        lines = [
            json.dumps({**row, "passage": f"Passage {at}.", "label": "supports"})
            for at, row in enumerate(kept)
        ]
        packed(tmp_path / "stance" / f"{name}.jsonl.gz", "\n".join(lines))
    topics = range(FOLDS * 4)
    bodies = [
        {"Body ID": f"{topic}{side}", "articleBody": f"Of the matter {topic}, seen by {side}."}
        for topic in topics
        for side in "ab"
    ]
    stances = [
        {"Headline": f"Matter {topic} was seen", "Body ID": f"{topic}{side}", "Stance": stance}
        for topic in topics
        for side, stance in (("a", "agree"), ("b", "discuss"))
    ]
    table(bodies, tmp_path / "fnc1" / "train_bodies.csv.gz")
    table(stances, tmp_path / "fnc1" / "train_stances.csv.gz")
    return tmp_path


def test_sets_are_cut_to_a_size_and_always_the_same_claims_are_kept(data: Path) -> None:
    kept = [claim for claim in labelled_claims(data) if claim.source == SET]
    assert len(kept) == CLAIMS_A_SET
    assert kept == [claim for claim in labelled_claims(data) if claim.source == SET]


def test_what_gets_no_verdict_or_has_one_report_is_left_out(data: Path) -> None:
    groups = {claim.group for claim in labelled_claims(data)}
    assert not groups & {"question", "alone"}


def test_no_claim_has_more_reports_than_are_judged_in_good_time(data: Path) -> None:
    assert all(2 <= len(claim.reports) <= REPORTS_A_CLAIM for claim in labelled_claims(data))


def test_of_fnc1_only_topics_that_no_judge_was_trained_on_are_taken(data: Path) -> None:
    taken = {claim.text for claim in labelled_claims(data) if claim.source == "fnc1"}
    trained = {row.headline for row in fnc1(data).part("train")}
    assert taken
    assert not taken & trained
    (labels,) = {
        tuple(sorted(one.label for one in claim.reports))
        for claim in labelled_claims(data)
        if claim.source == "fnc1"
    }
    assert labels == (Stance.MENTIONS, Stance.SUPPORTS)


def test_each_half_has_its_share_and_no_group_is_in_both(data: Path) -> None:
    claims = labelled_claims(data)
    first = {claim.group for claim in claims if in_first_half(claim)}
    second = {claim.group for claim in claims if not in_first_half(claim)}
    assert not first & second
    assert 0.4 < len(first) / (len(first) + len(second)) < 0.6
