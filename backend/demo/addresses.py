"""Where the newsstand's sites stand once their ports are known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from backend.errors import NotFound

INDEX = ""
"""The key of the index page among the ports."""


@dataclass(frozen=True, slots=True)
class Addresses:
    """The host, and the port of the index and of each outlet by slug."""

    host: str
    ports: Mapping[str, int]

    @property
    def index(self) -> str:
        """The URL of the index page."""
        return f"{self.site(INDEX)}/"

    def site(self, slug: str) -> str:
        """An outlet's URL without a path.

        Raises `NotFound` for a slug that no outlet has.
        """
        if slug not in self.ports:
            raise NotFound(f"No outlet of the newsstand is called {slug}.")
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{host}:{self.ports[slug]}"
