"""Taking files of reports into the archive: in batches, each with how far the file is in.

A batch and its place in the file are one transaction. So a run that is killed loses nothing and
doubles nothing: the next one goes on behind the last batch, and what arrives again is known by its
address.
"""

from __future__ import annotations

import gzip
import hashlib
from collections import Counter
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import BinaryIO, cast

from backend.archive.jsonl import LineRead, read_report_lines
from backend.archive.sources import HEAD_BYTES, Form, Kind, accepted, form_of
from backend.archive.taking import Taken, Taking
from backend.archive.warc import Captured, CapturedPage, Cursor, read_warc
from backend.checking.ports import Clock
from backend.domain import Report
from backend.errors import BadInput
from backend.reading.canonical import canonical_url
from backend.reading.extraction import Extract
from backend.services.extractors import Extracted, extracted
from backend.store.archive import ArchiveStore
from backend.store.ingests import Ingested, IngestStore
from backend.store.keeping import Arrival, Kept

BATCH = 500
"""Reports in one transaction: many write fast, few let a check's own writes come in between."""

EXTRACTED_AT_ONCE = 2
"""Pages that are extracted at once, each in a process of its own."""

_RECORDS_AT_ONCE = 50

Tell = Callable[[Taking], None]


@dataclass(frozen=True, slots=True)
class _Batch:
    """What is kept in one transaction, and how far the file is in after it."""

    arrivals: Sequence[Arrival]
    ingested: Ingested


_Batches = Generator[_Batch, None, None]


class Ingest:
    """Takes WARC and JSONL files into the archive."""

    def __init__(
        self, archive: ArchiveStore, ingests: IngestStore, extract: Extract, clock: Clock
    ) -> None:
        self._archive = archive
        self._ingests = ingests
        self._extract = extract
        self._clock = clock

    def take(self, path: Path, kind: Kind, tell: Tell) -> Taken:
        """Take what the file holds that is not in yet, telling after each batch.

        Raises `BadInput` for a file that is broken, `BadReports` for a bad line; what stands
        before that is kept.
        """
        size = path.stat().st_size
        before = self._ingests.so_far(_fingerprint(path), str(path))
        if before.finished:
            return Taken(skipped=before.skipped, already=True)
        batches = _jsonl(path, before) if kind is Kind.JSONL else _warc(path, before, self._extract)
        kept, skipped = Kept(), before.skipped
        with closing(batches):
            for batch in batches:
                kept += self._archive.keep(batch.arrivals, self._clock(), batch.ingested)
                skipped = batch.ingested.skipped
                tell(Taking(min(batch.ingested.position, size), size, batch.ingested.kept))
        return Taken(kept.new, kept.edited, kept.same, skipped)


def look_at(path: Path) -> Form:
    """The form of a file. Raises `BadInput` if it cannot be read or is of none."""
    try:
        with path.open("rb") as stream:
            form = form_of(stream.read(HEAD_BYTES))
    except OSError as problem:
        raise BadInput(f"{path} cannot be read: {problem.strerror}.") from problem
    return recognised(form, str(path))


def recognised(form: Form | None, name: str) -> Form:
    """The form. Raises `BadInput` that says what is accepted where there is none."""
    if form is None:
        raise BadInput(
            f"{name} is nothing that the archive can take in. It takes: "
            + accepted().replace("\n", " ").replace("  - ", "- ")
        )
    return form


def _fingerprint(path: Path) -> str:
    """The file by its bytes: one that was changed is another."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _jsonl(path: Path, before: Ingested) -> _Batches:
    with _opened(path) as stream:
        lines = read_report_lines(stream, str(path), before.position)
        so_far = before
        for batch in _up_to_the_error(lines):
            if isinstance(batch, BadInput):
                raise batch
            so_far = replace(so_far, position=batch[-1].ends, kept=so_far.kept + len(batch))
            yield _Batch([_arrival(line.report) for line in batch], so_far)
        yield _Batch((), replace(so_far, finished=True))


def _up_to_the_error(lines: Iterator[LineRead]) -> Iterator[list[LineRead] | BadInput]:
    """The lines in batches; an error comes after all that stands before it."""
    batch: list[LineRead] = []
    try:
        for line in lines:
            batch.append(line)
            if len(batch) == BATCH:
                yield batch
                batch = []
    except BadInput as problem:
        if batch:
            yield batch
        yield problem
        return
    if batch:
        yield batch


def _opened(path: Path) -> BinaryIO:
    with path.open("rb") as stream:
        packed = stream.read(2) == b"\x1f\x8b"
    return cast("BinaryIO", gzip.open(path)) if packed else path.open("rb")


def _arrival(report: Report) -> Arrival:
    return Arrival(replace(report, url=canonical_url(report.url)), canonical_url(report.url))


@dataclass(frozen=True, slots=True)
class _Group:
    """Beside pages that are extracted together: where the file goes on after them."""

    after: Cursor
    skipped: Counter[str]


def _warc(path: Path, before: Ingested, extract: Extract) -> _Batches:
    so_far, arrivals = before, list[Arrival]()
    groups = _groups(read_warc(path, Cursor(before.position, before.passed)))
    with closing(extracted(groups, extract, EXTRACTED_AT_ONCE)) as results:
        for pages, group in results:
            if isinstance(group, BadInput):
                yield _Batch(arrivals, so_far)
                raise group
            so_far = _further(so_far, pages, group)
            arrivals += [_seen(one.report, one.page) for one in pages if one.report]
            if len(arrivals) >= BATCH:
                yield _Batch(arrivals, so_far)
                arrivals = []
    size = path.stat().st_size
    yield _Batch(arrivals, replace(so_far, position=size, passed=0, finished=True))


def _groups(
    captured: Iterator[Captured],
) -> Iterator[tuple[list[CapturedPage], _Group | BadInput]]:
    """The pages in groups; an error comes after all that stands before it."""
    trouble: BadInput | None = None
    while trouble is None:
        some: list[Captured] = []
        try:
            some.extend(islice(captured, _RECORDS_AT_ONCE))
        except BadInput as problem:
            trouble = problem
        if some:
            yield _group(some)
        elif trouble is None:
            return
    yield [], trouble


def _group(captured: Sequence[Captured]) -> tuple[list[CapturedPage], _Group]:
    last = captured[-1].cursor
    skipped = Counter(one.skipped for one in captured if one.page is None)
    pages = [one.page for one in captured if one.page]
    return pages, _Group(Cursor(last.position, last.passed + 1), skipped)


def _further(so_far: Ingested, pages: Sequence[Extracted], group: _Group) -> Ingested:
    """How far the file is in after a group."""
    skipped = Counter(so_far.skipped) + group.skipped
    skipped += Counter(one.skipped for one in pages if one.report is None)
    return replace(
        so_far,
        position=group.after.position,
        passed=group.after.passed,
        kept=so_far.kept + sum(1 for one in pages if one.report),
        skipped=dict(skipped),
    )


def _seen(report: Report, page: CapturedPage) -> Arrival:
    return Arrival(report, canonical_url(page.url), seen_at=page.seen_at)
