"""Origins: which reports go back to one source and so count once, and why, pair by pair.

Copies of one text are one origin whatever they are checked for. What else ties reports belongs to
a passage: two of them may both pass on a ministry's word of one claim, and each have looked for
itself at another. So every claim has its own groups, and groups that are alike are one origin.
"""

from __future__ import annotations

from backend.checking.origins.grouping import age, numbered
from backend.checking.origins.tracing import alone, group, normalised, traced, with_telling

__all__ = ["age", "alone", "group", "normalised", "numbered", "traced", "with_telling"]
