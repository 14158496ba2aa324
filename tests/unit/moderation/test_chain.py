from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from backend.moderation.chain import BEGINNING, Entry, hash_after, verify

WORDS = st.text(max_size=12)
TEXTS = ("at", "actor", "action", "kind", "subject", "detail", "hash")


def chained(said: list[tuple[str, str, str, str, str, str]]) -> list[Entry]:
    entries, head = [], BEGINNING
    for number, words in enumerate(said, start=1):
        entry = Entry(number, *words, "")
        head = hash_after(head, entry)
        entries.append(replace(entry, hash=head))
    return entries


CHAINS = st.lists(st.tuples(WORDS, WORDS, WORDS, WORDS, WORDS, WORDS), min_size=1, max_size=6).map(
    chained
)


@given(CHAINS)
def test_a_log_as_it_was_written_is_sound(entries: list[Entry]) -> None:
    found = verify(entries)
    assert (found.count, found.head, found.fault) == (len(entries), entries[-1].hash, "")


@given(CHAINS, st.data())
def test_any_change_of_any_text_is_found_at_its_row(
    entries: list[Entry], data: st.DataObject
) -> None:
    at = data.draw(st.integers(0, len(entries) - 1))
    name = data.draw(st.sampled_from(TEXTS))
    was = getattr(entries[at], name)
    now = data.draw(WORDS.filter(lambda text: text != was))
    changed: dict[str, Any] = {name: now}
    found = verify([*entries[:at], replace(entries[at], **changed), *entries[at + 1 :]])
    assert found.fault == f"Row {at + 1} is not as it was written."
    assert found.count == at


@given(CHAINS, st.data())
def test_words_moved_from_one_column_to_the_next_are_found(
    entries: list[Entry], data: st.DataObject
) -> None:
    last = entries[-1]
    whole = last.actor + last.action
    cut = data.draw(st.integers(0, len(whole)))
    moved = replace(last, actor=whole[:cut], action=whole[cut:])
    assert bool(verify([*entries[:-1], moved]).fault) == (moved != last)


@given(CHAINS, st.data())
def test_a_row_taken_out_is_named(entries: list[Entry], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(entries) - 1))
    found = verify([*entries[:at], *entries[at + 1 :]])
    assert found.count == at
    assert bool(found.fault) == (at < len(entries) - 1)


@given(CHAINS, st.data())
def test_a_log_that_was_cut_off_lacks_the_head_noted_before(
    entries: list[Entry], data: st.DataObject
) -> None:
    noted = entries[-1].hash
    assert not verify(entries, noted).fault
    kept = data.draw(st.integers(0, len(entries) - 1))
    assert noted in verify(entries[:kept], noted).fault


def test_an_empty_log_is_sound_and_has_no_head() -> None:
    assert verify([]).head == verify([], BEGINNING).head == BEGINNING
    assert not verify([]).fault
