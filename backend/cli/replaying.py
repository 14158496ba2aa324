"""The command that makes a note again from its frozen evidence."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import click

from backend import config
from backend.checking.document import Document
from backend.checking.frozen import MadeWith
from backend.checking.replay import Otherwise, RowChange, VerdictChange
from backend.cli.notes import printable
from backend.composition.judging import make_judge
from backend.composition.provenance import made_with
from backend.composition.upkeep import replays_of
from backend.domain import Stance
from backend.errors import BadInput, NotFound
from backend.services.replay import Replay, ask_again
from backend.web import labels
from backend.web.labels import count

_ID = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class _Now:
    """What the judge that is set now makes of a note; `problem` says why it could not be asked."""

    made_with: MadeWith = field(default_factory=MadeWith)
    otherwise: Otherwise | None = None
    problem: str = ""


@click.command()
@click.argument("note")
@click.option("--version", type=click.IntRange(1), help="Which version; the newest by default.")
@click.option("--judge/--no-judge", "ask", default=True, help="Ask the judge that is set now too.")
@click.option("--json", "as_json", is_flag=True, help="Print what was found as JSON.")
@click.pass_context
def replay(
    context: click.Context, note: str, version: int | None, *, ask: bool, as_json: bool
) -> None:
    """Make NOTE again from its frozen evidence and say whether it is the same, byte for byte.

    NOTE is a note's id or its address. Nothing is changed, and neither a network nor a model is
    needed. Besides, it is said where the judge that is set now would differ on the same passages.

    Status 0 says that the note is the same, 1 that it differs, 2 that there is no such note or that
    what it was made from is not kept.
    """
    settings = config.read_settings(os.environ)
    again = _replayed(settings, note, version)
    now = _asked(settings, again) if ask else None
    document = json.dumps(_document(again, now), indent=2)
    click.echo(document if as_json else printable("\n".join(_lines(again, now))))
    context.exit(0 if again.same else 1)


def _replayed(settings: config.Settings, note: str, version: int | None) -> Replay:
    ids = _ID.findall(note)
    if not ids:
        raise BadInput("A note is named by its id or its address, such as …/n/ID.")
    try:
        return replays_of(settings).replay(ids[-1], version)
    except NotFound as problem:
        raise BadInput(str(problem)) from problem


def _asked(settings: config.Settings, again: Replay) -> _Now:
    try:
        judge = make_judge(settings)
        return _Now(made_with(settings, judge), ask_again(again.frozen, judge))
    except BadInput as problem:
        return _Now(problem=str(problem))


def _document(again: Replay, now: _Now | None) -> Document:
    return {
        "note": again.stored["id"],
        "version": again.stored["version"],
        "same": again.same,
        "differs": again.differs,
        "made_with": _with(again.made_with),
        "judge_now": _judge_document(now) if now else None,
    }


def _with(made: MadeWith) -> Document:
    return {
        "judge": made.judge,
        "judge_files": made.judge_files,
        "version": made.version,
        "rules": made.rules,
        "settings": dict(made.settings),
    }


def _judge_document(now: _Now) -> Document:
    said = now.otherwise
    return {
        "made_with": _with(now.made_with),
        "problem": now.problem or None,
        "judge": said.judge if said else None,
        "rows": [_row_document(row) for row in said.rows] if said else [],
        "verdicts": [_verdict_document(one) for one in said.verdicts] if said else [],
    }


def _row_document(row: RowChange) -> Document:
    return {"claim": row.claim, "url": row.url, "was": row.was, "would_be": row.would_be}


def _verdict_document(one: VerdictChange) -> Document:
    return {"claim": one.claim, "was": one.was, "would_be": one.would_be}


def _lines(again: Replay, now: _Now | None) -> Iterator[str]:
    stored = again.stored
    yield f"Note {stored['id']}, version {stored['version']}, checked {stored['checked_at'][:16]}"
    yield "The same, byte for byte." if again.same else f"It differs in: {', '.join(again.differs)}"
    yield f"Made with version {again.made_with.version or 'unknown'}, judge: {stored['judge']}"
    if now is None:
        return
    if now.otherwise is None:
        yield f"The judge that is set now could not be asked. {now.problem}"
        return
    yield from _what_changed(again.made_with, now.made_with)
    yield from _otherwise(now.otherwise)


def _what_changed(then: MadeWith, now: MadeWith) -> Iterator[str]:
    if then.rules != now.rules:
        yield "The rules between evidence and note have changed since."
    if (then.judge, then.judge_files) != (now.judge, now.judge_files):
        yield "The judge that is set now is another."


def _otherwise(said: Otherwise) -> Iterator[str]:
    if not said.rows and not said.verdicts:
        yield f"Asked again, {said.judge} says the same."
        return
    yield f"{said.judge} would differ in {count(len(said.rows), 'row')}:"
    for row in said.rows:
        yield f"  claim {row.claim + 1}, {row.url}: {_stance(row.was)} → {_stance(row.would_be)}"
    for one in said.verdicts:
        whole = "the note" if one.claim is None else f"claim {one.claim + 1}"
        was, would_be = labels.VERDICTS[one.was], labels.VERDICTS[one.would_be]
        yield f"  {whole}: {was.label} → {would_be.label}"


def _stance(stance: Stance | None) -> str:
    return labels.STANCES[stance] if stance else "not shown"
