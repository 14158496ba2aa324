from __future__ import annotations

import pytest
from flask import Flask

from backend.moderation.roles import Role
from tests.backends import Backend
from tests.moderators import checked
from tests.unit.web.console.staff import Staff, soup, words

HOSTILE = "<b>We counted ourselves.</b>"
FILLED = {"outlet": "herald.example", "contact": "desk@herald.example", "text": HOSTILE}


@pytest.fixture
def note_id(backend: Backend) -> str:
    return checked(backend)


def test_an_outlet_replies_a_moderator_confirms_it_and_readers_see_it(
    app: Flask, staff: Staff, note_id: str
) -> None:
    outlet = app.test_client()
    (link,) = (
        one
        for one in soup(outlet.get(f"/n/{note_id}")).select("a")
        if one.get_text() == "Reply to this note"
    )
    sent = outlet.post(str(link["href"]), data=FILLED)
    assert "Your reply was received." in words(outlet.get(sent.location))
    assert HOSTILE not in outlet.get(f"/n/{note_id}").text
    ada = staff.join(Role.MODERATOR, "ada")
    assert "An outlet has replied." in words(ada.get("/moderate/queue"))
    page = soup(ada.get(f"/moderate/notes/{note_id}"))
    assert "desk@herald.example" in page.get_text()
    (show,) = page.select("form[action$='/show']")
    answer = ada.post(str(show["action"]))
    assert "The reply is shown with the note." in words(ada.get(answer.location))
    shown = soup(outlet.get(f"/n/{note_id}"))
    assert shown.select(".reply")[0].get_text() == HOSTILE
    assert "desk@herald.example" not in shown.get_text()
    listed = outlet.get(f"/api/v1/notes/{note_id}/replies").get_json()["replies"]
    assert [(one["outlet"], one["text"]) for one in listed] == [("herald.example", HOSTILE)]


def test_a_reply_that_lacks_something_says_so_beside_the_field(app: Flask, note_id: str) -> None:
    answer = app.test_client().post(f"/n/{note_id}/reply", data={**FILLED, "outlet": "x.example"})
    assert answer.status_code == 422
    page = soup(answer)
    assert page.select("#outlet-problem")
    assert page.select("#outlet")[0]["aria-invalid"] == "true"
    assert page.select("#text")[0].get_text() == HOSTILE


def test_another_site_sends_no_reply(app: Flask, note_id: str) -> None:
    headers = {"Sec-Fetch-Site": "cross-site"}
    answer = app.test_client().post(f"/n/{note_id}/reply", data=FILLED, headers=headers)
    assert answer.status_code == 403


def test_by_the_api_a_reply_is_taken_to_be_looked_at(app: Flask, note_id: str) -> None:
    client = app.test_client()
    assert client.post(f"/api/v1/notes/{note_id}/replies", json=FILLED).status_code == 202
    refused = client.post(f"/api/v1/notes/{note_id}/replies", json={**FILLED, "text": " "})
    assert [one["field"] for one in refused.get_json()["errors"]] == ["text"]
    assert client.get(f"/api/v1/notes/{note_id}/replies").get_json() == {"replies": []}
