"""`origins`: which reports the product calls one origin, against which truly are.

A file of reports in JSON lines, each with its true `origin`; a folder of such files is measured
file by file, and its pairs are counted together. Every file is grouped as a whole, as the reports
of one check are, without a claim: by what shows in whole texts. What a passage says of a claim's
source is no part of it.

Every pair of reports of one file counts. The figures, with shares between 0 and 1:

`f1`, `precision`, `recall`
    Of the pairs that are called one origin, how many are (1 where none is called so), and of those
    that are, how many are called so (1 where there is none); F1 is made of both.
`reports`, `pairs`
    How many reports there are, and pairs of reports that truly have one origin.
`origins`, `origins_found`
    How many origins there are, and how many were made.
`reports_per_second`
    By the processor's clock, grouping alone.
"""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from backend.archive.jsonl import read_reports
from backend.checking.origins import group
from backend.domain import Report
from backend.errors import BadInput, BadReports
from backend.evaluation.files import bare_name, files_in, opened
from backend.evaluation.suite import Figures, Progress, Suite, Tell

_ENDING = ".jsonl"


@dataclass(frozen=True, slots=True)
class Labelled:
    """Reports, and the true origin of each."""

    reports: Sequence[Report]
    origins: Sequence[str]


@dataclass(frozen=True, slots=True)
class Counts:
    """Pairs that truly have one origin, that are called so, and that are both; and origins."""

    true: int
    called: int
    right: int
    origins: int
    origins_found: int


class OriginsSuite(Suite):
    """Scores the grouping of reports on a file, or on each file in a folder."""

    name = "origins"

    def run(self, data: Path, tell: Tell) -> Figures:
        """Group the reports of every file."""
        sets = [_read(path) for path in _paths(data)]
        progress = Progress(tell, sum(len(each.reports) for each in sets))
        began = time.process_time()
        counts = []
        for each in sets:
            counts.append(counted(each))
            progress.more(len(each.reports))
        seconds = time.process_time() - began
        reports = sum(len(each.reports) for each in sets)
        return {**figures(counts), "reports": reports, "reports_per_second": reports / seconds}


def counted(labelled: Labelled) -> Counts:
    """Group the reports of one file, and count pairs."""
    found = {url: origin.id for origin in group(labelled.reports) for url in origin.urls}
    called = [found[report.url] for report in labelled.reports]
    return Counts(
        true=_pairs(labelled.origins),
        called=_pairs(called),
        right=_pairs(zip(labelled.origins, called, strict=True)),
        origins=len(set(labelled.origins)),
        origins_found=len(set(called)),
    )


def figures(counts: Sequence[Counts]) -> Figures:
    """What the counts of all files amount to; see the module."""
    true = sum(each.true for each in counts)
    called = sum(each.called for each in counts)
    right = sum(each.right for each in counts)
    precision = right / called if called else 1.0
    recall = right / true if true else 1.0
    both = precision + recall
    return {
        "f1": 2 * precision * recall / both if both else 0.0,
        "precision": precision,
        "recall": recall,
        "pairs": true,
        "origins": sum(each.origins for each in counts),
        "origins_found": sum(each.origins_found for each in counts),
    }


def _pairs(labels: Iterable[Any]) -> int:
    """How many pairs have one label."""
    return sum(count * (count - 1) // 2 for count in Counter(labels).values())


def _paths(data: Path) -> list[Path]:
    if not data.is_dir():
        return [data]
    paths = [path for path in files_in(data) if bare_name(path).endswith(_ENDING)]
    if not paths:
        raise BadInput(f"{data} holds no .jsonl or .jsonl.gz file.")
    return paths


def _read(path: Path) -> Labelled:
    with opened(path) as lines:
        rows = [(number, line) for number, line in enumerate(lines, start=1) if line.strip()]
    if not rows:
        raise BadInput(f"{path} holds no reports.")
    try:
        reports = list(read_reports(_with_title(line) for _, line in rows))
    except BadReports as problem:
        raise BadReports(f"{path}: {problem}") from problem
    return Labelled(_told_apart(reports), [_origin(path, *row) for row in rows])


def _with_title(line: str) -> str:
    """The line, with a title where it has an empty one: headlines play no part."""
    return line.replace('"title": ""', '"title": "(none)"', 1)


def _origin(path: Path, number: int, line: str) -> str:
    origin = json.loads(line).get("origin")
    if isinstance(origin, bool) or not isinstance(origin, str | int):
        raise BadInput(f'{path}, line {number}: the report needs its true "origin", as text.')
    return str(origin)


def _told_apart(reports: Iterable[Report]) -> list[Report]:
    """The reports, of which each has a URL of its own: two may have been read at one address."""
    seen: Counter[str] = Counter()
    apart = []
    for report in reports:
        seen[report.url] += 1
        again = seen[report.url]
        apart.append(report if again == 1 else replace(report, url=f"{report.url}#{again}"))
    return apart
