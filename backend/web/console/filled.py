"""The form of a decision: what stands in its fields, and the changes that this asks for. Pure.

A field of a row is named `stance:ROW` or `origin:ROW`, one of a claim `kind:N`, `verdict:N` or
`why:N`. A field that is left as it was found is empty.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeVar

from backend.domain import Checkability, Stance, Verdict
from backend.errors import BadDecision
from backend.moderation.changes import Changes, Join, Mark, NotCheckable, SetVerdict

Fields = Mapping[str, str]

OUT, APART, MOVE, JOIN = "out", "apart", "move:", "join:"
"""What a row's fields may say besides a stance."""

_T = TypeVar("_T")


def fields_of(changes: Changes) -> dict[str, str]:
    """The fields as they stand where these changes hold."""
    fields = {f"stance:{mark.row}": mark.stance.value for mark in changes.mark}
    fields |= {f"stance:{row}": OUT for row in changes.take_out}
    fields |= {f"origin:{row}": APART for row in changes.apart}
    for pair in changes.join:
        row, other = _moved_first(pair, changes.apart)
        fields[f"origin:{row}"] = f"{MOVE if row in changes.apart else JOIN}{other}"
    fields |= {f"kind:{one.claim}": one.kind.value for one in changes.not_checkable}
    for one in changes.verdicts:
        fields |= {f"verdict:{one.claim}": one.verdict.value, f"why:{one.claim}": one.reason}
    return fields | {
        "add": "\n".join(changes.add),
        "hide": changes.hide,
        "same_as": changes.same_as,
    }


def changes_in(fields: Fields) -> Changes:
    """The changes that the fields ask for; raises `BadDecision` for what no field may say."""
    stances, origins = dict(_named(fields, "stance")), dict(_named(fields, "origin"))
    moved = [row for row, said in origins.items() if said == APART or said.startswith(MOVE)]
    joins = [
        Join(row, said.removeprefix(MOVE).removeprefix(JOIN))
        for row, said in origins.items()
        if said.startswith((MOVE, JOIN))
    ]
    return Changes(
        take_out=tuple(row for row, said in stances.items() if said == OUT),
        mark=tuple(
            Mark(row, _one_of(Stance, said, "mark")) for row, said in stances.items() if said != OUT
        ),
        add=tuple(line.strip() for line in fields.get("add", "").splitlines() if line.strip()),
        apart=tuple(moved),
        join=tuple(joins),
        not_checkable=tuple(
            NotCheckable(_claim(claim), _one_of(Checkability, said, "not_checkable"))
            for claim, said in _named(fields, "kind")
        ),
        verdicts=tuple(
            SetVerdict(
                _claim(claim), _one_of(Verdict, said, "verdicts"), fields.get(f"why:{claim}", "")
            )
            for claim, said in _named(fields, "verdict")
        ),
        hide=fields.get("hide", "").strip(),
        same_as=fields.get("same_as", "").strip(),
    )


def _moved_first(pair: Join, apart: tuple[str, ...]) -> tuple[str, str]:
    """The pair with the row first that was moved to the other."""
    if pair.other in apart and pair.one not in apart:
        return pair.other, pair.one
    return pair.one, pair.other


def _named(fields: Fields, kind: str) -> Iterator[tuple[str, str]]:
    """The filled fields of a kind, by what they are about."""
    for name, said in fields.items():
        of, _, what = name.partition(":")
        if of == kind and said:
            yield what, said


def _claim(written: str) -> int:
    if not (written.isascii() and written.isdigit()):
        raise BadDecision("There is no such claim.", "changes")
    return int(written)


def _one_of(kind: type[_T], said: str, field: str) -> _T:
    try:
        return kind(said)  # type: ignore[call-arg] # an enum of words
    except ValueError as error:
        raise BadDecision("Choose one of those that are offered.", field) from error
