"""What the extension's README promises to readers and stores is what the packages ask and say."""

from __future__ import annotations

import json
from typing import Any

from pack_extension import EXTENSION

README = (EXTENSION / "README.md").read_text(encoding="utf-8")
MANIFEST: dict[str, Any] = json.loads((EXTENSION / "manifest.json").read_text(encoding="utf-8"))


def section(heading: str) -> str:
    return README.split(f"## {heading}\n")[1].split("\n## ")[0]


def test_every_permission_has_its_reason_and_no_other_is_named() -> None:
    reasons = section("Permissions, each with its reason")
    rows = [row for row in reasons.splitlines() if row.startswith("| `")]
    named = {name for row in rows for name in row.split("|")[1].split("`")[1::2]}
    assert named == {*MANIFEST["permissions"], *MANIFEST["host_permissions"]}
    assert all(len(row.split("|")[2].strip()) > 20 for row in rows)
    assert "| optional: other hosts |" in reasons


def test_the_stores_get_the_descriptions_of_the_packages() -> None:
    store = section("For the stores")
    for file in sorted((EXTENSION / "_locales").glob("*/messages.json")):
        texts = json.loads(file.read_text(encoding="utf-8"))
        assert f"* {texts['extensionDescription']['message']}\n" in store


def test_firefox_is_told_which_data_leave_the_browser() -> None:
    told = MANIFEST["browser_specific_settings"]["gecko"]["data_collection_permissions"]
    assert told == {"required": ["websiteContent", "browsingActivity"]}


def test_no_store_finds_the_name_of_another_ones_browser_in_the_texts() -> None:
    for file in (EXTENSION / "_locales").glob("*/messages.json"):
        texts = json.loads(file.read_text(encoding="utf-8"))
        shown = " ".join(texts[key]["message"] for key in ("extensionName", "extensionDescription"))
        assert not {"Chrome", "Edge", "Firefox"} & set(shown.split())
    assert "update_url" not in MANIFEST
