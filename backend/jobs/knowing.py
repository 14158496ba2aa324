"""The thread that fills the index of known claims while checks run already."""

from __future__ import annotations

import logging
from threading import Thread

from backend.errors import describe
from backend.services.known import KnownClaims

_log = logging.getLogger(__name__)


class CatchUpThread:
    """Catches up once. A failure is logged; what is missed then is not known until a new start."""

    def __init__(self, known: KnownClaims) -> None:
        self._known = known
        self._thread = Thread(target=self._run, name="known-claims")

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """End soon, finished or not, and wait for that."""
        self._known.close()
        self._thread.join()

    def _run(self) -> None:
        try:
            self._known.catch_up()
        except Exception as error:  # noqa: BLE001 (checks go on without it)
            _log.error("Known claims could not be read: %s", describe(error))
