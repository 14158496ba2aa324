"""The words by which known claims are found: stems, parts of compounds, hashtags taken apart."""

from __future__ import annotations

import re

from backend.checking.words import stem, words

_ADDRESS = re.compile(r"https?://\S+|\bpic\.twitter\.com/\S+")
_TAG = re.compile(r"[#@](\w+)")
_PART = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
_JOINT = re.compile(r"[-'’.]")


def plain(text: str) -> str:
    """A text without web addresses, its hashtags and handles as the words they are made of."""
    without = _ADDRESS.sub(" ", text)
    return " ".join(_TAG.sub(_taken_apart, without).split())


def terms(text: str) -> list[str]:
    """The telling words of a plain text as stems, in order, repeated where it repeats them.

    A compound counts whole and by its parts: "COVID-19" also as "covid" and "19".
    """
    found: list[str] = []
    for word in words(text):
        if not word.tells:
            continue
        found.append(word.stem)
        parts = _JOINT.split(word.text)
        found += [stem(part) for part in parts if len(parts) > 1 and len(part) > 1]
    return found


def _taken_apart(tag: re.Match[str]) -> str:
    return " ".join(_PART.findall(tag.group(1))) or tag.group(1)
