"""What leads say of outlets: ratings and owners, each shown with its effect before it is kept."""

from __future__ import annotations

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from backend.domain import RatingCategory
from backend.errors import BadInput, NotFound
from backend.moderation.roles import Action
from backend.services.administration import Administration
from backend.services.outlets import Outlets
from backend.web import labels
from backend.web.access import actor
from backend.web.console.frame import Console

TAKE_BACK = "take_back"
MOST_DOMAINS = 50


def add_source_views(console: Console, services: Administration) -> None:
    """Add `/moderate/sources` and what can be done there."""
    _add_reading_views(console, services.outlets)
    _add_rating_views(console, services)
    _add_owner_views(console, services)


def _add_reading_views(console: Console, outlets: Outlets) -> None:
    routes, require = console.blueprint, console.access.require

    @routes.get("/sources")
    @require(Action.EDIT_SOURCES)
    def sources() -> ResponseReturnValue:
        return _list_page(console, outlets)

    @routes.get("/sources/outlet")
    @require(Action.EDIT_SOURCES)
    def outlet() -> ResponseReturnValue:
        return _outlet_page(console, outlets, request.args.get("domain", ""))


def _add_rating_views(console: Console, services: Administration) -> None:
    routes, require, outlets = console.blueprint, console.access.require, services.outlets

    @routes.post("/sources/rating/preview")
    @require(Action.EDIT_SOURCES)
    def preview_rating() -> ResponseReturnValue:
        domain, category, reason = _rating()
        try:
            edits = outlets.rating_edits(domain, _category(category), actor().name, reason)
        except (BadInput, NotFound) as error:
            return _outlet_page(console, outlets, domain, {"rating": str(error)})
        return console.page(
            "moderate/source_effect.html",
            effect=services.sources.effect_of_ratings(edits),
            verdicts=labels.VERDICTS,
            told=_rating_words(category),
            rule=edits[0].rule,
            save=url_for("console.save_rating"),
            fields={"domain": domain, "category": category, "reason": reason},
        )

    @routes.post("/sources/rating")
    @require(Action.EDIT_SOURCES)
    def save_rating() -> ResponseReturnValue:
        domain, written, reason = _rating()
        try:
            category = _category(written)
            if category is None:
                outlets.unrate(domain, actor().name, reason)
            else:
                outlets.rate(domain, category, actor().name, reason)
        except (BadInput, NotFound) as error:
            return _outlet_page(console, outlets, domain, {"rating": str(error)})
        return redirect(url_for("console.outlet", domain=domain, done=1), 303)


def _add_owner_views(console: Console, services: Administration) -> None:
    routes, require, outlets = console.blueprint, console.access.require, services.outlets

    @routes.post("/sources/owner/preview")
    @require(Action.EDIT_SOURCES)
    def preview_owner() -> ResponseReturnValue:
        owner, written, reason = _owner()
        try:
            edits = outlets.owner_edits(owner or None, _domains(written), actor().name, reason)
        except BadInput as error:
            return _owner_problem(console, outlets, written, error)
        return console.page(
            "moderate/source_effect.html",
            effect=services.sources.effect_of_owners(edits),
            verdicts=labels.VERDICTS,
            told=f"owned by {owner}" if owner else "no owner named",
            rule=", ".join(edit.domain for edit in edits),
            save=url_for("console.save_owner"),
            fields={"owner": owner, "domains": written, "reason": reason},
        )

    @routes.post("/sources/owner")
    @require(Action.EDIT_SOURCES)
    def save_owner() -> ResponseReturnValue:
        owner, written, reason = _owner()
        try:
            domains = outlets.own(owner or None, _domains(written), actor().name, reason)
        except BadInput as error:
            return _owner_problem(console, outlets, written, error)
        return redirect(url_for("console.outlet", domain=domains[0], done=1), 303)


def _list_page(
    console: Console, outlets: Outlets, problem: str = "", domain: str = ""
) -> ResponseReturnValue:
    return console.page(
        "moderate/sources.html",
        422 if problem else 200,
        problem=problem,
        domain=domain,
        ratings=outlets.operators_ratings(),
        owners=sorted(outlets.owners().items(), key=lambda pair: (pair[1], pair[0])),
    )


def _outlet_page(
    console: Console, outlets: Outlets, domain: str, problems: dict[str, str] | None = None
) -> ResponseReturnValue:
    try:
        said = outlets.show(domain)
    except BadInput as error:
        return _list_page(console, outlets, str(error), domain)
    return console.page(
        "moderate/outlet.html",
        422 if problems else 200,
        said=said,
        problems=problems or {},
        form=request.form,
        done="done" in request.args,
        categories=list(RatingCategory),
        take_back=TAKE_BACK,
        has_rating=any(rating.rule == said.rule for rating in outlets.operators_ratings()),
    )


def _owner_problem(
    console: Console, outlets: Outlets, written: str, error: BadInput
) -> ResponseReturnValue:
    first = (written.split() or [""])[0]
    return _outlet_page(console, outlets, first, {"owner": str(error)})


def _rating() -> tuple[str, str, str]:
    form = request.form
    return form.get("domain", ""), form.get("category", ""), form.get("reason", "").strip()


def _owner() -> tuple[str, str, str]:
    form = request.form
    return form.get("owner", "").strip(), form.get("domains", ""), form.get("reason", "").strip()


def _category(written: str) -> RatingCategory | None:
    if written == TAKE_BACK:
        return None
    if written not in set(RatingCategory):
        raise BadInput("Choose a rating.")
    return RatingCategory(written)


def _rating_words(category: str) -> str:
    return "our rating taken back" if category == TAKE_BACK else RatingCategory(category).words


def _domains(written: str) -> list[str]:
    domains = written.split()
    if not 1 <= len(domains) <= MOST_DOMAINS:
        raise BadInput(f"Name 1 to {MOST_DOMAINS} outlets, each on a line of its own.")
    return domains
