"""How long a highlight takes to become claims, and what the parser costs to open."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date

from backend.checking.claims import Splitter
from backend.checking.words import sentences
from backend.demo.outlets import load_outlets
from backend.domain import Highlight, Page, QuoteSelector
from backend.linguistics.spacy_syntax import SpacySyntax
from backend.linguistics.which_language import LangidLanguages
from tests.bench.figures import Figure, middle, worst_twentieth

CONTEXT = 500
_FRESH = """
import json, resource, time
def megabytes(): return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
import backend.composition.parts
from backend.config import read_settings
before = megabytes()
begun = time.monotonic()
backend.composition.parts.make_splitter(read_settings({})).warm()
print(json.dumps([time.monotonic() - begun, megabytes() - before]))
"""


def run(*, quick: bool) -> Iterator[Figure]:
    """A highlight of the newsstand's, with 500 characters on each side of it."""
    ended = subprocess.run(
        [sys.executable, "-c", _FRESH], capture_output=True, text=True, check=True
    )
    opened, memory = json.loads(ended.stdout)
    yield Figure("a fresh process: opening the parser and the languages", opened, "s")
    yield Figure("a fresh process: memory for both", memory, "MB")
    split = Splitter(SpacySyntax(), LangidLanguages())
    split.warm()
    chosen = highlights()[: 40 if quick else 400]
    took = [_took(split, one, time.monotonic) for one in chosen]
    yield Figure("a highlight into claims, p50", middle(took), "ms", at_most=60)
    yield Figure("a highlight into claims, p95", worst_twentieth(took), "ms")
    alone = [_took(split, one, time.process_time) for one in chosen]
    yield Figure("the same in processor time, p50", middle(alone), "ms")


def _took(split: Splitter, highlight: Highlight, clock: Callable[[], float]) -> float:
    """Milliseconds by a clock."""
    begun = clock()
    split(highlight)
    return (clock() - begun) * 1_000


def highlights() -> list[Highlight]:
    """Every sentence of the newsstand's reports as a reader would highlight it."""
    return [
        Highlight(
            QuoteSelector(
                report.text[start:end],
                report.text[max(0, start - CONTEXT) : start],
                report.text[end : end + CONTEXT],
            ),
            Page("https://page.example/", report.title, date(2024, 10, 23)),
        )
        for outlet in load_outlets()
        for report in outlet.reports
        if not report.carries
        for start, end in sentences(report.text)
    ]
