from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from html import unescape

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from backend.checking import steps
from backend.checking.note import Gathered, write
from backend.domain import Note, Outlet, Report, Verdict
from backend.web.pages import comes_from_elsewhere, make_pages
from tests.unit.web import newsroom
from tests.unit.web.fakes import FakeChecks

LATER = newsroom.CHECKED_AT + timedelta(hours=3)


@pytest.fixture
def checks() -> FakeChecks:
    return FakeChecks()


@pytest.fixture
def client(checks: FakeChecks) -> FlaskClient:
    app = Flask("pages", static_folder=None)
    app.register_blueprint(make_pages(checks, now=lambda: LATER))
    return app.test_client()


def finished(checks: FakeChecks, note: Note) -> str:
    check_id = checks.open(note.highlight)
    checks.step(check_id, steps.Started())
    checks.finish(check_id, note)
    return f"/n/{check_id}"


def running(checks: FakeChecks) -> str:
    check_id = checks.open(newsroom.rich_note().highlight)
    checks.step(check_id, *newsroom.running_steps())
    return check_id


def soup(response: TestResponse) -> BeautifulSoup:
    return BeautifulSoup(response.text, "lxml")


def words(response: TestResponse) -> str:
    return " ".join(soup(response).get_text(" ").split())


def test_a_first_version_has_no_history(client: FlaskClient, checks: FakeChecks) -> None:
    page = soup(client.get(finished(checks, newsroom.rich_note())))
    assert page.select(".versions") == []


def test_a_note_checked_again_lists_its_versions_and_says_that_its_verdict_changed(
    client: FlaskClient, checks: FakeChecks
) -> None:
    first = newsroom.rich_note()
    address = finished(checks, first)
    claims = tuple(replace(one, verdict=Verdict.INSUFFICIENT) for one in first.claims)
    second = replace(first, claims=claims, verdict=Verdict.INSUFFICIENT)
    checks.finish(address.rpartition("/")[2], second)
    page = soup(client.get(address))
    lines = page.select(".versions li")
    assert [line.get("value") for line in lines] == ["2", "1"]
    assert "shown here" in lines[0].get_text()
    assert "Checking again changed it" in words(client.get(address))
    (link,) = lines[1].select("a")
    earlier = client.get(str(link["href"]))
    assert "This is an earlier version of the note." in words(earlier)
    (newest,) = soup(earlier).select("p.notice a")
    assert newest["href"] == address


def test_a_version_that_there_is_not_is_no_page(client: FlaskClient, checks: FakeChecks) -> None:
    address = finished(checks, newsroom.rich_note())
    assert client.get(f"{address}?version=9").status_code == 404
    assert client.get(f"{address}?version=nonsense").status_code == 200


def test_the_first_page_leads_to_the_form_the_extension_and_the_api(client: FlaskClient) -> None:
    page = soup(client.get("/"))
    links = {link["href"] for link in page.select("main a")}
    assert {"/try", "/openapi.json"} <= links
    assert "Load unpacked" in page.get_text()


def test_a_pasted_claim_leads_to_its_note(client: FlaskClient, checks: FakeChecks) -> None:
    response = client.post("/try", data={"claim": "The bridge is closed."})
    assert response.status_code == 303
    check_id = response.location.removeprefix("/n/")
    highlight = checks.so_far(check_id)["highlight"]
    assert highlight["exact"] == "The bridge is closed."
    assert highlight["page"]["url"] == "http://localhost/try"


def test_the_same_claim_pasted_twice_finds_the_same_check(client: FlaskClient) -> None:
    first, second = (client.post("/try", data={"claim": "Closed.\r\n"}) for _ in range(2))
    assert first.location == second.location


@pytest.mark.parametrize(
    ("field", "form"),
    [
        ("claim", {"claim": "  "}),
        ("claim", {"claim": "x" * 5001}),
        ("claim", {"claim": "A bell \a rings."}),
        ("page", {"claim": "Closed.", "page": "not-an-address"}),
        ("published", {"claim": "Closed.", "published": "yesterday"}),
    ],
)
def test_bad_input_is_told_beside_its_field_and_the_words_are_kept(
    client: FlaskClient, field: str, form: dict[str, str]
) -> None:
    form = {"context": "He said so.", **form}
    response = client.post("/try", data=form)
    page = soup(response)
    wrong = page.select_one("[aria-invalid]")
    assert response.status_code == 422
    assert wrong is not None
    assert (wrong["name"], wrong.has_attr("autofocus")) == (field, True)
    problem = page.find(id=str(wrong["aria-describedby"]).split()[0])
    assert problem is not None
    assert problem.get_text(strip=True)
    kept = {box["name"]: box.get("value") or box.get_text() for box in page.select("[name][id]")}
    assert all(str(kept[name]).strip() == typed.strip() for name, typed in form.items())


def test_a_busy_service_keeps_the_words_and_says_when_to_come_back(
    client: FlaskClient, checks: FakeChecks
) -> None:
    checks.busy = True
    response = client.post("/try", data={"claim": "Closed."})
    assert (response.status_code, response.headers["Retry-After"]) == (503, "60")
    assert "Try again in a minute." in words(response)
    assert soup(response).select_one("#claim").get_text(strip=True) == "Closed."  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("site", "origin", "elsewhere"),
    [
        ("same-origin", "null", False),
        ("none", None, False),
        ("same-site", "http://localhost", True),
        ("cross-site", None, True),
        (None, "http://localhost", False),
        (None, "https://localhost", False),
        (None, "http://evil.example", True),
        (None, "null", True),
        (None, "http://[", True),
        (None, None, False),
    ],
)
def test_a_form_is_taken_from_our_own_pages_alone(
    site: str | None,
    origin: str | None,
    elsewhere: bool,  # noqa: FBT001 (a case's expectation)
) -> None:
    assert comes_from_elsewhere(site, origin, "localhost") is elsewhere


@pytest.mark.parametrize("path", ["/try", "/n/{id}/stop", "/n/{id}/again"])
def test_a_form_sent_from_another_website_changes_nothing(
    client: FlaskClient, checks: FakeChecks, path: str
) -> None:
    check_id = running(checks)
    before = checks.so_far(check_id)
    headers = {"Sec-Fetch-Site": "cross-site"}
    response = client.post(path.format(id=check_id), data={"claim": "x"}, headers=headers)
    assert response.status_code == 403
    assert checks.so_far(check_id) == before


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_an_unknown_note_gets_a_friendly_page(client: FlaskClient, method: str) -> None:
    path = "/n/nothing" if method == "GET" else "/n/nothing/again"
    response = client.open(path, method=method)
    assert response.status_code == 404
    assert "There is no note here" in words(response)


def test_a_running_check_shows_its_progress_and_renews_itself_without_scripts(
    client: FlaskClient, checks: FakeChecks
) -> None:
    check_id = running(checks)
    response = client.get(f"/n/{check_id}")
    page = soup(response)
    assert "1 of 3 searchers answered, 2 reports read" in words(response)
    assert page.select("noscript meta[http-equiv=refresh]")
    root = page.select_one("[data-events]")
    assert root is not None
    assert root["data-events"] == f"/api/v1/checks/{check_id}/events"
    assert root["data-last-event"] == str(len(checks.events_after(check_id, 0)))
    assert len(page.select(".running > section .rows > .evidence")) == 2


def test_evidence_stands_before_every_verdict(client: FlaskClient, checks: FakeChecks) -> None:
    text = client.get(finished(checks, newsroom.nine_of_two())).text
    assert text.index("By midnight the sports hall was full") < text.index("Independently reported")


def test_quotes_stand_word_for_word_with_their_outlet_time_and_link(
    client: FlaskClient, checks: FakeChecks
) -> None:
    page = soup(client.get(finished(checks, newsroom.nine_of_two())))
    row = page.select_one(".evidence")
    assert row is not None
    quote, time, link = row.blockquote, row.time, row.a
    assert quote is not None
    assert time is not None
    assert link is not None
    assert quote.get_text() == newsroom.WIRE
    assert quote["cite"] == link["href"] == "https://baltic-wire.example/2026/11/koprivna"
    assert set(link["rel"]) == {"noopener", "noreferrer", "nofollow"}
    assert time["datetime"] == newsroom.NIGHT.isoformat()
    assert "Baltic Wire" in row.get_text()


def test_differences_and_denials_are_spelled_out(client: FlaskClient, checks: FakeChecks) -> None:
    text = words(client.get(finished(checks, newsroom.rich_note())))
    assert "Number differs: claim: 10,000 · report: 12,000" in text
    assert "Denial by the Kremlin (takes no side)" in text


def test_the_note_tells_what_was_not_read_what_was_searched_and_how_fresh_it_is(
    client: FlaskClient, checks: FakeChecks
) -> None:
    text = words(client.get(finished(checks, newsroom.nine_of_two())))
    assert "9 reports, 2 origins" in text
    assert re.search(r"Confidence: (?:low|medium|high) \(\d+%\)", text)
    assert "The page shows the article to subscribers only." in text
    assert "News API : asked us to come back later" in text
    assert "3 hours ago" in text
    assert "Judged by cross-encoder, calibrated" in text
    assert "What would change this note" in text


def test_nothing_found_is_not_shown_as_false(client: FlaskClient, checks: FakeChecks) -> None:
    text = words(client.get(finished(checks, newsroom.insufficient_note())))
    assert "Not enough found" in text
    assert "not the same as false" in text
    assert "Confidence" not in text


def test_an_opinion_is_shown_without_a_verdict(client: FlaskClient, checks: FakeChecks) -> None:
    text = words(client.get(finished(checks, newsroom.not_checkable_note())))
    assert "No verdict: opinion" in text
    assert "gets no verdict" in text


def test_a_note_shows_telling_weight_and_the_verdict_that_it_had_before(
    client: FlaskClient, checks: FakeChecks
) -> None:
    path = finished(checks, newsroom.nine_of_two())
    document = checks.note_of(path.removeprefix("/n/"))
    first, *_, copy = document["evidence"]
    own = next(row for row in document["evidence"] if row["quote"] == newsroom.OWN)
    first |= {"telling": "passed_on", "source": "the <i>governor</i>", "counts_less": "It is old."}
    own |= {"telling": "own"}
    copy |= {"uncounted": "It was retracted."}
    document["claims"][0]["why"] = ["Two origins say the same."]
    document["changed_from"] = {
        "version": 1,
        "verdict": "insufficient",
        "checked_at": "2026-11-21T09:00:00+00:00",
        "changed_at": "2026-11-22T09:00:00+00:00",
    }
    text = words(client.get(path))
    assert "It passes on what the <i>governor</i> said." in text
    assert "Its own reporting." in text
    assert "It is old." in text
    assert "Not counted: It was retracted." in text
    assert "All go back to the regional governor." in text
    assert "How it was weighed Two origins say the same." in text
    assert "Was: Not enough found , on 21 November 2026, 09:00 UTC" in text


def test_what_got_no_verdict_is_called_not_checked_and_no_approval(
    client: FlaskClient, checks: FakeChecks
) -> None:
    text = words(client.get(finished(checks, newsroom.rich_note())))
    assert "Not checked For these words nothing was searched and nothing weighed." in text
    assert "That is neither approval nor doubt." in text


HOSTILE = '<img src=x onerror="alert(1)"></template><script>alert(2)</script>'


def hostile_note() -> Note:
    report = Report("javascript:alert(3)", HOSTILE, HOSTILE, Outlet(HOSTILE, "x.example"))
    row = newsroom.row(0, report, newsroom.SUPPORTS)
    highlight = newsroom.highlight(HOSTILE, around=(HOSTILE, HOSTILE))
    gathered = Gathered(highlight, newsroom.RICH_CLAIMS[:1], (row,), (), ())
    return write(gathered, HOSTILE, newsroom.CHECKED_AT)


def test_hostile_text_is_shown_as_text_and_never_as_markup(
    client: FlaskClient, checks: FakeChecks
) -> None:
    note = hostile_note()
    check_id = checks.open(note.highlight)
    checks.step(check_id, steps.Started(), *(steps.Judged(row) for row in note.evidence))
    half_way = client.get(f"/n/{check_id}")
    checks.finish(check_id, note)
    for response in (half_way, client.get(f"/n/{check_id}")):
        page = soup(response)
        assert not page.select("img, script:not([src]), [onerror]")
        assert not [link for link in page.select("a") if "javascript" in str(link["href"])]
        assert HOSTILE in unescape(response.text)


def test_a_hostile_claim_stays_text_in_the_form(client: FlaskClient) -> None:
    response = client.post("/try", data={"claim": "</textarea><script>x</script>", "page": '"><b>'})
    page = soup(response)
    assert not page.select("script:not([src]), main b")


def test_stopping_a_check_leads_back_to_it_and_offers_to_check_again(
    client: FlaskClient, checks: FakeChecks
) -> None:
    check_id = running(checks)
    response = client.post(f"/n/{check_id}/stop", follow_redirects=True)
    assert response.status_code == 200
    assert checks.so_far(check_id)["status"] == "cancelled"
    assert "Stopped" in words(response)
    assert soup(response).select(f"form[action='/n/{check_id}/again']")


def test_a_failed_check_says_why_and_keeps_what_had_been_found(
    client: FlaskClient, checks: FakeChecks
) -> None:
    check_id = running(checks)
    checks.fail(check_id, "No searcher answered", "Wait a minute and check again.")
    text = words(client.get(f"/n/{check_id}"))
    assert "The check failed" in text
    assert "Wait a minute and check again." in text
    assert "By midnight the sports hall was full" in text


def test_checking_again_queues_the_same_highlight(client: FlaskClient, checks: FakeChecks) -> None:
    check_id = running(checks)
    checks.cancel(check_id)
    response = client.post(f"/n/{check_id}/again")
    assert response.status_code == 303
    assert response.location == f"/n/{check_id}"
    assert checks.so_far(check_id)["status"] == "queued"


def test_checking_a_fresh_note_again_says_that_it_stays(
    client: FlaskClient, checks: FakeChecks
) -> None:
    path = finished(checks, newsroom.nine_of_two())
    assert "still fresh" not in words(client.get(path))
    response = client.post(f"{path}/again", follow_redirects=True)
    assert "This note was still fresh" in words(response)


def test_checking_again_while_too_much_waits_says_when_to_come_back(
    client: FlaskClient, checks: FakeChecks
) -> None:
    path = finished(checks, newsroom.nine_of_two())
    checks.busy = True
    response = client.post(f"{path}/again")
    assert (response.status_code, response.headers["Retry-After"]) == (503, "60")


def test_no_page_needs_inline_code_or_anything_from_elsewhere(
    client: FlaskClient, checks: FakeChecks
) -> None:
    note = finished(checks, newsroom.nine_of_two())
    for path in ("/", "/try", "/n/nothing", note):
        page = soup(client.get(path))
        assert not page.select("style, [style], script:not([src])")
        loaded = [tag.get("src") or tag.get("href") for tag in page.select("script, link")]
        assert loaded
        assert all(str(address).startswith("/assets/") for address in loaded)


def test_the_pages_own_files_are_served(client: FlaskClient) -> None:
    for name in (
        "second-source.css",
        "note.js",
        "progress.js",
        "rows.js",
        "copy.js",
        "try.js",
        "icon.svg",
    ):
        with client.get(f"/assets/{name}") as response:
            assert response.status_code == 200


def test_the_ratings_are_explained_and_attributed(client: FlaskClient) -> None:
    page = client.get("/ratings").get_data(as_text=True)
    assert "State media" in page
    assert "That is no judgement." in page
    assert "https://en.wikipedia.org/wiki/Wikipedia:Reliable_sources/Perennial_sources" in page
    assert "https://creativecommons.org/licenses/by-sa/4.0/" in page
