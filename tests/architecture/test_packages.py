"""What is installed: pinned by hash, from nowhere in particular, and free enough."""

from __future__ import annotations

import re
from importlib.metadata import files, metadata, packages_distributions
from pathlib import Path

import pytest

from .tree import BASE, name

LOCKS = sorted((BASE / "requirements").glob("*.txt"))
PINNED = re.compile(r"^([A-Za-z0-9._-]+)==(\S+)", re.MULTILINE)
COPYLEFT = re.compile(r"\bA?GPL|(Affero |(?<!Lesser )General Public License)", re.I)
BLOCK = re.compile(
    r"^([a-z0-9.-]+)==.*?# via\s(.*?)(?=^\S|\Z)", re.MULTILINE | re.DOTALL
)
ROW = re.compile(r"^\| ([a-z0-9.-]+) \|(.*?)\| (.+) \|$", re.MULTILINE)
MOST_PACKAGES = 57
MOST_MEGABYTES = 238  # bytecode, pip and uv come on top: see docs/dependencies.md


def packages(lock: str) -> dict[str, str]:
    return dict(PINNED.findall((BASE / "requirements" / f"{lock}.txt").read_text()))


def licence(package: str) -> str:
    """What a package says of its licence, in any of three places."""
    told = metadata(package)
    labels = [c for c in told.get_all("Classifier") or [] if c.startswith("License")]
    return " | ".join(
        [told.get("License-Expression") or (told.get("License") or "")[:200], *labels]
    )


def is_copyleft(text: str) -> bool:
    """Whether every licence that may be chosen is the GPL or AGPL."""
    return all(COPYLEFT.search(choice) for choice in text.split(" OR "))


@pytest.mark.parametrize(
    ("text", "banned"),
    [
        ("GPL-3.0-only", True),
        ("AGPL-3.0-or-later", True),
        ("License :: OSI Approved :: GNU General Public License v3 (GPLv3)", True),
        ("LGPL-3.0-only", False),
        ("GNU Lesser General Public License", False),
        ("MIT", False),
        ("MPL-1.1 OR GPL-2.0-only OR LGPL-2.1-or-later", False),
        ("GPL-2.0-only OR AGPL-3.0-only", True),
        ("MIT AND GPL-3.0-only", True),
    ],
)
def test_a_copyleft_licence_is_told_from_others(text, banned):
    assert is_copyleft(text) == banned


def test_no_gpl_or_agpl_at_run_time():
    for package in packages("runtime"):
        said = licence(package)
        assert not is_copyleft(said), f"{package}: {said}"


def test_exactly_one_whoosh():
    for lock in ("runtime", "development"):
        assert [p for p in packages(lock) if "whoosh" in p.lower()] == ["whoosh"], lock


def test_one_installed_package_is_whoosh():
    assert packages_distributions()["whoosh"] == ["Whoosh"]


def test_the_runtime_stays_small():
    found = packages("runtime")
    assert len(found) <= MOST_PACKAGES
    places = {Path(p.locate()) for package in found for p in files(package) or ()}
    size = sum(p.stat().st_size for p in places if p.is_file())
    assert size <= MOST_MEGABYTES * 2**20, f"{size / 2**20:.0f} MB"


def test_each_package_of_the_runtime_says_what_it_is_for():
    lock = (BASE / "requirements" / "runtime.txt").read_text("utf-8")
    _head, *rows = ROW.findall((BASE / "docs/dependencies.md").read_text("utf-8"))
    assert [package for package, _needs, _purpose in rows] == sorted(
        packages("runtime")
    )
    wanted = {package: set() for package in packages("runtime")}
    for package, via in BLOCK.findall(lock):
        names = set(re.findall(r"[a-z0-9.-]+", via.split("(pyproject.toml)")[-1]))
        is_ours = "surveillance-archive" in via
        wanted[package] |= set() if is_ours else names
    told = {
        package: set(re.findall(r"[a-z0-9.-]+", needs)) for package, needs, _ in rows
    }
    assert told == wanted


@pytest.mark.parametrize("path", LOCKS, ids=name)
def test_a_lock_names_no_host_and_pins_by_hash(path):
    text = path.read_text("utf-8")
    assert not re.search(r"://|--(extra-)?index|--find-links|@ ", text)
    blocks = re.split(r"\n(?=\S)", text.strip())
    pinned = [block for block in blocks if PINNED.match(block)]
    assert pinned
    for block in pinned:
        assert "--hash=sha256:" in block, block.splitlines()[0]


def test_the_development_lock_holds_the_runtime_lock():
    assert packages("runtime").items() <= packages("development").items()
