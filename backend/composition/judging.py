"""The one place where the judge is chosen, as SECOND_SOURCE_JUDGE says. Used by `composition`.

Model files are opened when they are first needed, or by `Judge.warm`, once a process.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from backend.checking.claims import only_english
from backend.checking.ports import Judge
from backend.config import Settings, variable
from backend.errors import BadSetting
from backend.judges.cascade import Cascade
from backend.judges.cross_encoder import CrossEncoder
from backend.judges.hub import fetched
from backend.judges.lexical import LexicalJudge
from backend.judges.llm import LanguageModel, Limits
from backend.judges.standing_in import WithStandIn
from backend.reading.fetcher import FetchLimits
from backend.reading.posting import OwnPost

_FOR_LLM_ALONE = ("judge_url", "judge_model", "judge_key")


MODELS = Path(__file__).parents[1] / "models"
SMALL, LARGE = MODELS / "stance-small", MODELS / "stance-large"
HUB = "hub:"
"""What a hub's model is written with: `hub:OWNER/NAME`."""


@cache
def small_judge() -> Judge:
    """The small shipped judge alone."""
    return CrossEncoder.open(SMALL)


@cache
def shipped_judge() -> Judge:
    """The judge that ships. It also stands in for a language model that fails."""
    return Cascade(small_judge(), CrossEncoder.open(LARGE))


def _lexical(settings: Settings) -> Judge:  # noqa: ARG001 - the shape of a choice
    return LexicalJudge()


def _small(settings: Settings) -> Judge:  # noqa: ARG001 - the shape of a choice
    return small_judge()


def _shipped(settings: Settings) -> Judge:  # noqa: ARG001 - the shape of a choice
    return shipped_judge()


def _llm(settings: Settings) -> Judge:
    limits = Limits(
        seconds=settings.judge_seconds,
        tokens_a_check=settings.judge_tokens_a_check,
        tokens_a_day=settings.judge_tokens_a_day,
        at_once=settings.judge_requests_at_once,
    )
    reaching = FetchLimits(contact=settings.contact)
    post = OwnPost(endpoint(settings.judge_url), settings.judge_key, reaching)
    return WithStandIn(LanguageModel(settings.judge_model, post, limits), shipped_judge())


CHOICES: dict[str, Callable[[Settings], Judge]] = {
    "shipped": _shipped,
    "small": _small,
    "lexical": _lexical,
    "llm": _llm,
}
"""What SECOND_SOURCE_JUDGE may say besides a folder or a hub's model, and what is made of it."""


_ENGLISH_ALONE = frozenset({"shipped", "small", "lexical"})


def reads(settings: Settings) -> Callable[[str], bool]:
    """Which languages the judge that is set reads, by their codes.

    The shipped ones read English. Of others we know nothing, so nothing is kept from them.
    """
    return only_english if settings.judge in _ENGLISH_ALONE else _any_language


def _any_language(language: str) -> bool:  # noqa: ARG001 - the shape of `reads`
    return True


def make_judge(settings: Settings) -> Judge:
    """The judge that is set.

    Raises `BadSetting` for settings that don't go together, `BadModel` for a folder or a hub's
    model that cannot be used.
    """
    refuse_unusable_judge(settings)
    if settings.judge in CHOICES:
        return CHOICES[settings.judge](settings)
    if settings.judge.startswith(HUB):
        name = settings.judge.removeprefix(HUB)
        return CrossEncoder.open(fetched(name), name)
    return CrossEncoder.open(Path(settings.judge))


def refuse_unusable_judge(settings: Settings) -> None:
    """Raise `BadSetting` for settings of the judge that don't go together, with what to do."""
    known = settings.judge in CHOICES or settings.judge.startswith(HUB)
    if not known and not (settings.judge and Path(settings.judge).is_dir()):
        raise BadSetting(
            f"{variable('judge')} has an unusable value: write {_listed(CHOICES)}, the folder of a"
            f" model, or {HUB}OWNER/NAME."
        )
    written = [name for name in _FOR_LLM_ALONE if getattr(settings, name)]
    if settings.judge != "llm" and written:
        raise BadSetting(
            f"{variable(written[0])} is for a language model, which is not asked: set"
            f" {variable('judge')}=llm, or leave it out."
        )
    missing = [name for name in ("judge_url", "judge_model") if name not in written]
    if settings.judge == "llm" and missing:
        raise BadSetting(f"{variable('judge')}=llm also needs {variable(missing[0])}.")


def endpoint(base: str) -> str:
    """Where chats are completed under an address as operators write it.

    Servers are named with their `/v1`, without it, or by the whole address.
    """
    base = base.rstrip("/")
    if base.endswith("/chat/completions"):
        return base
    return f"{base}{'' if urlsplit(base).path else '/v1'}/chat/completions"


def _listed(words: Iterable[str]) -> str:
    *first, last = words
    return f"{', '.join(first)} or {last}"
