"""A Chromium in which nothing but the page is debugged.

The service worker lives and dies as in a reader's browser: a debugger would keep it alive.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from websockets.sync.client import connect

from tests.browser.fake_backend import FakeBackend
from tests.browser.line import Line, Sent
from tests.fakes import until

_PATIENCE = 30.0
_HOST = ["popover", "manual"]


class Undebugged:
    """A reader at one tab, by the DevTools protocol spoken to that tab alone."""

    def __init__(self, line: Line) -> None:
        self._line = line
        until(lambda: bool(self.workers()), _PATIENCE)
        self._extension = str(self.workers()[0]["url"]).split("/")[2]
        self._page = self._opened("about:blank")

    def _opened(self, address: str) -> str:
        made = self._line.ask("Target.createTarget", {"url": address})
        return self._attached(str(made["targetId"]))

    def _attached(self, target: str) -> str:
        wanted = {"targetId": target, "flatten": True}
        session = str(self._line.ask("Target.attachToTarget", wanted)["sessionId"])
        self._line.ask("Page.enable", {}, sessionId=session)
        return session

    def _targets(self, kind: str) -> list[Sent]:
        found = self._line.ask("Target.getTargets", {"filter": [{"type": kind}]})
        targets: list[Sent] = found["targetInfos"]
        return targets

    def workers(self) -> list[Sent]:
        """The extension's service worker, as long as it lives."""
        return [one for one in self._targets("service_worker") if not one["attached"]]

    def kills_the_worker(self) -> None:
        """End the worker at once, without a debugger; another may come up at once."""
        ended = [worker["targetId"] for worker in self.workers()]
        for target in ended:
            self._line.ask("Target.closeTarget", {"targetId": target})
        until(lambda: not any(worker["targetId"] in ended for worker in self.workers()))

    def knows(self, backend: FakeBackend) -> None:
        """Tell the extension where the backend is, from a page of its own."""
        address = f"chrome-extension://{self._extension}/pages/cannot.html"
        page = self._opened(address)
        told = f"chrome.storage.local.set({json.dumps({'backend': backend.address})})"
        arrived = f"{address}complete"  # what a new tab shows at first is complete as well
        until(lambda: self._runs("location.href + document.readyState", page) == arrived)
        self._runs(told, page)
        self._line.ask("Page.close", {}, sessionId=page)

    def _runs(self, script: str, page: str = "") -> Any:  # noqa: ANN401 -- whatever the script gives
        wanted = {"expression": script, "awaitPromise": True, "returnByValue": True}
        answer = self._line.ask("Runtime.evaluate", wanted, sessionId=page or self._page)
        return answer["result"].get("value")

    def opens(self, address: str) -> None:
        self._line.ask("Page.navigate", {"url": address}, sessionId=self._page)
        until(lambda: self._runs("location.href + document.readyState") == f"{address}complete")
        self._line.ask("Page.bringToFront", {}, sessionId=self._page)

    def asks_about(self, selector: str) -> None:
        """Select an element's words and press the toolbar button."""
        self._runs(f"getSelection().selectAllChildren(document.querySelector('{selector}'))")
        self.asks()

    def asks(self) -> None:
        """Press the toolbar button until a card is there, or another one."""
        url = self._runs("location.href")
        [tab] = [tab["targetId"] for tab in self._targets("tab") if tab["url"] == url]
        before = self.card()
        press = {"id": self._extension, "targetId": tab}
        until(lambda: self._answers(press, before), _PATIENCE)

    def _answers(self, press: Sent, before: str) -> bool:
        """Whether a press brings up another card: a fresh browser may miss the first one."""
        self._line.ask("Extensions.triggerAction", press)
        try:
            until(lambda: self.card() != before, patience=2.0)
        except AssertionError:
            return False
        return True

    def card(self) -> str:
        """The words in the card; empty while there is none."""
        wanted = {"depth": -1, "pierce": True}
        document = self._line.ask("DOM.getDocument", wanted, sessionId=self._page)["root"]
        return "\n".join(_words(root) for root in _closed_roots(document))

    def sees(self, *words: str) -> str:
        """The card's words once it shows all of these."""
        try:
            until(lambda: all(word in self.card() for word in words))
        except AssertionError as error:
            raise AssertionError(f"not shown: {words}\n--- but:\n{self.card()}") from error
        return self.card()


def _closed_roots(node: Sent) -> Iterator[Sent]:
    if node.get("attributes", [])[:2] == _HOST:
        yield from node.get("shadowRoots", [])
    for child in node.get("children", []):
        yield from _closed_roots(child)


def _words(node: Sent) -> str:
    inner = [_words(child) for child in node.get("children", [])]
    return node["nodeValue"] if node["nodeName"] == "#text" else "".join([*inner, " "])


@contextmanager
def undebugged_chromium(path: str, extension: Path, profile: Path) -> Iterator[Undebugged]:
    """A Chromium with the extension and a profile of its own, until the block ends."""
    command = [
        *(path, "--headless=new", "--no-sandbox", "--no-first-run"),
        *("--remote-debugging-port=0", "--enable-unsafe-extension-debugging"),
        f"--user-data-dir={profile}",
        f"--disable-extensions-except={extension}",
        f"--load-extension={extension}",
        "--host-resolver-rules=MAP *.test 127.0.0.1",
    ]
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command, stdout=quiet, stderr=quiet) as process:
        try:
            told = profile / "DevToolsActivePort"
            until(lambda: told.exists() and len(told.read_text().split()) > 1, _PATIENCE)
            port, place = told.read_text().split()
            address = f"ws://127.0.0.1:{port}{place}"
            with connect(address, max_size=None, proxy=None) as socket:
                yield Undebugged(Line(socket))
        finally:
            process.terminate()
