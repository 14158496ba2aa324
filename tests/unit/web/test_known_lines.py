from __future__ import annotations

from typing import Any

from backend.web.known_lines import known_line

NOTE: dict[str, Any] = {
    "claim": 0,
    "text": "It rained in Riverton.",
    "note": "a" * 32,
    "verdict": "disputed",
    "checked_at": "2024-06-03T10:00:00+00:00",
    "fresh": False,
    "decision": {"by": "ann"},
    "source": None,
}


def test_an_earlier_note_is_named_by_its_verdict_and_day() -> None:
    line = known_line(NOTE)
    assert (line.note, line.link, line.fresh, line.decided) == ("a" * 32, None, False, True)
    assert line.said == "Reports say otherwise"
    assert line.on is not None
    assert line.on.text == "3 June 2024, 10:00 UTC"


def test_a_fact_check_speaks_in_its_own_words_and_no_script_becomes_a_link() -> None:
    source = {"publisher": "Fact Desk", "url": "javascript:alert(1)", "rating": "Pants on fire"}
    changed = {"note": None, "verdict": None, "checked_at": None, "source": source}
    line = known_line({**NOTE, **changed})
    assert (line.by, line.said, line.link, line.on) == ("Fact Desk", "Pants on fire", None, None)
