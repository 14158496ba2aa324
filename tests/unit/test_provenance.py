from __future__ import annotations

from dataclasses import asdict

from backend.composition.provenance import made_with, rules_fingerprint
from backend.config import read_settings, variable
from backend.version import VERSION
from tests.fakes import FakeJudge

KEYS = ("judge_key", "google_fact_check_key", "brave_key", "newsapi_key", "mojeek_key")


def test_a_note_is_made_with_a_judge_the_rules_and_what_was_set() -> None:
    made = made_with(read_settings({variable("searchers"): "archive,wikipedia"}), FakeJudge())
    assert (made.judge, made.judge_files, made.version) == ("fake judge", "", VERSION)
    assert dict(made.settings)["searchers"] == "archive,wikipedia"
    assert made.rules == rules_fingerprint()
    assert len(made.rules) == 64


def test_no_key_is_written_down() -> None:
    settings = read_settings({variable(name): "s3cr3t" for name in KEYS})
    assert "s3cr3t" not in str(asdict(made_with(settings, FakeJudge())))
