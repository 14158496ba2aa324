"""The index page: what is on the newsstand and what to try."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote

from flask import Flask, Response, render_template

from backend.demo.addresses import Addresses
from backend.demo.cases import PAGE_TO_READ, Case
from backend.demo.outlets import InventedOutlet


def create_index(
    outlets: Sequence[InventedOutlet], cases: Sequence[Case], addresses: Addresses
) -> Flask:
    """The index's site: one page, and the outlets' feeds as OPML."""
    app = Flask("backend.demo")
    shown = {
        "outlets": outlets,
        "cases": [(case, case_url(case, outlets, addresses)) for case in cases],
        "article_url": report_url(PAGE_TO_READ, outlets, addresses),
        "site_of": addresses.site,
    }

    @app.get("/")
    def index() -> str:
        return render_template("index.html", **shown)

    @app.get("/feeds.opml")
    def feeds() -> Response:
        return Response(render_template("feeds.xml", **shown), mimetype="text/x-opml")

    return app


def report_url(name: str, outlets: Sequence[InventedOutlet], addresses: Addresses) -> str:
    """Where the report "outlet/report" stands. It has to be there."""
    outlet_slug, slug = name.split("/")
    reports = (outlet.report(slug) for outlet in outlets if outlet.slug == outlet_slug)
    path = next(report.path for report in reports if report)
    return f"{addresses.site(outlet_slug)}{path}"


def case_url(case: Case, outlets: Sequence[InventedOutlet], addresses: Addresses) -> str:
    """The page of a case with a text fragment, so that a browser scrolls to the sentence."""
    first, last = case.sentence.split(" ", 3)[:3], case.sentence.rsplit(" ", 3)[1:]
    ends = ",".join(quote(" ".join(part), safe="").replace("-", "%2D") for part in (first, last))
    return f"{report_url(case.page, outlets, addresses)}#:~:text={ends}"
