from __future__ import annotations

import subprocess
import sys

import pytest

from backend.checking.syntax import Sentence
from backend.linguistics.spacy_syntax import SpacySyntax
from backend.linguistics.which_language import LangidLanguages


def parsed(text: str) -> Sentence:
    (sentence,) = SpacySyntax().parse([text])
    return sentence


def test_tokens_stand_where_the_sentence_has_them() -> None:
    text = "Kyiv’s  mayor\nsaid “no” – twice."
    assert all(text[token.start : token.end] == token.text for token in parsed(text).tokens)
    assert all(not token.text.isspace() for token in parsed(text).tokens)


def test_a_sentence_hangs_on_its_verb() -> None:
    sentence = parsed("Sweden joined NATO in 2024.")
    (root,) = sentence.roots
    assert sentence[root].text == "joined"
    subject = sentence.subject(root)
    assert subject is not None
    assert sentence[subject].text == "Sweden"
    assert [sentence[place].text for place in sentence.above(0)] == ["joined"]


@pytest.mark.parametrize("text", ["", " ", "\n", "\ud800", "a" * 3_000, "?" * 50])
def test_any_text_is_parsed(text: str) -> None:
    assert parsed(text).text == text


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Russia promised contract soldiers from Nepal 2,000 dollars a month.", "en"),
        ("Le président a annoncé mardi la mort de douze soldats.", "fr"),
        ("Президент России прибыл в Казань.", "ru"),
        ("Kim Jong Un", None),
        ("", None),
    ],
)
def test_a_language_is_told_where_the_words_tell_it(text: str, language: str | None) -> None:
    assert LangidLanguages().language_of(text) == language


def test_nothing_heavy_is_imported_before_it_is_needed() -> None:
    heavy = {"spacy", "thinc"}
    code = f"import sys, backend.composition.serving; print({heavy} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
