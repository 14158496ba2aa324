from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.domain import FlagReason, Objection
from backend.errors import BadFlag
from backend.moderation.objections import COMMENT_LIMIT, require_row, tidy


def field_of(objection: Objection) -> str:
    with pytest.raises(BadFlag) as refused:
        tidy(objection)
    return refused.value.field


def test_what_a_reader_says_is_put_in_order() -> None:
    said = Objection(
        FlagReason.OTHER, "a" * 16, "  It is old. \n", " HTTPS://me:secret@Herald.example/a#top "
    )
    assert tidy(said) == Objection(
        FlagReason.OTHER, "a" * 16, "It is old.", "https://herald.example/a"
    )


def test_a_missing_report_needs_its_address() -> None:
    assert field_of(Objection(FlagReason.MISSING_REPORT)) == "counter_source"
    assert field_of(Objection(FlagReason.MISSING_REPORT, counter_source="  ")) == "counter_source"


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "ftp://herald.example/", "herald.example", "http://", "https://a b"],
)
def test_a_counter_source_is_on_the_web(address: str) -> None:
    assert field_of(Objection(FlagReason.OTHER, counter_source=address)) == "counter_source"


def test_a_comment_has_a_length_and_is_text() -> None:
    assert tidy(Objection(FlagReason.OTHER, comment="a" * COMMENT_LIMIT))
    assert field_of(Objection(FlagReason.OTHER, comment="a" * (COMMENT_LIMIT + 1))) == "comment"
    assert field_of(Objection(FlagReason.OTHER, comment="a\x00")) == "comment"
    assert field_of(Objection(FlagReason.OTHER, comment="a\ud800")) == "comment"


@given(
    st.builds(
        Objection,
        st.sampled_from(FlagReason),
        st.just(""),
        st.text(max_size=50),
        st.sampled_from(["", "http://a.example", "https://ü.example/b?c#d", "nothing"]),
    )
)
def test_what_is_in_order_stays_as_it_is(said: Objection) -> None:
    try:
        tidied = tidy(said)
    except BadFlag as refused:
        assert refused.field in {"comment", "counter_source"}  # noqa: PT017 (either may happen)
    else:
        assert tidy(tidied) == tidied


def test_a_row_is_one_that_the_note_has() -> None:
    require_row(Objection(FlagReason.OTHER), set())
    require_row(Objection(FlagReason.OTHER, "a" * 16), {"a" * 16})
    with pytest.raises(BadFlag, match="no such row"):
        require_row(Objection(FlagReason.OTHER, "b" * 16), {"a" * 16})
