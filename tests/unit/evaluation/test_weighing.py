"""The suite on made-up claims, its command, and the curve that it draws."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.checking.calibration import Calibration
from backend.cli.main import run
from backend.domain import Stance, Verdict
from backend.errors import BadInput
from backend.evaluation.curve import Bin, bins_of, curve
from backend.evaluation.reported import LabelledClaim, LabelledReport, as_line, read_claims
from backend.evaluation.suite import Figures
from backend.evaluation.weighing import WeighingSuite, weighed, weighing_figures
from tests.factories import a_report
from tests.fakes import FakeJudge

SUPPORTS, DISPUTES, MENTIONS = Stance.SUPPORTS, Stance.DISPUTES, Stance.MENTIONS
CLAIM = "Troops reached Kursk on foot."
JUDGE = FakeJudge({"yes": SUPPORTS, "no": DISPUTES})
IDENTITY = Calibration()
SAID = {
    "yes": ["Troops reached Kursk, yes.", "Kursk: a reporter of ours saw the troops come, yes."],
    "no": ["Troops reached no such place as Kursk, no."],
    "open": ["Troops may reach Kursk on foot some day."],
}


def labelled(*told: tuple[str, Stance], source: str = "", group: str = "") -> LabelledClaim:
    """A claim whose reports say the first word and were labelled with the second."""
    left = {word: list(texts) for word, texts in SAID.items()}
    reports = [
        LabelledReport(a_report(left[word].pop(0), f"https://r{at}.example/"), label)
        for at, (word, label) in enumerate(told)
    ]
    return LabelledClaim(CLAIM, tuple(reports), source, group)


def figures_of(*claims: LabelledClaim) -> Figures:
    return weighing_figures([weighed(claim, JUDGE) for claim in claims], IDENTITY)


def written(path: Path, *claims: LabelledClaim) -> Path:
    path.write_text("".join(f"{as_line(claim)}\n" for claim in claims), "utf-8")
    return path


@pytest.mark.parametrize(
    ("told", "verdict", "right"),
    [
        ([("yes", SUPPORTS)], Verdict.SINGLE_SOURCE, True),
        ([("yes", SUPPORTS), ("yes", SUPPORTS)], Verdict.CORROBORATED, True),
        ([("yes", SUPPORTS), ("yes", DISPUTES)], Verdict.CORROBORATED, False),
        ([("yes", MENTIONS)], Verdict.SINGLE_SOURCE, False),
        ([("no", DISPUTES)], Verdict.DISPUTED, True),
        ([("no", SUPPORTS)], Verdict.DISPUTED, False),
        ([("yes", SUPPORTS), ("no", DISPUTES)], Verdict.CONTESTED, True),
        ([("yes", SUPPORTS), ("no", SUPPORTS)], Verdict.CONTESTED, False),
        ([("open", MENTIONS)], Verdict.INSUFFICIENT, True),
        ([("open", SUPPORTS)], Verdict.INSUFFICIENT, False),
    ],
)
def test_a_verdict_is_right_where_peoples_labels_say_so(
    told: Sequence[tuple[str, Stance]], verdict: Verdict, right: object
) -> None:
    found = weighed(labelled(*told), JUDGE)
    assert (found.sides.verdict, found.right) == (verdict, right)


def test_figures_are_of_the_claims_that_got_a_confidence() -> None:
    figures = figures_of(
        labelled(("yes", SUPPORTS)), labelled(("yes", MENTIONS)), labelled(("open", MENTIONS))
    )
    assert figures["claims"] == 3
    assert figures["decided"] == pytest.approx(2 / 3)
    assert figures["right"] == 0.5
    # Both have a confidence of .79, and half of them are right.
    assert figures["ece"] == pytest.approx(0.29)
    assert figures["brier"] == pytest.approx((0.21**2 + 0.79**2) / 2)


def test_the_curve_has_the_bins_that_hold_claims() -> None:
    figures = figures_of(labelled(("yes", SUPPORTS)), labelled(("no", SUPPORTS)))
    (one,) = bins_of(figures)
    assert (one.claims, one.right) == (2, 0.5)
    assert one.confidence == pytest.approx(0.79)
    assert figures["below.80"] == 2


def test_figures_stand_by_verdict_by_level_and_by_set_too() -> None:
    figures = figures_of(
        labelled(("yes", SUPPORTS), source="news"), labelled(("no", SUPPORTS), source="web")
    )
    assert figures["single_source.right"] == figures["news.right"] == 1
    assert figures["disputed.right"] == figures["web.right"] == 0
    assert figures["medium.claims"] == 2
    assert "high.claims" not in figures


def test_claims_that_get_no_confidence_leave_no_figure_but_their_number() -> None:
    assert figures_of(labelled(("open", MENTIONS))) == {"claims": 1, "decided": 0}


def test_a_claim_is_written_as_it_is_read(tmp_path: Path) -> None:
    claim = labelled(("yes", SUPPORTS), ("no", MENTIONS), source="news", group="g")
    (read,) = read_claims(written(tmp_path / "claims.jsonl", claim))
    assert (read.text, read.source, read.group) == (CLAIM, "news", "g")
    assert [(one.report.url, one.report.text, one.label) for one in read.reports] == [
        (one.report.url, one.report.text, one.label) for one in claim.reports
    ]


@pytest.mark.parametrize(
    "line",
    [
        "no JSON",
        "[]",
        '{"claim": "x"}',
        '{"claim": 7, "reports": []}',
        '{"claim": "x", "reports": [{"url": "https://a.example", "title": "", "text": "x"}]}',
        '{"claim": "x", "published": "soon", "reports": []}',
        json.dumps(
            {
                "claim": "x",
                "reports": [{"url": "u", "title": "", "text": "x", "label": "perhaps"}],
            }
        ),
    ],
)
def test_a_broken_line_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "claims.jsonl"
    path.write_text(f"{as_line(labelled(('yes', SUPPORTS)))}\n{line}\n", "utf-8")
    with pytest.raises(BadInput, match="line 2: this is no claim with labelled reports"):
        read_claims(path)


def test_a_file_without_claims_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="holds no claims"):
        read_claims(written(tmp_path / "claims.jsonl"))


def test_the_suite_draws_the_curve_where_one_is_wanted(tmp_path: Path) -> None:
    data = written(tmp_path / "claims.jsonl", labelled(("yes", SUPPORTS)))
    told: list[tuple[int, int]] = []
    suite = WeighingSuite(JUDGE, tmp_path / "curve.svg", IDENTITY)
    figures = suite.run(data, lambda done, of: told.append((done, of)))
    assert figures["right"] == 1
    assert told == [(1, 1)]
    drawn = ET.fromstring((tmp_path / "curve.svg").read_text("utf-8"))  # noqa: S314
    assert len(drawn.findall("{http://www.w3.org/2000/svg}circle")) == 1


@given(st.lists(st.builds(Bin, st.integers(1, 999), st.floats(0, 1), st.floats(0, 1))))
def test_a_curve_is_well_formed_stays_within_its_ground_and_says_its_figures(
    bins: list[Bin],
) -> None:
    drawn = ET.fromstring(curve(bins, "A title"))  # noqa: S314 - our own
    dots = drawn.findall("{http://www.w3.org/2000/svg}circle")
    assert len(dots) == len(bins)
    for dot in dots:
        assert 44 <= float(dot.attrib["cx"]) <= 276
        assert 44 <= float(dot.attrib["cy"]) <= 276
    told = drawn.findtext("{http://www.w3.org/2000/svg}desc") or ""
    assert told.count(" at ") == len(bins)


def test_the_command_prints_the_figures(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SECOND_SOURCE_JUDGE", "lexical")
    data = written(tmp_path / "claims.jsonl", labelled(("yes", SUPPORTS), ("open", MENTIONS)))
    assert run(["evaluate", "weighing", "--data", str(data), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["claims"] == 1
    assert run(["evaluate", "weighing", "--data", str(tmp_path / "no.jsonl")]) == 2
