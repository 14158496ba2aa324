"""One source, a package for each store: what is in it, how large it is, always the same bytes."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

from pack_extension import (
    CHROME,
    EXTENSION,
    FIREFOX,
    TARGETS,
    Manifest,
    Target,
    manifest_for,
    pack,
    without_descriptions,
)

LARGEST = 150_000
each_target = pytest.mark.parametrize("target", TARGETS, ids=lambda target: target.name)


def source_manifest() -> Manifest:
    manifest: Manifest = json.loads((EXTENSION / "manifest.json").read_text(encoding="utf-8"))
    return manifest


def contents(package: Path) -> dict[str, bytes]:
    with ZipFile(package) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed_manifest(target: Target, folder: Path) -> Manifest:
    manifest: Manifest = json.loads(contents(pack(target, EXTENSION, folder))["manifest.json"])
    return manifest


def another_checkout(folder: Path) -> Path:
    """The same source elsewhere, with other times, modes and line ends, and editors' leavings."""
    ignored = shutil.ignore_patterns("node_modules", "packages")
    checkout = Path(shutil.copytree(EXTENSION, folder / "elsewhere", ignore=ignored))
    for file in [file for file in checkout.rglob("*") if file.is_file()]:
        if file.suffix == ".js":
            file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
        file.chmod(0o600)
        os.utime(file, (0, 0))
    (checkout / "content" / ".main.js.swp").write_text("left behind")
    (checkout / ".DS_Store").write_text("left behind")
    return checkout


@each_target
def test_the_same_source_gives_the_same_bytes_wherever_and_whenever_it_is_packed(
    target: Target, tmp_path: Path
) -> None:
    first = pack(target, EXTENSION, tmp_path / "first")
    second = pack(target, another_checkout(tmp_path), tmp_path / "second")
    assert first.name == second.name
    assert first.read_bytes() == second.read_bytes()


def test_the_command_packs_for_every_store(tmp_path: Path) -> None:
    program = EXTENSION / "dev" / "pack_extension.py"
    command = [sys.executable, str(program), "--to", str(tmp_path)]
    said = subprocess.run(command, check=True, capture_output=True, text=True, umask=0o077).stdout
    packages = sorted(tmp_path.iterdir())
    assert [package.suffix for package in packages] == [".zip", ".xpi"]
    assert all(str(package) in said for package in packages)
    expected = [pack(target, EXTENSION, tmp_path / "again").read_bytes() for target in TARGETS]
    assert [package.read_bytes() for package in packages] == expected


@each_target
def test_a_package_is_small(target: Target, tmp_path: Path) -> None:
    assert pack(target, EXTENSION, tmp_path).stat().st_size <= LARGEST


def test_only_comments_that_have_their_lines_to_themselves_stay_out_of_a_package() -> None:
    script = b"/** Why.\n * @type {A}\n */\nconst a = /** @type {A} */ (b); // kept\n  /** c */\n"
    assert without_descriptions(script) == b"const a = /** @type {A} */ (b); // kept\n"


@each_target
def test_a_package_holds_what_runs_and_nothing_else(target: Target, tmp_path: Path) -> None:
    names = contents(pack(target, EXTENSION, tmp_path))
    assert "manifest.json" in names
    assert "background/main.js" in names
    folders = {name.split("/")[0] for name in names if "/" in name}
    assert not folders & {"dev", "tests", "pictures"}
    assert not [name for name in names if name.endswith((".md", ".py", ".svg", ".mjs"))]


@each_target
def test_every_file_that_the_manifest_names_is_in_the_package(
    target: Target, tmp_path: Path
) -> None:
    files = contents(pack(target, EXTENSION, tmp_path))
    named = re.findall(rb'"([\w/-]+\.(?:js|html|png|css))[?"]', files["manifest.json"])
    assert len(named) > 5
    assert {name.decode() for name in named} <= files.keys()


@each_target
def test_no_code_comes_from_elsewhere(target: Target, tmp_path: Path) -> None:
    files = contents(pack(target, EXTENSION, tmp_path))
    scripts = {name: text for name, text in files.items() if name.endswith(".js")}
    pages = {name: text for name, text in files.items() if name.endswith(".html")}
    from_text = re.compile(
        rb"\beval\(|\bnew Function\b|\bimportScripts\(|set(?:Timeout|Interval)\(['\"`]"
    )
    from_afar = re.compile(rb"(?:import|from)\s*\(?\s*['\"`](?!\.)")
    in_pages = re.compile(
        rb"<script(?![^>]*\bsrc=\"[./\w-]+\")|\son\w+=|(?:src|href)=\"(?:https?:)?//"
    )
    assert [name for name, text in scripts.items() if from_text.search(text)] == []
    assert [name for name, text in scripts.items() if from_afar.search(text)] == []
    assert [name for name, text in pages.items() if in_pages.search(text)] == []


def test_the_manifests_differ_in_what_the_browsers_do_not_share() -> None:
    source = source_manifest()
    chrome, firefox = manifest_for(CHROME, source), manifest_for(FIREFOX, source)
    assert chrome["background"] == {"service_worker": "background/main.js", "type": "module"}
    assert firefox["background"] == {"scripts": ["background/main.js"], "type": "module"}
    assert "browser_specific_settings" not in chrome
    assert "minimum_chrome_version" not in firefox
    shared = {key for key in source if chrome.get(key) == firefox.get(key) == source[key]}
    of_one = {"background", "browser_specific_settings", "minimum_chrome_version"}
    assert source.keys() - shared <= of_one | {"permissions", "side_panel", "sidebar_action"}


def test_the_panel_is_a_side_panel_in_chrome_and_a_sidebar_in_firefox() -> None:
    panel, sidebar = {"default_path": "pages/panel.html"}, {"default_panel": "pages/panel.html"}
    source = {
        "permissions": ["activeTab", "sidePanel"],
        "side_panel": panel,
        "sidebar_action": sidebar,
    }
    assert manifest_for(CHROME, source) == {
        "permissions": ["activeTab", "sidePanel"],
        "side_panel": panel,
    }
    assert manifest_for(FIREFOX, source) == {
        "permissions": ["activeTab"],
        "sidebar_action": sidebar,
    }
