from __future__ import annotations

from flask import Flask

from backend.web.transparency import bars
from tests.backends import Backend
from tests.moderators import AS_IT_IS, checked, decisions_of, flag
from tests.unit.web.console.staff import soup, words


def test_the_figures_are_open_to_everybody_and_linked_from_every_page(
    app: Flask, backend: Backend
) -> None:
    note = checked(backend)
    flag(backend, note)
    backend.clock.advance(hours=3)
    decisions_of(backend).decide("ada", note, 1, AS_IT_IS)
    visitor = app.test_client()
    (link,) = (
        link for link in soup(visitor.get("/")).select("footer a") if "figures" in link.get_text()
    )
    answer = visitor.get(str(link["href"]))
    told = words(answer)
    assert "Not upheld 1" in told
    assert "3 hours at the median" in told
    assert "ada" not in told
    assert answer.headers["Cache-Control"] == "public, max-age=600"
    data = visitor.get("/api/v1/transparency").get_json()
    assert (data["flags"]["not_upheld"], data["median_hours"], data["decisions"]) == (1, 3.0, 1)


def test_where_nothing_was_decided_nothing_is_told_of_times(app: Flask) -> None:
    told = words(app.test_client().get("/transparency"))
    assert "None was decided about yet." in told
    assert "%" not in told


def test_the_longest_bar_is_as_long_as_may_be_and_none_is_longer() -> None:
    assert [bar.length for bar in bars([("a", 4), ("b", 1), ("c", 0)])] == [200.0, 50.0, 0.0]
    assert [bar.length for bar in bars([("a", 0)])] == [0.0]
