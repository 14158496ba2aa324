"""Who may ask: trusted Host names, our own pages, our extension; and what answers carry along.

A page on the web can make its reader's browser send requests here. It cannot choose their Host
or Origin header, so those two tell it apart: Host stops DNS rebinding, Origin other sites.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from urllib.parse import urlsplit

from apiflask import APIFlask
from flask import Response, request
from flask.typing import ResponseReturnValue

from backend.web.problems import answer

_OWN_HOSTS = frozenset({"127.0.0.1", "localhost", "[::1]"})
_EXTENSION_SCHEMES = frozenset({"chrome-extension", "moz-extension", "safari-web-extension"})
_HOST = re.compile(r"(?P<name>\[[0-9a-f:.]+\]|[^:/@\[\]]+)(:[0-9]{1,5})?")
_PROBES = frozenset({"/healthz", "/readyz", "/metrics"})
_METHODS = "GET, POST, PUT, DELETE"
_HEADERS = "Authorization, Content-Type, If-Match, Last-Event-ID"
_SECURITY = {
    "Content-Security-Policy": (
        "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none';"
        " object-src 'none'"
    ),
    "Cross-Origin-Resource-Policy": "same-origin",
    # Not `no-referrer`: it would make browsers send `Origin: null` with our own forms.
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


def is_trusted_host(host: str, trusted: Collection[str]) -> bool:
    """Whether a Host header names this machine or a trusted host, in lower case, on any port."""
    parts = _HOST.fullmatch(host.lower())
    return parts is not None and bool({parts["name"], parts[0]} & {*_OWN_HOSTS, *trusted})


def is_trusted_origin(origin: str, host: str, trusted: Collection[str]) -> bool:
    """Whether an Origin header names our own pages, a browser extension or a trusted origin.

    Our own pages are those on the same host and port; the scheme may differ, since a proxy in
    front may speak TLS.
    """
    if origin in trusted:
        return True
    try:
        parts = urlsplit(origin)
    except ValueError:
        return False
    if parts.scheme in _EXTENSION_SCHEMES:
        return True
    return parts.scheme in {"http", "https"} and parts.netloc.lower() == host.lower()


class Guard:
    """The rules above, applied to every request and answer of an app."""

    def __init__(self, trusted_hosts: Collection[str], trusted_origins: Collection[str]) -> None:
        self._hosts = frozenset(host.lower() for host in trusted_hosts)
        self._origins = frozenset(trusted_origins)

    def register(self, app: APIFlask) -> None:
        """Have every request of the app judged before anything else."""
        app.before_request(self.judge)
        app.after_request(self.add_headers)

    def judge(self) -> ResponseReturnValue | None:
        """Refuse what comes under a foreign name or from a foreign page; answer preflights."""
        if request.path not in _PROBES and not is_trusted_host(request.host, self._hosts):
            return answer(
                400,
                "This address is not known here. Name it in SECOND_SOURCE_TRUSTED_HOSTS.",
                title="Unknown host",
            )
        if not self._origin_is_trusted():
            return answer(403, "Pages of other websites may not ask here.", title="Not allowed")
        if request.method == "OPTIONS" and "Access-Control-Request-Method" in request.headers:
            return Response(status=204)
        return None

    def add_headers(self, response: Response) -> Response:
        """Add the security headers, and what lets a trusted Origin read the answer."""
        for name, value in _SECURITY.items():
            response.headers.setdefault(name, value)
        response.vary.add("Origin")
        if "Origin" in request.headers and self._origin_is_trusted():
            _share(response, request.headers["Origin"])
        return response

    def _origin_is_trusted(self) -> bool:
        origin = request.headers.get("Origin")
        return origin is None or is_trusted_origin(origin, request.host, self._origins)


def _share(response: Response, origin: str) -> None:
    response.headers["Access-Control-Allow-Origin"] = origin
    response.headers["Access-Control-Expose-Headers"] = "ETag, Location, Retry-After"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    if request.method == "OPTIONS":
        response.headers["Access-Control-Allow-Methods"] = _METHODS
        response.headers["Access-Control-Allow-Headers"] = _HEADERS
        response.headers["Access-Control-Max-Age"] = "600"
