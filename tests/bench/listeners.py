"""Many listeners of event streams in a process of their own.

    python -m tests.bench.listeners PORT

It takes commands on its standard input, a line each: `open FROM TO` opens a stream for each number
of a range, `one ID N` opens N streams of one check, `close` closes all. After each it answers with
how many milliseconds each new stream waited for its first event, and from then on tells of every
event as it comes: a line of the listener's number, the event's and the moment, by the monotonic
clock that all processes share.
"""

from __future__ import annotations

import asyncio
import re
import sys
from time import monotonic

from tests.bench.web import check_id

_ID = re.compile(rb"\nid: (\d+)\n")
_AT_ONCE = 50


class _Listener(asyncio.Protocol):
    def __init__(self, number: int, check: str, heard: list[str]) -> None:
        self.first: asyncio.Future[float] = asyncio.get_running_loop().create_future()
        self.transport: asyncio.Transport | None = None
        self._number = number
        self._check = check
        self._heard = heard

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        request = f"GET /api/v1/checks/{self._check}/events HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
        transport.write(request.encode())

    def data_received(self, data: bytes) -> None:
        at = monotonic()
        for seq in _ID.findall(data):
            if not self.first.done():
                self.first.set_result(at)
            else:
                self._heard.append(f"{self._number} {int(seq)} {at}")


class _Listeners:
    def __init__(self, port: int) -> None:
        self._port = port
        self._open: list[_Listener] = []
        self.heard: list[str] = []

    async def open(self, checks: list[str], at_once: int = _AT_ONCE) -> list[float]:
        turns = asyncio.Semaphore(at_once)
        return await asyncio.gather(*(self._open_one(check, turns) for check in checks))

    def close(self) -> None:
        for listener in self._open:
            if listener.transport:
                listener.transport.abort()
        self._open.clear()

    async def _open_one(self, check: str, turns: asyncio.Semaphore) -> float:
        async with turns:
            began = monotonic()
            listener = _Listener(len(self._open), check, self.heard)
            self._open.append(listener)
            loop = asyncio.get_running_loop()
            await loop.create_connection(lambda: listener, "127.0.0.1", self._port)
            return 1_000 * (await asyncio.wait_for(listener.first, 60) - began)


async def main(port: int) -> None:
    listeners = _Listeners(port)
    loop = asyncio.get_running_loop()
    while command := (await loop.run_in_executor(None, sys.stdin.readline)).split():
        match command:
            case ["open", first, last]:
                waited = await listeners.open([check_id(n) for n in range(int(first), int(last))])
            case ["open-slowly", first, last]:
                numbers = range(int(first), int(last))
                waited = await listeners.open([check_id(n) for n in numbers], at_once=1)
            case ["one", number, count]:
                waited = await listeners.open([check_id(int(number))] * int(count))
            case ["heard", count]:
                while len(listeners.heard) < int(count):  # noqa: ASYNC110 (not what is timed)
                    await asyncio.sleep(0.05)
                print("\n".join(listeners.heard), flush=True)  # noqa: T201 (to who started us)
                listeners.heard.clear()
                waited = []
            case _:
                listeners.close()
                waited = []
        print(" ".join(["done", *map(str, waited)]), flush=True)  # noqa: T201 (the same)


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1])))
