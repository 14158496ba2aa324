"""What the fake backend tells: checks of the newsroom's invented night."""

from __future__ import annotations

from dataclasses import replace

from backend.domain import Difference, DifferenceKind, Judgement, Note, Outlet
from tests.browser.fake_backend import Hold, Item, Told, noted, told
from tests.unit.web import newsroom

MARKUP = "<img src=x onerror=\"document.title='hacked'\"><b>bold</b>"
SCRIPT_LINK = "javascript:document.title='hacked'"


def half_way() -> list[Item]:
    """Queued, searched, two of four reports read, two pieces of evidence judged."""
    return [Told("queued"), *told(*newsroom.running_steps())]


def whole_check(note: Note | None = None) -> list[Item]:
    """A check that halts half-way and ends in a note once it is let go on."""
    return [*half_way(), Hold(), noted(note or newsroom.nine_of_two())]


def at_once(note: Note) -> list[Item]:
    return [Told("queued"), Told("started"), noted(note)]


def hostile_note() -> Note:
    """A note in which whatever comes from elsewhere tries to be markup or script."""
    judgement = Judgement(
        0.02,
        0.9,
        0.08,
        differences=(Difference(DifferenceKind.PLACE, MARKUP, MARKUP),),
        denied_by=MARKUP,
    )
    report = replace(
        newsroom.report("Outlet", MARKUP, 1, MARKUP),
        url=SCRIPT_LINK,
        outlet=Outlet(MARKUP, "outlet.example"),
    )
    note = newsroom.nine_of_two()
    unread = replace(newsroom.UNREAD[0], url="data:text/html,<script>1</script>", title=MARKUP)
    return replace(
        note,
        evidence=(newsroom.row(0, report, judgement),),
        unread=(unread,),
        summary=MARKUP,
        judge=MARKUP,
    )
