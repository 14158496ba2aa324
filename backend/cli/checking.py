"""Commands that check: a claim to a note, pairs to stances."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from datetime import date, datetime
from pathlib import Path
from typing import TypeVar

import click

from backend import config
from backend.archive.jsonl import read_reports
from backend.checking.document import Document, note_document
from backend.checking.highlights import clean
from backend.checking.steps import Claimed, SearcherAnswered, Step, WasRead, WasUnread
from backend.checking.tally import Tally
from backend.cli.notes import note_text, printable
from backend.cli.pairs import print_judgements
from backend.composition.judging import make_judge
from backend.composition.parts import compose, pipeline_over
from backend.domain import Highlight, Note, Page, QuoteSelector
from backend.errors import BadInput
from backend.web.labels import count

_T = TypeVar("_T")
_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command()
@click.argument("claim")
@click.option("--context", default="", help="The text that the claim stands in.")
@click.option("--page-url", default="", help="The page that makes the claim.")
@click.option("--page-date", type=click.DateTime(["%Y-%m-%d"]), help="When that page appeared.")
@click.option("--reports", type=_FILE, help="Take these reports (JSONL) as the only evidence.")
@click.option("--json", "as_json", is_flag=True, help="Print the note as JSON.")
def check(
    claim: str,
    context: str,
    page_url: str,
    page_date: datetime | None,
    reports: Path | None,
    *,
    as_json: bool,
) -> None:
    """Check CLAIM and print its note.

    With --reports nothing but that file is read: no database, and no network but for a language
    model where SECOND_SOURCE_JUDGE=llm names one.
    """
    settings = config.read_settings(os.environ)
    day = page_date.date() if page_date else None
    highlight = clean(_highlight(claim, context, page_url or _try_page(settings), day))
    document = (
        _checked_against(settings, reports, highlight) if reports else _checked(settings, highlight)
    )
    click.echo(_json(document) if as_json else note_text(document))


def _checked_against(settings: config.Settings, reports: Path, highlight: Highlight) -> Document:
    pipeline = pipeline_over(settings, _read(reports, read_reports))
    return _document(pipeline.check(highlight, _tell))


def _checked(settings: config.Settings, highlight: Highlight) -> Document:
    with closing(compose(settings)) as parts:
        return _document(parts.pipeline.check(highlight, _tell))


def _document(note: Note) -> Document:
    return {"id": None, "decision": None, "known": [], **note_document(note)}


@click.command()
@click.option("--pairs", type=_FILE, required=True, help='JSONL of {"claim", "passage"}.')
def judge(pairs: Path) -> None:
    """Print what the judge says of each pair: probabilities as JSON, a line a pair, in order.

    The file may be of any length. A broken line ends it; pairs before it may be answered by then.
    Who judged goes to stderr.
    """
    tally = Tally(make_judge(config.read_settings(os.environ)))
    print_judgements(pairs, tally)
    click.echo(printable(f"Judged by: {tally.words}"), err=True)


def _highlight(claim: str, context: str, url: str, day: date | None) -> Highlight:
    before, found, after = context.partition(claim) if claim else ("", "", "")
    quote = QuoteSelector(claim, before, after if found else "")
    return Highlight(quote, Page(url, published=day))


def _try_page(settings: config.Settings) -> str:
    """The page on which a claim is pasted: where a claim without a page stands."""
    return f"http://{settings.host}:{settings.port}/try"


def _read(path: Path, parse: Callable[[Iterable[str]], Iterable[_T]]) -> Sequence[_T]:
    try:
        with path.open(encoding="utf-8-sig") as lines:
            return list(parse(lines))
    except UnicodeDecodeError as problem:
        raise BadInput(f"{path} is no UTF-8 text.") from problem


def _tell(step: Step) -> None:
    """Progress goes to stderr, so that stdout holds the note alone."""
    if line := _progress(step):
        click.echo(printable(line), err=True)


def _progress(step: Step) -> str:
    match step:
        case Claimed(claims):
            return f"{count(len(claims), 'claim')} to look at"
        case SearcherAnswered(row):
            return f"{row.searcher}: {row.status.value}, {row.found} found"
        case WasRead(report):
            return f"read: {report.outlet.name}, {report.title}"
        case WasUnread(unread):
            return f"could not be read: {unread.outlet.name}, {unread.title}"
        case _:
            return ""


def _json(document: Document) -> str:
    return json.dumps(document, indent=2)
