from __future__ import annotations

import pytest

from backend.domain import RatingCategory
from backend.moderation.chain import Sought
from backend.moderation.roles import Role
from tests.backends import Backend
from tests.moderators import checked
from tests.unit.web.console.staff import Browser, Staff, soup, words

HERALD = {"domain": "herald.example", "category": "satire", "reason": "It <b>jokes</b>."}
OWNED = {"owner": "The House", "domains": "a.example\nb.example", "reason": "Imprints."}


@pytest.fixture
def lead(staff: Staff) -> Browser:
    return staff.join(Role.LEAD, "ann")


def test_a_lead_sees_what_a_rating_would_change_and_then_saves_it(
    staff: Staff, lead: Browser
) -> None:
    checked(Backend(staff.accounts.sessions))
    preview = lead.post("/moderate/sources/rating/preview", **HERALD)
    assert "The one note with a report of this would get another verdict" in words(preview)
    assert "Reports say otherwise Not enough found" in words(preview)
    outlets = staff.accounts.parts.outlets
    assert list(outlets.operators_ratings()) == []
    (form,) = soup(preview).select("main form")
    fields = {str(each["name"]): str(each["value"]) for each in form.select("input")}
    saved = lead.client.post(str(form["action"]), data=fields)
    page = lead.get(saved.location)
    assert "Satire, says the operators of this server" in words(page)
    assert "ann : Satire. It <b>jokes</b>." in words(page)
    assert "herald.example : Satire." in words(lead.get("/moderate/sources"))
    (entry,) = staff.accounts.store.page(Sought(kind="outlet"), 9)
    assert (entry.actor, entry.action) == ("ann", "rate outlet")


def test_a_lead_takes_a_rating_back(staff: Staff, lead: Browser) -> None:
    outlets = staff.accounts.parts.outlets
    outlets.rate("a.example", RatingCategory.SATIRE, "ann", "It jokes.")
    fields = {"domain": "a.example", "category": "take_back", "reason": "No more."}
    assert "our rating taken back" in words(lead.post("/moderate/sources/rating/preview", **fields))
    lead.post("/moderate/sources/rating", **fields)
    assert list(outlets.operators_ratings()) == []


def test_a_lead_names_the_owner_of_several_outlets(staff: Staff, lead: Browser) -> None:
    preview = lead.post("/moderate/sources/owner/preview", **OWNED)
    assert "a.example, b.example: owned by The House" in words(preview)
    lead.post("/moderate/sources/owner", **OWNED)
    assert staff.accounts.parts.outlets.owners() == {
        "a.example": "The House",
        "b.example": "The House",
    }
    lead.post("/moderate/sources/owner", **{**OWNED, "owner": " "})
    assert staff.accounts.parts.outlets.owners() == {}


@pytest.mark.parametrize(
    ("form", "fields", "says"),
    [
        ("rating", {**HERALD, "reason": " "}, "Say who decides this and why"),
        ("rating", {**HERALD, "category": "splendid"}, "Choose a rating"),
        ("rating", {**HERALD, "category": "take_back"}, "No operator has rated"),
        ("rating", {**HERALD, "domain": "nothing"}, "names no outlet"),
        ("owner", {**OWNED, "reason": ""}, "Say who decides this and why"),
        ("owner", {**OWNED, "domains": "a.example nothing"}, "names no outlet"),
        ("owner", {**OWNED, "domains": "a.example " * 51}, "1 to 50 outlets"),
        ("owner", {}, "names no outlet"),
    ],
)
def test_what_cannot_be_saved_is_told_beside_its_form(
    staff: Staff, lead: Browser, form: str, fields: dict[str, str], says: str
) -> None:
    for step in ("", "/preview"):
        answer = lead.post(f"/moderate/sources/{form}{step}", **fields)
        assert answer.status_code == 422
        (problem,) = soup(answer).select(".problem")
        assert says in problem.get_text()
    assert staff.accounts.store.page(Sought(kind="outlet"), 1) == []


@pytest.mark.parametrize("domain", ["", "nothing", "<b>", "%00"])
def test_what_names_no_outlet_is_not_looked_up(lead: Browser, domain: str) -> None:
    answer = lead.get(f"/moderate/sources/outlet?domain={domain}")
    assert answer.status_code == 422
    assert "names no outlet" in words(answer)


def test_what_others_say_of_an_outlet_is_shown_with_whose_words_they_are(lead: Browser) -> None:
    page = lead.get("/moderate/sources/outlet?domain=https://www.reuters.com/world/x")
    assert "Generally reliable, says Wikipedia’s list of perennial sources" in words(page)
    assert "of reuters.com" in words(page)
