"""The archive's commands as a person runs them, against a small site and files."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from itertools import islice
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer

from tests.bench.news_pages import news_pages
from tests.bench.warc import warc_records
from tests.fakes import until
from tests.functional.program import ROOT, environment, run
from tests.unit.reading.pages import page

HTML = "text/html; charset=utf-8"


@pytest.fixture
def site() -> Iterator[HTTPServer]:
    """A site with a page, a feed of each kind, a list of them and an index of sitemaps."""
    with HTTPServer(threaded=True) as server:
        url = server.url_for
        for missing in ("/robots.txt", "/gone", "/nowhere"):
            server.expect_request(missing).respond_with_data("", status=404)
        item = f"<item><title>Dam</title><link>{url('/dam')}</link></item>"
        rss = f"<rss version='2.0'><channel><title>News</title>{item}</channel></rss>"
        server.expect_request("/feed").respond_with_data(rss, content_type="application/rss+xml")
        news = (
            f"<url><loc>{url('/flood')}</loc><news><title>Flood</title>"
            "<publication_date>2026-11-20</publication_date></news></url>"
        )
        server.expect_request("/news.xml").respond_with_data(f"<urlset>{news}</urlset>")
        index = f"<sitemapindex><sitemap><loc>{url('/news.xml')}</loc></sitemap></sitemapindex>"
        server.expect_request("/index.xml").respond_with_data(index)
        outlines = "".join(
            f"<outline text='{name}' xmlUrl='{url(path)}' country='GB'/>"
            for name, path in (("Feed", "/feed"), ("Sitemap", "/index.xml"), ("Gone", "/gone"))
        )
        opml = f"<opml version='2.0'><body><outline text='All'>{outlines}</outline></body></opml>"
        server.expect_request("/list.opml").respond_with_data(opml)
        for path in ("/dam", "/flood"):
            body = page(head=f"<title>{path}</title>")
            server.expect_request(path).respond_with_data(body, content_type=HTML)
        yield server


@pytest.fixture
def settings(tmp_path: Path) -> dict[str, str]:
    return {
        "database_url": f"sqlite:///{tmp_path}/archive.db",
        "allow_loopback": "yes",
        "host_interval": "0",
        "cache_bytes": "0",
    }


def test_a_list_of_feeds_and_sitemaps_is_added_and_crawled(
    site: HTTPServer, settings: dict[str, str]
) -> None:
    added = run("archive", "add", site.url_for("/list.opml"), **settings)
    assert added.returncode == 0, added.stderr
    assert "list.opml: 3 feeds" in added.stdout
    assert "3 feeds crawled, 2 new reports read" in added.stdout
    stats = json.loads(run("archive", "stats", "--json", **settings).stdout)
    assert (stats["reports"], stats["feeds"]) == (2, 3)
    assert [feed["url"] for feed in stats["failing"]] == [site.url_for("/gone")]

    listed = run("archive", "feeds", **settings).stdout
    assert "Gone: failing since" in listed
    asked = json.loads(run("archive", "feeds", "--check", "--json", **settings).stdout)
    assert {row["title"] or row["url"]: row["entries"] for row in asked} == {
        "News": 1,
        "Sitemap": 1,
        "Gone": 0,
    }


def test_pages_that_a_file_names_are_read(
    site: HTTPServer, settings: dict[str, str], tmp_path: Path
) -> None:
    feed = tmp_path / "feed.json"
    items = [{"url": site.url_for("/dam"), "title": "Dam"}]
    version = "https://jsonfeed.org/version/1.1"
    feed.write_text(json.dumps({"version": version, "title": "Mine", "items": items}))
    added = run("archive", "add", str(feed), **settings)
    assert "1 new reports read" in added.stdout, added.stderr


@pytest.mark.parametrize(
    ("source", "says"),
    [("/dam", "nothing that the archive can take in"), ("/nowhere", "could not be read")],
)
def test_an_address_that_is_no_source_is_refused_in_one_line_and_nothing_is_added(
    source: str, says: str, site: HTTPServer, settings: dict[str, str]
) -> None:
    refused = run("archive", "add", site.url_for("/feed"), site.url_for(source), **settings)
    assert refused.returncode == 2
    assert says in refused.stderr
    assert refused.stderr.count("\n") == 1
    assert json.loads(run("archive", "stats", "--json", **settings).stdout)["feeds"] == 0


def test_the_help_lists_what_is_taken_in() -> None:
    told = " ".join(run("archive", "add", "--help").stdout.split())
    for word in ("WARC", "JSON lines", "OPML", "sitemap", "RSS", "JSON feed"):
        assert word in told


def test_versions_are_shown_and_old_reports_pruned(
    settings: dict[str, str], tmp_path: Path
) -> None:
    row = {"url": "https://paper.example/dam", "title": "Dam", "published": "2020-01-01"}
    for text in ("Three gates.", "Four gates."):
        file = tmp_path / f"{len(text)}.jsonl"
        file.write_text(json.dumps({**row, "text": text}) + "\n")
        assert run("archive", "add", str(file), **settings).returncode == 0
    shown = run("archive", "versions", "https://paper.example/dam?utm_source=x", **settings).stdout
    assert shown.index("Version 1") < shown.index("Three") < shown.index("(now)")
    assert run("archive", "versions", "https://paper.example/x", **settings).returncode == 1
    assert "0" in run("archive", "prune", **settings).stdout
    pruned = run("archive", "prune", archive_keep_days="30", **settings)
    assert pruned.stdout == "1 reports were too old and are deleted.\n"


def test_a_run_that_is_killed_loses_nothing_and_doubles_nothing(
    settings: dict[str, str], tmp_path: Path
) -> None:
    file = tmp_path / "news.warc.gz"
    file.write_bytes(b"".join(warc_records(islice(news_pages(), 1_300))))
    command = [sys.executable, "-m", "backend", "archive", "add", str(file)]
    run("migrate", **settings)
    process = subprocess.Popen(command, cwd=ROOT, env=environment(**settings))
    database = tmp_path / "archive.db"
    until(lambda: _reports(database) > 0 or process.poll() is not None, 60)
    process.kill()
    process.wait()
    assert 0 < _reports(database) < 1_300
    rest = run("archive", "add", str(file), **settings).stdout
    assert _reports(database) == 1_300
    assert "0 edited, 0 as they were" in rest
    assert "already in" in run("archive", "add", str(file), **settings).stdout


def _reports(database: Path) -> int:
    with closing(sqlite3.connect(database)) as connection:
        count: int = connection.execute("SELECT count(*) FROM report").fetchone()[0]
    return count
