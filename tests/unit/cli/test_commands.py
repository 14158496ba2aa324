"""Commands run in this process, with nothing but the files they are given."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from backend.cli.main import run
from backend.cli.notes import WIDTH, note_text, printable

CLAIM = "North Korea sent 10,000 troops to Russia."
REPORTS = [
    {
        "url": "https://a.example/1",
        "title": "A",
        "text": "Seoul said on Friday that North Korea sent 10,000 troops to Russia. \n More.",
        "outlet": "A News",
        "published": "2024-10-18",
    },
    {
        "url": "https://b.example/1",
        "title": "B \x1b[31m",
        "text": "North Korea sent some 12,000 troops to Russia, NATO said.",
    },
    {
        "url": "https://c.example/1",
        "title": "C",
        "text": "The Kremlin denied that North Korea sent troops to Russia.",
    },
]


@pytest.fixture(autouse=True)
def _alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No setting but a database that must not come to be."""
    monkeypatch.setenv("SECOND_SOURCE_DATABASE_URL", f"sqlite:///{tmp_path}/unwanted/never.db")


@pytest.fixture
def reports(tmp_path: Path) -> str:
    path = tmp_path / "reports.jsonl"
    path.write_text("\n".join(json.dumps(report) for report in REPORTS), "utf-8")
    return str(path)


def test_a_claim_is_checked_against_the_given_reports_and_nothing_else(
    reports: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["check", CLAIM, "--reports", reports, "--json"]) == 0
    note = json.loads(capsys.readouterr().out)
    assert note["verdict"] == "contested"
    assert [row["stance"] for row in note["evidence"]] == ["supports", "disputes", "disputes"]
    assert all(row["quote"] in REPORTS[at]["text"] for at, row in enumerate(note["evidence"]))
    assert not (tmp_path / "unwanted").exists()


def test_every_given_report_is_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "many.jsonl"
    many = [REPORTS[1] | {"url": f"https://b.example/{n}"} for n in range(50)]
    path.write_text("\n".join(json.dumps(report) for report in many), "utf-8")
    assert run(["check", CLAIM, "--reports", str(path), "--json"]) == 0
    assert len(json.loads(capsys.readouterr().out)["evidence"]) == 50


def test_the_note_is_printed_evidence_first(
    reports: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["check", CLAIM, "--reports", reports]) == 0
    printed = capsys.readouterr().out
    assert printed.index("“Seoul said on Friday") < printed.index("→ Reports disagree")
    assert "Claim: 10,000 · report: 12,000" in printed
    assert "Denial by the Kremlin" in printed
    links = [line for line in printed.splitlines() if "https://" in line]
    assert len(links) == 3
    assert all(len(line) <= WIDTH for line in printed.splitlines() if line not in links)


def test_what_a_page_says_cannot_steer_the_terminal(
    reports: str, capsys: pytest.CaptureFixture[str]
) -> None:
    run(["check", CLAIM, "--reports", reports])
    shown = capsys.readouterr()
    assert "\x1b" not in shown.out + shown.err
    assert printable("a\x1b[31mb\x9bc\nd\ud800") == "a�[31mb�c\nd�"


def test_the_context_tells_what_stands_around_the_claim(
    reports: str, capsys: pytest.CaptureFixture[str]
) -> None:
    context = f"Before. {CLAIM} After."
    page = ["--page-url", "https://p.example/x", "--page-date", "2024-10-23"]
    run(["check", CLAIM, "--context", context, *page, "--reports", reports, "--json"])
    highlight = json.loads(capsys.readouterr().out)["highlight"]
    assert (highlight["prefix"], highlight["suffix"]) == ("Before. ", " After.")
    assert highlight["page"]["url"] == "https://p.example/x"
    assert highlight["page"]["published"] == "2024-10-23"


def test_pairs_are_judged_in_order(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pairs = tmp_path / "pairs.jsonl"
    rows = [{"claim": CLAIM, "passage": CLAIM}, {"claim": CLAIM, "passage": "No. Not that."}]
    pairs.write_text("\n".join(json.dumps(row) for row in rows), "utf-8")
    assert run(["judge", "--pairs", str(pairs)]) == 0
    judged = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert judged[0]["supports"] > 0.5 > judged[1]["supports"]
    assert all(abs(sum(row.values()) - 1) < 1e-5 for row in judged)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["check", ""], "empty"),
        (["check", "x" * 5001], "5,000"),
        (["check", "a\x00b"], "control"),
        (["check", CLAIM, "--page-url", "ftp://x/"], "http"),
        (["check", CLAIM, "--page-date", "soon"], "page-date"),
        (["check", CLAIM, "--reports", "/nowhere.jsonl"], "does not exist"),
        (["judge", "--pairs", "/nowhere.jsonl"], "does not exist"),
        (["archive", "add", "/nowhere.jsonl"], "cannot be read"),
        (["dance"], "dance"),
    ],
)
def test_bad_input_is_one_line_and_status_2(
    arguments: list[str], says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(arguments) == 2
    shown = capsys.readouterr()
    assert says in shown.err
    assert shown.err.count("\n") == 1
    assert shown.out == ""


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("{", "Line 2 is no JSON"),
        ("[]", "Line 2 is no JSON object"),
        ('{"url": "https://a.example", "title": "x"}', 'Line 2 needs "text"'),
        ('{"url": "file:///etc/passwd", "title": "x", "text": "y"}', "http"),
        ('{"url": "https://a.example", "title": "x", "text": "y", "published": "soon"}', "date"),
        ('{"url": "https://a.example", "title": "x", "text": "y", "author": 3}', "author"),
    ],
)
def test_a_bad_report_is_refused_by_its_line(
    line: str, says: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "reports.jsonl"
    path.write_text(f"{json.dumps(REPORTS[0])}\n{line}\n", "utf-8")
    assert run(["check", CLAIM, "--reports", str(path)]) == 2
    assert says in capsys.readouterr().err


def test_a_note_without_evidence_still_says_that_it_is_not_false(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    empty = tmp_path / "reports.jsonl"
    empty.write_text("", "utf-8")
    assert run(["check", CLAIM, "--reports", str(empty)]) == 0
    assert "does not make it false" in capsys.readouterr().out


def test_every_setting_is_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["settings"]) == 0
    assert "SECOND_SOURCE_DATABASE_URL" in capsys.readouterr().out


def test_the_openapi_document_is_printed(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["openapi"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["openapi"].startswith("3.1")
    assert "/api/v1/checks" in document["paths"]


def test_note_text_takes_any_document_of_a_note(
    reports: str, capsys: pytest.CaptureFixture[str]
) -> None:
    run(["check", "It is shameful.", "--reports", reports, "--json"])
    assert "No verdict: opinion" in note_text(json.loads(capsys.readouterr().out))
