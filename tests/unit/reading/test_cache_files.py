from __future__ import annotations

import stat
from pathlib import Path

import pytest

from backend.reading.answers import Response
from backend.reading.cache_files import AnswerFiles
from backend.reading.caching import Kept

URL = "https://outlet.example/report"


def kept(body: bytes = b"\n<p>text</p>\n\x00\xff", url: str = URL) -> Kept:
    return Kept(Response(url, 200, {"etag": '"1"'}, body), {"accept": "text/html"}, 12.5)


def test_what_is_kept_is_given_back_as_it_was(tmp_path: Path) -> None:
    AnswerFiles(tmp_path / "cache", 10_000).put(URL, kept())
    assert AnswerFiles(tmp_path / "cache", 10_000).get(URL) == kept()
    assert AnswerFiles(tmp_path / "cache", 10_000).get(URL + "2") is None


def test_what_is_kept_is_for_its_owner_alone(tmp_path: Path) -> None:
    AnswerFiles(tmp_path / "cache", 10_000).put(URL, kept())
    (file,) = (tmp_path / "cache").iterdir()
    assert stat.S_IMODE((tmp_path / "cache").stat().st_mode) == 0o700
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert "outlet" not in file.name


def test_nothing_is_made_before_something_is_kept(tmp_path: Path) -> None:
    assert AnswerFiles(tmp_path / "cache", 10_000).get(URL) is None
    assert not (tmp_path / "cache").exists()


def test_the_oldest_go_when_there_is_too_much(tmp_path: Path) -> None:
    files = AnswerFiles(tmp_path, 10_000)
    for number in range(30):
        files.put(f"{URL}/{number}", kept(b"x" * 1000))
    held = [number for number in range(30) if files.get(f"{URL}/{number}")]
    assert sum(file.stat().st_size for file in tmp_path.iterdir()) <= 10_000
    assert held == list(range(held[0], 30))
    assert len(held) >= 6


def test_what_other_processes_add_is_counted_when_room_is_made(tmp_path: Path) -> None:
    one, other = AnswerFiles(tmp_path, 5_000), AnswerFiles(tmp_path, 5_000)
    for number in range(20):
        (one if number % 2 else other).put(f"{URL}/{number}", kept(b"x" * 900))
    assert sum(file.stat().st_size for file in tmp_path.iterdir()) <= 2 * 5_000


def test_what_is_larger_than_all_room_is_not_kept(tmp_path: Path) -> None:
    files = AnswerFiles(tmp_path, 1_000)
    files.put(URL, kept(b"x" * 2_000))
    assert files.get(URL) is None
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("content", [b"", b"{}\n", b"not json\nbody", b'{"url": 1}\n', b"\xff\n"])
def test_a_file_that_was_spoilt_was_never_kept(tmp_path: Path, content: bytes) -> None:
    files = AnswerFiles(tmp_path, 10_000)
    files.put(URL, kept())
    (file,) = tmp_path.iterdir()
    file.write_bytes(content)
    assert files.get(URL) is None


def test_a_folder_that_cannot_be_made_costs_nothing_but_the_keeping(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", "utf-8")
    files = AnswerFiles(tmp_path / "file" / "cache", 10_000)
    files.put(URL, kept())
    assert files.get(URL) is None
