"""The web application: the API, the pages and the health checks behind one guard."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from apiflask import APIFlask

from backend.moderation.networks import Network
from backend.services.administration import Administration
from backend.services.check import Checks
from backend.services.flag import Flags
from backend.services.moderation import Moderation
from backend.services.scan import Scan
from backend.version import VERSION
from backend.web import problems, watched
from backend.web.api import make_api
from backend.web.console.making import make_console
from backend.web.documenting import complete
from backend.web.guard import Guard
from backend.web.health import make_health
from backend.web.pages import make_pages
from backend.web.proxies import BehindProxies
from backend.web.replying import make_replying
from backend.web.transparency import make_transparency
from backend.web.watched import Watch


@dataclass(frozen=True, slots=True)
class WebSettings:
    """How the web application answers.

    `trusted_hosts` are names besides this machine's own, `trusted_origins` besides our own pages
    and browser extensions. `trusted_proxies` are believed whom they ask for. An event stream tells
    every `heartbeat_seconds` that it lives.
    `https`: browsers reach us over that alone, so that cookies are sent over nothing else.
    """

    trusted_hosts: tuple[str, ...] = ()
    trusted_origins: tuple[str, ...] = ()
    trusted_proxies: Collection[Network] = ()
    max_body_bytes: int = 256_000
    heartbeat_seconds: float = 8.0
    https: bool = False


def make_app(
    checks: Checks,
    settings: WebSettings | None = None,
    watch: Watch | None = None,
    scan: Scan | None = None,
    flags: Flags | None = None,
    *,
    administration: Administration | None = None,
    moderation: Moderation | None = None,
) -> APIFlask:
    """Make the WSGI application. It starts nothing: no thread, no connection.

    Without a `watch`, nothing is measured and it counts as ready. Without a `scan`, pages are not
    scanned; without `flags`, nothing is flagged; without an `administration`, nobody signs
    in and there is no console; without `moderation`, nothing is decided.
    """
    settings, watch = settings or WebSettings(), watch or Watch()
    app = APIFlask(__name__, title="Second Source", version=VERSION, docs_path=None)
    app.config.update(_CONFIG, MAX_CONTENT_LENGTH=settings.max_body_bytes)
    watched.register(app, watch.meter)
    Guard(settings.trusted_hosts, settings.trusted_origins).register(app)
    problems.register(app)
    app.spec_processor(complete)  # type: ignore[arg-type] # a document, as SPEC_FORMAT is JSON
    app.security_schemes = {
        name: {"type": "http", "scheme": "bearer"} for name in ("reader", "user")
    }
    app.register_blueprint(make_api(checks, settings.heartbeat_seconds, scan, flags, moderation))
    app.register_blueprint(make_health(watch))
    pages = make_pages(checks, moderation.replies.shown if moderation else None)
    pages.enable_openapi = False  # type: ignore[attr-defined] # APIFlask asks every blueprint
    app.register_blueprint(pages)
    if moderation is not None:
        for more in (make_transparency(moderation.figures), make_replying(moderation.replies)):
            more.enable_openapi = False  # type: ignore[attr-defined] # the same
            app.register_blueprint(more)
    if administration is not None:
        console = make_console(administration, moderation, https=settings.https)
        console.blueprint.enable_openapi = False  # type: ignore[attr-defined] # the same
        app.register_blueprint(console.blueprint)
    app.wsgi_app = BehindProxies(app.wsgi_app, settings.trusted_proxies)  # type: ignore[method-assign]
    return app


_CONFIG = {
    "AUTO_404_RESPONSE": False,
    "AUTO_SERVERS": False,
    "AUTO_VALIDATION_ERROR_RESPONSE": False,
    "DESCRIPTION": "Highlight a claim; see who else reports it, and who says otherwise.",
    "OPENAPI_VERSION": "3.1.0",
}
