"""A Firefox of our own, driven by WebDriver BiDi (https://w3c.github.io/webdriver-bidi/)."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from websockets.sync.client import connect

from tests.browser.line import Line, Sent
from tests.fakes import until

_PATIENCE = 30.0
_PREFERENCES = {
    "network.dns.forceResolve": "127.0.0.1",  # no name leads off this machine
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "app.update.disabledForTesting": True,
    "extensions.getAddons.cache.enabled": False,
    "browser.shell.checkDefaultBrowser": False,
    "browser.startup.page": 0,
    "ui.prefersReducedMotion": 1,
}


class ScriptFailed(Exception):
    """A script that the browser ran threw."""


class Firefox:
    """Commands to a running Firefox, one after the other."""

    def __init__(self, line: Line) -> None:
        self._line = line
        self.command("session.new", capabilities={})

    def command(self, method: str, **params: Any) -> Sent:  # noqa: ANN401 -- as many shapes as there are commands
        return self._line.ask(method, params)

    def install(self, extension: Path) -> str:
        """Install a package, or a folder as it is; the extension's id."""
        kind = "path" if extension.is_dir() else "archivePath"
        data = {"type": kind, "path": str(extension)}
        return str(self.command("webExtension.install", extensionData=data)["extension"])

    def tabs(self) -> list[Sent]:
        contexts: list[Sent] = self.command("browsingContext.getTree")["contexts"]
        return contexts

    def window(self) -> str:
        """The browser's own window, whose scripts may do what the browser may."""
        [window] = self.command("browsingContext.getTree", **{"moz:scope": "chrome"})["contexts"]
        return str(window["context"])

    def run(self, context: str, function: str, *values: object) -> Any:  # noqa: ANN401 -- whatever the script gives
        """What a function gives when it is run with plain values or nodes."""
        return _plain(self._call(context, function, *values))

    def node(self, context: str, function: str, *values: object) -> Sent:
        """The node that a function gives, to be passed on to other functions and commands."""
        return {"sharedId": self._call(context, function, *values)["sharedId"]}

    def closed_root(self, context: str, selector: str) -> Sent | None:
        """The closed shadow root of an element, as a node; None where there is none."""
        function = "(selector) => document.querySelector(selector)"
        found = self._call(context, function, selector)
        root = found.get("value", {}).get("shadowRoot")
        return {"sharedId": root["sharedId"]} if root else None

    def _call(self, context: str, function: str, *values: object) -> Sent:
        answer = self.command(
            "script.callFunction",
            functionDeclaration=function,
            arguments=[_argument(value) for value in values],
            target={"context": context},
            awaitPromise=True,
            serializationOptions={"includeShadowTree": "all", "maxDomDepth": 1},
        )
        if answer["type"] != "success":
            raise ScriptFailed(answer["exceptionDetails"]["text"])
        result: Sent = answer["result"]
        return result


def _argument(value: object) -> Sent:
    if isinstance(value, dict):
        return value
    if value is None:
        return {"type": "null"}
    kinds = {bool: "boolean", int: "number", float: "number", str: "string"}
    return {"type": kinds[type(value)], "value": value}


def _plain(told: Sent) -> Any:  # noqa: ANN401 -- whatever the script gave
    """What BiDi tells of a value, as the value."""
    if told["type"] == "array":
        return [_plain(each) for each in told["value"]]
    if told["type"] == "object":
        return {key: _plain(value) for key, value in told["value"]}
    return told.get("value")


@contextmanager
def running_firefox(path: str, folder: Path) -> Iterator[Firefox]:
    """A Firefox with a profile of its own, until the block ends."""
    lines = [f"user_pref({json.dumps(k)}, {json.dumps(v)});" for k, v in _PREFERENCES.items()]
    (folder / "user.js").write_text("\n".join(lines))
    options = ("--headless", "--no-remote", "--remote-allow-system-access")
    command = [path, *options, "--profile", str(folder), "--remote-debugging-port", "0"]
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command, stdout=quiet, stderr=quiet) as process:
        try:
            port = _port_told_in(folder / "WebDriverBiDiServer.json")
            address = f"ws://127.0.0.1:{port}/session"
            with connect(address, max_size=None, proxy=None) as socket:
                yield Firefox(Line(socket))
        finally:
            process.terminate()


def _port_told_in(file: Path) -> int:
    def is_written() -> bool:
        return file.exists() and file.read_text().strip().endswith("}")

    until(is_written, _PATIENCE)
    return int(json.loads(file.read_text())["ws_port"])
