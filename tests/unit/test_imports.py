"""The direction of flow, as a rule: what each part of the backend may import."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

BACKEND = Path(__file__).parents[2] / "backend"

FOUNDATION = {"domain", "errors", "log_context"}
MAY_IMPORT: dict[str, set[str]] = {
    "domain": set(),
    "errors": {"domain"},  # for its types alone
    "log_context": set(),
    "values": FOUNDATION,
    "config": FOUNDATION | {"values"},
    "models": set(),
    "checking": FOUNDATION,
    "linguistics": FOUNDATION | {"checking"},
    "judges": FOUNDATION | {"checking", "models"},
    "encoder": FOUNDATION | {"checking", "judges"},
    "known": FOUNDATION | {"checking"},
    "reading": FOUNDATION | {"checking"},
    "archive": FOUNDATION | {"checking", "reading"},
    "outlets": FOUNDATION,
    "moderation": FOUNDATION | {"checking"},
    "accounts": FOUNDATION | {"moderation"},
    "store": FOUNDATION | {"outlets", "checking", "reading", "moderation", "accounts"},
    "searchers": FOUNDATION | {"checking", "reading", "store"},
    "services": FOUNDATION
    | {"outlets", "checking", "moderation", "accounts", "reading", "archive", "known", "store"},
    "jobs": FOUNDATION | {"checking", "services"},
    "watching": FOUNDATION | {"checking", "services", "store"},
    "web": FOUNDATION | {"version", "checking", "moderation", "accounts", "services"},
    "demo": FOUNDATION,
    "evaluation": FOUNDATION | {"archive", "checking", "judges", "reading", "known"},
    "training": FOUNDATION | {"checking", "judges", "encoder", "evaluation", "composition"},
    "version": set(),
    "deploy": set(),
    "composition": {"*"},
    "cli": {"*"},
    "__init__": {"composition", "config"},
    "__main__": {"cli"},
}
"""Every module and package of the backend, and which others it may import besides itself."""

ONLY_IN = {
    "flask": {"web", "demo", "composition", "__init__"},
    "apiflask": {"web", "composition", "__init__"},
    "sqlalchemy": {"store"},
    "alembic": {"store"},
    "psycopg": {"store"},
    "requests": {"reading"},
    "bs4": {"reading"},
    "trafilatura": {"reading", "evaluation"},  # plain, to be held against
    "feedparser": {"reading"},
    "fastwarc": {"archive"},
    "click": {"cli", "__main__"},
    "gunicorn": {"web"},
    "celery": {"jobs", "composition"},
    "kombu": {"jobs"},
    "prometheus_client": {"watching"},
    "structlog": {"watching"},
    "sklearn": {"training"},
    "numpy": {"training", "judges", "encoder", "known", "moderation"},
    "torch": {"training"},
    "transformers": {"training"},
    "spacy": {"linguistics"},
    "py3langid": {"linguistics"},
    "onnxruntime": {"judges", "encoder", "training"},
    "usearch": {"known"},
    "argon2": {"accounts"},
    "pyotp": {"accounts"},
    "segno": {"accounts"},
    "tokenizers": {"judges", "training"},
}
"""Libraries that shape a whole program, and the parts that may know them."""


def modules() -> list[Path]:
    return sorted(BACKEND.rglob("*.py"))


def part_of(path: Path) -> str:
    return path.relative_to(BACKEND).parts[0].removesuffix(".py")


def imported(path: Path) -> Iterator[str]:
    """The dotted names that a module imports, wherever in it."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path} imports relatively"
            yield f"{node.module}"
            if node.module == "backend":
                yield from (f"backend.{alias.name}" for alias in node.names)


def test_every_part_of_the_backend_has_its_place() -> None:
    assert {part_of(path) for path in modules()} == set(MAY_IMPORT)


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(BACKEND)))
def test_imports_run_one_way(path: Path) -> None:
    part = part_of(path)
    allowed = MAY_IMPORT[part] | {part}
    reached = {name.split(".")[1] for name in imported(path) if name.startswith("backend.")}
    assert "*" in allowed or reached <= allowed


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(BACKEND)))
def test_a_library_is_known_only_where_it_belongs(path: Path) -> None:
    for name in imported(path):
        home = ONLY_IN.get(name.split(".")[0])
        assert home is None or part_of(path) in home, f"{path} imports {name}"


def test_requests_is_imported_by_the_fetcher_and_its_transport_alone() -> None:
    users = {path.name for path in modules() if "requests" in {*imported(path)}}
    assert users <= {"fetcher.py", "transport.py"}


def test_the_rule_goes_round_in_no_circle() -> None:
    settled: set[str] = set()
    waiting = {part: targets - {"*"} for part, targets in MAY_IMPORT.items() if part != "errors"}
    settled.add("errors")  # it knows the domain for its types alone
    while ready := {part for part, targets in waiting.items() if targets <= settled}:
        settled |= ready
        waiting = {part: targets for part, targets in waiting.items() if part not in ready}
    assert not waiting
