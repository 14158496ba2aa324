"""Reports from a WARC file into the archive: how many a second, in how much memory.

    python -m tests.bench.warc --reports 100000 --output warc.json

Makes a file in CC-NEWS's framing (a gzip member a record: warcinfo, requests, responses), in which
one response in eleven is none for us, and adds it by the program's own command. Memory is the most
that the command's process and all of its children had resident at once, sampled. The processor's
seconds, of all of these processes together, say what two idle cores would have needed.
"""

from __future__ import annotations

import argparse
import gzip
import io
import itertools
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from fastwarc.warc import WarcRecord, WarcRecordType

from tests.bench.figures import Figure, say
from tests.bench.news_pages import NewsPage, news_pages

_NOISE_EVERY = 10
_WALL = (
    "<html><title>Before you continue</title><body><h1>We value your privacy</h1><p>We and our 842"
    " partners store and/or access cookies. Accept or reject personalised ads.</p></body></html>"
)
_OK = "200 OK"
_HTML = "text/html; charset=utf-8"


def response(url: str, body: bytes, status: str = _OK, media_type: str = _HTML) -> bytes:
    """A response record as CC-NEWS frames it, in a gzip member of its own."""
    head = f"HTTP/1.1 {status}\r\nContent-Type: {media_type}\r\nContent-Length: {len(body)}\r\n\r\n"
    record = WarcRecord()
    record.init_headers(WarcRecordType.response)
    record.record_date = datetime(2026, 11, 1, tzinfo=UTC)
    record.headers["WARC-Target-URI"] = url
    record.headers["Content-Type"] = "application/http; msgtype=response"
    record.set_bytes_content(head.encode() + body)
    return packed(record)


def packed(record: WarcRecord) -> bytes:
    """A record in a gzip member."""
    written = io.BytesIO()
    record.write(written)
    return gzip.compress(written.getvalue(), compresslevel=3)


def warc_records(pages: Iterator[NewsPage], seed: int = 1) -> Iterator[bytes]:
    """The file's members: what is said of it, then pages and, among them, what is none."""
    chance = random.Random(seed)  # noqa: S311 (no secret is made of it)
    info = WarcRecord()
    info.init_headers(WarcRecordType.warcinfo)
    info.set_bytes_content(b"software: Second Source's tests\r\nformat: WARC File Format 1.1\r\n")
    yield packed(info)
    for number, page in enumerate(pages, start=1):
        yield response(page.url, page.html.encode())
        if number % _NOISE_EVERY == 0:
            yield _noise(number, chance)


def _noise(number: int, chance: random.Random) -> bytes:
    url = f"http://noise.example/{number}"
    return chance.choice(
        (
            lambda: response(url, b"<p>Gone.</p>", status="404 Not Found"),
            lambda: response(url, b"%PDF-1.7 " + b"x" * 20_000, media_type="application/pdf"),
            lambda: response(url, _WALL.encode()),
            lambda: response(f"{url}/", b"<html><title>Front</title><body>Links</body></html>"),
        )
    )()


def write_warc(path: Path, reports: int) -> None:
    """Write a file that holds so many reports."""
    with path.open("wb") as stream:
        for member in warc_records(itertools.islice(news_pages(), reports)):
            stream.write(member)


def measure(path: Path, database: str) -> dict[str, float]:
    """Add the file to an archive of its own; return what it took."""
    own = {name: value for name, value in os.environ.items() if "SECOND_SOURCE_" not in name}
    started = time.monotonic()
    command = subprocess.Popen(
        [sys.executable, "-m", "backend", "archive", "add", str(path)],
        env={**own, "SECOND_SOURCE_DATABASE_URL": database, "SECOND_SOURCE_STARTER_FEEDS": "no"},
        stdout=subprocess.PIPE,
        text=True,
    )
    most, processor = 0, dict[int, float]()
    while command.poll() is None:
        family = _family(command.pid)
        most = max(most, sum(_resident(process) for process in family))
        processor |= {process: used for process in family if (used := _processor(process))}
        time.sleep(0.1)
    took = time.monotonic() - started
    said = command.stdout.read().splitlines()[-1] if command.stdout else ""
    say(said)
    return {
        "seconds": round(took, 1),
        "processor_seconds": round(sum(processor.values()), 1),
        "megabytes": round(most / 1e6),
    }


def _family(pid: int) -> list[int]:
    """A process and all that it started."""
    family = [pid]
    for member in family:
        try:
            for task in Path(f"/proc/{member}/task").iterdir():
                family += [int(child) for child in (task / "children").read_text().split()]
        except OSError:
            continue
    return family


def _resident(pid: int) -> int:
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    except OSError:
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE")


def _processor(pid: int) -> float:
    """Seconds of a core that a process has used; 0 where it has ended."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def bench(reports: int) -> dict[str, float]:
    """Make a file of so many reports, add it twice to an archive, and say how it went."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "news.warc.gz")
        write_warc(path, reports)
        size = path.stat().st_size
        figures = measure(path, f"sqlite:///{folder}/bench.db")
        again = measure(path, f"sqlite:///{folder}/bench.db")
    return {
        "reports": reports,
        "file_megabytes": round(size / 1e6),
        **figures,
        "a_second": round(reports / figures["seconds"], 1),
        "again_seconds": again["seconds"],
    }


def run(*, quick: bool) -> Iterator[Figure]:
    """Measure, for the table of all benches."""
    reports = 1_000 if quick else 100_000
    say(f"Adding {reports:,} reports from a WARC file")
    figures = bench(reports)
    kept = f"{reports:,} reports from WARC"
    yield Figure(f"{kept}: kept", figures["a_second"], "a second", at_least=150)
    yield Figure(f"{kept}: memory", figures["megabytes"], "MB", at_most=500)
    yield Figure(f"{kept}: processors' time", figures["processor_seconds"], "s")
    yield Figure(f"{kept}: the same file again", figures["again_seconds"], "s")


def main() -> None:
    """Measure, and write the figures as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, default=20_000)
    parser.add_argument("--output", type=Path)
    chosen = parser.parse_args()
    result = bench(chosen.reports)
    print(json.dumps(result))  # noqa: T201 (a command's output)
    if chosen.output:
        chosen.output.write_text(json.dumps(result, indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    main()
