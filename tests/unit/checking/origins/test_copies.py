"""What two reports have of each other's own words."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from backend.checking.origins.copies import shared
from backend.checking.origins.narration import narration
from backend.checking.origins.quoted import without_quotes

STORY = """The ferry left the harbour at six with 212 people on board. It turned back after an hour
because water had come into the engine room. Two tugs met it off the lighthouse and
brought it to the old pier. Passengers slept in a school hall, where volunteers handed
out soup and blankets. The company had bought the ship from a yard in Gdansk in March.
Divers are to look at the hull on Sunday before it is moved into the dry dock. An
inquiry into the valves of its sister ship ended last year without a finding. The next
ferry to the islands leaves on Monday at noon from the northern quay."""
OTHER = """Water in the engine room forced an island ferry to give up its crossing on Friday. More
than two hundred travellers spent the night on camp beds. Tugs had towed the vessel back
past the lighthouse. Nobody was hurt. A replacement sails at the start of next week. Its
owner runs four ships and has had trouble with valves before, though investigators could
not say why."""
SPEECH = (
    '"We shall find out what happened, and we shall say it, whoever it hurts," the minister said. '
)


def sentences_of(text: str) -> list[str]:
    return [f"{part.strip(' .')}." for part in text.replace("\n", " ").split(". ")]


def has(one: str, other: str) -> bool:
    return shared(narration(one), narration(other)).is_copy


def test_the_beginning_of_a_story_is_a_copy_of_it() -> None:
    assert has(STORY, " ".join(sentences_of(STORY)[:3]))


def test_a_story_with_a_lead_of_ones_own_is_a_copy() -> None:
    assert has(STORY, "Islanders are angry. " + " ".join(sentences_of(STORY)[2:]))


def test_a_story_in_which_every_other_sentence_is_new_is_a_copy() -> None:
    own = sentences_of(OTHER)
    mixed = [
        new if at % 2 else old
        for at, (old, new) in enumerate(zip(sentences_of(STORY), own * 2, strict=False))
    ]
    assert has(STORY, " ".join(mixed))


def test_a_story_reworded_sentence_by_sentence_is_a_copy() -> None:
    reworded = (
        "At six the ferry left the harbour; 212 people were on board. After an hour it turned"
        " back, as water had come into its engine room. It was met off the lighthouse by two tugs,"
        " which brought it to the old pier. In a school hall passengers slept, with soup and"
        " blankets that volunteers handed out. From a yard in Gdansk the company had bought the"
        " ship last March. On Sunday divers look at its hull, before it is moved to the dry dock."
    )
    found = shared(narration(STORY), narration(reworded))
    assert found.is_copy
    assert found.reworded > 0.5
    assert not found.is_same


def test_two_reports_of_one_event_are_no_copies() -> None:
    assert not has(STORY, OTHER)


def test_speech_that_both_print_makes_no_copies() -> None:
    assert not has(SPEECH + STORY, SPEECH + OTHER)
    assert not has(f"{STORY} {SPEECH * 3}", f"{SPEECH * 3} {OTHER}")


def test_one_background_paragraph_that_both_print_makes_no_copies() -> None:
    background = (
        "The islands have been served by ferry since 1911, when the railway company ran two paddle"
        " steamers from the mainland in summer and one in winter."
    )
    long_story, long_other = STORY + STORY.replace("ferry", "barge"), OTHER + STORY[:0]
    assert not has(f"{long_story}\n{background}", f"{long_other * 2}\n{background}")


def test_boilerplate_that_both_print_makes_no_copies() -> None:
    notice = "\nSubscribe to our newsletter and get the best stories of the week in your inbox.\n"
    notice += "This story was updated with a comment by the company that runs the ferry.\n"
    assert not has(STORY + notice * 3, OTHER + notice * 3)


def test_a_quote_that_nobody_closes_ends_with_its_paragraph() -> None:
    text = "He spoke. “It is late, and it is cold.\nThe ship sailed on. “Go,” he said."
    assert without_quotes(text, "*") == "He spoke. *\nThe ship sailed on. * he said."


@given(st.lists(st.sampled_from(sentences_of(STORY + " " + OTHER)), min_size=1, max_size=20))
@settings(max_examples=60)
def test_every_text_is_the_same_as_itself_and_both_ways_are_alike(parts: list[str]) -> None:
    text = narration(" ".join(parts))
    story = narration(STORY)
    itself = shared(text, narration(" ".join(parts)))
    assert itself.shorter == (1.0 if text.shingles else 0.0)
    assert shared(text, story).is_copy == shared(story, text).is_copy


@given(st.text(max_size=400))
def test_no_text_is_too_strange(text: str) -> None:
    assert not shared(narration(text), narration(STORY)).is_same
