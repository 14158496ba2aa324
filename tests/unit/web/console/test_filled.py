from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.domain import Checkability, Stance, Verdict
from backend.errors import BadDecision
from backend.moderation.changes import Changes, Join, Mark, NotCheckable, SetVerdict
from backend.web.console.filled import changes_in, fields_of

EVERYTHING = Changes(
    take_out=("a",),
    mark=(Mark("b", Stance.MENTIONS),),
    add=("https://one.example/", "https://two.example/"),
    apart=("c", "d"),
    join=(Join("d", "a"), Join("e", "b")),
    not_checkable=(NotCheckable(1, Checkability.OPINION),),
    verdicts=(SetVerdict(0, Verdict.CONTESTED, "Two say so."),),
    hide="It names somebody.",
    same_as="f" * 32,
)


def test_what_holds_on_a_note_stands_in_the_form_and_is_asked_for_by_it() -> None:
    assert changes_in(fields_of(EVERYTHING)) == EVERYTHING


def test_a_row_that_was_moved_is_the_one_that_has_the_field_whichever_way_the_pair_is_kept() -> (
    None
):
    fields = fields_of(Changes(apart=("z",), join=(Join("a", "z"),)))
    assert fields["origin:z"] == "move:a"


def test_an_empty_form_asks_for_nothing() -> None:
    assert changes_in({}) == changes_in(fields_of(Changes())) == Changes()


@given(
    st.dictionaries(
        st.sampled_from(["stance:a", "origin:a", "kind:0", "verdict:0", "verdict:x", "add"])
        | st.text(max_size=9),
        st.text(max_size=9),
    )
)
def test_whatever_is_sent_asks_for_changes_or_is_refused(fields: dict[str, str]) -> None:
    with suppress(BadDecision):
        assert isinstance(changes_in(fields), Changes)


@pytest.mark.parametrize("field", ["stance:a", "kind:0", "verdict:0", "kind:-1"])
def test_a_field_says_nothing_that_is_not_offered(field: str) -> None:
    with pytest.raises(BadDecision):
        changes_in({field: "nonsense"})
