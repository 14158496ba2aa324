from hypothesis import given
from hypothesis import strategies as st

from backend.demo.pictures import HEIGHT, WIDTH, landscape


@given(st.text())
def test_the_sun_stands_inside_the_picture(slug: str) -> None:
    x, y, radius = landscape(slug).sun

    assert radius <= x <= WIDTH - radius
    assert radius <= y <= HEIGHT - radius


@given(st.text())
def test_a_slug_always_has_the_same_landscape(slug: str) -> None:
    assert landscape(slug) == landscape(slug)


def test_two_slugs_have_two_landscapes() -> None:
    assert landscape("one") != landscape("another")
