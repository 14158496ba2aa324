from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.reading.corrections import LONGEST, MOST, declared_corrections, read_corrections
from backend.reading.extraction import extract
from backend.reading.jsonld import Described
from backend.reading.markup import parse
from tests.unit.reading.pages import PARAGRAPHS, URL, article, described, page

NOTICES = [
    "Correction: The dam has seven gates, not six.",
    "Correction, Nov. 20, 2026: The dam has seven gates, not six.",
    "Corrections (20 November): The dam has seven gates, not six.",
    "Clarification: The board spoke of the valley below the dam.",
    "CORRECTION \N{EM DASH} The dam has seven gates, not six.",
    "Editor's note: Correction: the dam has seven gates.",
    "An earlier version of this article gave the wrong number of gates.",
    "A previous version of this story misspelled the name of the dam.",
    "This story has been updated to include a statement of the board.",
    "This article was amended on 20 November 2026 to correct the number of gates.",
    "Retraction: The picture is of another dam.",
    "This article has been retracted, since its source had misled us.",
    "We have withdrawn this report.",
    "Berichtigung: In einer früheren Fassung stand eine falsche Zahl.",
    "Rectificatif : le barrage a sept vannes.",
    "Corrección: la presa tiene siete compuertas.",
]
NO_NOTICES = [
    "Correction officers were told to leave their homes.",
    "The board asked for a correction of the story in the other paper.",
    "Markets are due a correction, analysts say: prices have risen for a year.",
    "The dam was updated in 1998.",
    "This article is part of a series.",
    "Earlier versions of this dam had six gates.",
    "The minister made a retraction of his remarks on the dam.",
    "The article of the constitution was withdrawn in May.",
]


def read(*paragraphs: str) -> tuple[str, ...]:
    return read_corrections(parse(page(body=article(*PARAGRAPHS, *paragraphs))))


@pytest.mark.parametrize("notice", NOTICES)
def test_a_notice_is_kept_word_for_word(notice: str) -> None:
    assert read(notice) == (notice,)


@pytest.mark.parametrize("text", NO_NOTICES)
def test_a_sentence_with_such_words_is_no_notice(text: str) -> None:
    assert read(text) == ()


def test_a_notice_stands_once_however_often_the_page_has_it() -> None:
    assert read(NOTICES[0], NOTICES[0]) == (NOTICES[0],)


def test_a_notice_in_bold_and_links_is_one_text() -> None:
    marked = "<b>Correction:</b> The dam has <a href=/dam>seven gates</a>, not six."
    assert read(marked) == (NOTICES[0],)


def test_a_notice_under_a_heading_of_its_own_is_found() -> None:
    body = f"{article()}<h3>Correction</h3><p>{NOTICES[6]}</p><h3>Corrections</h3><p>The name of "
    assert read_corrections(
        parse(page(body=f"{body}the dam on the map was given wrongly.</p>"))
    ) == (
        NOTICES[6],
        "The name of the dam on the map was given wrongly.",
    )


def test_a_footers_link_to_corrections_is_no_notice() -> None:
    links = "<ul><li><a href=/c>Corrections</a></li><li><a href=/j>Jobs at the paper</a></li></ul>"
    assert read_corrections(parse(page(body=article() + links))) == ()


@pytest.mark.parametrize(
    "value", ["It has seven.", ["It has seven."], {"text": "It has seven."}, [{"text": 3}, "x://y"]]
)
def test_json_ld_may_hold_notices(value: object) -> None:
    found = declared_corrections(Described({"correction": value}))
    assert found == (("It has seven.",) if "seven" in str(value) else ())


def test_a_report_has_its_outlets_notices() -> None:
    html = page(
        body=article(*PARAGRAPHS, NOTICES[0]), jsonld=described(correction="Declared as well.")
    )
    assert extract(html, URL).corrections == ("Declared as well.", NOTICES[0])


@given(st.lists(st.text(max_size=40)))
def test_notices_are_few_short_and_on_one_line(texts: list[str]) -> None:
    told = declared_corrections(Described({"correction": [*texts, "x" * (LONGEST + 1)]}))
    assert len(told) <= MOST
    assert all(0 < len(each) <= LONGEST and len(each.splitlines()) == 1 for each in told)
