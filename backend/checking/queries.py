"""From a claim to the query that searchers are asked."""

from __future__ import annotations

from backend.checking.numbers import quantities
from backend.checking.words import names, words
from backend.domain import Claim, Query


def query_for(claim: Claim) -> Query:
    """The claim's names, numbers and other telling words, each once, in the claim's order."""
    found_names = names(claim.text)
    named = {part for name in found_names for part in name.split()}
    terms = (
        word.text.lower()
        for word in words(claim.text)
        if word.tells and word.text not in named and not word.text[0].isdigit()
    )
    return Query(
        claim=claim.text,
        names=found_names,
        numbers=tuple(dict.fromkeys(quantity.text for quantity in quantities(claim.text))),
        terms=tuple(dict.fromkeys(terms)),
    )
