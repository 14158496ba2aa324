"""The newsstand: several invented outlets on loopback, each a website of its own."""

from __future__ import annotations

import socket
from collections.abc import Sequence
from threading import Event
from types import TracebackType

from flask import Flask

from backend.demo.addresses import INDEX, Addresses
from backend.demo.cases import PAGE_TO_READ, load_cases
from backend.demo.index import create_index
from backend.demo.outlets import load_outlets
from backend.demo.serving import Server, close_all, listen, ports_from, stop_all
from backend.demo.site import create_site
from backend.errors import NotFound, NotReady


class Newsstand:
    """All sites, started and stopped together.

    The index stands on `base_port` and the outlets, by slug, on the ports above it; 0 takes any
    free ports. URLs are known once it has started: before that they raise `NotReady`.
    """

    def __init__(self, *, host: str = "127.0.0.1", base_port: int = 8701) -> None:
        self._host = host
        self._base_port = base_port
        self._outlets = load_outlets()
        self._cases = load_cases()
        self._stopping = Event()
        self._servers: tuple[Server, ...] = ()
        self._addresses: Addresses | None = None

    def start(self) -> None:
        """Return when every site listens. Starting it again while it runs changes nothing.

        Raises `BadSetting` where a port is taken; then nothing has been started.
        """
        if self._servers:
            return
        slugs = [INDEX, *(outlet.slug for outlet in self._outlets)]
        listeners = listen(self._host, ports_from(self._base_port, len(slugs)))
        ports = [listener.getsockname()[1] for listener in listeners]
        self._addresses = Addresses(self._host, dict(zip(slugs, ports, strict=True)))
        self._stopping = Event()
        self._servers = self._serve(listeners, self._addresses)

    def _serve(
        self, listeners: Sequence[socket.socket], addresses: Addresses
    ) -> tuple[Server, ...]:
        try:
            apps = self._apps(addresses)
            servers = tuple(Server(*pair) for pair in zip(apps, listeners, strict=True))
        finally:
            close_all(listeners)
        for server in servers:
            server.start()
        return servers

    def _apps(self, addresses: Addresses) -> list[Flask]:
        sites = [create_site(outlet, addresses, self._stopping) for outlet in self._outlets]
        return [create_index(self._outlets, self._cases, addresses), *sites]

    def stop(self) -> None:
        """Give all ports back; pages that hang are let go. Stopping twice does no harm."""
        self._stopping.set()
        stop_all(self._servers)
        self._servers = ()
        self._addresses = None

    @property
    def index_url(self) -> str:
        """The page that lists the outlets and what to try."""
        return self._where.index

    @property
    def article_url(self) -> str:
        """The page to read."""
        outlet, _, report = PAGE_TO_READ.partition("/")
        return self.url_of(outlet, report)

    @property
    def feed_urls(self) -> tuple[str, ...]:
        """Every outlet's feed."""
        where = self._where
        return tuple(f"{where.site(outlet.slug)}{outlet.feed_path}" for outlet in self._outlets)

    def url_of(self, outlet_slug: str, article_slug: str) -> str:
        """Where a report stands. Raises `NotFound` if the outlet or the report is not there."""
        site = self._where.site(outlet_slug)
        outlet = next(outlet for outlet in self._outlets if outlet.slug == outlet_slug)
        report = outlet.report(article_slug)
        if report is None:
            raise NotFound(f"{outlet.name} has no report called {article_slug}.")
        return f"{site}{report.path}"

    @property
    def _where(self) -> Addresses:
        if self._addresses is None:
            raise NotReady("The newsstand has not been started.")
        return self._addresses

    def __enter__(self) -> Newsstand:  # noqa: PYI034 - it is not made to be subclassed
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()
