"""Measure: `python -m tests.bench [--quick] [NAME…]` prints a table in Markdown.

The exit status says whether measuring went well, not whether the bars are met: a busy machine is no
error.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator

from tests.bench import (
    anchoring,
    claiming,
    costs,
    frozen,
    grouping,
    judging,
    knowing,
    listening,
    queueing,
    repeating,
    searching,
    taking_over,
    taking_turns,
    throughput,
    warc,
)
from tests.bench.figures import Figure, say, table

BENCHES: dict[str, Callable[..., Iterator[Figure]]] = {
    "anchoring": anchoring.run,
    "archive": searching.run,
    "claims": claiming.run,
    "costs": costs.run,
    "frozen": frozen.run,
    "grouping": grouping.run,
    "judging": judging.run,
    "knowing": knowing.run,
    "listening": listening.run,
    "queue": queueing.run,
    "repeating": repeating.run,
    "taking-over": taking_over.run,
    "throughput": throughput.run,
    "turns": taking_turns.run,
    "warc": warc.run,
}


def main() -> None:
    """Run the benches that are named, or all of them."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(BENCHES)}")
    parser.add_argument("--quick", action="store_true", help="small sizes, to see that it works")
    asked = parser.parse_args()
    if unknown := set(asked.names) - set(BENCHES):
        parser.error(f"no bench is called {min(unknown)}; there are {', '.join(BENCHES)}")
    names = asked.names or list(BENCHES)
    figures: list[Figure] = []
    for figure in (figure for name in names for figure in BENCHES[name](quick=asked.quick)):
        say(figure.row)
        figures.append(figure)
    print(table(figures))  # noqa: T201 - what it is for


if __name__ == "__main__":
    main()
