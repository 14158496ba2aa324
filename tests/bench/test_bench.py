from __future__ import annotations

from pathlib import Path

from backend.checking.ports import Pair
from backend.checking.queries import query_for
from backend.composition.judging import SMALL
from backend.domain import Claim
from backend.store.archive import ArchiveStore
from backend.store.engine import Sessions
from tests.bench import frozen, judging, roberta_large
from tests.bench.archives import KEPT_AT
from tests.bench.corpus import Corpus
from tests.bench.figures import Figure, table
from tests.bench.judged_pairs import TOKENS, JudgedPairs


def test_one_seed_gives_the_same_news() -> None:
    one, other = Corpus(200, 5), Corpus(200, 5)
    assert one.planted == other.planted
    assert list(one.reports()) == list(other.reports())


def test_every_planted_claim_has_its_report() -> None:
    corpus = Corpus(300, 10)
    by_url = {report.url: report for report in corpus.reports()}
    assert len(by_url) == 300
    assert all(by_url[plant.url].published == plant.published for plant in corpus.planted)


def test_what_is_planted_can_be_found(sessions: Sessions) -> None:
    corpus = Corpus(500, 10)
    archive = ArchiveStore(sessions)
    archive.put_reports(corpus.reports(), KEPT_AT)
    queries = [query_for(Claim(plant.claim, 0, len(plant.claim))) for plant in corpus.planted]
    found = [[hit.url for hit in archive.search(query, 50)] for query in queries]
    assert all(plant.url in urls for plant, urls in zip(corpus.planted, found, strict=True))


def test_judged_pairs_are_of_one_length_and_no_two_alike() -> None:
    made = JudgedPairs(SMALL / "tokenizer.json")
    pairs = [*made.mixed(40), *made.of_one_claim(1, 20)]
    assert len(set(pairs)) == 60
    assert len({pair.claim for pair in pairs[40:]}) == 1
    assert all(TOKENS - 12 <= made.tokens(pair) <= TOKENS for pair in pairs)
    assert pairs[:40] == JudgedPairs(SMALL / "tokenizer.json").mixed(40)


def test_a_random_model_answers_whole_and_shrunk_and_its_answers_depend_on_the_text(
    tmp_path: Path,
) -> None:
    size = roberta_large.Size(layers=2, width=32, heads=4, between=64, words=30_522)
    whole = roberta_large.make(tmp_path, size)
    pairs = [Pair("One.", "Two."), Pair("One.", "Three and four."), Pair("One.", "Two.")]
    for model in (whole, roberta_large.shrunk(whole)):
        one, other, again = judging.random_judge(model).judge(pairs)
        assert one == again != other


def test_frozen_evidence_is_smaller_packed_than_plain() -> None:
    judged, plain, packed, texts, _ = (one.value for one in frozen.run(quick=True))
    assert judged >= 1
    assert 0 < packed < plain
    assert texts > 0


def test_a_table_says_which_bars_are_met() -> None:
    figures = [
        Figure("fast", 3, "ms", at_most=5),
        Figure("few", 90.5, "%", at_least=98),
        Figure("told", 1_234, "a second"),
    ]
    assert table(figures).splitlines()[-3:] == [
        "| fast | 3 ms | ≤ 5 ms | yes |",
        "| few | 90.5 % | ≥ 98 % | no |",
        "| told | 1,234 a second |  |  |",
    ]
