"""The words of Second Source as frozen values and ordered enums.

Nothing here knows how a page is fetched, where a row is kept or what the web looks like.
Texts are Python strings; offsets count code points, start inclusive and end exclusive.
Times are timezone-aware. Probabilities are between 0 and 1.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum


class Stance(StrEnum):
    """What a passage says of a claim. `unrelated` is dropped before it reaches a note."""

    SUPPORTS = "supports"
    DISPUTES = "disputes"
    MENTIONS = "mentions"
    UNRELATED = "unrelated"


class Verdict(StrEnum):
    """What the evidence amounts to, most cautionary first.

    The order is the one in which a highlight of several claims takes its verdict from them.
    """

    DISPUTED = "disputed"
    CONTESTED = "contested"
    INSUFFICIENT = "insufficient"
    SINGLE_SOURCE = "single_source"
    CORROBORATED = "corroborated"
    NOT_CHECKABLE = "not_checkable"

    @property
    def caution(self) -> int:
        """0 for the most cautionary verdict, growing from there."""
        return list(Verdict).index(self)


class Checkability(StrEnum):
    """Whether reports are looked for to a claim, and if not, why not.

    `ambiguous` (it cannot be told whom or what it is about) and `other_language` (it is in a
    language that is not read here) are claims still and end as `insufficient`. The rest state
    nothing that reports can settle and end as `not_checkable`.
    """

    CHECKABLE = "checkable"
    AMBIGUOUS = "ambiguous"
    OTHER_LANGUAGE = "other_language"
    OPINION = "opinion"
    PREDICTION = "prediction"
    QUESTION = "question"
    ADVICE = "advice"
    IRONY = "irony"
    PERSONAL = "personal"

    @property
    def states_a_fact(self) -> bool:
        """Whether it is something that reports could settle, were it known what it says."""
        return self in {
            Checkability.CHECKABLE,
            Checkability.AMBIGUOUS,
            Checkability.OTHER_LANGUAGE,
        }


class DifferenceKind(StrEnum):
    """What it is in which a report differs from the claim."""

    NUMBER = "number"
    DATE = "date"
    PLACE = "place"
    NAME = "name"
    ROLE = "role"
    NEGATION = "negation"
    MODALITY = "modality"
    SPEAKER = "speaker"


class UnreadReason(StrEnum):
    """Why a report that was found could not be read."""

    ROBOTS = "robots"
    CONSENT_WALL = "consent_wall"
    PAYWALL = "paywall"
    SERVER_ERROR = "server_error"
    GONE = "gone"
    REFUSED = "refused"
    TIMED_OUT = "timed_out"
    TOO_LARGE = "too_large"
    NOT_AN_ARTICLE = "not_an_article"
    LISTING = "listing"
    VIDEO = "video"
    NEEDS_SCRIPTS = "needs_scripts"
    LOGIN = "login"
    BLOCKED = "blocked"
    UNREACHABLE = "unreachable"
    FORBIDDEN_ADDRESS = "forbidden_address"
    NO_WEB_ADDRESS = "no_web_address"

    @property
    def words(self) -> str:
        """The reason as a reader is told it."""
        return _UNREAD_WORDS[self]


_UNREAD_WORDS = {
    UnreadReason.ROBOTS: "The site asks programs not to read this page (robots.txt).",
    UnreadReason.CONSENT_WALL: "The page shows a consent notice instead of the article.",
    UnreadReason.PAYWALL: "The page shows the article to subscribers only.",
    UnreadReason.SERVER_ERROR: "The site answered with an error.",
    UnreadReason.GONE: "The page is no longer there.",
    UnreadReason.REFUSED: "The site refused to show us the page.",
    UnreadReason.TIMED_OUT: "The site did not answer in time.",
    UnreadReason.TOO_LARGE: "The page is too large to read.",
    UnreadReason.NOT_AN_ARTICLE: "No article was found on the page.",
    UnreadReason.LISTING: "The page lists articles and is none itself.",
    UnreadReason.VIDEO: "The page shows a video and hardly any text.",
    UnreadReason.NEEDS_SCRIPTS: "The page shows its text only to browsers that run its scripts.",
    UnreadReason.LOGIN: "The page asks readers to log in.",
    UnreadReason.BLOCKED: "The site asks visitors to prove that they are people.",
    UnreadReason.UNREACHABLE: "The site could not be reached.",
    UnreadReason.FORBIDDEN_ADDRESS: "The address leads into a private network.",
    UnreadReason.NO_WEB_ADDRESS: "The address is no web address that may be read.",
}


class CheckStatus(StrEnum):
    """Where a check stands."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


class AskedBy(StrEnum):
    """For whom a check is made: a reader who waits, or a note that is to be made again."""

    READER = "reader"
    RECHECK = "recheck"


class FlagReason(StrEnum):
    """What a reader finds wrong with a note or with one row of its evidence."""

    WRONG_STANCE = "wrong_stance"
    OUT_OF_CONTEXT = "out_of_context"
    NOT_INDEPENDENT = "not_independent"
    MISSING_REPORT = "missing_report"
    OTHER = "other"


class FlagStatus(StrEnum):
    """What became of a flag."""

    OPEN = "open"
    UPHELD = "upheld"
    NOT_UPHELD = "not_upheld"
    WITHDRAWN = "withdrawn"

    @property
    def decided(self) -> bool:
        """Whether a moderator has decided about it."""
        return self in {FlagStatus.UPHELD, FlagStatus.NOT_UPHELD}


@dataclass(frozen=True, slots=True)
class QuoteSelector:
    """A W3C text quote selector: the words selected and what stands around them."""

    exact: str
    prefix: str = ""
    suffix: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """The page that a highlight stands on. `published` anchors relative dates."""

    url: str
    title: str = ""
    published: date | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Highlight:
    """The text that a reader selected, where it stands and on which page."""

    quote: QuoteSelector
    page: Page


class FoundIn(StrEnum):
    """Where it was found what some words of a highlight stand for."""

    HIGHLIGHT = "highlight"
    BEFORE = "before"
    TITLE = "title"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class Resolved:
    """Words that say something only where they stand, and what they stand for there.

    "Monday" is "21 October 2024" by the page's date, "the agency" whom the sentence before names.
    """

    words: str
    meaning: str
    found_in: FoundIn


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement taken from a highlight, in words that can stand alone.

    It was made from the characters `highlight.quote.exact[start:end]`, which are `quote`; "" where
    `text` has them as they are. `resolved` is what was put in for words that could not stand
    alone. `because` are the words by which it is not simply checkable.
    """

    text: str
    start: int
    end: int
    checkability: Checkability = Checkability.CHECKABLE
    quote: str = ""
    resolved: tuple[Resolved, ...] = ()
    because: str = ""

    @property
    def checkable(self) -> bool:
        """Whether the claim gets a verdict other than `not_checkable`."""
        return self.checkability.states_a_fact

    @property
    def sought(self) -> bool:
        """Whether reports of the claim are looked for."""
        return self.checkability is Checkability.CHECKABLE


@dataclass(frozen=True, slots=True)
class Query:
    """What a searcher is asked: the most telling words of a claim, most telling first.

    `since` and `until` are the days, both inclusive, within which a report of the claim is
    expected. `short` is one line for a search box, and `denying` the line that finds who says
    otherwise; both are plain words without any searcher's operators.
    """

    claim: str
    names: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    short: str = ""
    denying: str = ""


@dataclass(frozen=True, slots=True)
class Outlet:
    """Who published a report. `domain` is the registered domain, or host:port without one."""

    name: str
    domain: str


class RatingCategory(StrEnum):
    """What somebody says of an outlet: how far it is to be relied on, or of what kind it is.

    The last of each sort takes back what others say: `not_rated` and `ordinary`.
    """

    GENERALLY_RELIABLE = "generally_reliable"
    NO_CONSENSUS = "no_consensus"
    DEPENDS = "depends"
    GENERALLY_UNRELIABLE = "generally_unreliable"
    DEPRECATED = "deprecated"
    NOT_RATED = "not_rated"
    SATIRE = "satire"
    STATE_MEDIA = "state_media"
    ORDINARY = "ordinary"

    @property
    def is_kind(self) -> bool:
        """Whether it says of what kind an outlet is, rather than how reliable."""
        return self in {RatingCategory.SATIRE, RatingCategory.STATE_MEDIA, RatingCategory.ORDINARY}

    @property
    def words(self) -> str:
        """The category as a reader is told it."""
        return _RATING_WORDS[self]


_RATING_WORDS = {
    RatingCategory.GENERALLY_RELIABLE: "Generally reliable",
    RatingCategory.NO_CONSENSUS: "No agreement on how reliable",
    RatingCategory.DEPENDS: "Reliable or not by subject and time",
    RatingCategory.GENERALLY_UNRELIABLE: "Generally unreliable",
    RatingCategory.DEPRECATED: "Not to be used as a source",
    RatingCategory.NOT_RATED: "Not rated",
    RatingCategory.SATIRE: "Satire",
    RatingCategory.STATE_MEDIA: "State media",
    RatingCategory.ORDINARY: "Neither satire nor state media",
}


@dataclass(frozen=True, slots=True)
class Rating:
    """What somebody says of an outlet.

    `rule` is the domain, subdomain or path that it is said of; `by` says whose words it is and
    `url` where they stand; `note` is why, in their words.
    """

    rule: str
    category: RatingCategory
    by: str
    url: str | None = None
    as_of: date | None = None
    note: str = ""

    @property
    def words(self) -> str:
        """The category as a reader is told it."""
        return self.category.words


@dataclass(frozen=True, slots=True)
class Ratings:
    """How reliable an outlet is and of what kind, each where somebody says so.

    None is no judgement.
    """

    reliability: Rating | None = None
    kind: Rating | None = None


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A page as the Internet Archive kept it, and when it did."""

    url: str
    taken: datetime


@dataclass(frozen=True, slots=True)
class Report:
    """One article by one outlet, with the text that quotes are taken from.

    `corrections` are the outlet's own notices of what it changed, word for word. `snapshot`
    is what was read where the page itself is gone.
    """

    url: str
    title: str
    text: str
    outlet: Outlet
    published: datetime | None = None
    author: str | None = None
    language: str | None = None
    modified: datetime | None = None
    corrections: tuple[str, ...] = ()
    snapshot: Snapshot | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """A searcher's hit. `report` is there when the searcher holds the text itself."""

    url: str
    title: str
    outlet: Outlet
    published: datetime | None = None
    report: Report | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """A few sentences of a report: `report.text[start:end]`, word for word."""

    report: Report
    start: int
    end: int

    @property
    def text(self) -> str:
        """The passage's words exactly as the report has them."""
        return self.report.text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Difference:
    """What the claim says and what the report says instead, each in its own words."""

    kind: DifferenceKind
    claim: str
    report: str


_LIKELIER_THAN_NOT = 0.5


@dataclass(frozen=True, slots=True)
class Judgement:
    """Probabilities that a passage supports, disputes or only mentions a claim; they sum to 1.

    `about` is how likely it is about the claim's matter at all; what is not is to be dropped.
    `denied_by` names the party whose denial the passage passes on, if it does. `by` names the
    judge that gave it, "" where that is the one that was asked; `instead` says in plain words why
    it was another, "" where it was meant to be.
    """

    supports: float
    disputes: float
    mentions: float
    about: float = 1.0
    differences: tuple[Difference, ...] = ()
    denied_by: str | None = None
    by: str = ""
    instead: str = ""

    @property
    def related(self) -> bool:
        """Whether the passage is at least as likely about the claim's matter as about another."""
        return self.about >= _LIKELIER_THAN_NOT

    @property
    def stance(self) -> Stance:
        """The side that is likelier than not; `mentions` where neither is, as it claims least."""
        if not self.related:
            return Stance.UNRELATED
        if self.supports > _LIKELIER_THAN_NOT:
            return Stance.SUPPORTS
        return Stance.DISPUTES if self.disputes > _LIKELIER_THAN_NOT else Stance.MENTIONS

    @property
    def probability(self) -> float:
        """The probability of the stance that is taken."""
        match self.stance:
            case Stance.SUPPORTS:
                return self.supports
            case Stance.DISPUTES:
                return self.disputes
            case _:
                return self.mentions


class TieKind(StrEnum):
    """What shows that two reports go back to one origin."""

    SAME_TEXT = "same_text"
    SHARED_TEXT = "shared_text"
    WIRE_CREDIT = "wire_credit"
    NAMED_SOURCE = "named_source"
    OWNER = "owner"
    BY_HAND = "by_hand"


@dataclass(frozen=True, slots=True)
class Tie:
    """Why the reports at two URLs have one origin; `why` says it in a few words for readers."""

    kind: TieKind
    one: str
    other: str
    why: str


@dataclass(frozen=True, slots=True)
class Origin:
    """Where the information of one or more reports comes from; they count once.

    `id` is unique within a note; `label` names it for readers; `why` says in a few words what
    tied the reports together; `urls` are its reports, earliest first. `source` names whom they
    all go back to (a ministry, a wire agency), "" where nobody is named. `ties` say why, pair by
    pair: each report is tied to an earlier one, so that all hang together.
    """

    id: str
    label: str
    urls: tuple[str, ...]
    why: str = ""
    source: str = ""
    ties: tuple[Tie, ...] = ()


class Telling(StrEnum):
    """How a report comes by what it says in a passage."""

    OWN = "own"
    PASSED_ON = "passed_on"
    UNSAID = "unsaid"


@dataclass(frozen=True, slots=True)
class Evidence:
    """A passage with its stance on one claim of the note (`claim` is the claim's index).

    `telling` says whether the outlet saw or heard it itself or passes on what `source` says.
    `ratings` are what others say of the outlet, `owner` is who owns it, "" where nobody said.
    `uncounted` says in plain words why a row that takes a side does not count, `counts_less` why
    it counts less than others; "" where neither holds, and until the claim is weighed.
    """

    claim: int
    passage: Passage
    judgement: Judgement
    origin: Origin
    telling: Telling = Telling.UNSAID
    source: str = ""
    ratings: Ratings = Ratings()
    owner: str = ""
    uncounted: str = ""
    counts_less: str = ""

    @property
    def stance(self) -> Stance:
        """What the passage says of the claim."""
        return self.judgement.stance


@dataclass(frozen=True, slots=True)
class Unread:
    """A report that was found and could not be read."""

    url: str
    title: str
    outlet: Outlet
    reason: UnreadReason


class SearchStatus(StrEnum):
    """How a searcher ended."""

    ANSWERED = "answered"
    FAILED = "failed"
    TIMED_OUT = "timed_out"
    RATE_LIMITED = "rate_limited"


@dataclass(frozen=True, slots=True)
class Searched:
    """One searcher's part in a check."""

    searcher: str
    status: SearchStatus
    found: int = 0


@dataclass(frozen=True, slots=True)
class Weighed:
    """One claim's verdict. `confidence` is None where there is nothing to be sure of.

    `supporting` and `disputing` are the ids of the origins that count on each side; `why` says in
    plain words what the weighing did with the evidence.
    """

    claim: Claim
    verdict: Verdict
    confidence: float | None
    supporting: tuple[str, ...] = ()
    disputing: tuple[str, ...] = ()
    why: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Note:
    """What a check amounts to: evidence first, verdict after.

    `judge` says for readers who judged the passages, and why where it was not the one chosen.
    """

    highlight: Highlight
    claims: tuple[Weighed, ...]
    verdict: Verdict
    confidence: float | None
    summary: str
    evidence: tuple[Evidence, ...]
    unread: tuple[Unread, ...]
    searched: tuple[Searched, ...]
    would_change: str
    checked_at: datetime
    judge: str
    origins: tuple[Origin, ...] = field(default=())
    freshness: str = ""


@dataclass(frozen=True, slots=True)
class Objection:
    """What a reader says in a flag: of the whole note, or of the row of evidence with that id.

    `counter_source` is the address of a report that speaks against what is shown, "" for none.
    """

    reason: FlagReason
    evidence: str = ""
    comment: str = ""
    counter_source: str = ""
