from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from backend.reading.article import article_text
from backend.reading.markup import parse, strip
from backend.reading.paragraphs import letters_of, paragraphs_of, rejoined
from tests.unit.reading.pages import PARAGRAPHS, SENTENCES, URL, article, page

TITLE = "Dam gates opened"
LONG = [f"{paragraph} Number {number}." for number in range(4) for paragraph in PARAGRAPHS]


def text_of_page(html: str, body: str = "") -> str:
    tree = parse(html)
    strip(tree)
    return article_text(tree, URL, (TITLE,), body)


def columns(*several: list[str]) -> str:
    """An article laid out in columns between advertisements."""
    made = (
        f"<div class=chunk><div class=body>{''.join(f'<p>{each}</p>' for each in one)}</div></div>"
        "<div class=ad>Buy now</div>"
        for one in several
    )
    return f"<div class=article><h1>{TITLE}</h1>{''.join(made)}</div>"


def test_the_title_is_not_said_again_at_the_top() -> None:
    assert text_of_page(page()).split("\n") == list(PARAGRAPHS)


def test_a_title_further_down_stays() -> None:
    lines = text_of_page(page(body=article(PARAGRAPHS[0], TITLE, PARAGRAPHS[1]))).split("\n")
    assert lines == [PARAGRAPHS[0], TITLE, PARAGRAPHS[1]]


def test_a_text_that_is_its_title_alone_stays() -> None:
    tree = parse(f"<article><p>{TITLE}</p></article>")
    assert article_text(tree, URL, (TITLE,)) in {"", TITLE}


def test_every_column_of_an_article_is_read_in_its_order() -> None:
    text = text_of_page(page(body=columns(LONG[:4], LONG[4:8], LONG[8:])))
    assert text.split("\n") == LONG


def test_a_line_that_only_leads_elsewhere_is_left_out() -> None:
    pointer = '<a href="/other">Read more: what the valley did in the last flood</a>'
    text = text_of_page(page(body=article(PARAGRAPHS[0], pointer, *PARAGRAPHS[1:])))
    assert text.split("\n") == list(PARAGRAPHS)


def test_a_sentence_that_is_a_link_stays() -> None:
    linked = f'<a href="/board">{SENTENCES[1]}</a>'
    assert SENTENCES[1] in text_of_page(page(body=article(PARAGRAPHS[0], linked, PARAGRAPHS[2])))


def test_the_page_own_description_serves_where_its_markup_holds_little() -> None:
    body = "<p>" + "</p><p>".join(PARAGRAPHS) + "</p>"
    assert text_of_page(page(body="<div id=root></div>"), body).split("\n") == list(PARAGRAPHS)


def test_a_longer_description_does_not_replace_what_the_markup_holds() -> None:
    assert text_of_page(page(), "\n".join(PARAGRAPHS) + " And more.").split("\n") == list(
        PARAGRAPHS
    )


def test_what_is_taken_out_before_is_never_a_word_of_the_article() -> None:
    html = page(body=article(*PARAGRAPHS) + "<script>var a = 'b';</script><div> </div>")
    assert text_of_page(html) == article_text(parse(html), URL, (TITLE,))


def test_little_that_was_left_out_stays_out() -> None:
    tree = parse(page(body=article(*LONG)))
    most = "\n".join(LONG[:-1])
    assert rejoined(most, paragraphs_of(tree)) == most


def test_much_that_was_left_out_comes_back_where_it_stood() -> None:
    tree = parse(page(body=article(*LONG)))
    assert rejoined("\n".join(LONG[3:7]), paragraphs_of(tree)).split("\n") == LONG


def test_paragraphs_elsewhere_on_the_page_stay_out() -> None:
    others = "".join(f"<p>{paragraph} Elsewhere.</p>" for paragraph in LONG)
    tree = parse(page(body=article(*LONG[:3]) + f"<div class=related>{others}</div>"))
    assert rejoined("\n".join(LONG[:3]), paragraphs_of(tree)).split("\n") == LONG[:3]


@given(st.lists(st.sampled_from(LONG), unique=True), st.lists(st.sampled_from(LONG), unique=True))
def test_joining_again_loses_no_line_and_makes_none_up(taken: list[str], there: list[str]) -> None:
    text = "\n".join(taken)
    tree = parse(page(body=article(*there) if there else "<p>x</p>"))
    lines = rejoined(text, paragraphs_of(tree)).split("\n")
    assert [line for line in lines if line in taken or not line] == text.split("\n")
    assert set(lines) <= {*taken, *there, ""}


@given(st.text())
def test_letters_are_the_same_however_a_text_is_spaced(text: str) -> None:
    assert letters_of(f" {text}\n") == letters_of(text)
