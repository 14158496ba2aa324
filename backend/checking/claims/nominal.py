"""Facts that a sentence takes for granted in its subject: "North Korea's decision to send …"."""

from __future__ import annotations

from collections.abc import Iterator

from backend.checking.claims.statement import Statement
from backend.checking.syntax import SUBJECTS, Sentence

_DONE = {
    "decision": "decided",
    "promise": "promised",
    "refusal": "refused",
    "agreement": "agreed",
    "attempt": "attempted",
    "threat": "threatened",
    "plan": "planned",
    "pledge": "pledged",
    "offer": "offered",
    "request": "requested",
}
"""What somebody did who has one of these."""


def decided(sentence: Sentence, verb: int) -> Iterator[Statement]:
    """That somebody decided to do something, where the subject of a verb is their decision."""
    for subject in sentence.children(verb, *SUBJECTS):
        done = _DONE.get(sentence[subject].lemma)
        owner = sentence.child(subject, {"poss"})
        what = [
            one
            for one in sentence.children(subject, "acl")
            if any(sentence[aux].lower == "to" for aux in sentence.children(one, "aux"))
        ]
        if done and owner is not None and what and sentence[owner].pos != "PRON":
            who = [one for one in sentence.subtree(owner) if sentence[one].dep != "case"]
            rest = sentence.subtree(what[0])
            yield Statement((*who, done, *rest), tuple(sorted((*who, subject, *rest))), what[0])
