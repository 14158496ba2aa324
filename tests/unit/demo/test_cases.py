from pathlib import Path

import pytest

from backend.demo.cases import PAGE_TO_READ, Case, load_cases
from backend.demo.outlets import load_outlets
from backend.domain import Verdict
from backend.errors import BadInput

CASES = load_cases()
REPORTS = {f"{o.slug}/{report.slug}": report for o in load_outlets() for report in o.reports}
each_case = pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)


@each_case
def test_a_sentence_stands_word_for_word_on_its_page(case: Case) -> None:
    assert REPORTS[case.page].text.count(case.sentence) == 1


@each_case
def test_a_case_plans_with_reports_that_are_there(case: Case) -> None:
    assert set(case.reports) <= set(REPORTS)
    assert case.page not in case.reports


@each_case
def test_a_planned_verdict_follows_from_the_planned_origins(case: Case) -> None:
    supporting, disputing = min(case.supporting_origins, 2), min(case.disputing_origins, 1)
    follows = {
        (0, 0): {Verdict.INSUFFICIENT, Verdict.NOT_CHECKABLE},
        (1, 0): {Verdict.SINGLE_SOURCE},
        (2, 0): {Verdict.CORROBORATED},
        (0, 1): {Verdict.DISPUTED},
        (1, 1): {Verdict.CONTESTED},
        (2, 1): {Verdict.CONTESTED},
    }

    assert case.verdict in follows[supporting, disputing]


@each_case
def test_there_are_no_more_origins_than_reports(case: Case) -> None:
    assert case.supporting_origins <= len(case.supporting)
    assert case.disputing_origins <= len(case.disputing)
    assert bool(case.tied_by) == (case.supporting_origins < len(case.supporting))


@each_case
def test_a_planned_difference_stands_in_both_texts(case: Case) -> None:
    for difference in case.differences:
        assert difference.claim in case.sentence
        assert difference.report in REPORTS[difference.where].text
        assert difference.claim not in REPORTS[difference.where].text


@each_case
def test_the_pages_that_cannot_be_read_are_troubled_ones(case: Case) -> None:
    assert all(REPORTS[name].trouble for name in case.unread)
    assert not any(REPORTS[name].trouble for name in set(case.reports) - set(case.unread))


def test_every_verdict_is_met() -> None:
    assert {case.verdict for case in CASES} == set(Verdict)


def test_every_troubled_page_is_met() -> None:
    troubled = {name for name, report in REPORTS.items() if report.trouble}

    assert {name for case in CASES for name in case.unread} == troubled


def test_all_but_one_sentence_stand_on_the_page_to_read() -> None:
    assert [case.page for case in CASES if case.page != PAGE_TO_READ] == [
        "footnote/kazan-in-figures"
    ]


def test_a_file_that_lists_no_cases_is_named(tmp_path: Path) -> None:
    path = tmp_path / "cases.toml"
    path.write_text('[[case]]\nname = "without a sentence"\nverdict = "disputed"\n')

    with pytest.raises(BadInput, match=r"cases\.toml"):
        load_cases(path)


@each_case
def test_the_readme_tells_of_the_case(case: Case) -> None:
    readme = (Path(__file__).parents[3] / "backend/demo/README.md").read_text(encoding="utf-8")

    row = f"| {case.name} | {case.sentence} | `{case.verdict}` | "
    assert row + f"{case.supporting_origins} / {case.disputing_origins} |" in readme
