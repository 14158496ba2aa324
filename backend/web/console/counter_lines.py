"""What a moderator reads of the report that a flag names. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from backend.domain import Stance
from backend.services.queue import CounterSource, CounterState
from backend.web import labels
from backend.web.lines import safe_link


@dataclass(frozen=True, slots=True)
class CounterQuote:
    """What a counter-source says of a claim, in its own words."""

    stance: str
    text: str


@dataclass(frozen=True, slots=True)
class CounterLine:
    """A counter-source: its address, what came of reading it, and its words."""

    url: str
    link: str | None
    words: str
    quotes: tuple[CounterQuote, ...]


def counter_line(counter: CounterSource) -> CounterLine:
    """A counter-source for moderators."""
    quotes = [
        CounterQuote(labels.STANCES[Stance(row["stance"])], row["quote"]) for row in counter.rows
    ]
    return CounterLine(counter.url, safe_link(counter.url), _words(counter), tuple(quotes))


def _words(counter: CounterSource) -> str:
    match counter.state:
        case CounterState.WAITING:
            return "It waits to be read."
        case CounterState.UNREADABLE:
            return f"It could not be read. {counter.reason}"
        case CounterState.FAILED:
            return f"It could not be judged. {counter.reason}"
        case CounterState.READ if counter.rows:
            return "It was read and judged like the others:"
        case CounterState.READ:
            return counter.reason or "It was read and says nothing of the claim."
