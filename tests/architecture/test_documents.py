"""What can be used is documented, and what is documented can be used."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from django.core.management import get_commands, load_command_class
from django.urls import URLPattern, get_resolver

from .tree import BASE, files, name

README = (BASE / "README.md").read_text("utf-8")
CONTRIBUTING = (BASE / "CONTRIBUTING.md").read_text("utf-8")


def told(text: str, pattern: str) -> set[str]:
    """What the first column of a table names."""
    return set(re.findall(rf"^\| `{pattern}", text, re.MULTILINE))


def test_the_readme_lists_exactly_the_settings_that_are_read():
    source = (BASE / "archive" / "settings.py").read_text("utf-8")
    read = set(re.findall(r'"(ARCHIVE_[A-Z_]+)"', source))
    assert told(README, r"(ARCHIVE_[A-Z_]+)`") == read


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


def ours() -> set[str]:
    return {command for command, app in get_commands().items() if app == "archive"}


def test_the_readme_tells_of_exactly_the_commands_there_are():
    named = set(re.findall(r"manage\.py (\w+)", README))
    assert ours() <= named, ours() - named
    assert named <= ours(), named - ours()


def test_every_command_gives_an_example():
    for command in sorted(ours()):
        example = f"Example: manage.py {command}"
        assert example in load_command_class("archive", command).help, command


def routes(patterns, prefix="/") -> Iterator[str]:
    """Every address we answer, as CONTRIBUTING writes them; the admin as one."""
    for pattern in patterns:
        route = prefix + re.sub(r"<\w+:", "<", str(pattern.pattern))
        if isinstance(pattern, URLPattern) or pattern.app_name == "admin":
            yield route
        else:
            yield from routes(pattern.url_patterns, route)


def test_contributing_lists_exactly_the_addresses_there_are():
    there = set(routes(get_resolver().url_patterns))
    written = told(CONTRIBUTING, r"(/[^`]*)`")
    assert there == written, there ^ written


def test_every_package_says_in_one_sentence_what_it_is():
    for path in files("__init__.py", under="archive"):
        said = ast.get_docstring(ast.parse(path.read_text("utf-8"))) or ""
        first = said.split("\n\n")[0]
        assert re.fullmatch(r"[^.]+(\.[a-z][^.]*)*\.", first), f"{name(path)}: {said!r}"


def test_every_module_says_what_it_is():
    for path in files("*.py", under="archive"):
        if path.parent.name != "migrations":
            assert ast.get_docstring(ast.parse(path.read_text("utf-8"))), name(path)
