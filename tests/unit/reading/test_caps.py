from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.reading import caps
from backend.reading.caps import MOST_ATTRIBUTES, MOST_TAGS, is_too_much
from backend.reading.markup import parse
from tests.unit.reading import pages

MANY = " ".join(f"a{number}" for number in range(MOST_ATTRIBUTES + 5))


def test_a_news_page_is_not_too_much() -> None:
    assert not is_too_much(pages.page())


def test_the_last_tag_that_is_not_too_much() -> None:
    assert not is_too_much("<b>" * MOST_TAGS)
    assert is_too_much("<b>" * (MOST_TAGS + 1))


@pytest.mark.parametrize(
    "markup",
    [
        f"<p {MANY}>",
        f"<p {MANY}",
        f"<p {MANY.replace(' ', '/')}>",
        f"<p {MANY.replace(' ', '=1 ')}>",
        f"<p {MANY.replace(' ', chr(34) * 2 + ' ')}>",
        f'<p x=">" {MANY}>',
        f"<p x' y='>' {MANY}>",
        f'<p =">" ><p {MANY}>',
        f'<script>"<b x="</script><p {MANY}>',
        f"<!-- <b x=' --><p {MANY}>",
        f"<b <b <p {MANY}>",
    ],
)
def test_a_tag_of_endless_attributes_is_found_behind_any_disguise(markup: str) -> None:
    assert is_too_much(markup)


def test_long_values_and_long_scripts_are_not_too_much() -> None:
    picture = "data:image/png;base64," + "iVBORw0KGgo/" * 50_000
    script = "if (a <b) { x = 'y'; } " * 150
    state = '{"key": "value, and more", ' * 20_000
    page = f"<img src='{picture}'><p>Text.<script>{script}</script><script>{state}</script>"
    assert not is_too_much(page)


@pytest.mark.parametrize(
    "unit", ["<a", "<a/b=", "<a b='", "<a b=\"<a b='", "<a b=" + "x" * 9000 + " "]
)
def test_markup_that_is_made_to_be_looked_at_again_and_again_is_given_up(unit: str) -> None:
    assert is_too_much(unit * min(MOST_TAGS, 3_000_000 // len(unit)))


PIECES = st.sampled_from(["<p", " ", "/", "=", "a", "'", '"', ">", "<", "!--", "-->", "<script>"])


@given(st.lists(PIECES, max_size=60).map("".join).map("<b>{}</b>".format))
def test_no_tag_that_the_parser_sees_has_more_attributes_than_were_counted(markup: str) -> None:
    # With a limit of 1,000 nothing this short is too much; what is checked is that the parser
    # takes it apart as we do, attribute for attribute, at most.
    seen = max((len(tag.attrib) for tag in parse(markup).iter("p")), default=0)
    counted = [
        caps._attributes(caps._TAG.match(markup, begins.start()))
        for begins in caps._TAG_BEGINS.finditer(markup)
    ]
    assert seen <= max(counted, default=0)
