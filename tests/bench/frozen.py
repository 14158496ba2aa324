"""What the frozen evidence of a note takes: `python -m tests.bench frozen`.

Every planned sentence of the newsstand is checked over an archive of all the newsstand's reports,
and what would be kept of it is weighed. The lexical judge judges: who does changes little of that.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from backend.checking.frozen import Frozen, frozen_document
from backend.checking.pipeline import Pipeline
from backend.demo.cases import Case, load_cases
from backend.demo.outlets import load_outlets
from backend.domain import Highlight, Outlet, Page, QuoteSelector, Report
from backend.judges.lexical import LexicalJudge
from backend.searchers.archive import ArchiveSearcher
from backend.store.archive import ArchiveStore
from backend.store.engine import make_engine, make_sessions, migrate
from backend.store.frozen import packed_evidence, packed_text
from tests.bench.figures import Figure, middle
from tests.fakes import FakeReader, Told

_NOW = datetime(2026, 11, 30, tzinfo=UTC)
_KB = 1_000


def run(*, quick: bool = False) -> Iterator[Figure]:
    """Check the sentences (a few, if it is to be quick) and weigh what is kept of each."""
    cases = load_cases()[: 4 if quick else None]
    with tempfile.TemporaryDirectory() as folder:
        frozen = _checked(Path(folder), cases)
    documents = [frozen_document(one) for one in frozen]
    evidence = [len(packed_evidence(document)) for document, _ in documents]
    texts = [sum(len(packed_text(text)) for text in kept.values()) for _, kept in documents]
    plain = [len(json.dumps(document)) for document, _ in documents]
    once = {mark: packed_text(text) for _, kept in documents for mark, text in kept.items()}
    yield Figure("reports judged for a note", middle([len(kept) for _, kept in documents]), "")
    yield Figure("its evidence without texts, plain JSON", middle(plain) / _KB, "kB")
    yield Figure("the same as it is kept", middle(evidence) / _KB, "kB")
    yield Figure("the texts of its reports as they are kept", middle(texts) / _KB, "kB")
    yield Figure(
        f"all {len(frozen)} notes, each text once",
        (sum(evidence) + sum(map(len, once.values()))) / _KB,
        "kB",
    )


def _checked(folder: Path, cases: Sequence[Case]) -> list[Frozen]:
    engine = make_engine(f"sqlite:///{folder}/newsstand.db")
    migrate(engine)
    archive = ArchiveStore(make_sessions(engine))
    for report in _reports():
        archive.put_report(report, _NOW)
    pipeline = Pipeline([ArchiveSearcher(archive)], FakeReader(), LexicalJudge(), lambda: _NOW)
    frozen = [pipeline.gather(_highlight(case), Told()) for case in cases]
    engine.dispose()
    return frozen


def _reports() -> Iterator[Report]:
    for outlet in load_outlets():
        for report in outlet.reports:
            yield Report(
                f"https://{outlet.slug}.example/{report.slug}",
                report.title,
                report.text,
                Outlet(outlet.name, f"{outlet.slug}.example"),
                report.published,
                report.author,
            )


def _highlight(case: Case) -> Highlight:
    outlet, _, slug = case.page.partition("/")
    return Highlight(QuoteSelector(case.sentence), Page(f"https://{outlet}.example/{slug}"))
