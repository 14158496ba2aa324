"""The flags of a fake backend: what the contract says of readers and flags, kept in memory."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

from backend.checking.document import Document

_UNKNOWN = {"title": "Say who you are", "detail": "POST /api/v1/readers gives a token."}


@dataclass
class FakeFlags:
    """Each reader's flags by note and row. A test decides about them, or has readers forgotten."""

    tokens: list[str] = field(default_factory=list)
    ratings: set[tuple[str, str]] = field(default_factory=set)
    _given: int = 0
    flags: dict[tuple[str, str, str | None], Document] = field(default_factory=dict)

    def forget_readers(self) -> None:
        """Begin anew, as a backend with another database."""
        self.tokens.clear()
        self.flags.clear()
        self.ratings.clear()

    def decide(self, status: str, answer: str) -> None:
        """Decide about every flag that is open."""
        for flag in self.flags.values():
            flag |= {"status": status, "answer": answer, "decided_at": "2026-11-25T10:00:00Z"}

    def answer(self, method: str, path: str, header: str, said: Any) -> tuple[int, Document]:  # noqa: ANN401 (any JSON)
        """The status and the body with which a request is answered."""
        if path == "/api/v1/readers":
            return 201, {"token": self._join()}
        token = header.removeprefix("Bearer ")
        if token not in self.tokens:
            return 401, _UNKNOWN
        if path == "/api/v1/flags":
            mine = [flag for (reader, *_), flag in self.flags.items() if reader == token]
            return 200, {"flags": mine}
        return self._change(method, path, token, said)

    def _join(self) -> str:
        self._given += 1
        self.tokens.append(f"reader_{self._given}")
        return self.tokens[-1]

    def _change(self, method: str, path: str, token: str, said: Any) -> tuple[int, Document]:  # noqa: ANN401 (any JSON)
        address = urlsplit(path)
        note = address.path.split("/")[4]
        if address.path.endswith("/rating"):
            change = self.ratings.add if method == "PUT" else self.ratings.discard
            change((token, note))
            return 204, {}
        if method == "DELETE":
            row = parse_qs(address.query).get("evidence", [None])[0]
            self.flags.pop((token, note, row), None)
            return 204, {}
        if address.path.endswith("/appeal"):
            mine = self.flags[token, note, said["evidence"]]
            asked = {"status": "open", "appeal": said["reason"], "decided_at": None}
            mine |= {**asked, "appealed_at": "2026-11-26T10:00:00Z"}
            return 200, mine
        flag = _flag(note, said)
        self.flags[token, note, flag["evidence"]] = flag
        return 200, flag


def _flag(note: str, said: Document) -> Document:
    return {
        "note": note,
        "evidence": said.get("evidence") or None,
        "version": 1,
        "reason": said["reason"],
        "comment": said.get("comment", ""),
        "counter_source": said.get("counter_source") or None,
        "status": "open",
        "created_at": "2026-11-24T10:00:00Z",
        "changed_at": "2026-11-24T10:00:00Z",
        "decided_at": None,
        "answer": None,
        "appeal": None,
        "appealed_at": None,
        "claim": "10,000 people left Koprivna.",
        "page": "https://news.example/story",
        "report": None,
    }
