import json
import select
import socket
import threading
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin, urlsplit

import feedparser
import pytest
import requests
from lxml import html

from backend.demo.cases import load_cases
from backend.demo.newsstand import Newsstand
from backend.demo.outlets import InventedOutlet, Trouble, load_outlets
from backend.errors import BadSetting, NotFound, NotReady

OUTLETS = load_outlets()
REPORTS = {
    f"{outlet.slug}/{report.slug}": report for outlet in OUTLETS for report in outlet.reports
}
READABLE = [name for name, report in REPORTS.items() if report.trouble in (None, Trouble.ROBOTS)]
PATIENCE = 10
each_outlet = pytest.mark.parametrize("outlet", OUTLETS, ids=lambda outlet: outlet.slug)
each_readable = pytest.mark.parametrize("name", READABLE)


@pytest.fixture(scope="module")
def newsstand() -> Iterator[Newsstand]:
    with Newsstand(base_port=0) as running:
        yield running


def get(url: str, headers: dict[str, str] | None = None) -> requests.Response:
    return requests.get(url, headers=headers, timeout=PATIENCE)


def page_in(content: bytes) -> Any:  # noqa: ANN401 - what XPath gives has no one type
    return html.fromstring(content)


def url_of(newsstand: Newsstand, name: str) -> str:
    return newsstand.url_of(*name.split("/"))


def site_of(newsstand: Newsstand, outlet: InventedOutlet) -> str:
    return newsstand.url_of(outlet.slug, outlet.reports[0].slug).rsplit("/", 2)[0]


def troubled(trouble: Trouble) -> str:
    return next(name for name, report in REPORTS.items() if report.trouble is trouble)


def addresses_on(url: str) -> set[str]:
    page = page_in(get(url).content)
    found = {urljoin(url, str(link)) for link in page.xpath("//@href | //@src")}
    return {link.partition("#")[0] for link in found if link.startswith("http")}


def ask(url: str) -> socket.socket:
    parts = urlsplit(url)
    connection = socket.create_connection((parts.hostname, parts.port), timeout=PATIENCE)
    connection.sendall(f"GET {parts.path} HTTP/1.0\r\nHost: {parts.netloc}\r\n\r\n".encode())
    return connection


def ask_for_the_hanging_page(newsstand: Newsstand) -> socket.socket:
    """Ask, and return when the outlet has answered a later request: then this one is taken up."""
    url = url_of(newsstand, troubled(Trouble.HANG))
    connection = ask(url)
    assert get(urljoin(url, "/")).status_code == 200
    return connection


def requests_under_way() -> list[threading.Thread]:
    return [thread for thread in threading.enumerate() if "process_request" in thread.name]


def wait_for_requests_to_end() -> None:
    for thread in requests_under_way():
        thread.join(timeout=PATIENCE)


@each_readable
def test_a_page_holds_its_report_word_for_word(newsstand: Newsstand, name: str) -> None:
    response = get(url_of(newsstand, name))
    blocks = page_in(response.content).xpath("//*[@class='body']/*")

    assert response.status_code == 200
    assert "\n".join(block.text_content() for block in blocks) == REPORTS[name].text


@each_readable
def test_a_page_says_that_its_outlet_is_invented(newsstand: Newsstand, name: str) -> None:
    page = page_in(get(url_of(newsstand, name)).content)

    assert "all outlets here are invented" in page.xpath("string(//body/aside[1])")


@each_readable
def test_a_page_describes_itself_to_programs(newsstand: Newsstand, name: str) -> None:
    url, report = url_of(newsstand, name), REPORTS[name]
    page = page_in(get(url).content)
    described = json.loads(page.xpath("string(//script[@type='application/ld+json'])"))

    assert described["@type"] == "NewsArticle"
    assert described["headline"] == report.title
    assert described["datePublished"] == report.published.isoformat()
    assert described["author"]["name"] == report.author
    assert described["isAccessibleForFree"] is True
    assert page.xpath("string(//link[@rel='canonical']/@href)") == url
    assert page.xpath("string(//meta[@property='og:title']/@content)") == report.title
    assert page.xpath("string(/html/@lang)").startswith("en")


@each_outlet
def test_a_feed_lists_every_report(newsstand: Newsstand, outlet: InventedOutlet) -> None:
    front = page_in(get(f"{site_of(newsstand, outlet)}/").content)
    address = front.xpath("string(//link[@rel='alternate']/@href)")
    feed = feedparser.parse(get(address).content)

    assert address in newsstand.feed_urls
    assert not feed.bozo
    assert feed.version == {"rss": "rss20", "atom": "atom10"}[outlet.feed]
    assert [(entry.link, entry.title, entry.summary) for entry in feed.entries] == [
        (newsstand.url_of(outlet.slug, report.slug), report.title, report.summary)
        for report in outlet.reports
    ]
    assert [tuple(entry.published_parsed) for entry in feed.entries] == [
        tuple(report.published.utctimetuple()) for report in outlet.reports
    ]


@each_outlet
def test_a_front_page_lists_every_report(newsstand: Newsstand, outlet: InventedOutlet) -> None:
    links = addresses_on(f"{site_of(newsstand, outlet)}/")

    assert {newsstand.url_of(outlet.slug, report.slug) for report in outlet.reports} <= links


@each_outlet
def test_a_feed_that_has_not_changed_is_not_sent_again(
    newsstand: Newsstand, outlet: InventedOutlet
) -> None:
    url = site_of(newsstand, outlet) + outlet.feed_path
    first = get(url)
    by_tag = get(url, {"If-None-Match": first.headers["ETag"]})
    by_date = get(url, {"If-Modified-Since": first.headers["Last-Modified"]})

    assert (by_tag.status_code, by_tag.content) == (304, b"")
    assert (by_date.status_code, by_date.content) == (304, b"")
    assert get(url, {"If-None-Match": '"another"'}).status_code == 200


@each_outlet
def test_every_link_leads_somewhere(newsstand: Newsstand, outlet: InventedOutlet) -> None:
    site = site_of(newsstand, outlet)
    quiet = {url_of(newsstand, troubled(trouble)) for trouble in (Trouble.ERROR, Trouble.HANG)}
    starts = {f"{site}/", f"{site}/about", f"{site}/newsletter"}
    starts |= {f"{site}/{section}/" for section in outlet.sections}
    starts |= {newsstand.url_of(outlet.slug, report.slug) for report in outlet.reports} - quiet
    links = set().union(*map(addresses_on, starts)) - quiet

    assert {link: code for link in links if (code := get(link).status_code) != 200} == {}


def test_the_index_leads_to_the_page_to_read_and_to_every_outlet(newsstand: Newsstand) -> None:
    links = addresses_on(newsstand.index_url)

    assert newsstand.article_url in links
    assert set(newsstand.feed_urls) <= links
    assert {f"{site_of(newsstand, outlet)}/" for outlet in OUTLETS} <= links


def test_the_index_suggests_every_planned_sentence(newsstand: Newsstand) -> None:
    page = page_in(get(newsstand.index_url).content)

    assert page.xpath("//*[@class='cases']/li/a/text()") == [case.sentence for case in load_cases()]


def test_the_index_lists_the_feeds_as_opml(newsstand: Newsstand) -> None:
    listed = page_in(get(f"{newsstand.index_url}feeds.opml").content)

    assert tuple(listed.xpath("//outline/@xmlurl")) == newsstand.feed_urls


def test_robots_txt_forbids_the_members_pages_and_asks_for_patience(newsstand: Newsstand) -> None:
    said = {outlet.slug: get(f"{site_of(newsstand, outlet)}/robots.txt").text for outlet in OUTLETS}

    assert "Disallow: /members/" in said["quillmoor"].splitlines()
    assert "Crawl-delay: 1" in said["pellwick"].splitlines()
    assert said["tervale"].split("\n")[:2] == ["User-agent: *", "Disallow:"]


def test_only_the_strict_outlet_sends_a_policy(newsstand: Newsstand) -> None:
    policies = {
        outlet.slug: get(f"{site_of(newsstand, outlet)}/").headers.get("Content-Security-Policy")
        for outlet in OUTLETS
    }
    strict = {slug: policy for slug, policy in policies.items() if policy}

    assert list(strict) == ["footnote"]
    assert "default-src 'self'" in strict["footnote"]
    assert "require-trusted-types-for 'script'" in strict["footnote"]


def test_the_consent_wall_shows_the_article_to_nobody_who_has_not_agreed(
    newsstand: Newsstand,
) -> None:
    name = troubled(Trouble.CONSENT)
    first = REPORTS[name].blocks[0].text
    url = url_of(newsstand, name)
    walled = get(url)
    with requests.Session() as visitor:
        action = page_in(walled.content).xpath("string(//form/@action)")
        agreed = visitor.post(urljoin(url, action), timeout=PATIENCE)

    assert walled.status_code == 200
    assert first not in walled.text
    assert REPORTS[name].title not in walled.text
    assert (agreed.url, agreed.status_code) == (url, 200)
    assert first in agreed.text


def test_the_jammed_page_answers_500(newsstand: Newsstand) -> None:
    assert get(url_of(newsstand, troubled(Trouble.ERROR))).status_code == 500


def test_a_page_that_is_not_there_answers_404_in_the_outlets_look(newsstand: Newsstand) -> None:
    site = newsstand.url_of("tervale", "kazan-diary").rsplit("/", 2)[0]

    for path in ("/nowhere/", "/world/nothing", "/weather/kazan-diary", "/pictures/nothing.svg"):
        answer = get(site + path)
        assert (answer.status_code, "Tervale Broadcasting" in answer.text) == (404, True)


def test_a_hanging_page_sends_nothing_while_its_outlet_goes_on_answering(
    newsstand: Newsstand,
) -> None:
    with ask_for_the_hanging_page(newsstand) as hanging:
        assert select.select([hanging], [], [], 0)[0] == []


def test_a_hanging_page_gives_up_when_the_reader_leaves(newsstand: Newsstand) -> None:
    hanging = ask_for_the_hanging_page(newsstand)
    assert requests_under_way() != []
    hanging.close()

    wait_for_requests_to_end()

    assert requests_under_way() == []


def test_stopping_lets_a_hanging_page_go() -> None:
    newsstand = Newsstand(base_port=0)
    newsstand.start()
    with ask_for_the_hanging_page(newsstand) as hanging:
        stopping = threading.Thread(target=newsstand.stop)
        stopping.start()
        stopping.join(timeout=PATIENCE)

        assert not stopping.is_alive()
        assert hanging.recv(64).startswith(b"HTTP/1.")
    wait_for_requests_to_end()


def test_a_stopped_newsstand_gives_its_ports_back_and_can_be_started_again() -> None:
    newsstand = Newsstand(base_port=0)
    newsstand.start()
    url = newsstand.index_url
    newsstand.stop()
    with pytest.raises(requests.ConnectionError):
        get(url)

    with newsstand:
        assert get(newsstand.index_url).status_code == 200


def test_starting_and_stopping_twice_changes_nothing() -> None:
    newsstand = Newsstand(base_port=0)
    newsstand.start()
    url = newsstand.index_url
    newsstand.start()

    assert newsstand.index_url == url

    newsstand.stop()
    newsstand.stop()


def test_a_taken_port_is_named_together_with_the_option_that_changes_it() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]

        with pytest.raises(BadSetting, match=rf"Port {port} .*taken.*--ports"):
            Newsstand(base_port=port).start()


def test_ports_beyond_the_last_one_are_refused() -> None:
    with pytest.raises(BadSetting, match="65535"):
        Newsstand(base_port=65530).start()


def test_addresses_are_not_known_before_the_start() -> None:
    with pytest.raises(NotReady):
        _ = Newsstand().article_url


@pytest.mark.parametrize("name", ["nobody/kazan-diary", "tervale/nothing"])
def test_a_report_that_is_not_there_has_no_address(newsstand: Newsstand, name: str) -> None:
    with pytest.raises(NotFound):
        url_of(newsstand, name)
