from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.moderation.chain import BEGINNING, Act, Entry
from backend.moderation.roles import Role
from backend.web.console.audit import log_line
from tests.factories import NOW
from tests.unit.web.console.staff import Browser, Staff, soup, words

ENTRY = Entry(1, NOW.isoformat(), "ann", "change role", "user", "bob", '{"to":"lead"}', BEGINNING)


@pytest.fixture
def lead(staff: Staff) -> Browser:
    return staff.join(Role.LEAD)


def numbers(browser: Browser, path: str) -> list[str]:
    return [each.get_text() for each in soup(browser.get(path)).select("tbody th")]


def test_the_log_is_shown_newest_first_and_found_by_who_and_what(
    staff: Staff, lead: Browser
) -> None:
    staff.accounts.store.append(Act("eve", "decide", "note", "<i>n1</i>", {"rows": 2}), NOW)
    assert numbers(lead, "/moderate/audit") == ["3", "2", "1"]
    assert numbers(lead, "/moderate/audit?actor=eve") == ["3"]
    assert numbers(lead, "/moderate/audit?action=sign+in") == ["2"]
    page = lead.get("/moderate/audit?subject=<i>n1</i>")
    assert "eve decide note <i>n1</i> rows: 2" in words(page)
    assert "No row is as you seek it." in words(lead.get("/moderate/audit?actor=%00"))


def test_a_long_log_is_turned_page_by_page(staff: Staff, lead: Browser) -> None:
    for number in range(60):
        staff.accounts.store.append(Act("eve", f"act {number}"), NOW)
    first = soup(lead.get("/moderate/audit?actor=eve"))
    (older,) = [link for link in first.select("main a") if "Older" in link.get_text()]
    assert len(first.select("tbody tr")) == 50
    assert len(numbers(lead, str(older["href"]))) == 10


@pytest.mark.parametrize("before", ["x", "-5", "0", str(10**30)])
def test_a_page_that_is_not_there_is_no_failure(lead: Browser, before: str) -> None:
    assert lead.get(f"/moderate/audit?before={before}").status_code == 200


def test_the_log_is_verified_against_a_head_noted_earlier(lead: Browser) -> None:
    sound = lead.post("/moderate/audit/verify")
    assert "All 2 rows are as they were written." in words(sound)
    head = soup(sound).select("code.secret")[0].get_text()
    assert "sound" in words(lead.post("/moderate/audit/verify", head=f" {head.upper()} "))
    other = lead.post("/moderate/audit/verify", head="f" * 64)
    assert "not as it was written" in words(other)


@given(st.text(), st.text(), st.text())
def test_a_row_is_shown_whatever_it_was_turned_into(at: str, actor: str, detail: str) -> None:
    line = log_line(replace(ENTRY, at=at, actor=actor, detail=detail))
    assert all(text.encode() is not None for pair in line.details for text in pair)
    assert line.when.encode() is not None
    assert line.actor


@given(st.text(st.characters(categories=["Cs"]), min_size=1))
def test_bytes_that_are_no_text_are_shown_as_question_marks(broken: str) -> None:
    assert log_line(replace(ENTRY, actor=broken)).actor == "?" * len(broken)
