"""Files of reports into the archive, on each database."""

from __future__ import annotations

import gzip
import json
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

from backend.archive.sources import Kind
from backend.archive.taking import Taken, Taking
from backend.domain import Query
from backend.errors import BadInput, BadReports
from backend.reading.extraction import extract
from backend.services import ingest as ingesting
from backend.services.ingest import Ingest, look_at
from backend.store.archive import ArchiveStore
from backend.store.engine import Sessions
from backend.store.ingests import IngestStore
from tests.unit.reading.pages import page
from tests.warcs import packed, warc_info, warc_response

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


class Killed(BaseException):
    """The process was killed here."""


@pytest.fixture(autouse=True)
def _small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ingesting, "BATCH", 3)
    monkeypatch.setattr(ingesting, "_RECORDS_AT_ONCE", 2)


@pytest.fixture
def archive(sessions: Sessions) -> ArchiveStore:
    return ArchiveStore(sessions)


@pytest.fixture
def ingest(sessions: Sessions, archive: ArchiveStore) -> Ingest:
    return Ingest(archive, IngestStore(sessions), extract, lambda: NOW)


def nobody(taking: Taking) -> None:
    del taking


def lines(numbers: Sequence[int]) -> str:
    rows = (
        {"url": f"https://paper.example/{n}?utm_source=x", "title": f"Dam {n}", "text": "Opened."}
        for n in numbers
    )
    return "".join(json.dumps(row) + "\n" for row in rows)


def jsonl(folder: Path, content: str, name: str = "reports.jsonl") -> Path:
    file = folder / name
    file.write_text(content, "utf-8")
    return file


def warc(folder: Path, pages: int) -> Path:
    records = [warc_info()]
    for number in range(pages):
        records.append(warc_response(f"https://paper.example/{number}", page().encode()))
        records.append(
            warc_response(f"https://paper.example/{number}.png", b"", media_type="image/png")
        )
    file = folder / "news.warc.gz"
    file.write_bytes(packed(*records))
    return file


def held(archive: ArchiveStore) -> int:
    return archive.stats().reports


def test_a_file_of_lines_is_taken_in_once(
    ingest: Ingest, archive: ArchiveStore, tmp_path: Path
) -> None:
    file = jsonl(tmp_path, "\ufeff" + lines(range(8)))
    told: list[Taking] = []
    assert ingest.take(file, Kind.JSONL, told.append) == Taken(new=8)
    assert [taking.kept for taking in told] == [3, 6, 8, 8]
    assert told[-1].position == told[-1].size == file.stat().st_size
    assert ingest.take(file, Kind.JSONL, nobody) == Taken(already=True)
    assert held(archive) == 8
    hits = archive.search(Query("", terms=("dam",)), 20)
    assert {hit.url for hit in hits} == {f"https://paper.example/{n}" for n in range(8)}


def test_a_packed_file_of_lines_is_unpacked(
    ingest: Ingest, archive: ArchiveStore, tmp_path: Path
) -> None:
    file = tmp_path / "reports.jsonl.gz"
    file.write_bytes(gzip.compress(lines(range(4)).encode()))
    assert look_at(file).kind is Kind.JSONL
    assert ingest.take(file, Kind.JSONL, nobody).new == 4
    assert held(archive) == 4


def test_a_bad_line_is_named_and_what_stands_before_it_is_kept(
    ingest: Ingest, archive: ArchiveStore, tmp_path: Path
) -> None:
    file = jsonl(tmp_path, lines(range(5)) + "{}\n" + lines(range(5, 7)))
    for _ in range(2):
        with pytest.raises(BadReports, match="Line 6 "):
            ingest.take(file, Kind.JSONL, nobody)
        assert held(archive) == 5
    mended = jsonl(tmp_path, lines(range(7)))
    assert ingest.take(mended, Kind.JSONL, nobody) == Taken(new=2, same=5)


def test_a_file_that_is_no_text_is_refused_by_its_line(ingest: Ingest, tmp_path: Path) -> None:
    file = tmp_path / "reports.jsonl"
    file.write_bytes(lines([1]).encode() + b"\xff\xfe\n")
    with pytest.raises(BadReports, match=r"Line 2 .* no UTF-8"):
        ingest.take(file, Kind.JSONL, nobody)


def test_pages_of_a_warc_are_taken_in_and_what_is_none_is_counted(
    ingest: Ingest, archive: ArchiveStore, tmp_path: Path
) -> None:
    file = warc(tmp_path, 7)
    told: list[Taking] = []
    assert ingest.take(file, Kind.WARC, told.append) == Taken(new=7, skipped={"not_html": 7})
    assert told[-1].position == told[-1].size
    assert ingest.take(file, Kind.WARC, nobody) == Taken(skipped={"not_html": 7}, already=True)
    assert held(archive) == 7


@pytest.mark.parametrize("kind", [Kind.WARC, Kind.JSONL])
@pytest.mark.parametrize("batches", [1, 2])
def test_a_run_that_is_killed_is_gone_on_with_behind_its_last_batch(
    kind: Kind, batches: int, ingest: Ingest, archive: ArchiveStore, tmp_path: Path
) -> None:
    file = warc(tmp_path, 8) if kind is Kind.WARC else jsonl(tmp_path, lines(range(8)))
    left = [batches]

    def kill(taking: Taking) -> None:
        del taking
        left[0] -= 1
        if not left[0]:
            raise Killed

    with pytest.raises(Killed):
        ingest.take(file, kind, kill)
    before = held(archive)
    assert 0 < before < 8
    rest = ingest.take(file, kind, nobody)
    assert (rest.new, rest.edited, rest.same) == (8 - before, 0, 0)
    assert held(archive) == 8


def test_a_warc_that_breaks_off_keeps_what_is_whole(
    ingest: Ingest, archive: ArchiveStore, tmp_path: Path
) -> None:
    file = warc(tmp_path, 5)
    file.write_bytes(file.read_bytes()[:-20])
    with pytest.raises(BadInput, match="breaks off"):
        ingest.take(file, Kind.WARC, nobody)
    assert held(archive) == 5
    whole = warc(tmp_path, 5)
    assert ingest.take(whole, Kind.WARC, nobody).new == 0


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"<html></html>"])
def test_what_is_not_recognised_is_refused_with_what_would_be(
    content: bytes, tmp_path: Path
) -> None:
    file = tmp_path / "thing"
    file.write_bytes(content)
    with pytest.raises(BadInput, match=r"nothing that the archive can take in.*WARC.*OPML"):
        look_at(file)


def test_a_file_that_is_not_there_is_told_in_words(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="cannot be read"):
        look_at(tmp_path / "missing.jsonl")
    with pytest.raises(BadInput, match="cannot be read"):
        look_at(tmp_path)
