"""Words that news uses for each other, and words that say the opposite of each other.

Made by hand for comparing a claim with a report of it: a group holds words of which either may
stand where the other does ("quake" and "earthquake", "sent" and "send"), not words that are
merely near. `root` is what a word is compared by.
"""

from __future__ import annotations

from functools import lru_cache

from backend.checking.words import stem

_GROUPS = """
dead deaths death killed kill kills killing died die dies dying fatalities fatality fatal slain
injured injure injures injuring injuries wounded wound wounds wounding hurt
arrested arrest arrests arresting detained detain detains detentions detention custody
missing unaccounted
released release releases freed
rescued rescue rescues saved pulled
evacuated evacuate evacuates evacuation evacuations
displaced displace displacement
infected infections infection
troops soldiers soldier servicemen servicewomen personnel fighters combatants recruits troop
people persons person residents resident citizens citizen civilians civilian inhabitants
protesters protester demonstrators demonstrator marchers protestors
workers worker employees employee staff jobs job staffers workforce
students student pupils pupil
children child kids kid
men man
women woman
homes home houses house
cars car vehicles vehicle
planes plane aircraft airplane jet jets aeroplane airliner
ships ship vessels vessel boats boat
firms firm companies company corporation
school schools
send sent sends sending dispatched dispatch deployed deploy deploys deployment deploying
go went gone goes going
win won wins winning winner victory
lose lost loses losing loss losses defeat
beat beats beaten beating defeated defeats
buy bought buys buying acquire acquired acquires acquisition purchased purchase
sell sold sells selling sale sales
rise rose risen rises rising increase increased increases increasing climbed climb climbs grew \
grow grows grown growth jumped jump soared soar surged surge gained gain up higher raised raise \
raises raising
fall fell fallen falls falling decrease decreased decreases declined decline declines dropped \
drop drops dropping plunged plunge slumped slump down lower shrank shrink shrunk contracted cut \
cuts cutting reduced reduce reduces reducing lowered lowers eased eases
begin began begun begins beginning start started starts starting launched launch launches
end ended ends ending finished finish concluded conclude
open opened opens opening reopened reopen reopens
close closed closes closing shut shuts shutting closure
approve approved approves approval passed pass passes adopted adopt adopts backed backs backing \
support supported supports supporting endorsed endorse endorses
reject rejected rejects rejecting rejection refused opposed oppose opposes opposing
sign signed signs signing
uphold upheld upholds upholding
overturned overturn overturns quashed quash annulled annul
strengthen strengthened strengthens
weaken weakened weakens
pledged pledge pledges promised promise promises vowed vow vows
hired hire hires hiring recruit recruits recruited recruiting
find found finds finding discovered discover discovers
hit hits struck strike strikes striking
shoot shot shoots shooting gunned
attack attacked attacks attacking assault raid
shell shelled shells shelling bombardment bombarded
blast explosion exploded explode explodes blasts explosions
blaze fire fires blazes
earthquake quake earthquakes quakes tremor
storm storms hurricane cyclone typhoon
flood floods flooding flooded
crash crashed crashes crashing collision collided
meet met meets meeting talks talk summit negotiations
leave left leaves leaving departed depart quit
resign resigned resigns resignation stepped
appoint appointed appoints appointment
elect elected elects election elections reelected re-elected
arrive arrived arrives arriving arrival came come comes
hold held holds holding host hosted hosts hosting
build built builds building construct constructed construction
destroy destroyed destroys destruction
damage damaged damages
spend spent spends spending
pay paid pays payment
cost costs costing
give gave given gives giving donated donate donates
take took taken takes taking seized seize captured capture
make made makes making
produce produced produces production manufactured
fly flew flown flies flight flights
steal stole stolen steals theft
fight fought fights fighting battle
withdraw withdrew withdrawn withdraws withdrawal pull-out
agree agreed agrees agreeing agreement accord deal pact
test tested tests testing
sacked dismiss dismissed fired
announce announced announces announcement
ban banned bans banning prohibited prohibit outlawed outlaw
allow allowed allows permitted permit legalised legalized legalise legalize
lift lifted lifts
visit visited visits visiting
contain contained contains
convict convicted convicts guilty conviction
acquit acquitted acquits innocent cleared
sentence sentenced sentences jailed imprisoned prison jail
survive survived survives survivors survivor alive
birth born births
price prices
profit profits earnings
revenue revenues turnover
migrants migrant refugees refugee
dollars dollar
leader head chief boss
pm premier prime
biggest largest
country nation countries nations
film movie films movies
teachers teacher
doctors doctor physicians physician
hospital hospitals
patients patient
vote votes ballots ballot
voters voter electorate
weapons weapon arms
strike walkout
korea korean koreans
zealand zealander zealanders
""".strip().splitlines()

_OPPOSITES = """
rise fall
win lose
approve reject
begin end
open close
ban allow
convict acquit
dead survive
confirm deny
legal illegal
safe unsafe
success failure
succeed fail
possible impossible
appoint sacked
increase decrease
tighten loosen
join quit
accept refuse
profit loss
surplus deficit
guilty innocent
recovered worsened
upheld overturned
strengthen weaken
include exclude
present absent
extend shorten
""".strip().splitlines()

_IRREGULAR = {word: stem(group.split()[0]) for group in reversed(_GROUPS) for word in group.split()}
_BY_STEM = {stem(word): root for word, root in _IRREGULAR.items()}


@lru_cache(maxsize=50_000)
def root(word: str) -> str:
    """What a word is compared by: its group's first word by stem, or its own stem."""
    lower = word.lower()
    return _IRREGULAR.get(lower) or _BY_STEM.get(stem(lower), stem(lower))


def _opposites() -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for pair in _OPPOSITES:
        one, other = (root(word) for word in pair.split())
        found[one] = found.get(one, frozenset()) | {other}
        found[other] = found.get(other, frozenset()) | {one}
    return found


OPPOSITES = _opposites()
"""For a root, the roots that say the opposite."""


def known(word: str) -> bool:
    """Whether a word stands in one of the groups."""
    return word.lower() in _IRREGULAR or stem(word) in _BY_STEM


def others(word: str) -> frozenset[str]:
    """The other words of a word's group; none for a word that stands in no group."""
    wanted = word.lower()
    return next(
        (frozenset(group.split()) - {wanted} for group in _GROUPS if wanted in group.split()),
        frozenset(),
    )
