"""Hand-written sentences of news: how the outlet comes by each, and whom it names."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

import pytest

from backend.checking.origins.attribution import Told, told
from backend.domain import Outlet, Passage, Report, Telling

WRONG = {"In a joint statement, the two governments condemned the attack."}
"""Held-out sentences that the rules read wrongly."""


@dataclass(frozen=True)
class Sentence:
    text: str
    telling: str
    source: str
    before: str = ""
    outlet: str = "The Daily Example"


def load(name: str) -> list[Sentence]:
    table = Path(__file__).with_name(f"sentences_{name}.toml").read_text("utf-8")
    return [Sentence(**row) for row in tomllib.loads(table)["sentence"]]


TUNED, HELD_OUT = load("tuned"), load("held_out")


def read(sentence: Sentence) -> Told:
    text = f"{sentence.before} {sentence.text}".strip()
    outlet = Outlet(sentence.outlet, "x.test")
    report = Report("http://x.test/1", "A title", text, outlet)
    return told(Passage(report, len(text) - len(sentence.text), len(text)))


def named(source: str) -> str:
    return re.sub(r"^(?:the|an?)\s", "", source.lower())


def is_right(sentence: Sentence) -> bool:
    found = read(sentence)
    return (found.telling.value, named(found.source)) == (sentence.telling, named(sentence.source))


def test_the_tables_are_long_and_hold_every_kind_of_telling() -> None:
    assert len(TUNED) >= 120
    assert len(HELD_OUT) >= 40
    for table in (TUNED, HELD_OUT):
        assert {sentence.telling for sentence in table} == {telling.value for telling in Telling}
    assert not {one.text for one in TUNED} & {one.text for one in HELD_OUT}


@pytest.mark.parametrize("sentence", TUNED, ids=lambda sentence: sentence.text[:50])
def test_a_sentence_that_the_rules_were_written_with_is_read_as_an_editor_reads_it(
    sentence: Sentence,
) -> None:
    assert is_right(sentence)


def test_of_the_sentences_held_out_no_others_are_wrong_than_those_named() -> None:
    assert {sentence.text for sentence in HELD_OUT if not is_right(sentence)} == WRONG
    assert len(WRONG) <= len(HELD_OUT) / 10


def passage_of(text: str, quote: str, outlet: str = "The Daily Example") -> Passage:
    report = Report("http://x.test/1", "A title", text, Outlet(outlet, "x.test"))
    start = text.index(quote)
    return Passage(report, start, start + len(quote))


def test_the_sentence_nearest_to_the_claim_says_whose_word_it_is() -> None:
    text = "The mayor resigned, the town hall said. Two people died, the police said."
    assert told(passage_of(text, text), "Two people died.").source == "the police"
    assert told(passage_of(text, text), "The mayor resigned.").source == "the town hall"


def test_a_spokesman_speaks_for_whom_the_sentence_before_names() -> None:
    text = (
        "In Washington the White House gave figures. At least 3,000 men were shipped, according to"
        " a spokesman. They are training now, he went on."
    )
    assert told(passage_of(text, "They are training now, he went on.")).source == "the White House"


def test_a_quoted_we_is_not_the_outlets() -> None:
    assert told(passage_of('"We saw it all," he said.', '"We saw it all," he said.')).telling is (
        Telling.PASSED_ON
    )


def test_whom_an_agency_cites_stands_behind_it_in_the_chain() -> None:
    text = "Yonhap reported a second ship, citing the defence ministry."
    found = told(passage_of(text, text))
    assert found.source == "Yonhap"
    assert found.chain == ("Yonhap", "the defence ministry")
    assert found.keys == {"medium yonhap", "office ministry"}


def test_what_a_ministry_tells_the_outlet_is_still_the_ministrys_word() -> None:
    text = "No order was given, the defence ministry told this newspaper."
    found = told(passage_of(text, text))
    assert (found.telling, found.source) == (Telling.PASSED_ON, "the defence ministry")


def test_a_sentence_without_end_is_read_as_far_as_it_is_sensible() -> None:
    text = "the ministry said " * 20_000
    assert told(passage_of(text, text)).telling is Telling.PASSED_ON
