"""What a whole report says of a claim: its headline and the parts nearest to the claim, judged.

A report need not say of itself what its best passage says: "A story says that …" may stand above
"It is a hoax". So the report's digest is judged as one text, and a rule turns what the judge gives,
how much of the claim's wording the report shares, and words that refute or pass on, into one
stance. The rule's weights were
learned on news articles: see `backend/models/report`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import log

from backend.checking.cues import cues
from backend.checking.digest import ReadSentence, digest, read_sentences, telling_stems
from backend.checking.ports import Pair
from backend.domain import Judgement, Report, Stance

STANCES = (Stance.SUPPORTS, Stance.DISPUTES, Stance.MENTIONS)
"""The order of the rule's rows."""

_LEAST = 1e-4
"""A probability below this counts as this, so that its logarithm stays within bounds."""


@dataclass(frozen=True, slots=True)
class Shared:
    """How much of a claim's telling words a report shares, each from 0 to 1.

    `anywhere` in the whole text, `sentence` in the best sentence, `neighbours` in the best two that
    follow each other, `opening` in the first; `letters` is `anywhere` with long words counting for
    more.
    """

    anywhere: float = 0.0
    sentence: float = 0.0
    neighbours: float = 0.0
    opening: float = 0.0
    letters: float = 0.0

    @property
    def vector(self) -> tuple[float, ...]:
        """The shares as the numbers that weights multiply."""
        return self.anywhere, self.sentence, self.neighbours, self.opening, self.letters


@dataclass(frozen=True, slots=True)
class Line:
    """A linear function: what each number is multiplied by, and what is added."""

    weights: tuple[float, ...]
    constant: float

    def at(self, vector: Sequence[float]) -> float:
        """The function's value."""
        return self.constant + sum(w * x for w, x in zip(self.weights, vector, strict=True))


@dataclass(frozen=True, slots=True)
class Rule:
    """How a report's stance follows.

    `words` gives the log-odds of being related by shared words alone; below `words_from` nobody
    reads on. `related` gives them when the judge has read the digest too, and `sides` the scores of
    STANCES.
    """

    words: Line
    words_from: float
    related: Line
    sides: tuple[Line, Line, Line]


def shared(claim: str, read: Sequence[ReadSentence]) -> Shared:
    """How much of a claim's telling words stand in a report's sentences."""
    wanted = telling_stems(claim)
    if not wanted or not read:
        return Shared()
    held = [wanted & sentence.stems for sentence in read]
    everywhere = frozenset().union(*held)
    pairs = zip(held, [*held[1:], frozenset()], strict=True)
    return Shared(
        anywhere=len(everywhere) / len(wanted),
        sentence=max(map(len, held)) / len(wanted),
        neighbours=max(len(one | other) for one, other in pairs) / len(wanted),
        opening=len(held[0]) / len(wanted),
        letters=sum(map(len, everywhere)) / sum(map(len, wanted)),
    )


def whole_text(claim: str, report: Report, read: Sequence[ReadSentence] | None = None) -> str:
    """The text that stands for a whole report before a judge: its headline and its digest."""
    sentences = read_sentences(report.text) if read is None else read
    body = digest(claim, report.text, sentences)
    title = report.title.strip()
    return f"{title.rstrip('.')}. {body}" if title and title not in body else body


def may_be_related(seen: Shared, rule: Rule) -> bool:
    """Whether the wording alone leaves it open that a report is about the claim's matter."""
    return rule.words.at(seen.vector) >= rule.words_from


def report_stance(seen: Shared, pair: Pair, judged: Judgement, rule: Rule) -> Stance:
    """What a whole report says of a claim, by its shared words and its judged digest, `pair`."""
    return stance_of(signs(seen, pair, judged), rule)


def stance_of(vector: Sequence[float], rule: Rule) -> Stance:
    """What the rule makes of all signs."""
    if rule.related.at(vector) < 0:
        return Stance.UNRELATED
    scores = [line.at(vector) for line in rule.sides]
    return STANCES[scores.index(max(scores))]


def signs(seen: Shared, pair: Pair, judged: Judgement) -> tuple[float, ...]:
    """What the rule's weights multiply: shares, the judge's word as log-odds, and cues."""
    chances = (judged.supports, judged.disputes, judged.mentions, judged.about)
    return (*seen.vector, *map(_log_odds, chances), *cues(pair.claim, pair.passage))


def _log_odds(chance: float) -> float:
    held = min(1 - _LEAST, max(_LEAST, chance))
    return log(held / (1 - held))
