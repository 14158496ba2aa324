from __future__ import annotations

import pytest

from backend.domain import Outlet
from backend.reading.outlets import domain_of, outlet_of


@pytest.mark.parametrize(
    ("url", "domain"),
    [
        ("https://www.bbc.co.uk/news/1", "bbc.co.uk"),
        ("https://NEWS.Example.com:8443/a", "example.com"),
        ("https://ada.github.io/a", "ada.github.io"),
        ("http://127.0.0.1:8701/a", "127.0.0.1:8701"),
        ("http://[::1]:8701/a", "[::1]:8701"),
        ("http://localhost:8701/a", "localhost:8701"),
        ("https://user:secret@intranet/a", "intranet"),
    ],
)
def test_an_outlet_is_known_by_its_registered_domain_or_its_host(url: str, domain: str) -> None:
    assert domain_of(url) == domain


def test_an_outlet_without_a_name_is_named_by_its_domain() -> None:
    assert outlet_of("https://www.bbc.co.uk/a", "") == Outlet("bbc.co.uk", "bbc.co.uk")
    assert outlet_of("https://www.bbc.co.uk/a", "BBC News") == Outlet("BBC News", "bbc.co.uk")
