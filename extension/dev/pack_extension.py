"""Packs the extension for each store: python extension/dev/pack_extension.py [--to FOLDER].

One source makes all packages; they differ in their manifest alone. The same source gives the same
bytes, whatever the clock, the checkout's place, its file modes or its line ends. What only people
read stays out: comments that describe what follows, translators' hints, and files of types alone.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

EXTENSION = Path(__file__).resolve().parents[1]
PACKAGES = EXTENSION / "dev" / "packages"

Manifest = dict[str, Any]

_NOT_PACKED = frozenset({"dev", "tests", "pictures"})
_TYPES_ALONE = "types.js"
_DESCRIBING = re.compile(rb"^[ \t]*/\*\*(?:(?!\*/).)*\*/[ \t]*\n", re.MULTILINE | re.DOTALL)
_MESSAGES = "messages.json"
_PACKED_KINDS = frozenset({".js", ".css", ".html", ".json", ".png"})
_TEXT_KINDS = _PACKED_KINDS - {".png"}
_LICENCE = "LICENSE"
_BEGINNING_OF_ZIP = (1980, 1, 1, 0, 0, 0)
_UNIX = 3
_READABLE_FILE = 0o100644 << 16


@dataclass(frozen=True)
class Target:
    """A package, and what it leaves out of the manifest because its browsers do not know it."""

    name: str
    suffix: str
    foreign_keys: frozenset[str]
    foreign_permissions: frozenset[str] = frozenset()


CHROME = Target(
    "chrome",
    ".zip",
    frozenset({"background.scripts", "sidebar_action", "browser_specific_settings"}),
)
FIREFOX = Target(
    "firefox",
    ".xpi",
    frozenset({"background.service_worker", "side_panel", "minimum_chrome_version"}),
    frozenset({"sidePanel"}),
)
TARGETS = (CHROME, FIREFOX)


def manifest_for(target: Target, source: Mapping[str, Any]) -> Manifest:
    """The source's manifest without what the target's browsers do not know."""
    manifest = _without(target.foreign_keys, source)
    permissions: list[str] = manifest["permissions"]
    known = [name for name in permissions if name not in target.foreign_permissions]
    return {**manifest, "permissions": known}


def _without(foreign: frozenset[str], part: Mapping[str, Any], path: str = "") -> Manifest:
    kept = {key: value for key, value in part.items() if path + key not in foreign}
    return {
        key: _without(foreign, value, f"{path}{key}.") if isinstance(value, dict) else value
        for key, value in kept.items()
    }


def packed_files(source: Path) -> list[str]:
    """The names of what is shipped, in the order in which it is packed."""
    tops = [top for top in source.iterdir() if top.name not in _NOT_PACKED]
    files = [file for top in tops for file in _files_in(top)]
    return sorted(file.relative_to(source).as_posix() for file in files if _is_packed(file))


def _files_in(top: Path) -> Iterator[Path]:
    if top.is_file():
        yield top
    else:
        yield from (file for file in top.rglob("*") if file.is_file())


def _is_packed(file: Path) -> bool:
    is_left_out = file.name.startswith(".") or file.name == _TYPES_ALONE
    return not is_left_out and (file.suffix in _PACKED_KINDS or _LICENCE in file.name)


def pack(target: Target, source: Path, folder: Path) -> Path:
    """Write the target's package into a folder; its path."""
    manifest = json.loads((source / "manifest.json").read_text(encoding="utf-8"))
    folder.mkdir(parents=True, exist_ok=True)
    package = folder / f"second-source-{target.name}-{manifest['version']}{target.suffix}"
    with ZipFile(package, "w") as archive:
        for name in packed_files(source):
            content = _content(source / name)
            if name == "manifest.json":
                content = _as_json(manifest_for(target, manifest))
            archive.writestr(_entry(name), content, ZIP_DEFLATED, compresslevel=9)
    return package


def _content(file: Path) -> bytes:
    content = file.read_bytes()
    if file.suffix in _TEXT_KINDS:
        content = content.replace(b"\r\n", b"\n")
    if file.suffix == ".js":
        return without_descriptions(content)
    return _without_hints(content) if file.name == _MESSAGES else content


def without_descriptions(script: bytes) -> bytes:
    """A script without the `/** */` comments that have their lines to themselves."""
    return _DESCRIBING.sub(b"", script)


def _without_hints(messages: bytes) -> bytes:
    texts = json.loads(messages)
    return _as_json({key: {"message": text["message"]} for key, text in texts.items()})


def _as_json(value: Mapping[str, Any]) -> bytes:
    return (json.dumps(value, indent=1, ensure_ascii=False) + "\n").encode()


def _entry(name: str) -> ZipInfo:
    """An entry that tells nothing of the machine on which it was packed."""
    entry = ZipInfo(name, _BEGINNING_OF_ZIP)
    entry.create_system = _UNIX
    entry.external_attr = _READABLE_FILE
    return entry


def main() -> int:
    """Pack for every store, and say where it lies, how large it is and its digest."""
    parser = argparse.ArgumentParser(description="Packs the extension for each store.")
    parser.add_argument("--to", type=Path, default=PACKAGES, metavar="FOLDER")
    folder: Path = parser.parse_args().to
    for target in TARGETS:
        package = pack(target, EXTENSION, folder)
        content = package.read_bytes()
        digest = sha256(content).hexdigest()
        sys.stdout.write(f"{package}\n  {len(content) / 1000:.1f} kB, SHA-256 {digest}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
