"""What a language model may cost: tokens taken from purses before it is asked.

A token is a few characters as the model counts them. Most of what is asked is bought by the token,
and where it is not, tokens are time.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass

_BYTES_A_TOKEN = 3
"""OpenAI's rule of thumb is four characters of English a token
(https://help.openai.com/en/articles/4936856). Three bytes of UTF-8 err to the dear side, and
further so in other scripts."""


def estimated(text: bytes) -> int:
    """About how many tokens a text is, rather too many than too few."""
    return -(-len(text) // _BYTES_A_TOKEN)


def one_period() -> object:
    """A period that never ends."""
    return None


class Purse:
    """So many tokens in a period, and no more; 0 is no limit. Used from several threads at once.

    `period` names the period that it is now, such as the day: when that changes, nothing is spent.
    """

    def __init__(self, most: int, period: Callable[[], object] = one_period) -> None:
        self._most = most
        self._period = period
        self._lock = threading.Lock()
        self._now = period()
        self._spent = 0

    def take(self, tokens: int) -> bool:
        """Spend so many tokens if there are as many left; say whether there were."""
        with self._lock:
            self._turn_page()
            if self._most and self._spent + tokens > self._most:
                return False
            self._spent += tokens
            return True

    def correct(self, by: int) -> None:
        """Spend more than was taken or, for a negative number, give back."""
        with self._lock:
            self._turn_page()
            # What was taken yesterday is not given back today.
            self._spent = max(0, self._spent + by)

    def _turn_page(self) -> None:
        now = self._period()
        if now != self._now:
            self._now, self._spent = now, 0


@dataclass(frozen=True, slots=True)
class Purses:
    """Several purses that all have to hold what is spent."""

    purses: Sequence[tuple[Purse, str]]
    """Each with what is said when it is empty."""

    def take(self, tokens: int) -> str:
        """Spend so many tokens from all, or from none and say which is empty; "" where all held."""
        taken: list[Purse] = []
        for purse, empty in self.purses:
            if not purse.take(tokens):
                for earlier in taken:
                    earlier.correct(-tokens)
                return empty
            taken.append(purse)
        return ""

    def correct(self, by: int) -> None:
        """Correct in all of them what was taken."""
        for purse, _ in self.purses:
            purse.correct(by)
