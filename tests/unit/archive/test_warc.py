from __future__ import annotations

import gzip
import zlib
from pathlib import Path

import pytest

from backend.archive.warc import (
    MOST_BYTES,
    NO_ADDRESS,
    NOT_HTML,
    NOT_OK,
    TOO_LARGE,
    Captured,
    Cursor,
    read_warc,
)
from backend.errors import BadInput
from tests.warcs import SEEN, packed, warc_info, warc_response

PAGES = [warc_response(f"https://a.example/{n}", b"<p>Page %d" % n) for n in range(6)]
FRAMINGS = {
    "plain": b"".join((warc_info(), *PAGES)),
    "a member a record": packed(warc_info(), *PAGES),
    "one member": gzip.compress(b"".join((warc_info(), *PAGES))),
}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "news.warc"


def urls(captured: list[Captured]) -> list[str]:
    return [one.page.url for one in captured if one.page]


def taken(file: Path, *records: bytes) -> list[Captured]:
    file.write_bytes(packed(*records))
    return list(read_warc(file, Cursor()))


@pytest.mark.parametrize("framing", FRAMINGS)
def test_every_page_is_read_and_can_be_entered_again(framing: str, file: Path) -> None:
    file.write_bytes(FRAMINGS[framing])
    everything = list(read_warc(file, Cursor()))
    assert urls(everything) == [f"https://a.example/{n}" for n in range(6)]
    for number, one in enumerate(everything):
        assert urls(list(read_warc(file, one.cursor))) == urls(everything[number:])
    last = everything[-1].cursor
    assert list(read_warc(file, Cursor(last.position, last.passed + 1))) == []


def test_a_page_comes_with_its_bytes_and_when_it_was_seen(file: Path) -> None:
    (one,) = taken(file, warc_response("<https://a.example/>", b"<p>\xe9", media_type="text/html"))
    assert one.page
    assert (one.page.url, one.page.body) == ("https://a.example/", b"<p>\xe9")
    assert (one.page.charset, one.page.seen_at) == (None, SEEN)


@pytest.mark.parametrize(
    ("record", "skipped"),
    [
        (warc_response("https://a.example/", b"", status="404 Not Found"), NOT_OK),
        (warc_response("https://a.example/", b"", media_type="image/png"), NOT_HTML),
        (warc_response("dns:a.example", b"<p>"), NO_ADDRESS),
        (warc_response("https://a.example/", b"x" * (MOST_BYTES + 1)), TOO_LARGE),
        (
            warc_response(
                "https://a.example/",
                gzip.compress(b"a" * 50_000_000),
                more="Content-Encoding: gzip\r\n",
            ),
            TOO_LARGE,
        ),
    ],
)
def test_what_is_no_page_is_passed_over_with_its_reason(
    record: bytes, skipped: str, file: Path
) -> None:
    first, second = taken(file, record, PAGES[0])
    assert (first.page, first.skipped) == (None, skipped)
    assert second.page


@pytest.mark.parametrize(
    ("body", "more"),
    [
        (gzip.compress(b"<p>Dam", mtime=0), "Content-Encoding: gzip\r\n"),
        (zlib.compress(b"<p>Dam"), "Content-Encoding: deflate\r\n"),
        (b"2\r\n<p\r\n4;x=y\r\n>Dam\r\n0\r\n\r\n", "Transfer-Encoding: chunked\r\n"),
        # Unpacked by the crawler, which left the headers.
        (b"<p>Dam", "Content-Encoding: gzip\r\n"),
        (b"<p>Dam", "Content-Encoding: br\r\n"),
        (b"<p>Dam", "Transfer-Encoding: chunked\r\n"),
    ],
)
def test_a_packed_page_is_unpacked(body: bytes, more: str, file: Path) -> None:
    (one,) = taken(file, warc_response("https://a.example/", body, more=more))
    assert one.page
    assert one.page.body == b"<p>Dam"


@pytest.mark.parametrize("framing", FRAMINGS)
def test_a_file_that_breaks_off_says_so_and_gives_what_is_whole(framing: str, file: Path) -> None:
    file.write_bytes(FRAMINGS[framing][:-12])
    reading = read_warc(file, Cursor())
    got: list[Captured] = []
    with pytest.raises(BadInput, match=r"breaks off|cannot be read on"):
        got.extend(reading)
    assert urls(got) in ([f"https://a.example/{n}" for n in range(count)] for count in range(6))


def test_a_file_that_is_broken_in_its_middle_gives_what_came_before(file: Path) -> None:
    body = bytearray(FRAMINGS["a member a record"])
    body[len(body) // 2] ^= 0xFF
    file.write_bytes(bytes(body))
    got: list[Captured] = []
    with pytest.raises(BadInput, match="cannot be read on"):
        got.extend(read_warc(file, Cursor()))
    assert 0 < len(got) < 6
