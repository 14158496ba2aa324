"""Agencies and outlets that others quote, by each of their names."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_ARTICLE = re.compile(r"^the\s+", re.IGNORECASE)
_LEFT_OFF = frozenset(
    "news agency press media online tv radio broadcasting network portal channel service".split()
)
"""Words that an outlet's name is often quoted without."""

_SHARED = _LEFT_OFF | frozenset(
    """daily weekly times post of and on sunday morning evening gazette herald journal today
    independent paper newspaper world international report reports""".split()
)
"""Words that many outlets have in their names: they alone name none."""

_LIKE_A_MEDIUM = re.compile(
    r"\b(?:News|Times|Post|Daily|Herald|Gazette|Courier|Tribune|Journal|Press|Telegraph|Chronicle"
    r"|Broadcasting|Radio|TV|Television|Bulletin|Observer|Guardian|Mail|Star|Globe|Independent"
    r"|Examiner|Inquirer|Review|Magazine|Weekly|Standard|Mirror|Express|Echo|Argus|Sentinel|Agency"
    r"|Dispatch|Record|Register|Ledger|Zeitung|Rundschau|Pravda|Online|FM|Channel)\b"
)
_WORD = re.compile(r"[\w&'’-]+")


@dataclass(frozen=True, slots=True)
class Medium:
    """An agency or an outlet with its other names."""

    name: str
    also: tuple[str, ...]
    agency: bool

    @property
    def names(self) -> tuple[str, ...]:
        """Every name it goes by."""
        return (self.name, *self.also)


@cache
def media() -> tuple[Medium, ...]:
    """The media of `media.tsv`, a table of ours: those that other outlets quote most."""
    table = (files("backend.checking.origins") / "media.tsv").read_text("utf-8")
    return tuple(
        Medium(row["name"], tuple(filter(None, row["also"].split(";"))), row["agency"] == "yes")
        for row in csv.DictReader(table.splitlines(), delimiter="\t")
    )


def medium_named(name: str) -> Medium | None:
    """The medium that goes by exactly this name, with or without "the"; None if none does."""
    return _by_name().get(_bare(name)) or _by_name().get(_bare(name).removesuffix(" news agency"))


def agency_named(name: str) -> str | None:
    """The usual name of the news agency that goes by this name; None if none does."""
    medium = medium_named(name)
    return medium.name if medium and medium.agency else None


def is_medium_name(name: str) -> bool:
    """Whether a name is one of an outlet or an agency, by the table or by its words."""
    return medium_named(name) is not None or bool(_LIKE_A_MEDIUM.search(name))


def is_same_outlet(named: str, outlet: str) -> bool:
    """Whether a report that names somebody means this outlet: "the Courier", The Quillmoor Courier.

    A town is no outlet: "Boston" is not the Boston Herald, as the Herald is never called so.
    """
    one, other = _name_words(named), _name_words(outlet)
    if not one or not other:
        return False
    shorter, longer = sorted((one, other), key=len)
    missing = set(longer) - set(shorter)
    told_apart = not set(shorter) <= _SHARED and set(shorter) <= set(longer)
    return told_apart and (missing <= _LEFT_OFF or shorter[-1] == longer[-1])


def is_itself(named: str, outlet: str) -> bool:
    """Whether an outlet means itself by a name: The Pellwick Gazette is "the Gazette" at home."""
    one, other = _name_words(named), _name_words(outlet)
    return is_same_outlet(named, outlet) or (bool(one) and one == other[-1:])


@cache
def _by_name() -> dict[str, Medium]:
    return {_bare(name): medium for medium in media() for name in medium.names}


def _bare(name: str) -> str:
    return _ARTICLE.sub("", name.strip()).strip(".,").lower()


def _name_words(name: str) -> tuple[str, ...]:
    found = (re.sub(r"['’]s$", "", word) for word in _WORD.findall(name.lower()))
    return tuple(word for word in found if word != "the")
