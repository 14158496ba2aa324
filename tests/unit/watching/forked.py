"""A parent whose children count into the figures that it tells; what they counted goes to stdout.

A program of its own, since it changes for good how the library keeps values.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from backend.domain import AskedBy
from backend.services.meter import Stage, StageEnded, TakenUp
from backend.watching import table
from backend.watching.registry import Figures
from backend.watching.work import CountedWork


def main(folder: Path) -> None:
    """Fork two children, one of which ends like one that is killed, and tell what they counted."""
    figures = Figures((*table.WORK, table.BEAT), folder)
    work = CountedWork(figures)
    for attempt in (1, 2):
        if os.fork() == 0:
            work(TakenUp(AskedBy.READER, attempt, 1.0))
            work(StageEnded(Stage.CLAIMS, 0.25))
            work.beat()
            os.abort() if attempt == 2 else os._exit(0)
        os.wait()
    sys.stdout.write(figures.text().decode())
    assert figures.value(table.BEAT), "a child's beat is not seen"


if __name__ == "__main__":
    main(Path(sys.argv[1]))
