from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.errors import BadInput
from backend.outlets.rules import Rules, parse_rule


def found(url: str, *rules: str) -> str | None:
    return Rules({parse_rule(rule): rule for rule in rules}).find(url)


@pytest.mark.parametrize(
    ("url", "rule"),
    [
        ("https://rt.com/news", "rt.com"),
        ("https://www.rt.com/news", "rt.com"),
        ("https://RT.com./news", "rt.com"),
        ("rt.com", "rt.com"),
        ("https://rt.com:8443/", "rt.com"),
        ("https://deviantart.com/", None),
        ("https://rt.com.example/", None),
        ("https://art.rt.com.example/rt.com", None),
        ("https://user@deviantart.com/@rt.com", None),
        ("https://com/", None),
        ("not a url", None),
        ("http://[", None),
        ("", None),
    ],
)
def test_a_domain_holds_for_itself_and_what_is_below_it(url: str, rule: str | None) -> None:
    assert found(url, "rt.com") == rule


@pytest.mark.parametrize(
    ("url", "rule"),
    [
        ("https://paper.example/", "paper.example"),
        ("https://paper.example/opinion", "paper.example/opinion"),
        ("https://www.paper.example/Opinion/2026/a?b#c", "paper.example/opinion"),
        ("https://paper.example//opinion/a", "paper.example/opinion"),
        ("https://paper.example/%6fpinion/a", "paper.example/opinion"),
        ("https://paper.example/opinions", "paper.example"),
        ("https://paper.example/opinion/humour/a", "paper.example/opinion/humour"),
        ("https://blogs.paper.example/opinion", "blogs.paper.example"),
    ],
)
def test_the_most_specific_rule_holds(url: str, rule: str) -> None:
    rules = (
        "paper.example",
        "paper.example/opinion",
        "paper.example/opinion/humour",
        "blogs.paper.example",
    )
    assert found(url, *rules) == rule


def test_a_name_in_other_letters_is_the_same_name() -> None:
    assert found("https://xn--bcher-kva.example/", "bücher.example") == "bücher.example"
    assert found("https://www.BÜCHER.example/", "xn--bcher-kva.example")


def test_an_address_has_no_domain_above_it() -> None:
    assert found("http://127.0.0.1:8701/a", "127.0.0.1:8701") == "127.0.0.1:8701"
    assert found("http://127.0.0.1:8702/a", "127.0.0.1:8701") is None
    assert found("http://127.0.0.1/a", "0.0.1", "0.1") is None


@pytest.mark.parametrize(
    "written", ["", " ", "localhost", "a b.com", "http://", "/opinion", "http://["]
)
def test_what_names_no_outlet_is_refused_with_what_to_write(written: str) -> None:
    with pytest.raises(BadInput, match="Write a domain such as"):
        parse_rule(written)


@pytest.mark.parametrize(
    ("written", "rule"),
    [
        (" Example.COM ", "example.com"),
        ("https://www.example.com/Opinion/", "www.example.com/opinion"),
        ("example.com:443", "example.com"),
    ],
)
def test_a_rule_is_kept_in_one_spelling(written: str, rule: str) -> None:
    assert str(parse_rule(written)) == rule


LABEL = st.text("abcdefghij", min_size=1, max_size=5)


@given(LABEL, LABEL, LABEL)
def test_a_rule_holds_at_the_dots_alone(sub: str, name: str, path: str) -> None:
    rule = f"{name}.example"
    assert found(f"https://{sub}.{name}.example/{path}", rule) == rule
    assert found(f"https://{sub}{name}.example/{path}", rule) is None


@given(st.text())
def test_no_address_breaks_the_finding(url: str) -> None:
    assert found(url, "rt.com") in {None, "rt.com"}
