"""The pages of the article extraction benchmark, as its repository lays them out."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from backend.errors import BadInput

_TRUTH = "ground-truth.json"


@dataclass(frozen=True, slots=True)
class TruePage:
    """A page as it was fetched from `url`, and the text of its article as a person marked it."""

    id: str
    url: str
    body: bytes
    text: str


def read_pages(data: Path) -> list[TruePage]:
    """The pages in a folder of `ground-truth.json` and `html/ID.html.gz`.

    Raises `BadInput` that says what is missing or broken.
    """
    try:
        truth = json.loads((data / _TRUTH).read_text("utf-8"))
    except OSError as problem:
        raise BadInput(f"{data / _TRUTH} cannot be read: {problem.strerror}.") from problem
    except ValueError as problem:
        raise BadInput(f"{data / _TRUTH} is no JSON.") from problem
    if not isinstance(truth, dict) or not truth:
        raise BadInput(f"{data / _TRUTH} names no pages.")
    return list(_pages(data, truth))


def _pages(data: Path, truth: dict[str, Any]) -> Iterator[TruePage]:
    for page, said in truth.items():
        path = data / "html" / f"{page}.html.gz"
        try:
            body = gzip.decompress(path.read_bytes())
            yield TruePage(page, str(said.get("url", "")), body, str(said["articleBody"]))
        except (KeyError, TypeError, AttributeError) as problem:
            raise BadInput(f'{data / _TRUTH}: {page} has no "articleBody".') from problem
        except (OSError, EOFError, zlib.error) as problem:
            raise BadInput(f"{path} is missing or no gzip file.") from problem
