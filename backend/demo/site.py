"""One outlet's website."""

from __future__ import annotations

from threading import Event

from flask import Flask, Response, abort, redirect, render_template, request
from flask.typing import ResponseReturnValue

from backend.demo import describing
from backend.demo.addresses import Addresses
from backend.demo.outlets import InventedOutlet, InventedReport, Trouble
from backend.demo.pictures import landscape
from backend.demo.waiting import wait_until_left

STRICT_POLICY = (
    "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; "
    "object-src 'none'; require-trusted-types-for 'script'"
)
_RELATED = 3
_MEDIA_TYPES = {"rss": "application/rss+xml", "atom": "application/atom+xml"}


def create_site(outlet: InventedOutlet, addresses: Addresses, stopping: Event) -> Flask:
    """The outlet's site. Pages that hang give up once `stopping` is set."""
    app = Flask("backend.demo")
    pages = _Pages(outlet, addresses.site(outlet.slug), stopping)
    app.jinja_env.globals.update(
        outlet=outlet,
        site=addresses.site(outlet.slug),
        newsstand=addresses.index,
        feed_type=_MEDIA_TYPES[outlet.feed],
        day=describing.day,
        minute=describing.minute,
        rss_date=describing.rss_date,
    )
    app.add_url_rule("/", view_func=pages.front)
    app.add_url_rule(outlet.feed_path, view_func=pages.feed)
    app.add_url_rule("/robots.txt", view_func=pages.robots)
    app.add_url_rule("/look.css", view_func=pages.look)
    app.add_url_rule("/logo.svg", view_func=pages.logo)
    app.add_url_rule("/pictures/<slug>.svg", view_func=pages.picture)
    app.add_url_rule("/about", view_func=pages.about)
    app.add_url_rule("/newsletter", view_func=pages.newsletter)
    app.add_url_rule("/consent/<slug>", view_func=pages.consent, methods=["POST"])
    app.add_url_rule("/<section>/", view_func=pages.section)
    app.add_url_rule("/<section>/<slug>", view_func=pages.report)
    app.register_error_handler(404, pages.missing)
    app.after_request(pages.with_headers)
    return app


class _Pages:
    """The views: each finds what it shows and presents it."""

    def __init__(self, outlet: InventedOutlet, site: str, stopping: Event) -> None:
        self._outlet = outlet
        self._site = site
        self._stopping = stopping
        self._consented = f"{outlet.slug}-consent"

    def front(self) -> str:
        lead, *rest = self._outlet.reports
        return render_template("front.html", lead=lead, rest=rest, section=None)

    def section(self, section: str) -> str:
        if section not in self._outlet.sections:
            abort(404)
        reports = [report for report in self._outlet.reports if report.section == section]
        lead = reports[0] if reports else None
        return render_template("front.html", lead=lead, rest=reports[1:], section=section)

    def report(self, section: str, slug: str) -> ResponseReturnValue:
        report = self._report(slug)
        if report.section != section:
            abort(404)
        match report.trouble:
            case Trouble.CONSENT if self._consented not in request.cookies:
                return render_template("consent.html", report=report)
            case Trouble.ERROR:
                return render_template("broken.html"), 500
            case Trouble.HANG:
                wait_until_left(request.environ, self._stopping)
                return "", 503
            case _:
                return self._article(report)

    def _article(self, report: InventedReport) -> str:
        others = [other for other in self._outlet.reports if other is not report]
        others.sort(key=lambda other: other.section != report.section)
        return render_template(
            "article.html",
            report=report,
            related=others[:_RELATED],
            described=describing.news_article(self._outlet, report, self._site),
        )

    def feed(self) -> Response:
        newest = self._outlet.reports[0].published
        template = f"{self._outlet.feed}.xml"
        response = Response(
            render_template(template, updated=newest), mimetype=_MEDIA_TYPES[self._outlet.feed]
        )
        response.last_modified = newest
        response.cache_control.max_age = 60
        response.add_etag()
        response.make_conditional(request)
        return response

    def robots(self) -> Response:
        return Response(render_template("robots.txt"), mimetype="text/plain")

    def look(self) -> Response:
        return Response(render_template("look.css"), mimetype="text/css")

    def logo(self) -> Response:
        return Response(render_template("logo.svg"), mimetype="image/svg+xml")

    def picture(self, slug: str) -> Response:
        drawn = render_template("picture.svg", landscape=landscape(self._report(slug).slug))
        return Response(drawn, mimetype="image/svg+xml")

    def about(self) -> str:
        return render_template("about.html")

    def newsletter(self) -> str:
        return render_template("newsletter.html")

    def consent(self, slug: str) -> ResponseReturnValue:
        response = redirect(self._report(slug).path, code=303)
        response.set_cookie(self._consented, "given", httponly=True, samesite="Lax")
        return response

    def missing(self, _error: Exception) -> ResponseReturnValue:
        return render_template("missing.html"), 404

    def with_headers(self, response: Response) -> Response:
        response.headers["X-Content-Type-Options"] = "nosniff"
        if self._outlet.strict:
            response.headers["Content-Security-Policy"] = STRICT_POLICY
        return response

    def _report(self, slug: str) -> InventedReport:
        return self._outlet.report(slug) or abort(404)
