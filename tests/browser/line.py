"""Numbered messages to a browser over a WebSocket, each with its answer."""

from __future__ import annotations

import json
from itertools import count
from typing import Any

from websockets.sync.client import ClientConnection

_PATIENCE = 30.0

Sent = dict[str, Any]


class Line:
    """What CDP and WebDriver BiDi have in common."""

    def __init__(self, socket: ClientConnection) -> None:
        self._socket = socket
        self._numbers = count(1)

    def ask(self, method: str, params: Sent, **more: str) -> Sent:
        """Send a command and wait for its answer; what the browser tells meanwhile is dropped."""
        number = next(self._numbers)
        message = {"id": number, "method": method, "params": params, **more}
        self._socket.send(json.dumps(message))
        while True:
            answer: Sent = json.loads(self._socket.recv(_PATIENCE))
            if answer.get("id") == number:
                assert "result" in answer, f"{method}: {answer}"
                result: Sent = answer["result"]
                return result
