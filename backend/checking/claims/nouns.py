"""Nouns by what they stand for: a table of ours, of words that news is made of."""

from __future__ import annotations

_MEN = frozenset(
    """mr sir lord king prince father son brother husband man boy spokesman chairman businessman
    policeman fireman actor congressman uncle grandfather widower""".split()
)
_WOMEN = frozenset(
    """mrs ms miss lady queen princess mother daughter sister wife woman girl spokeswoman
    chairwoman businesswoman policewoman actress congresswoman aunt grandmother widow""".split()
)
PEOPLE = (
    _MEN
    | _WOMEN
    | frozenset(
        """president minister chancellor premier governor mayor senator lawmaker politician
    official officer general commander soldier leader ambassador diplomat envoy secretary
    spokesperson chief director executive founder owner chair head deputy judge lawyer prosecutor
    scientist researcher professor doctor teacher student journalist reporter author writer editor
    driver pilot captain player coach singer candidate suspect defendant victim witness resident
    person child parent worker employee citizen migrant refugee prisoner hostage patient analyst
    expert economist critic activist farmer fighter troop mercenary pope bishop priest tourist
    passenger protester rebel militant gunman attacker teenager""".split()
    )
)
"""People, by what they do or are."""

BODIES = frozenset(
    """agency ministry company firm group organisation organization party bank union alliance bloc
    team club network committee council court department government military army regulator
    university institute parliament senate commission corporation charity newspaper broadcaster
    airline manufacturer retailer federation association administration office authority
    force navy unit brigade league hospital school embassy tribunal watchdog carmaker""".split()
)
"""Bodies that act and speak as one."""
NAMED_AS = frozenset(
    """agency company firm group organisation organization bank alliance bloc club charity
    newspaper broadcaster airline manufacturer retailer watchdog carmaker corporation""".split()
)
"""Those of them that are spoken of so whatever their name is: "Intel", then "the company"."""

COUNTRIES = frozenset({"country", "nation", "republic", "kingdom", "state"})
TOWNS = frozenset({"city", "town", "village"})

_EVENTS = (
    "war conflict invasion fighting",
    "summit conference meeting gathering talks forum",
    "attack strike bombing shooting assault raid shelling",
    "crash accident collision disaster derailment",
    "election vote referendum poll ballot",
    "storm hurricane typhoon cyclone flood earthquake quake wildfire fire blaze eruption",
    "deal agreement treaty pact accord ceasefire truce",
    "bill law act legislation decree",
    "report study survey paper investigation inquiry",
    "ship vessel tanker ferry boat submarine",
    "plane aircraft jet airliner helicopter flight",
    "image photo photograph picture video footage clip",
    "film movie book novel song album",
    "disease virus outbreak epidemic pandemic",
    "drug vaccine medicine treatment",
    "plant factory mine reactor refinery",
    "bridge dam tunnel tower building",
    "offensive operation campaign advance incursion",
    "protest demonstration rally march strike",
    "trial case lawsuit hearing",
    "document letter memo statement",
    "missile rocket drone",
    "animal dog bear whale",
)
ALIKE: dict[str, frozenset[str]] = {
    word: frozenset(line.split()) for line in _EVENTS for word in line.split()
}
"""Nouns that may be spoken of by each other: "the Ukraine war", then "the conflict"."""


def is_man(word: str) -> bool:
    """Whether a word in lower case says that somebody is a man."""
    return word in _MEN


def is_woman(word: str) -> bool:
    """Whether a word in lower case says that somebody is a woman."""
    return word in _WOMEN
