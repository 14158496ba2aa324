"""Who is meant by a source: what two passages must name for both to go back to one.

"The Kremlin" and "a spokesman for the Russian president" are one voice, "Reuters" and "the Reuters
news agency" one agency, "Foreign Minister Jan Novak" and "Novak" one person. "Residents",
"witnesses" and "experts" are anybody: who names them names no one source.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from backend.checking.origins.media import medium_named
from backend.checking.parties import ASIDE, parties, party_named
from backend.checking.words import words

_ARTICLE = re.compile(r"^(?:the|an?|its|his|her|their|our)\s+", re.IGNORECASE)
_OFFICE = re.compile(
    r"\b(?:government|ministry|minister|ministers|president|premier|chancellor|spokes(?:man|woman"
    r"|person)|press secretary|officials?|army|military|general staff|navy|air force|armed forces"
    r"|intelligence|security service|spy agency|embassy|ambassador|authorities|administration"
    r"|foreign office|cabinet|defen[cs]e|defen[cs]e secretary|diplomats?|envoy|delegate)\b",
    re.IGNORECASE,
)
_SEATS_OF_POWER = frozenset(
    {"kremlin", "pentagon", "white house", "state department", "downing", "élysée", "elysee"}
)
_POST = re.compile(
    r"\b(?:telegram|x|twitter|facebook|instagram|tiktok|youtube|weibo|vk|truth social)\b"
    r"(?=\s(?:channel|post|account|user|video|page|thread|group)s?\b)",
    re.IGNORECASE,
)
_ONE_OFFICE = re.compile(
    r"\b(?:polic[ei]|prosecutors?|coast ?guard|fire (?:service|brigade|department)|firefighters"
    r"|ministry|central bank|supreme court|court|governor|mayor|town hall|city council|parliament"
    r"|army|navy|military|air force|company|airline|operator|hospital|airport|university"
    r"|meteorological (?:office|service|agency)|weather service|spy agency|intelligence service"
    r"|presidency|cabinet|government|general staff|red cross|health service|rescue service"
    r"|emergency services?|border guard|interior minister|foreign minister|defen[cs]e minister"
    r"|prime minister|president|finance minister|health minister|justice minister)\b",
    re.IGNORECASE,
)
_ANYBODY = re.compile(
    r"\b(?:residents?|locals?|villagers?|witness(?:es)?|eyewitness(?:es)?|experts?|analysts?"
    r"|observers?|critics|economists?|scientists?|researchers?|sources?|people|families|relatives"
    r"|friends?|neighbou?rs?|activists?|protesters?|soldiers?|officers?|some|many|others|doctors?"
    r"|lawyers?|lawmakers?|passengers?|survivors?|traders?|diplomats|media|reports?|rumou?rs?)$",
    re.IGNORECASE,
)
_NAME = re.compile(
    r"[A-ZÀ-Ý][\w’'-]*(?:\s(?:(?:of|for|the|de|van|von|al|bin|el)\s)?[A-ZÀ-Ý][\w’'-]*)*"
)
_INSTITUTION = re.compile(
    r"\b(?:Service|Agency|Ministry|Office|Department|Committee|Council|Party|University|Police|Army"
    r"|Bank|Group|Court|Union|Commission|Corps|Cent(?:er|re)|Institute|Association|Organi[sz]ation"
    r"|Foundation|Authority|Board|Bureau|Command|Staff|House|Assembly|Parliament|Congress|Senate"
    r"|Federation|Fund|Forum|Guard|Forces?|Administration|Academy|Hospital|School|Society"
    r"|Company|Airlines?|Airways|Industries|Energy|Corporation|Inc|Ltd|Cross|Watch|International"
    r"|Nations|Fleet|Brigade|Observatory|Survey|Network|Alliance|Coalition|League)\b"
)
_POSSESSIVE = r"['’]s?$"
_LONGEST_PERSON = 4


def keys_of(source: str) -> frozenset[str]:
    """What a source is known by; none for a source that may be anybody.

    Two sources are one where they have a key in common.
    """
    bare = _ARTICLE.sub("", source.strip())
    if not bare:
        return frozenset()
    if medium := medium_named(bare):
        return frozenset({f"medium {medium.name.lower()}"})
    if post := _POST.search(bare):
        return frozenset({_post_key(post.group().lower(), bare)})
    state = _state(bare)
    known = frozenset(_named(bare)) | ({f"state {state.lower()}"} if state else frozenset())
    if known or _ANYBODY.search(bare) or not (office := _ONE_OFFICE.search(bare)):
        return known
    return frozenset({f"office {office.group().lower()}"})


def is_medium(key: str) -> bool:
    """Whether a key means an outlet, an agency or a post: who publishes, not who speaks."""
    return key.startswith(("medium ", "post "))


def state_of(key: str) -> str:
    """What a state's people and offices are called, for a key that means its voice; else ""."""
    named = (party for party in parties() if key == f"state {party.name.lower()}")
    return next((party.also[0] if party.also else party.name for party in named), "")


def uncapitalised(name: str) -> str:
    """A name as it stands within a sentence: "The ministry" becomes "the ministry"."""
    first = name.split(" ", 1)[0]
    small = first.lower() in {"the", "a", "an", "its", "his", "her", "their", "one", "two", "three"}
    return name[:1].lower() + name[1:] if small or first.islower() else name


def _post_key(platform: str, source: str) -> str:
    """A channel by its name, where it has one: else any of the platform's posts on the matter."""
    named = (name for name in _NAME.findall(source) if not party_named(name))
    names = [name.lower() for name in named if name.lower() != platform]
    return f"post {platform} {names[0]}" if names else f"post {platform}"


def _state(source: str) -> str | None:
    """The state whose government or office speaks, if one does."""
    found = {word.text.lower() for word in words(source)}
    joined = " ".join(word.text.lower() for word in words(source))
    for party in parties():
        voices = {voice.lower() for voice in party.voices}
        if any(f" {voice} " in f" {joined} " for voice in voices & _SEATS_OF_POWER):
            return party.name
        if joined in {seat.lower() for seat in party.seats} | {n.lower() for n in party.names}:
            return party.name
        belongs = any(f" {name.lower()} " in f" {joined} " for name in (*party.names, *party.seats))
        if belongs and _OFFICE.search(source) and not found <= ASIDE:
            return party.name
    return None


def _named(source: str) -> Iterator[str]:
    """A person's last name, or an institution's name and its initials."""
    for match in _NAME.finditer(source):
        name = match.group()
        parts = [part for part in re.split(r"[\s-]+", name) if part[:1].isupper()]
        if party_named(name) or (len(parts) == 1 and _OFFICE.fullmatch(name)):
            continue
        if _INSTITUTION.search(name) or name.isupper():
            yield f"name {_initials(parts)}"
        elif len(parts) <= _LONGEST_PERSON:
            yield f"person {re.sub(_POSSESSIVE, '', parts[-1]).lower()}"


def _initials(parts: list[str]) -> str:
    """Give "NIS" for "National Intelligence Service", and for "NIS"; one word stays as it is."""
    return ("".join(part[0] for part in parts) if len(parts) > 1 else parts[0]).lower()
