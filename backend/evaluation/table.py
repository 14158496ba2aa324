"""The suites there are, by name."""

from __future__ import annotations

from collections.abc import Callable

from backend.evaluation.extraction import ExtractionSuite
from backend.evaluation.suite import Suite
from backend.reading.extraction import extract

SUITES: dict[str, Callable[[], Suite]] = {
    "extraction": lambda: ExtractionSuite(extract),
}
