"""What goes round and round in a thread of this process, beside the checks."""

from __future__ import annotations

from threading import Thread
from typing import Protocol


class Loop(Protocol):
    """Does something again and again: crawling, checking notes again."""

    def run(self) -> None:
        """Go on until `stop` is called from elsewhere."""
        ...

    def stop(self) -> None:
        """End soon."""
        ...


class LoopThread:
    """Runs a loop until it is stopped. To be started after any fork."""

    def __init__(self, loop: Loop, name: str) -> None:
        self._loop = loop
        self._thread = Thread(target=loop.run, name=name, daemon=True)

    def start(self) -> None:
        """Start the loop."""
        self._thread.start()

    def stop(self, grace: float = 1.0) -> None:
        """Stop, waiting no longer than `grace` seconds for what is being done."""
        self._loop.stop()
        if self._thread.is_alive():
            self._thread.join(grace)
