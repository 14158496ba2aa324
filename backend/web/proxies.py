"""The address of who really asks, where proxies of ours stand in between."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

from backend.moderation.networks import Network, parse_address

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment


def client_address(peer: str, forwarded: str, trusted: Collection[Network]) -> str:
    """Who asks, by `X-Forwarded-For` as far as trusted proxies have written it.

    Anybody may send that header. So it is read from its end, where each proxy adds whom it heard,
    and believed no further than the first that is not ours.
    """
    client = peer
    for hop in reversed(forwarded.split(",")):
        if not is_ours(client, trusted) or parse_address(hop) is None:
            break
        client = hop.strip()
    return client


def is_ours(peer: str, trusted: Collection[Network]) -> bool:
    """Whether an address is that of a trusted proxy."""
    address = parse_address(peer)
    return address is not None and any(address in network for network in trusted)


class BehindProxies:
    """A WSGI application whose requests come from whom trusted proxies say.

    What a proxy calls a request (`X-Request-ID`) is believed of trusted ones alone.
    """

    def __init__(self, app: WSGIApplication, trusted: Collection[Network]) -> None:
        self._app = app
        self._trusted = trusted

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a request."""
        peer, forwarded = environ.get("REMOTE_ADDR", ""), environ.get("HTTP_X_FORWARDED_FOR", "")
        if not is_ours(peer, self._trusted):
            environ.pop("HTTP_X_REQUEST_ID", None)
        environ["REMOTE_ADDR"] = client_address(peer, forwarded, self._trusted)
        return self._app(environ, start_response)
