"""The training mix: sets in their shares, FNC-1's articles, hard neutrals and made pairs."""

from __future__ import annotations

import json
import random
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

from sklearn.feature_extraction.text import TfidfVectorizer

from backend.checking.digest import digest, read_sentences
from backend.checking.passages import overlap
from backend.checking.words import sentences
from backend.training.stance.data import (
    SEED,
    SHARES,
    Row,
    event_texts,
    fever_claims,
    fnc1,
    held_out_texts,
    plain,
    sampled,
    stance_rows,
    training_bodies,
)
from backend.training.stance.made import made

_FNC1_LABELS = {"agree": "supports", "disagree": "disputes", "discuss": "mentions"}
_FNC1_ROWS = {"agree": 2400, "disagree": 700, "discuss": 3200}
_TWICE = frozenset({"disagree"})
"""FNC-1's rarest stance is shown twice, with digests of different length."""
_SHORTER = 70
_HARD_BODIES, _FEVER_NEUTRALS, _MADE = 2500, 5000, 11000
_NEWS_CLAIMS = ("emergent", "rte1", "rte2", "factcheck_gpt", "xsum_hallucination", "fever_ggkorn")
"""Sets whose claims are held against passages of other matters, beside FNC-1's headlines."""
_CLAIMS_A_SET = 1100
_NEAREST = 40
"""Passages nearest to a claim among which one of another matter is drawn."""
_SAME_MATTER_FROM = 0.3
"""The share of the claim's words from which a passage may be of its matter after all."""


def mix(data: Path) -> list[Row]:
    """Every training row, shuffled, always in the same order."""
    forbidden = held_out_texts(data)
    rows = [
        row
        for row in _everything(data)
        if row.claim.strip()
        and row.passage.strip()
        and plain(row.claim) not in forbidden
        and plain(row.passage) not in forbidden
    ]
    unique = list({(row.claim, row.passage, row.label): row for row in rows}.values())
    random.Random(SEED).shuffle(unique)  # noqa: S311 - an order, no secret
    return unique


def _everything(data: Path) -> Iterator[Row]:
    for name, share in SHARES.items():
        rows = [row for row in stance_rows(data, name) if row.label]
        yield from sampled(rows, share, name)
    yield from _fnc1_rows(data)
    yield from _unrelated(data)
    yield from _fever_neutrals(data)
    yield from _other_matters(data)
    yield from made([*training_bodies(data), *event_texts(data)], _MADE, SEED)


def _fnc1_rows(data: Path) -> Iterator[Row]:
    corpus = fnc1(data)
    for stance, most in _FNC1_ROWS.items():
        found = [row for row in corpus.part("train") if row.stance == stance]
        chooser = random.Random(f"{SEED}:{stance}")  # noqa: S311 - a sample, no secret
        for row in chooser.sample(found, min(most, len(found))):
            body = corpus.bodies[row.body_id]
            label = _FNC1_LABELS[stance]
            yield Row(row.headline, digest(row.headline, body), label, "fnc1", 1)
            if stance in _TWICE:
                yield Row(row.headline, digest(row.headline, body, most=_SHORTER), label, "fnc1", 1)


def _unrelated(data: Path) -> Iterator[Row]:
    """Headlines with the most similar bodies that are about something else, and with any."""
    corpus = fnc1(data)
    train = corpus.part("train")
    own: dict[str, set[str]] = {}
    for row in train:
        if row.stance != "unrelated":
            own.setdefault(row.headline, set()).add(row.body_id)
    bodies = sorted({row.body_id for row in train})
    vectors = TfidfVectorizer(stop_words="english", sublinear_tf=True)
    matrix = vectors.fit_transform([corpus.bodies[body] for body in bodies])
    chooser = random.Random(SEED)  # noqa: S311 - a sample, no secret
    unrelated = {(row.headline, row.body_id) for row in corpus.rows if row.stance == "unrelated"}
    read = {body: read_sentences(corpus.bodies[body]) for body in bodies}
    given = 0
    headlines = sorted(own)
    for headline in chooser.sample(headlines, len(headlines)):
        scores = (matrix @ vectors.transform([headline]).T).toarray().ravel()
        near = [bodies[i] for i in scores.argsort()[::-1][:60]]
        known = [body for body in near if (headline, body) in unrelated][:2]
        anyone = [body for body in [chooser.choice(bodies)] if body not in own[headline]]
        for body in known + anyone:
            passage = digest(headline, corpus.bodies[body], read[body])
            yield Row(headline, passage, "mentions", "fnc1_unrelated", 0)
            given += 1
        if given >= _HARD_BODIES:
            return


def _fever_neutrals(data: Path) -> Iterator[Row]:
    """FEVER's claims without evidence, each with evidence of the nearest other claims."""
    pool = sorted({row.passage for row in stance_rows(data, "fever_ggkorn")})
    vectors = TfidfVectorizer(stop_words="english", sublinear_tf=True)
    matrix = vectors.fit_transform(pool)
    claims = sorted(set(fever_claims(data)))
    chooser = random.Random(SEED)  # noqa: S311 - a sample, no secret
    chosen = chooser.sample(claims, min(_FEVER_NEUTRALS, len(claims)))
    scores = vectors.transform(chosen) @ matrix.T
    for i, claim in enumerate(chosen):
        row = scores.getrow(i)
        if row.nnz:
            best = row.indices[row.data.argsort()[::-1][:3]]
            yield Row(claim, pool[int(chooser.choice(list(best)))], "mentions", "fever_neutral")


def _other_matters(data: Path) -> Iterator[Row]:
    """Claims with passages of the news that share some of their words and are about other things.

    Half of them are drawn among the nearest, half among all; where many words are shared nobody
    knows whether the matter is another, and the pair says so.
    """
    pool = _news_passages(data)
    vectors = TfidfVectorizer(stop_words="english", sublinear_tf=True)
    matrix = vectors.fit_transform(pool).T.tocsc()
    chooser = random.Random(SEED)  # noqa: S311 - a sample, no secret
    for claim in _news_claims(data):
        scores = (vectors.transform([claim]) @ matrix).tocoo()
        nearest = scores.col[scores.data.argsort()[::-1][1:_NEAREST]].tolist()
        near = chooser.choice(nearest) if nearest else chooser.randrange(len(pool))
        passage = pool[chooser.choice([near, chooser.randrange(len(pool))])]
        shared = overlap(claim, passage)
        if shared < 2 * _SAME_MATTER_FROM:
            known = 0 if shared < _SAME_MATTER_FROM else -1
            yield Row(claim, passage, "mentions", "other_matter", known)


def _news_claims(data: Path) -> list[str]:
    headlines = sorted({row.headline for row in fnc1(data).part("train")})
    sets = [sorted({row.claim for row in stance_rows(data, name)}) for name in _NEWS_CLAIMS]
    chooser = random.Random(SEED)  # noqa: S311 - a sample, no secret
    return [
        claim
        for claims in (headlines, *sets)
        for claim in chooser.sample(claims, min(_CLAIMS_A_SET, len(claims)))
    ]


def _news_passages(data: Path) -> list[str]:
    """Passages of one or two sentences, as the product takes them out of reports."""
    chooser = random.Random(SEED)  # noqa: S311 - a sample, no secret
    passages: set[str] = set()
    for text in [*training_bodies(data), *event_texts(data)]:
        spans = sentences(text)
        for first in range(len(spans)):
            last = min(first + chooser.choice([0, 1]), len(spans) - 1)
            passages.add(" ".join(text[spans[first][0] : spans[last][1]].split()))
    return sorted(passages)


def write(rows: Sequence[Row], path: Path) -> None:
    """Write the mix as JSONL and say what it holds."""
    with path.open("w", encoding="utf-8") as out:
        for row in rows:
            out.write(json.dumps(asdict(row)) + "\n")
    counts = Counter((row.source, row.label) for row in rows)
    for (source, label), count in sorted(counts.items()):
        sys.stdout.write(f"{source:28} {label:10} {count:6}\n")
    sys.stdout.write(f"{len(rows)} rows, {Counter(row.label for row in rows)}\n")


def read(path: Path) -> list[Row]:
    """Read a mix back."""
    with path.open(encoding="utf-8") as lines:
        return [Row(**json.loads(line)) for line in lines]
