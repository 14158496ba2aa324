"""The words by which news says who says so, as parts of regular expressions.

The lists are ours, written from reading news; what they are worth is measured on sentences that
they were not written from (`tests/unit/checking/origins`, `backend/evaluation/README.md`).
"""

from __future__ import annotations

import re


def any_of(listed: str, separator: str | None = None) -> str:
    """A group that matches any of the listed words, longest first.

    Words are separated by white space, or phrases by `separator`; a blank stands for any.
    """
    parts = {part.strip() for part in listed.split(separator) if part.strip()}
    in_order = sorted(parts, key=lambda part: (-len(part), part))
    return f"(?:{'|'.join(re.escape(part).replace(chr(92) + ' ', ' ') for part in in_order)})"


STATED = """
said says say told tells tell reported reports announced announces stated states claimed claims
confirmed confirms added adds wrote writes posted posts published publishes estimated estimates
estimate warned warns warn revealed reveals disclosed discloses insisted insists insist argued
argues argue noted notes explained explains denied denies deny acknowledged acknowledges admitted
admits alleged alleges testified declared declares tweeted recalled recalls concluded concludes
released releases broadcast aired believes believe predicted predicts suggested suggests assured
replied replies maintained maintains informed remarked remarks conceded concedes vowed pledged
stressed stresses emphasised emphasized indicated indicates expects expect reckons reckon thinks
think continued blamed blames dismissed dismisses rejected rejects accused accuses described
describes cautioned cautions complained complains asserted asserts contended contends joked boasted
urged ordered hinted responded repeated echoed
allege declare acknowledge admit describe announce confirm suggest write conclude
"""
"""Verbs by which somebody states something, whatever follows them."""

STATED_IN_TWO = "pointed out,speaks of,spoke of,spoke to,went on,made public,filled in"

STATED_THAT = """
show shows showed found finds find learned learnt learns counted agreed shared guarantees means
knows heard ruled implies implied proves proved established calculated calculates
"""
"""Verbs that state something only before "that" and the like, or at the end of a sentence."""

SPOKEN = """
said says reported reports announced claimed confirmed added adds wrote writes warned insisted
argued noted explained explains stated declared recalled replied remarked tweeted predicted
suggested stressed admitted acknowledged concluded testified alleged posted
"""
"""Verbs that may stand before whoever says it: "…, said the minister"."""

_DAY = r"\w+day(?: (?:morning|evening|night|afternoon))?"
_STATEMENT = any_of("statement report post briefing interview message letter speech tweet video")
ADVERB = (
    "(?:"
    + any_of(
        """also later then had has have is was again now repeatedly earlier already only first
        since publicly officially previously separately reportedly likewise would did not never
        could today yesterday afterwards recently flatly both each all themselves itself himself
        herself"""
    )
    + rf"|(?:late |early )?on {_DAY}|in (?:an?|its|his|her|their)(?: \w+)? {_STATEMENT}"
    + r"|for (?:example|instance|now|once|weeks|days|months|years|the first time"
    + r"|(?:his|her|its) part))"
)
"""What may stand between whoever says it and the verb."""

VERB = (
    f"(?:{any_of(STATED)}|{any_of(STATED_IN_TWO, ',')}|{any_of(STATED_THAT)}"
    r"(?=\s(?:that|whether|how|why|no evidence|evidence of)\b|\W*$|\sas much\b)"
    r"|puts?(?=\s[^,.;]{1,70}\sat\b)"
    r"|calle?[ds](?=\s(?:the|it|them|him|her|his|an?|for|on|this|that)\b))"
)
"""Any verb of stating, where it states something."""

PUBLISHED = """
published posted released reported announced shared issued broadcast aired circulated uploaded
disclosed revealed confirmed compiled conducted provided given named estimated
obtained seen leaked recorded filmed written distributed accused criticised criticized described
told warned informed denied contradicted
"""
"""What is done by whoever is named behind "by"."""

DATA = """
figures data statistics report statement numbers website study survey account tally count channel
records documents document estimate estimates analysis poll
"""
"""What somebody has that shows something."""

OF_ITS_KIND = "own latest official annual new weekly daily preliminary evening morning quarterly "
OF_ITS_KIND += "final first"

DESK = """
reporter reporters correspondent correspondents team journalist journalists photographer
photographers staff colleagues newsroom bureau
"""
"""Who reports for an outlet."""

LOOKED = """
saw seen heard counted watched visited spoke spoken met interviewed asked found obtained reviewed
examined studied analysed analyzed measured compared logged learned learnt bought verified
established walked travelled traveled spent went observed witnessed read photographed filmed
confirmed checked searched traced tracked gathered sat listened looked drove stood joined knocked
toured tested geolocated matched mapped contacted reached called rang tried noticed
"""
"""What an outlet does to find out for itself."""

LOOK = "see hear count place log compare make think call list find know understand verify"
