"""A language model behind an OpenAI-compatible address as a judge: Ollama, llama.cpp, vLLM, hosted.

It is asked within a time and a number of tokens, several requests side by side. Whatever goes wrong
(no answer, a refusal, an answer of another form) ends in `Unjudged` with the reason in plain words,
so that another judge stands in.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial

from backend.checking.ports import Pair
from backend.domain import Judgement
from backend.errors import JudgeFailed
from backend.judges import llm_answer, llm_request
from backend.judges.llm_server import Post, Server
from backend.judges.standing_in import FallibleJudge, Unjudged
from backend.judges.tokens import Purse, Purses

_CHECK_SPENT = "the tokens that the language model may use in one check were used up"
_DAY_SPENT = "the tokens that the language model may use in a day were used up"

Said = Sequence[Judgement | Unjudged]


@dataclass(frozen=True, slots=True)
class Limits:
    """What asking may cost: seconds and tokens in one check, tokens a day, requests at a time.

    0 tokens are no limit. The day is UTC's, and what was spent in it is forgotten with the process.
    """

    seconds: float = 60.0
    tokens_a_check: int = 100_000
    tokens_a_day: int = 1_000_000
    at_once: int = 2


def _today() -> object:
    return datetime.now(UTC).date()


class LanguageModel(FallibleJudge):
    """Asks a model. Used by several checks at once, which share its day and its turns."""

    def __init__(
        self,
        model: str,
        post: Post,
        limits: Limits,
        clock: Callable[[], float] = time.monotonic,
        today: Callable[[], object] = _today,
    ) -> None:
        self._model = model
        self._limits = limits
        self._clock = clock
        self._server = Server(post, limits.at_once, clock)
        self._day = Purse(limits.tokens_a_day, today)

    @property
    def name(self) -> str:
        """The model by its name, which is the operator's setting."""
        return f"language model {self._model}"

    def for_check(self) -> Sitting:
        """The model for one check, with the seconds and tokens of one."""
        check = Purse(self._limits.tokens_a_check)
        purses = Purses([(check, _CHECK_SPENT), (self._day, _DAY_SPENT)])
        ask = partial(self._ask, purses)
        return Sitting(self, ask, self._limits.seconds, self._limits.at_once, self._clock)

    def attempt(self, pairs: Sequence[Pair]) -> Said:
        """What the model says of each pair, in order, as if they were a check of their own."""
        return self.for_check().attempt(pairs)

    def _ask(self, purses: Purses, pairs: Sequence[Pair], by: float) -> Said:
        """What the model says of the pairs of one request, by that moment on the clock."""
        try:
            body = self._server.ask(partial(llm_request.request, pairs, self._model), purses, by)
            return llm_answer.read(body, llm_request.names_of(pairs))
        except JudgeFailed as failure:
            return [Unjudged(str(failure))] * len(pairs)


class Sitting(FallibleJudge):
    """A model in one check. `seconds` are those that it may take in all of it."""

    def __init__(
        self,
        model: LanguageModel,
        ask: Callable[[Sequence[Pair], float], Said],
        seconds: float,
        at_once: int,
        clock: Callable[[], float],
    ) -> None:
        self._model = model
        self._ask = ask
        self._seconds = seconds
        self._at_once = at_once
        self._clock = clock

    @property
    def name(self) -> str:
        """The model's name."""
        return self._model.name

    def for_check(self) -> Sitting:
        """The model for another check."""
        return self._model.for_check()

    def attempt(self, pairs: Sequence[Pair]) -> Said:
        """What the model says of each pair, in order, within the seconds that are left."""
        if not pairs:
            return []
        begun = self._clock()
        shares = llm_request.shares(pairs)
        by = begun + self._seconds
        with ThreadPoolExecutor(min(self._at_once, len(shares))) as pool:
            answers = pool.map(lambda share: self._ask(share, by), shares)
            said = [one for answer in answers for one in answer]
        self._seconds -= self._clock() - begun
        return said
