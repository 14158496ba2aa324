"""Learn the rule for whole reports on FNC-1's articles that the judges were not trained on.

There are two parts of them, `rule` and `test`. Measured is a rule that was learned on all folds but
one, on that one (`left_out`); shipped is the rule learned on all of them.
"""

from __future__ import annotations

import json
import random
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression

from backend.checking.digest import read_sentences
from backend.checking.ports import Judge, Pair
from backend.checking.whole_reports import Rule, shared, signs, stance_of, whole_text
from backend.domain import Outlet, Report, Stance
from backend.judges.reports import as_rule
from backend.training.stance.data import SEED, Fnc1, HeadlineBody, fnc1

FNC1_STANCES = ("agree", "disagree", "discuss")
"""FNC-1's words for the rule's STANCES, in their order."""

_UNRELATED_SHARE = 36_545 / 13_427
"""Unrelated pairs for each related one, as in FNC-1's training files."""

_WEIGHTS = {"agree": 1.15, "disagree": 4, "discuss": 1}
"""How much a pair of each stance weighs in learning: `disagree` is rare, and telling it matters."""

_LEAST_SHARED = 0.2
"""Pairs that share no more of the headline's words are not worth the judge's time in learning."""

_SIGNS = 18
_MISSED = 0.005
"""The share of related pairs that may be lost unread, for wording that has nothing in common."""


def balanced_part(corpus: Fnc1, part: str) -> list[HeadlineBody]:
    """A part's related pairs, with as many unrelated ones as FNC-1 has for them.

    Few of FNC-1's own unrelated pairs lie within one part, so they are drawn anew, as FNC-1's were:
    a headline with a body of another topic.
    """
    related = [row for row in corpus.part(part) if row.stance != "unrelated"]
    topics: dict[str, set[str]] = defaultdict(set)
    for row in related:
        topics[row.body_id].add(row.headline)
    bodies_of: dict[str, set[str]] = defaultdict(set)
    for row in related:
        bodies_of[row.headline].add(row.body_id)
    chooser = random.Random(SEED)  # noqa: S311 - a sample, no secret
    bodies = sorted(topics)
    drawn: list[HeadlineBody] = []
    while len(drawn) < len(related) * _UNRELATED_SHARE:
        headline, body = chooser.choice(related).headline, chooser.choice(bodies)
        near = set().union(*(bodies_of[other] for other in topics[body]))
        if not near & bodies_of[headline]:
            drawn.append(HeadlineBody(headline, body, "unrelated", part))
    return related + drawn


@dataclass(frozen=True, slots=True)
class Table:
    """What is seen of pairs: shared words (pairs, 5), all signs (pairs, 18), and what is so.

    Signs are NaN where the pair was not read; `folds` says which topics a pair is of.
    """

    words: np.ndarray
    signs: np.ndarray
    stances: np.ndarray
    folds: np.ndarray

    def at(self, chosen: np.ndarray) -> Table:
        """Some of the pairs."""
        return Table(
            self.words[chosen], self.signs[chosen], self.stances[chosen], self.folds[chosen]
        )


def table(corpus: Fnc1, rows: Sequence[HeadlineBody], judge: Judge) -> Table:
    """Look at pairs as the product does; those that share hardly a word are not judged."""
    read = {row.body_id: read_sentences(corpus.bodies[row.body_id]) for row in rows}
    seen = [shared(row.headline, read[row.body_id]) for row in rows]
    kept = [at for at, one in enumerate(seen) if one.anywhere > _LEAST_SHARED]
    pairs = [_pair(corpus, rows[at], read[rows[at].body_id]) for at in kept]
    vectors = np.full((len(rows), _SIGNS), np.nan)
    for at, pair, judged in zip(kept, pairs, judge.judge(pairs), strict=True):
        vectors[at] = signs(seen[at], pair, judged)
    return Table(
        np.array([one.vector for one in seen]),
        vectors,
        np.array([row.stance for row in rows]),
        np.array([corpus.folds[row.body_id] for row in rows]),
    )


def left_out(found: Table) -> list[tuple[str, Stance]]:
    """What is so of each pair and what a rule says that was learned without the pair's fold."""
    said: list[tuple[str, Stance]] = []
    for fold in sorted(set(found.folds)):
        rule = as_rule(learned(found.at(found.folds != fold)))
        here = found.at(found.folds == fold)
        said += [
            (str(stance), _said(words, vector, rule))
            for words, vector, stance in zip(here.words, here.signs, here.stances, strict=True)
        ]
    return said


def _said(words: np.ndarray, vector: np.ndarray, rule: Rule) -> Stance:
    if np.isnan(vector).any() or rule.words.at(words.tolist()) < rule.words_from:
        return Stance.UNRELATED
    return stance_of(tuple(map(float, vector)), rule)


def learned(found: Table) -> dict[str, object]:
    """The rule, as it is stored."""
    related = found.stances != "unrelated"
    words = LogisticRegression(C=10, max_iter=2000).fit(found.words, related)
    chances = words.decision_function(found.words)
    words_from = float(np.quantile(chances[related], _MISSED))
    read = ~np.isnan(found.signs).any(axis=1) & (chances >= words_from)
    about = LogisticRegression(C=1, max_iter=2000).fit(found.signs[read], related[read])
    sided = read & related
    sides = LogisticRegression(C=0.1, max_iter=3000, class_weight=_WEIGHTS)
    sides.fit(found.signs[sided], found.stances[sided])
    order = [list(sides.classes_).index(stance) for stance in FNC1_STANCES]
    names = ("supports", "disputes", "mentions")
    return {
        "words": _line(words.coef_[0], words.intercept_[0]),
        "words_from": round(words_from, 3),
        "related": _line(about.coef_[0], about.intercept_[0]),
        "sides": {
            name: _line(sides.coef_[at], sides.intercept_[at])
            for name, at in zip(names, order, strict=True)
        },
    }


def write(rule: dict[str, object], target: Path) -> None:
    """Write `rule.json`."""
    target.mkdir(parents=True, exist_ok=True)
    (target / "rule.json").write_text(json.dumps(rule, indent=2) + "\n", encoding="utf-8")


def write_fnc1(corpus: Fnc1, rows: Sequence[HeadlineBody], target: Path) -> None:
    """Write pairs as FNC-1's own two files, to be scored by `evaluate fnc1`."""
    import csv  # noqa: PLC0415

    target.mkdir(parents=True, exist_ok=True)
    with (target / "test_bodies.csv").open("w", encoding="utf-8", newline="") as out:
        bodies = csv.writer(out)
        bodies.writerow(("Body ID", "articleBody"))
        bodies.writerows((key, corpus.bodies[key]) for key in sorted({row.body_id for row in rows}))
    with (target / "test_stances.csv").open("w", encoding="utf-8", newline="") as out:
        stances = csv.writer(out)
        stances.writerow(("Headline", "Body ID", "Stance"))
        stances.writerows((row.headline, row.body_id, row.stance) for row in rows)


def held_out(data: Path) -> tuple[Fnc1, list[HeadlineBody]]:
    """FNC-1 with the pairs that neither judge nor rule has seen."""
    corpus = fnc1(data)
    return corpus, balanced_part(corpus, "test")


def _pair(corpus: Fnc1, row: HeadlineBody, read: Sequence[object]) -> Pair:
    report = Report("", "", corpus.bodies[row.body_id], Outlet("", ""))
    return Pair(row.headline, whole_text(row.headline, report, read))  # type: ignore[arg-type]


def _line(weights: np.ndarray, constant: float) -> dict[str, object]:
    return {
        "weights": [round(float(weight), 4) for weight in weights],
        "constant": round(float(constant), 4),
    }
