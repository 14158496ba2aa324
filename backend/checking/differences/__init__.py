"""Deterministic comparison of what a claim and a passage say of the same thing.

`in_claims_words` gives a judge the passage in the claim's own words for what is the same;
`compare` sees numbers, days, places, names and roles, negation, certainty and who says it;
`ruled` lets what it sees move a judge's word.
"""

from backend.checking.differences.comparison import Bearing, Comparison, compare
from backend.checking.differences.restating import in_claims_words
from backend.checking.differences.ruling import ruled
from backend.checking.differences.seen import Seen, Weight

__all__ = ["Bearing", "Comparison", "Seen", "Weight", "compare", "in_claims_words", "ruled"]
