"""What an expression in PromQL asks for: its series, with the labels that it needs of each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import promql_parser
from promql_parser import AggregateExpr, BinaryExpr, Expr, VectorSelector

from backend.watching import table
from backend.watching.table import Figure, Kind

FIGURES = (*table.WORK, table.BEAT, *table.ANSWERS, *table.STANDING)
_OF_EVERY_TARGET = frozenset({"instance", "job"})
_OTHERS = ("up", "process_resident_memory_bytes")


@dataclass(frozen=True, slots=True)
class Asked:
    """A series that is asked for, and the labels that are named of it."""

    name: str
    labels: frozenset[str]


def asked_of(expression: str) -> list[Asked]:
    """The series of an expression; raises `ValueError` for what is no PromQL.

    A label by which is grouped or matched is one that every series below has to have.
    """
    return list(_asked(promql_parser.parse(expression), frozenset()))


def _asked(expr: Expr, needed: frozenset[str]) -> Iterator[Asked]:
    match expr:
        case VectorSelector():
            named = {matcher.name for matcher in expr.matchers.matchers}
            yield Asked(str(expr.name), needed | named)
        case AggregateExpr():
            # What is grouped by is needed; what was needed above came from this grouping.
            grouped = frozenset(expr.modifier.labels if expr.modifier else ())
            yield from _asked(expr.expr, grouped)
        case BinaryExpr():
            yield from _asked(expr.lhs, needed)
            yield from _asked(expr.rhs, needed)
        case _:
            for child in _children(expr):
                yield from _asked(child, needed)


def _children(expr: Expr) -> list[Expr]:
    inner = [getattr(expr, name, None) for name in ("expr", "vector_selector")]
    return [child for child in (*inner, *getattr(expr, "args", ())) if isinstance(child, Expr)]


def labels_of_series() -> dict[str, frozenset[str]]:
    """Every series that there is, with its labels, as the table of figures has them."""
    ours = {name: labels for figure in FIGURES for name, labels in _series(figure)}
    return {**ours, **dict.fromkeys(_OTHERS, _OF_EVERY_TARGET)}


def _series(figure: Figure) -> Iterator[tuple[str, frozenset[str]]]:
    labels = _OF_EVERY_TARGET | set(figure.labels)
    if figure.kind is Kind.HISTOGRAM:
        yield f"{figure.full_name}_bucket", labels | {"le"}
        yield f"{figure.full_name}_sum", labels
        yield f"{figure.full_name}_count", labels
    else:
        yield figure.full_name, labels
