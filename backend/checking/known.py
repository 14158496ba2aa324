"""When a claim that was checked before is the one that is asked about now. Pure.

Its note is shown then, never in place of a check. Two claims are the same where their wording is
(`backend.checking.wording`), where no rule sees a difference between them in either direction, and
where the judge finds that each bears the other out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from backend.checking.differences import compare, ruled
from backend.checking.ports import Judge, Pair
from backend.checking.wording import same_wording, wording
from backend.domain import Judgement, Stance


@dataclass(frozen=True, slots=True)
class Stated:
    """A claim and the day of the page that states it, which tells what "on Friday" means."""

    text: str
    on: date | None = None


def same_claims(asked: Stated, candidates: Sequence[Stated], judge: Judge) -> list[Stated]:
    """Those candidates that state the same as what is asked about, in order.

    The judge is asked only about those that the rules leave.
    """
    left = [one for one in candidates if may_be_same(asked, one)]
    pairs = [
        pair for one in left for pair in (Pair(asked.text, one.text), Pair(one.text, asked.text))
    ]
    judged = iter(judge.judge(pairs) if pairs else ())
    return [one for one in left if _bear_each_other_out(asked, one, next(judged), next(judged))]


def may_be_same(one: Stated, other: Stated) -> bool:
    """Whether the rules alone find two claims to be the same."""
    if not same_wording(wording(one.text, one.on), wording(other.text, other.on)):
        return False
    forth = compare(one.text, other.text, one.on, other.on)
    back = compare(other.text, one.text, other.on, one.on)
    return not (forth.seen or back.seen or forth.denial or back.denial)


def _bear_each_other_out(one: Stated, other: Stated, forth: Judgement, back: Judgement) -> bool:
    there = ruled(forth, compare(one.text, other.text, one.on, other.on))
    here = ruled(back, compare(other.text, one.text, other.on, one.on))
    return there.stance is here.stance is Stance.SUPPORTS
