"""What an edit about outlets would change in past notes, before it is made."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from backend.checking.document import Document
from backend.checking.saying import Say, said_otherwise
from backend.domain import Evidence, Verdict
from backend.outlets.edits import OwnerEdit, RatingEdit
from backend.outlets.rules import Rules, parse_rule
from backend.services.outlets import Outlets
from backend.store.frozen import FrozenStore
from backend.store.notes import NoteStore

MOST_MADE_AGAIN = 30
"""How many notes are made again for a preview, which somebody waits for."""
_MOST_NAMING = 200


@dataclass(frozen=True, slots=True)
class Affected:
    """A note whose verdict would be another."""

    note_id: str
    quote: str
    before: Verdict
    after: Verdict


@dataclass(frozen=True, slots=True)
class Effect:
    """What an edit would change in the newest notes with a report of the outlet.

    `looked_at` is how many were made again, `gone` how many could not be, since what they were made
    from is not kept; `more`: there are older ones which nobody looked at.
    """

    affected: tuple[Affected, ...]
    looked_at: int
    gone: int
    more: bool


class Sources:
    """Previews of edits about outlets. Changes nothing. Safe to share between threads."""

    def __init__(self, outlets: Outlets, notes: NoteStore, frozen: FrozenStore) -> None:
        self._outlets = outlets
        self._notes = notes
        self._frozen = frozen

    def effect_of_ratings(self, edits: Sequence[RatingEdit]) -> Effect:
        """What these ratings would change."""
        ratings_of = self._outlets.ratings_with(edits)

        def say(row: Evidence) -> Evidence:
            return replace(row, ratings=ratings_of(row.passage.report.url))

        return self._effect([edit.rule for edit in edits], say)

    def effect_of_owners(self, edits: Sequence[OwnerEdit]) -> Effect:
        """What these owners would change."""
        owner_of = self._outlets.owners_with(edits)

        def say(row: Evidence) -> Evidence:
            return replace(row, owner=owner_of(row.passage.report.url) or "")

        return self._effect([edit.domain for edit in edits], say)

    def _effect(self, written: Collection[str], say: Say) -> Effect:
        rules = Rules({parse_rule(rule): True for rule in written})
        notes = self._with_a_report_of(rules, written)

        def of_the_outlets(row: Evidence) -> Evidence:
            return say(row) if rules.find(row.passage.report.url) else row

        affected, gone, looked_at = [], 0, notes[:MOST_MADE_AGAIN]
        for note in looked_at:
            after = self._made_again(note, of_the_outlets)
            if after is None:
                gone += 1
            elif after != note["verdict"]:
                affected.append(_affected(note, after))
        more = len(notes) > len(looked_at)
        return Effect(tuple(affected), looked_at=len(looked_at) - gone, gone=gone, more=more)

    def _with_a_report_of(self, rules: Rules[bool], written: Collection[str]) -> list[Document]:
        hosts = {parse_rule(rule).host for rule in written}
        return [
            note
            for note in self._notes.naming(hosts, _MOST_NAMING)
            if any(rules.find(row["report"]["url"]) for row in note["evidence"])
        ]

    def _made_again(self, note: Document, say: Say) -> Verdict | None:
        frozen = self._frozen.of(note["id"], note["version"])
        return None if frozen is None else said_otherwise(frozen, say).note().verdict


def _affected(note: Document, after: Verdict) -> Affected:
    return Affected(note["id"], note["highlight"]["exact"], Verdict(note["verdict"]), after)
