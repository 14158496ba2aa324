from __future__ import annotations

from backend.checking.queries import query_for
from backend.domain import Claim
from backend.store.archive import ArchiveStore
from backend.store.engine import Sessions
from tests.bench.archives import KEPT_AT
from tests.bench.corpus import Corpus
from tests.bench.figures import Figure, table


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
