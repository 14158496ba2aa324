"""A note as a W3C Web Annotation (https://www.w3.org/TR/annotation-model/).

The target is the highlight on its page; the bodies are what the note says of it, in plain words,
and the quotes of the evidence where they stand in their reports.
"""

from __future__ import annotations

from backend.checking.document import Document
from backend.web.exports.naming import MAKER, page_address, utc, verdict_label
from backend.web.lines import safe_link

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
MEDIA_TYPE = f'application/ld+json; profile="{CONTEXT}"'


def annotation(note: Document, base: str) -> Document:
    """The note as a JSON-LD document. Reports whose address is no link are left out."""
    made = utc(note["checked_at"])
    maker = {"id": base, "type": "Software", "name": MAKER, "homepage": base}
    return {
        "@context": CONTEXT,
        "id": f"{base}api/v1/notes/{note['id']}.jsonld",
        "type": "Annotation",
        "motivation": "assessing",
        "creator": maker,
        "created": made,
        "generator": maker,
        "generated": made,
        "canonical": page_address(base, note),
        "body": [_summary(note), *_quotes(note)],
        "target": _target(note["highlight"]),
    }


def _summary(note: Document) -> Document:
    return {
        "type": "TextualBody",
        "purpose": "assessing",
        "format": "text/plain",
        "language": "en",
        "value": f"{note['summary']} {verdict_label(note)}.".strip(),
    }


def _quotes(note: Document) -> list[Document]:
    return [
        {
            "type": "SpecificResource",
            "purpose": "linking",
            "source": row["report"]["url"],
            "selector": _selector(row["quote"]),
        }
        for row in note["evidence"]
        if safe_link(row["report"]["url"])
    ]


def _target(highlight: Document) -> Document:
    around = {side: highlight[side] for side in ("prefix", "suffix") if highlight[side]}
    return {
        "type": "SpecificResource",
        "source": highlight["page"]["url"],
        "selector": {**_selector(highlight["exact"]), **around},
    }


def _selector(exact: str) -> Document:
    return {"type": "TextQuoteSelector", "exact": exact}
