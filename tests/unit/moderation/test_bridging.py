from __future__ import annotations

import random
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.moderation.bridging import Rating, Sides, enough, sides, weight_of

AGREED = 0.4
"""The intercept from which Community Notes call a note agreed on across sides."""

SEEDS = range(5)
CAMPS = {"a": 150, "b": 50}
LIKED_BY = ("a", "b", "ab", "")


def camp_of(reader: str) -> str:
    return reader[0]


def world(seed: int, *, pushed_unopposed: bool = False) -> tuple[list[Rating], dict[str, str]]:
    """200 readers of two camps on 100 notes, of which each says something of three in ten.

    Which camps each note is looked at by, and one answer in ten is a slip. All of the larger camp
    flag one more note, `push`; of the other nobody does, and unless unopposed some say so.
    """
    dice = random.Random(seed)  # noqa: S311 - made-up data
    notes = {f"n{number}": dice.choice(LIKED_BY) for number in range(100)}
    said = list(_said(dice, notes, pushed_unopposed))
    return said, notes


def _said(dice: random.Random, notes: dict[str, str], unopposed: bool) -> Iterator[Rating]:  # noqa: FBT001
    for camp, size in CAMPS.items():
        for number in range(size):
            reader = f"{camp}{number}"
            for note, by in notes.items():
                if dice.random() < 0.3:
                    truly = camp in by
                    yield Rating(reader, note, float(truly != (dice.random() < 0.1)))
            if camp == "a":
                yield Rating(reader, "push", 1.0)
            elif not unopposed and dice.random() < 0.3:
                yield Rating(reader, "push", 0.0)


def agreement_by_kind(found: Sides, notes: dict[str, str]) -> dict[str, list[float]]:
    return {
        kind: [found.agreement[note] for note, by in notes.items() if by == kind]
        for kind in LIKED_BY
    }


@pytest.mark.parametrize("seed", SEEDS)
def test_the_sides_that_readers_were_given_are_found_again(seed: int) -> None:
    said, _ = world(seed)
    found = sides(said)
    of_camp = {
        camp: [side for reader, side in found.readers.items() if camp_of(reader) == camp]
        for camp in CAMPS
    }
    signs = {camp: sum(side > 0 for side in of_camp[camp]) / len(of_camp[camp]) for camp in CAMPS}
    assert sorted(round(share) for share in signs.values()) == [0, 1]
    assert max(min(share, 1 - share) for share in signs.values()) < 0.02


@pytest.mark.parametrize("seed", SEEDS)
def test_what_both_sides_say_counts_for_more_than_what_either_says_alone(seed: int) -> None:
    said, notes = world(seed)
    by_kind = agreement_by_kind(sides(said), notes)
    assert min(by_kind["ab"]) > max(by_kind["a"] + by_kind["b"])
    assert max(by_kind[""]) < 0


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("unopposed", [False, True])
def test_a_camp_of_150_cannot_push_a_flag_through_alone(seed: int, unopposed: bool) -> None:  # noqa: FBT001
    said, notes = world(seed, pushed_unopposed=unopposed)
    found = sides(said)
    assert found.agreement["push"] < AGREED
    both = [note for note, by in notes.items() if by == "ab"]
    assert found.agreement["push"] < min(found.agreement[note] for note in both)


def test_the_same_answers_in_any_order_give_the_same_sides() -> None:
    said, _ = world(0)
    assert sides(said) == sides(said[::-1])


def test_one_side_alone_weighs_one_flag_however_many_they_are() -> None:
    assert weight_of(150_000, 0, 1000) == weight_of(0, 0, 1000) == 1000
    assert weight_of(150_000, 2_000, 1000) == 5000


@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_neither_side_is_favoured(one: int, other: int) -> None:
    assert weight_of(one, other, 1000) == weight_of(other, one, 1000)


def test_a_handful_of_answers_tells_no_sides_apart_and_it_is_said_why() -> None:
    few = [Rating(f"r{n}", f"n{m}", float(n % 2)) for n in range(4) for m in range(6)]
    found = enough(few)
    assert not found.enough
    assert "there are 4 readers and 0 notes" in found.words


def test_where_all_say_the_same_there_is_nothing_to_disagree_about() -> None:
    found = enough([Rating(f"r{n}", f"n{m}", 1.0) for n in range(120) for m in range(60)])
    assert (found.readers, found.notes, found.enough) == (120, 60, False)


def test_there_is_enough_of_the_made_up_world_and_then_nothing_is_said() -> None:
    found = enough(world(0)[0])
    assert found.enough
    assert found.words == ""
