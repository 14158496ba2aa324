from datetime import UTC, datetime
from pathlib import Path

import pytest

from backend.demo.outlets import InventedOutlet, InventedReport, Trouble, load_outlets
from backend.errors import BadInput

OUTLETS = load_outlets()
REPORTS = {
    f"{outlet.slug}/{report.slug}": report for outlet in OUTLETS for report in outlet.reports
}
REAL_OUTLETS = (
    "Reuters|Associated Press|Agence France-Presse|AFP|dpa|Yonhap|TASS|Interfax|RIA Novosti|"
    "Ukrinform|Xinhua|BBC|CNN|Deutsche Welle|Al Jazeera|Russia Today|Sputnik|Bild|Der Spiegel|"
    "Die Zeit|Le Monde|Le Figaro|The Guardian|The Times|The Sun|The Telegraph|Daily Mail|"
    "Financial Times|Wall Street Journal|New York Times|Washington Post|Bloomberg|Politico|"
    "Kyiv Post|Kyiv Independent|Ukrainska Pravda|Meduza|Novaya Gazeta|Kommersant|Izvestia|"
    "Chosun|Hankyoreh|JoongAng|Korea Herald|Economist|Bellingcat|Correctiv|Snopes"
).split("|")


def everything_in(outlet: InventedOutlet) -> str:
    printed = [
        f"{report.title} {report.summary} {report.author} {report.text}"
        for report in outlet.reports
    ]
    return " ".join([outlet.name, outlet.tagline, outlet.about, outlet.publisher, *printed])


def write_outlet(folder: Path, report: str) -> None:
    given = (Path(__file__).parents[3] / "backend/demo/outlets/corvane/outlet.toml").read_text()
    articles = folder / "corvane" / "articles"
    articles.mkdir(parents=True)
    (folder / "corvane" / "outlet.toml").write_text(given)
    (articles / "one.md").write_text(report)


def test_the_newsstand_holds_nine_outlets_and_thirty_eight_reports_at_least() -> None:
    assert len(OUTLETS) >= 9
    assert len(REPORTS) >= 38


@pytest.mark.parametrize("name", REPORTS)
def test_a_report_is_as_long_as_news_copy(name: str) -> None:
    assert 120 <= len(REPORTS[name].text.split()) <= 350


@pytest.mark.parametrize("name", REPORTS)
def test_a_report_appeared_in_october_2024(name: str) -> None:
    published = REPORTS[name].published

    assert published.tzinfo is not None
    assert datetime(2024, 10, 1, tzinfo=UTC) <= published < datetime(2024, 11, 1, tzinfo=UTC)


@pytest.mark.parametrize("name", REPORTS)
def test_a_report_has_a_title_a_summary_and_an_author(name: str) -> None:
    report = REPORTS[name]

    assert report.title.strip()
    assert len(report.summary.split()) >= 5
    assert report.author.strip()


@pytest.mark.parametrize("outlet", OUTLETS, ids=lambda outlet: outlet.slug)
def test_every_section_of_a_report_is_one_of_its_outlets(outlet: InventedOutlet) -> None:
    assert {report.section for report in outlet.reports} <= set(outlet.sections)


@pytest.mark.parametrize("outlet", OUTLETS, ids=lambda outlet: outlet.slug)
def test_no_real_outlet_is_named(outlet: InventedOutlet) -> None:
    printed = everything_in(outlet)

    assert [name for name in REAL_OUTLETS if name in printed] == []


def test_no_two_outlets_share_a_name() -> None:
    assert len({outlet.name for outlet in OUTLETS}) == len(OUTLETS)


def test_feeds_of_both_kinds_are_offered() -> None:
    assert {outlet.feed for outlet in OUTLETS} == {"rss", "atom"}


def test_five_outlets_carry_the_wire_story_word_for_word_under_headlines_of_their_own() -> None:
    wire = REPORTS["corvane/forged-papers"]
    carriers = [report for report in REPORTS.values() if report.carries == "corvane/forged-papers"]

    assert len(carriers) == 5
    assert {report.text for report in carriers} == {wire.text}
    assert len({report.title for report in [wire, *carriers]}) == 6


def test_apart_from_the_wire_story_no_two_reports_share_their_text() -> None:
    own = [report.text for report in REPORTS.values() if not report.carries]

    assert len(set(own)) == len(own)


def test_each_trouble_is_met_on_one_page() -> None:
    met = sorted(report.trouble for report in REPORTS.values() if report.trouble)

    assert met == sorted(Trouble)


def test_the_page_that_robots_may_not_read_stands_where_robots_txt_says_so() -> None:
    outlet, report = next(
        (outlet, report)
        for outlet in OUTLETS
        for report in outlet.reports
        if report.trouble is Trouble.ROBOTS
    )

    assert report.path.startswith(outlet.robots.disallow)


def test_headings_and_paragraphs_are_told_apart(tmp_path: Path) -> None:
    front = 'title="t"\nsummary="s"\nsection="world"\nauthor="a"\npublished=2024-10-02T10:00:00Z'
    write_outlet(tmp_path, f"+++\n{front}\n+++\nFirst\nline.\n\n## Then\n\nSecond.\n")

    report = load_outlets(tmp_path)[0].reports[0]

    assert report.text == "First line.\nThen\nSecond."
    assert [block.heading for block in report.blocks] == [False, True, False]


@pytest.mark.parametrize(
    "broken",
    [
        "no front matter at all\n",
        "+++\ntitle = \n+++\nText.\n",
        '+++\ntitle = "only a title"\n+++\nText.\n',
        '+++\ntrouble = "of no known kind"\n+++\nText.\n',
    ],
)
def test_a_report_that_is_not_well_formed_is_named(tmp_path: Path, broken: str) -> None:
    write_outlet(tmp_path, broken)

    with pytest.raises(BadInput, match=r"one\.md"):
        load_outlets(tmp_path)


def test_carrying_a_report_that_nobody_has_is_an_error(tmp_path: Path) -> None:
    front = 'title="t"\nsummary="s"\nsection="world"\nauthor="a"\npublished=2024-10-02T10:00:00Z'
    write_outlet(tmp_path, f'+++\n{front}\ncarries="nobody/nothing"\n+++\n')

    with pytest.raises(BadInput, match="nobody/nothing"):
        load_outlets(tmp_path)


def test_a_report_knows_its_path() -> None:
    report: InventedReport = REPORTS["long-paragraph/everybodys-war"]

    assert report.path == "/essays/everybodys-war"
