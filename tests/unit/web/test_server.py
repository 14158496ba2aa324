from __future__ import annotations

import socket
from typing import NoReturn

import pytest

from backend.errors import BadSetting, SecondSourceError
from backend.web.server import Served, serve


def never(_: str) -> NoReturn:
    pytest.fail("it must not get ready")


def unmakeable() -> Served:
    raise SecondSourceError("The database cannot be reached.")


def test_a_taken_port_is_told_with_what_to_do() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(BadSetting, match=rf"Port {port} .* is taken.*SECOND_SOURCE_PORT"):
            serve(unmakeable, "127.0.0.1", port, never)


def test_an_address_that_is_not_ours_is_told_with_what_to_do() -> None:
    with pytest.raises(BadSetting, match="SECOND_SOURCE_HOST"):
        serve(unmakeable, "192.0.2.1", 0, never)
