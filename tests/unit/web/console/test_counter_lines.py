from __future__ import annotations

import pytest

from backend.checking.document import evidence_document
from backend.domain import Stance, UnreadReason
from backend.services.queue import CounterSource, CounterState
from backend.web.console.counter_lines import CounterQuote, counter_line
from tests.factories import evidence_of

URL = "https://daily.example/counter"


@pytest.mark.parametrize(
    ("state", "reason", "words"),
    [
        (CounterState.WAITING, "", "It waits to be read."),
        (
            CounterState.UNREADABLE,
            UnreadReason.GONE.words,
            "It could not be read. The page is no longer there.",
        ),
        (CounterState.FAILED, "It broke.", "It could not be judged. It broke."),
        (CounterState.READ, "", "It was read and says nothing of the claim."),
        (CounterState.READ, "It is the page itself.", "It is the page itself."),
    ],
)
def test_what_came_of_a_counter_source_is_said_in_words(
    state: CounterState, reason: str, words: str
) -> None:
    line = counter_line(CounterSource(URL, state, reason=reason))
    assert (line.url, line.link, line.words, line.quotes) == (URL, URL, words, ())


def test_what_a_counter_source_says_is_quoted() -> None:
    row = evidence_document(evidence_of(Stance.DISPUTES, "daily", url=URL))
    line = counter_line(CounterSource(URL, CounterState.READ, [row]))
    assert line.words == "It was read and judged like the others:"
    assert line.quotes == (CounterQuote("Says otherwise", "It was so."),)
