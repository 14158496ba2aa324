"""A claim as a line of marks in which two wordings of one statement are equal.

A number is its value and unit, a day its date, a word the root that its near-equals share; articles
are left out, the passive is turned into the active and "Y, X said" into "X said that Y". What is
left has to be the same, word for word and in the same order, but that one adverbial ("in Oslo",
"because of a strike") may stand elsewhere. So whatever differs between two claims, a place, a "not"
or a "to" for a "by", tells them apart; many true paraphrases are told apart, too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from backend.checking.differences.days import named_days
from backend.checking.numbers import quantities
from backend.checking.parties import party_named
from backend.checking.thesaurus import root
from backend.checking.words import names, stem

_PHRASES = tuple(
    (re.compile(phrase, re.IGNORECASE), instead)
    for phrase, instead in (
        (r"\bdue to\b", "because of"),
        (r"\bex-(?=\w)", "former "),
        (r"\bstep(?:ped|s) down\b", "resigned"),
        (r"\bin favou?r of\b", "for"),
        (r"\binterest rates?\b", "rate"),
        (r"\b(?:about|approximately|roughly)\b", "around"),
        (r"\bjust(?= \w+ of\b)", "only"),
        (r"\bone half|half an?\b(?= percentage)", "0.5"),
        (r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day,? (?=\d{1,2} [A-Z]|[A-Z]\w+ \d)", ""),
        (r"\b(?:has|have|had) (?=not\b|been\b|\w+(?:ed|en|wn|ung|ught|ade|met|put|cut|hit)\b)", ""),
        (r"\b(\w[\w-]*)['’]s (\w[\w-]*)", r"\2 of \1"),
    )
)
"""Ways to say the same, brought to one of them."""

_TOKEN = re.compile(r"[^\W_]+(?:[.'’-][^\W_]+)*|[,;:]|%")
_DROPPED = frozenset("a an the of".split())
_BE = {"is": "be", "are": "be", "am": "be", "was": "was", "were": "was", "be": "", "been": ""}
_MODALS = frozenset("will would may might could can should must shall".split())
_ADVERBIAL = frozenset(
    """in on at near off among amid because during with within until since between across under over
    after before""".split()
)
"""Words that open a phrase which may stand at the beginning, in the middle or at the end."""

_APART = frozenset(
    """civilian civilians resident residents citizen citizens inhabitants personnel fighters
    recruits combatants vehicle vehicles aircraft job jobs convicted guilty head chief boss backed
    supported support refused opposed summit talks seized captured detention custody prison
    jail""".split()
)
"""Words that stand in a group of near-equals and yet are not the same in a claim."""

_OPEN_DAYS = frozenset(
    """today yesterday tomorrow tonight monday tuesday wednesday thursday friday saturday sunday
    week weeks month months last next ago recently currently now""".split()
)
"""Words whose day depends on the page that they stand on."""

_POINTING = re.compile(
    r"(?:[Tt]he(?! [A-Z])|[Tt]his|[Tt]hese|[Tt]hose|[Hh]e|[Ss]he|[Tt]hey|[Ii]t|[Hh]is|[Hh]er"
    r"|[Tt]heir)\b"
)
"""How a claim opens that points at what its page has named before."""

_SAYS = frozenset("said say says report reported reports announced".split())
_CLAUSE = frozenset({",", ";", ":", "that"})
_AFTER_AGENT = (_ADVERBIAL | _CLAUSE | {"to", "from", "against", "for"}) - {"off"}
_LONGEST_VERB = 7
_FEWEST = 3
_OPENING = 40
"""Characters at the beginning of a claim within which it names whom it is about."""

_SAME_NEWS = 3
"""Days within which two pages that speak of "the company" may mean the same one."""


@dataclass(frozen=True, slots=True)
class Wording:
    """A claim's marks in order.

    `dated` is whether its days are told, `named` whether it names whom it is about, and `written`
    the day of its page.
    """

    marks: tuple[str, ...]
    dated: bool
    named: bool
    written: date | None


def wording(text: str, written: date | None = None) -> Wording:
    """The marks of a claim, written on a day that settles what "on Friday" means."""
    plain = text
    for phrase, instead in _PHRASES:
        plain = phrase.sub(instead, plain)
    marks = _fronted_last(_speaker_first(_active(list(_marks(plain, written)))))
    marks = [mark for mark in marks if mark not in {",", "that"}]
    dated = not _OPEN_DAYS.intersection(marks)
    return Wording(tuple(marks), dated, _names_its_subject(text), written)


def same_wording(one: Wording, other: Wording) -> bool:
    """Whether two claims are one statement.

    False for one that is too short to tell, or whose days or subject only its page would tell.
    """
    if min(len(one.marks), len(other.marks)) < _FEWEST or not (one.dated and other.dated):
        return False
    if not (one.named and other.named) and not _same_news(one.written, other.written):
        return False
    return one.marks == other.marks or _one_adverbial_moved(one.marks, other.marks)


def _names_its_subject(text: str) -> bool:
    """Whether a claim begins with whom it is about, rather than pointing at what a page said."""
    opening = text.split(",", maxsplit=1)[0]
    return not _POINTING.match(opening) or bool(names(opening[:_OPENING]))


def _same_news(one: date | None, other: date | None) -> bool:
    return one is not None and other is not None and abs((one - other).days) <= _SAME_NEWS


def _marks(text: str, written: date | None) -> Iterator[str]:
    spans = {day.start: (day.end, f"@{day.first}/{day.last}") for day in named_days(text, written)}
    for one in quantities(text):
        if not any(start < one.end and one.start < end for start, (end, _) in spans.items()):
            value = f"{one.low:g}-{one.high:g} {one.measure}{' rate' if one.rate else ''}"
            spans[one.start] = (one.end, f"#{one.hedge.name} {value}")
    at = 0
    for start in sorted(spans):
        end, mark = spans[start]
        yield from _words(text[at:start])
        yield mark
        at = max(at, end)
    yield from _words(text[at:])


def _words(text: str) -> Iterator[str]:
    found = [match.group() for match in _TOKEN.finditer(text)]
    at = 0
    while at < len(found):
        two = " ".join(found[at : at + 2])
        if len(found) > at + 1 and two[:1].isupper() and (party := party_named(two)):
            yield party.lower()
            at += 2
            continue
        yield from _word(found[at])
        at += 1


def _word(word: str) -> Iterator[str]:
    lower = word.lower().removesuffix("'").removesuffix("’")
    if lower in _DROPPED or _BE.get(lower) == "":
        return
    if lower in _BE:
        yield _BE[lower]
    elif lower in _ADVERBIAL | _MODALS | _CLAUSE | _SAYS | {"by", "%"}:
        yield "percent" if lower == "%" else lower
    else:
        party = party_named(word) if word[:1].isupper() else None
        yield party.lower() if party else (stem(lower) if lower in _APART else root(lower))


def _active(marks: Sequence[str]) -> list[str]:
    """Give "A was done by B" as "B did A"; without the "by" of what rose by a third."""
    by = next((at for at, mark in enumerate(marks) if mark == "by"), 0)
    form = next((at for at in range(by - 1, -1, -1) if marks[at] in _BE.values()), None)
    if not by or form is None or by - form > _LONGEST_VERB:
        return [mark for mark in marks if mark != "by"]
    opens = max((at + 1 for at in range(form) if marks[at] in _CLAUSE), default=0)
    ends = (at for at in range(by + 2, len(marks)) if marks[at] in _AFTER_AGENT)
    after = next(ends, len(marks))
    subject = [mark for mark in marks[opens:form] if mark not in _MODALS]
    modals = [mark for mark in marks[opens:form] if mark in _MODALS]
    done, agent = marks[form + 1 : by], marks[by + 1 : after]
    return [*marks[:opens], *agent, *modals, *done[:1], *subject, *done[1:], *marks[after:]]


def _speaker_first(marks: Sequence[str]) -> list[str]:
    """Give "Y, X said" as "X said Y"."""
    if marks and marks[-1] in _SAYS and "," in marks:
        comma = len(marks) - 1 - list(reversed(marks)).index(",")
        return [*marks[comma + 1 :], *marks[:comma]]
    return list(marks)


def _fronted_last(marks: Sequence[str]) -> list[str]:
    """An adverbial that opens a claim, up to its comma, at the end."""
    if "," in marks and (marks[0] in _ADVERBIAL or marks[0].startswith("@")):
        comma = marks.index(",")
        return [*marks[comma + 1 :], *marks[:comma]]
    return list(marks)


def _one_adverbial_moved(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether one line is the other with one adverbial at another place."""
    if sorted(one) != sorted(other):
        return False
    start = next(at for at in range(len(one)) if one[at] != other[at])
    end = len(one) - next(at for at in range(len(one)) if one[-1 - at] != other[-1 - at])
    ours, theirs = one[start:end], other[start:end]
    for cut in range(1, len(ours)):
        before, after = ours[:cut], ours[cut:]
        if (*after, *before) == tuple(theirs):
            return any(part[0] in _ADVERBIAL or part[0].startswith("@") for part in (before, after))
    return False
