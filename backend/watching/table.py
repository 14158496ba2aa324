"""Every figure: its name, its labels, what it says. All that shows figures goes by this table."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

PREFIX = "second_source_"


class Kind(StrEnum):
    """What Prometheus does with a figure."""

    COUNTER = "counter"
    GAUGE = "gauge"
    HISTOGRAM = "histogram"


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure. No label has a value that a reader could choose, and each has few values.

    `buckets` are a histogram's, in seconds.
    """

    name: str
    kind: Kind
    means: str
    labels: tuple[str, ...] = ()
    buckets: tuple[float, ...] = ()

    @property
    def full_name(self) -> str:
        """The name as Prometheus has it."""
        return PREFIX + self.name


_QUICK = (0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
_SLOW = (0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 15, 30, 45, 60, 120)

TAKEN = Figure(
    "checks_taken_total",
    Kind.COUNTER,
    "Checks that were taken up; `attempt` is `first`, or `again` after another gave out.",
    ("asked_by", "attempt"),
)
WAIT_SECONDS = Figure(
    "check_wait_seconds",
    Kind.HISTOGRAM,
    "For how long nobody worked on a check before it was taken up.",
    ("asked_by",),
    (*_SLOW, 300, 3600),
)
CHECK_SECONDS = Figure(
    "check_seconds",
    Kind.HISTOGRAM,
    "How long a worker had a check, by how that ended: `done`, `failed`, `lost` (cancelled, or"
    " another has it) or `broke_off` (the database was away).",
    ("ending",),
    _SLOW,
)
STAGE_SECONDS = Figure(
    "check_stage_seconds",
    Kind.HISTOGRAM,
    "How long each stage took; `reading` is reading and judging, which take turns.",
    ("stage",),
    _SLOW,
)
SEARCHER_SECONDS = Figure(
    "searcher_seconds",
    Kind.HISTOGRAM,
    "How long a searcher took over one check, by how it ended.",
    ("searcher", "status"),
    (*_QUICK, 15, 30),
)
REPORTS = Figure(
    "reports_total",
    Kind.COUNTER,
    "Reports of checks: `read`, or why not.",
    ("outcome",),
)
PAGE_SECONDS = Figure(
    "page_seconds",
    Kind.HISTOGRAM,
    "How long one page took to fetch and to take apart: `read`, or why not.",
    ("outcome",),
    (*_QUICK, 15, 30),
)
FAILED = Figure(
    "checks_failed_total",
    Kind.COUNTER,
    "Checks that failed, by the kind of error behind it.",
    ("reason",),
)
NOTES = Figure("notes_total", Kind.COUNTER, "Notes that were made.", ("verdict",))
JUDGING_SECONDS = Figure(
    "judging_seconds",
    Kind.HISTOGRAM,
    "How long the judge took over the passages of one report.",
    ("judge",),
    (*_QUICK, 30, 60),
)
JUDGED = Figure("passages_judged_total", Kind.COUNTER, "Passages that were judged.", ("judge",))
JUDGE = Figure(
    "judge_info",
    Kind.GAUGE,
    "1, with which judge judges, the beginnings of its files' and the rules' SHA-256, and the"
    " version of the program.",
    ("judge", "files", "rules", "version"),
)
BEAT = Figure(
    "worker_beat_timestamp_seconds",
    Kind.GAUGE,
    "When a worker last gave a sign of life, in Unix time.",
)

REQUESTS = Figure(
    "http_requests_total",
    Kind.COUNTER,
    "Requests that were answered, by the route's pattern; `unmatched` is no route of ours.",
    ("method", "route", "status"),
)
REQUEST_SECONDS = Figure(
    "http_request_seconds",
    Kind.HISTOGRAM,
    "How long an answer took; of a stream, how long until it began.",
    ("method", "route"),
    _QUICK,
)
STREAMS = Figure("event_streams", Kind.GAUGE, "Event streams that are open.")

CHECKS = Figure("checks", Kind.GAUGE, "Checks by where they stand.", ("status",))
EVENTS = Figure("check_events_total", Kind.COUNTER, "Events that checks have told.")
WAITING = Figure("checks_waiting", Kind.GAUGE, "Checks that nobody works on.", ("asked_by",))
LONGEST_WAIT = Figure(
    "longest_wait_seconds",
    Kind.GAUGE,
    "For how long the check has waited that waits longest (the age of the queue); 0 if none does.",
    ("asked_by",),
)
FLAGS = Figure("flags_open", Kind.GAUGE, "Flags that wait for moderators.")
WORKERS = Figure("workers", Kind.GAUGE, "Workers seen in the last 20 seconds; 0 without a broker.")
READY = Figure(
    "ready",
    Kind.GAUGE,
    "1 if notes can be served (`notes`) and checks are worked on (`checks`), else 0.",
    ("what",),
)
PARTS = Figure("part_ready", Kind.GAUGE, "1 for a part that answers, else 0.", ("part",))
CONNECTIONS = Figure(
    "database_connections",
    Kind.GAUGE,
    "This process's connections to the database: `in_use` or `idle`.",
    ("state",),
)
MOST_CONNECTIONS = Figure(
    "database_connections_limit", Kind.GAUGE, "The most that this process opens."
)
DISK_FREE = Figure(
    "disk_free_bytes",
    Kind.GAUGE,
    "Free space where a folder lies: the `cache` of pages, an SQLite `database`.",
    ("folder",),
)
DISK_SIZE = Figure("disk_size_bytes", Kind.GAUGE, "How much there is of it.", ("folder",))
CHAIN = Figure(
    "audit_chain_intact",
    Kind.GAUGE,
    "1 if the moderators' log is sound, else 0; followed once an hour, absent until then.",
)

WORK = (
    TAKEN,
    WAIT_SECONDS,
    CHECK_SECONDS,
    STAGE_SECONDS,
    SEARCHER_SECONDS,
    REPORTS,
    PAGE_SECONDS,
    FAILED,
    NOTES,
    JUDGING_SECONDS,
    JUDGED,
    JUDGE,
)
"""What a process tells that works on checks: a worker, or `serve` without a broker."""

ANSWERS = (REQUESTS, REQUEST_SECONDS, STREAMS)
"""What a web process tells of the requests to it."""

STANDING = (
    CHECKS,
    EVENTS,
    WAITING,
    LONGEST_WAIT,
    FLAGS,
    WORKERS,
    READY,
    PARTS,
    CONNECTIONS,
    MOST_CONNECTIONS,
    DISK_FREE,
    DISK_SIZE,
    CHAIN,
)
"""What a web process looks up when it is asked. Most is the same from every web process."""


def describe(figures: Iterable[Figure]) -> str:
    """The figures as a table in Markdown, as the README shows them."""
    lines = ["| figure | kind | labels | meaning |", "| --- | --- | --- | --- |"]
    for figure in figures:
        labels = ", ".join(f"`{label}`" for label in figure.labels)
        lines.append(f"| `{figure.full_name}` | {figure.kind} | {labels} | {figure.means} |")
    return "\n".join(lines)
