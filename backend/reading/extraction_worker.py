"""A process that extracts pages for another: `python -m backend.reading.extraction_worker BYTES`.

It takes at most so many BYTES of memory, dies by its own alarm when a page takes longer than its
order allows (so that it ends even where nobody is left to kill it), and ends when its input does.
"""

from __future__ import annotations

import contextlib
import gc
import os
import signal
import sys
from typing import BinaryIO

from backend.domain import UnreadReason
from backend.errors import Unreadable
from backend.reading.extraction import extract
from backend.reading.parcels import READY, Order, pack_reason, pack_report, unpack_order


def main() -> None:
    """Serve orders from stdin until it ends."""
    # Ctrl+C reaches every process of a terminal; this one ends with whom it works for.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    orders, answers = sys.stdin.buffer, _only_ours()
    _limit_memory(int(sys.argv[1]))
    # What was loaded once is no garbage: collecting need not look at it again with every page.
    gc.freeze()
    _send(answers, READY)
    while line := orders.readline():
        order = unpack_order(line)
        _send(answers, READY)
        _alarm(order.seconds)
        answer = _answer(order, orders.read(order.length))
        _alarm(0)
        _send(answers, answer)


def _answer(order: Order, body: bytes) -> bytes:
    """What comes of one page. `MemoryError` passes, which ends this process without an answer."""
    try:
        return pack_report(extract(body, order.url, order.charset))
    except Unreadable as problem:
        return pack_reason(problem.reason)
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - no page, however broken, may cost more than itself
        return pack_reason(UnreadReason.NOT_AN_ARTICLE)


def _alarm(seconds: float) -> None:
    """Have this process killed after so many seconds, whatever it does by then; 0 calls it off."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, seconds)


def _only_ours() -> BinaryIO:
    """Our way to stdout, closed to whatever else might print there."""
    ours = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.close(nowhere)
    return ours


def _limit_memory(most: int) -> None:
    """Cap the address space where the platform can; elsewhere the alarm alone stands guard."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource  # noqa: PLC0415 - not everywhere

        resource.setrlimit(resource.RLIMIT_AS, (most, most))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _send(answers: BinaryIO, line: bytes) -> None:
    answers.write(line)
    answers.flush()


if __name__ == "__main__":
    main()
