from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from backend.checking.frozen import Frozen, frozen_document, rejudged, thawed
from backend.checking.note import Gathered
from backend.checking.ports import Pair
from backend.checking.replay import RowChange, VerdictChange, canonical, differing, otherwise
from backend.checking.stance import asked, bearing
from backend.domain import Evidence, Judgement, Report, Stance, Verdict
from tests.factories import A_DAY, a_claim, a_highlight, a_report, frozen_evidence
from tests.fakes import FakeJudge

# Whatever fields the values have or get, of whatever kind: they are made by their types.
st.register_type_strategy(float, st.floats(0, 1))
st.register_type_strategy(datetime, st.datetimes(timezones=st.just(UTC), allow_imaginary=False))
anything_frozen = st.from_type(Frozen)
TROOPS = "Officials said that North Korean troops had come to Russia by ship."
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=2), inner),
    max_leaves=8,
)


def through_json(frozen: Frozen) -> Frozen:
    document, texts = frozen_document(frozen)
    return thawed(json.loads(json.dumps(document)), texts)


@given(anything_frozen)
def test_what_is_thawed_is_what_was_frozen(frozen: Frozen) -> None:
    assert through_json(frozen) == frozen


@given(st.text(st.characters(exclude_categories=[])))
def test_any_text_survives_lone_surrogates_and_all(text: str) -> None:
    frozen = frozen_evidence(a_highlight(text or "x"))
    assert through_json(frozen) == frozen


def test_a_text_is_kept_once_however_many_rows_it_serves() -> None:
    report = a_report(TROOPS)
    frozen = _judged(report, replace(report, url="http://mirror.test/1"), says=Stance.SUPPORTS)
    document, texts = frozen_document(frozen)
    assert len(document["reports"]) == 2
    assert list(texts.values()) == [report.text]
    assert report.text not in json.dumps(document)


def test_a_field_that_was_added_since_takes_its_default_and_one_that_went_is_passed_over() -> None:
    frozen = frozen_evidence(a_highlight())
    document, texts = frozen_document(frozen)
    (row,) = document["frozen"]["gathered"]["evidence"]
    del row["counts_less"], row["telling"]
    row["no_longer_known"] = {"anything": 1}
    assert thawed(document, texts) == frozen


def test_thawed_evidence_makes_the_same_note() -> None:
    frozen = _judged(a_report(TROOPS), says=Stance.SUPPORTS)
    assert through_json(frozen).note() == frozen.note()


def test_the_same_judge_asked_again_changes_nothing() -> None:
    frozen = _judged(a_report(TROOPS), says=Stance.SUPPORTS)
    again = rejudged(frozen, FakeJudge({"troops": Stance.SUPPORTS}))
    assert again.note() == replace(frozen.note(), judge="fake judge")
    assert not otherwise(frozen.note(), again.note()).rows


def test_another_judge_is_held_against_the_first_row_by_row_and_verdict_by_verdict() -> None:
    report = a_report(TROOPS)
    frozen = _judged(report, says=Stance.SUPPORTS)
    differs = otherwise(
        frozen.note(), rejudged(frozen, FakeJudge({"troops": Stance.MENTIONS})).note()
    )
    assert differs.rows == (RowChange(0, report.url, Stance.SUPPORTS, Stance.MENTIONS),)
    assert VerdictChange(None, Verdict.SINGLE_SOURCE, Verdict.INSUFFICIENT) in differs.verdicts
    assert differs.judge == "fake judge"


def test_what_the_first_judge_left_out_is_shown_to_the_second_too() -> None:
    report = a_report(TROOPS)
    frozen = _judged(report, says=Stance.UNRELATED)
    assert frozen.gathered.evidence == ()
    again = rejudged(frozen, FakeJudge({"troops": Stance.SUPPORTS}))
    changes = otherwise(frozen.note(), again.note()).rows
    assert changes == (RowChange(0, report.url, None, Stance.SUPPORTS),)


@given(json_values, json_values)
def test_two_values_differ_somewhere_exactly_if_they_are_written_differently(
    one: object, other: object
) -> None:
    same = canonical({"value": one}) == canonical({"value": other})
    assert same == (not list(differing({"value": one}, {"value": other})))


def test_the_innermost_differences_are_named() -> None:
    one = {"rows": [{"stance": "supports", "n": 1}], "gone": 1, "list": [1]}
    other = {"rows": [{"stance": "disputes", "n": 1}], "new": 1, "list": [1, 2]}
    assert list(differing(one, other)) == ["gone", "list", "new", "rows[0].stance"]


def _judged(*reports: Report, says: Stance) -> Frozen:
    """What a check of one claim freezes that read these reports."""
    judge = FakeJudge({"": says}) if says is not Stance.UNRELATED else _Unrelated()
    claims = (a_claim(),)
    said = [one for report in reports for one in asked(report, claims, judge)]
    rows: list[Evidence] = [
        row
        for report in reports
        for row in bearing([one for one in said if one.passage.report is report], claims)
    ]
    gathered = Gathered(a_highlight(claims[0].text), claims, tuple(rows), (), ())
    return Frozen(gathered, tuple(said), judge.name, A_DAY)


class _Unrelated(FakeJudge):
    def judge(self, pairs: Sequence[Pair]) -> list[Judgement]:
        return [replace(one, about=0.0) for one in super().judge(pairs)]
