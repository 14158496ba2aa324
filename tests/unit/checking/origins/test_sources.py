from __future__ import annotations

import pytest

from backend.checking.origins.media import is_itself, is_same_outlet
from backend.checking.origins.sources import keys_of


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Reuters", "the Reuters news agency"),
        ("AFP", "Agence France-Presse"),
        ("The Kremlin", "Kremlin spokesman Dmitry Peskov"),
        ("the White House", "a Pentagon official"),
        ("Ukraine's president", "the Ukrainian general staff"),
        ("Foreign Minister Jan Novak", "Novak"),
        ("a Telegram channel", "A Telegram channel close to the Russian army"),
        ("the Telegram channel Baza", "Baza, a Telegram channel"),
        ("the police", "police"),
        ("the National Intelligence Service", "NIS"),
        ("the regional governor", "the governor"),
    ],
)
def test_two_names_of_one_source_have_a_key_in_common(one: str, other: str) -> None:
    assert keys_of(one) & keys_of(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("the Telegram channel Baza", "the Telegram channel Mash"),
        ("Ukraine's president", "South Korea's intelligence service"),
        ("the National Intelligence Service", "the Secret Service"),
        ("Jan Novak", "Petra Kolar"),
        ("residents", "residents"),
        ("two Ukrainian officers", "three Ukrainian brigade commanders"),
        ("officials", "officials"),
        ("experts", "analysts"),
        ("North Korean soldiers", "South Korean soldiers"),
        ("", ""),
    ],
)
def test_two_sources_or_anybody_at_all_have_none(one: str, other: str) -> None:
    assert not keys_of(one) & keys_of(other)


@pytest.mark.parametrize(
    ("named", "outlet", "same"),
    [
        ("the Courier", "The Quillmoor Courier", True),
        ("the Quillmoor Courier", "The Quillmoor Courier", True),
        ("Tervale", "Tervale Broadcasting", True),
        ("Fox News", "Fox", True),
        ("Boston", "Boston Herald", False),
        ("Moscow", "The Moscow Times", False),
        ("the Times", "The Moscow Times", False),
        ("the news agency", "Corvane Press Agency", False),
        ("", "The Quillmoor Courier", False),
    ],
)
def test_an_outlet_goes_by_its_name_and_not_by_its_town(
    named: str,
    outlet: str,
    same: bool,  # noqa: FBT001 - a column of the table
) -> None:
    assert is_same_outlet(named, outlet) is same


def test_at_home_the_gazette_is_any_gazette() -> None:
    assert is_itself("The Gazette", "The Pellwick Gazette")
    assert not is_same_outlet("The Gazette", "The Pellwick Gazette")
