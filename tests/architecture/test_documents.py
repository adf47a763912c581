"""What can be used is documented, and what is documented can be used."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from django.core.management import get_commands, load_command_class
from django.urls import URLPattern, get_resolver

import archive

from .tree import BASE, files, name, parse

README = BASE / "README.md"
DOCS = BASE / "docs"
DOCUMENTS = files("*.md")
MOST_README_LINES = 100
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
PATH = re.compile(
    r"`((?:\.ci|archive|benchmarks|docs|fixtures|requirements|templates|tests)/[^`\s]*)`"
)
HEADS = ["Added", "Changed", "Fixed", "Security", "When you upgrade"]
VERSION = re.compile(
    r"^## (\d+)\.(\d+)\.(\d+) \((unreleased|\d{4}-\d\d-\d\d)\)$", re.MULTILINE
)


def read_page(page: str) -> str:
    return (DOCS / page).read_text("utf-8")


def list_first_cells(text: str, pattern: str) -> set[str]:
    """What the first column of a table names."""
    return set(re.findall(rf"^\| `{pattern}", text, re.MULTILINE))


def drop_code(text: str) -> str:
    """A document without its blocks of code."""
    return re.sub(r"^( *)```.*?^\1```$", "", text, flags=re.MULTILINE | re.DOTALL)


def list_anchors(text: str) -> set[str]:
    """The anchors of a document's heads, as hosts of repositories make them."""
    heads = re.findall(r"^#+ (.+)$", drop_code(text), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", head.lower()).replace(" ", "-") for head in heads}


def test_the_readme_fits_on_two_screens():
    assert len(README.read_text("utf-8").splitlines()) <= MOST_README_LINES


def test_the_readme_shows_its_two_commands_and_a_picture():
    text = README.read_text("utf-8")
    assert re.findall(r"^    (python3 manage\.py (?:serve|test))$", text, re.M) == [
        "python3 manage.py serve",
        "python3 manage.py test",
    ]
    (picture,) = re.findall(r"^!\[.{20,}\]\((.+)\)$", text, re.MULTILINE)
    assert (BASE / picture).read_bytes().startswith(b"\x89PNG")


def test_the_readme_counts_the_demonstration():
    files = sorted((BASE / "fixtures/demonstration").glob("*.json"))
    found = [json.loads(file.read_text("utf-8")) for file in files]
    entries = sum(len(one["entries"]) for one in found if "entries" in one)
    assert f"{entries} demonstration entries" in README.read_text("utf-8")


def test_the_index_links_to_every_page_of_the_docs():
    linked = {
        (DOCS / target.split("#")[0]).resolve()
        for target in LINK.findall(read_page("README.md"))
    }
    pages = [page for page in sorted(DOCS.glob("*.md")) if page.name != "README.md"]
    assert not [name(page) for page in pages if page.resolve() not in linked]


@pytest.mark.parametrize("document", DOCUMENTS, ids=name)
def test_every_link_to_a_file_leads_to_one(document: Path):
    text = drop_code(document.read_text("utf-8"))
    for target in LINK.findall(text):
        if re.match(r"[a-z]+:", target):
            continue
        place, _, anchor = target.partition("#")
        path = (document.parent / place).resolve() if place else document
        assert path.exists(), target
        if anchor and path.suffix == ".md":
            assert anchor in list_anchors(path.read_text("utf-8")), target


@pytest.mark.parametrize("document", DOCUMENTS, ids=name)
def test_every_path_that_is_named_is_there(document: Path):
    text = document.read_text("utf-8")
    if document.name == "CHANGELOG.md":  # tells of what is gone, too
        return
    for path in PATH.findall(drop_code(text)):
        plain = re.split(r"[<*…]|NAME|DATE", path)[0].rpartition("/")[0]
        whole = path if not re.search(r"[<*…]|NAME|DATE", path) else plain
        assert (BASE / whole).exists(), path


@cache
def list_settings() -> set[str]:
    """The variables that the archive's code reads."""
    sources = [p.read_text("utf-8") for p in files("*.py", under="archive")]
    return set(re.findall(r'"(ARCHIVE_[A-Z_]+)"', "\n".join(sources)))


def test_the_page_of_settings_lists_exactly_those_that_are_read():
    assert list_first_cells(read_page("settings.md"), r"(ARCHIVE_[A-Z_]+)`") == (
        list_settings()
    )


@pytest.mark.parametrize("document", DOCUMENTS, ids=name)
def test_a_setting_that_a_document_names_is_read(document: Path):
    named = set(re.findall(r"\bARCHIVE_[A-Z_]+\b", document.read_text("utf-8")))
    assert {n.removesuffix("_FILE") for n in named} <= list_settings()


def test_only_the_settings_read_the_environment():
    readers = {
        name(path)
        for path in files("*.py", under="archive")
        if re.search(r"\bos\.(environ|getenv)\b", path.read_text("utf-8"))
    }
    commands = "archive/management/commands"
    passing_on = {"archive/wsgi.py", f"{commands}/test.py"}
    passing_on.add(f"{commands}/make_demo_archive.py")
    assert readers <= {"archive/env.py", *passing_on}


def list_own_commands() -> set[str]:
    return {command for command, app in get_commands().items() if app == "archive"}


def test_the_page_of_commands_lists_exactly_those_there_are():
    listed = list_first_cells(read_page("commands.md"), r"manage\.py (\w+)")
    assert listed == list_own_commands(), listed ^ list_own_commands()


@pytest.mark.parametrize("document", DOCUMENTS, ids=name)
def test_every_command_that_a_document_names_exists(document: Path):
    named = set(re.findall(r"manage\.py ([a-z]\w*)", document.read_text("utf-8")))
    assert named <= set(get_commands()), named - set(get_commands())


def test_every_command_gives_an_example():
    for command in sorted(list_own_commands()):
        example = f"Example: manage.py {command}"
        assert example in load_command_class("archive", command).help, command


def list_routes(patterns, prefix="/") -> Iterator[str]:
    """Every address we answer, as the page of addresses has it; the admin as one."""
    for pattern in patterns:
        route = prefix + re.sub(r"<\w+:", "<", str(pattern.pattern))
        if isinstance(pattern, URLPattern) or pattern.app_name == "admin":
            yield route
        else:
            yield from list_routes(pattern.url_patterns, route)


def test_the_page_of_addresses_lists_exactly_those_there_are():
    there = set(list_routes(get_resolver().url_patterns))
    written = list_first_cells(read_page("addresses.md"), r"(/[^`]*)`")
    assert there == written, there ^ written


def test_hosts_and_hooks_call_the_commands_that_developers_call():
    workflow = (BASE / ".github/workflows/ci.yml").read_text("utf-8")
    assert re.findall(r"- (?:uses|run): (\S+)", workflow)[1:] == [".ci/run"]
    hooks = (BASE / ".pre-commit-config.yaml").read_text("utf-8")
    assert set(re.findall(r"repo: (\S+)", hooks)) == {"local"}
    called = re.findall(r"entry: python3 manage\.py (\w+)", hooks)
    assert len(called) == len(re.findall(r"- id:", hooks))
    run = (BASE / ".ci" / "run").read_text("utf-8")
    assert set(called) == set(re.findall(r"^python3 manage\.py (\w+)", run, re.M))
    assert not re.search(r"\w+://", workflow + hooks)


def test_the_program_the_package_and_the_changelog_name_one_version():
    package = tomllib.loads((BASE / "pyproject.toml").read_text("utf-8"))["project"]
    newest = VERSION.search((BASE / "CHANGELOG.md").read_text("utf-8"))
    assert newest
    assert archive.__version__ == package["version"] == ".".join(newest.groups()[:3])
    told = subprocess.run(
        [sys.executable, BASE / "manage.py", "--version"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert told == f"Surveillance Archive {archive.__version__}\n"


def test_the_changelog_goes_back_from_the_newest_version():
    text = (BASE / "CHANGELOG.md").read_text("utf-8")
    found = VERSION.findall(text)
    assert len(found) == len(re.findall(r"^## ", text, re.MULTILINE)) >= 3
    numbers = [tuple(map(int, version[:3])) for version in found]
    assert numbers == sorted(set(numbers), reverse=True)
    days = [version[3] for version in found]
    assert "unreleased" not in days[1:]
    dated = [date.fromisoformat(day) for day in days if day != "unreleased"]
    assert dated == sorted(dated, reverse=True)


def test_each_version_has_the_same_heads_and_says_what_an_upgrade_takes():
    text = (BASE / "CHANGELOG.md").read_text("utf-8")
    _head, *versions = re.split(r"^## ", text, flags=re.MULTILINE)
    for version in versions:
        heads = re.findall(r"^### (.+)$", version, re.MULTILINE)
        assert heads == [head for head in HEADS if head in heads], version[:20]
        assert "When you upgrade" in heads, version[:20]
        for part in re.split(r"^### .+$", version, flags=re.MULTILINE)[1:]:
            assert part.strip().startswith("- "), part[:60]


def test_every_package_says_in_one_sentence_what_it_is():
    for path in files("__init__.py", under="archive"):
        said = ast.get_docstring(parse(path)) or ""
        first = said.split("\n\n")[0]
        assert re.fullmatch(r"[^.]+(\.[a-z][^.]*)*\.", first), f"{name(path)}: {said!r}"


def test_every_module_says_what_it_is():
    for path in files("*.py", under="archive"):
        if path.parent.name != "migrations":
            assert ast.get_docstring(parse(path)), name(path)
