"""The files of `docs/deploy/` name commands, options and settings that there are."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess

import pytest
from django.conf import settings
from django.core.management import load_command_class

from tests.architecture.test_documents import list_settings

FOLDER = settings.BASE_DIR / "docs/deploy"
UNITS = sorted((FOLDER / "systemd").glob("*.*er"))  # services and timers
FILES = [path for path in sorted(FOLDER.rglob("*")) if path.is_file()]


def list_commands(text):
    """What follows `manage.py` in a line that runs it."""
    lines = re.findall(r"(?m)^(?:ExecStart=|RUN|CMD)(.*manage\.py.*)$", text)
    for line in lines:
        words = shlex.split(re.sub(r'[\[\]",]', " ", line))
        yield words[words.index("manage.py") + 1 :]


def test_every_command_and_option_is_there():
    found = [words for path in FILES for words in list_commands(path.read_text())]
    assert len(found) >= 8
    for command, *options in found:
        parser = load_command_class("archive", command).create_parser("", command)
        parser.parse_args(options)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_setting_is_there(path):
    named = set(re.findall(r"\bARCHIVE_[A-Z_]+\b", path.read_text("utf-8")))
    assert {each.removesuffix("_FILE") for each in named} <= list_settings()


def test_the_operators_page_names_every_file():
    page = (settings.BASE_DIR / "docs/operating.md").read_text("utf-8")
    for path in FILES:
        assert path.name in page or f"{path.stem}.timer" in page, path.name


def test_systemd_finds_no_fault_in_the_units():
    program = shutil.which("systemd-analyze")
    if program is None:
        pytest.skip("no systemd is installed")
    done = subprocess.run(
        [program, "verify", *map(str, UNITS)],
        env={**os.environ, "SYSTEMD_UNIT_PATH": f"{FOLDER / 'systemd'}:"},
        capture_output=True,
        text=True,
        check=False,
    )
    ours = [line for line in done.stderr.splitlines() if "archive-" in line]
    assert (done.returncode, ours) == (0, []), done.stderr


def test_the_units_do_not_see_the_history_of_the_code():
    shared = (FOLDER / "systemd/archive-.service.d/all.conf").read_text("utf-8")
    (folder,) = re.findall(r"(?m)^WorkingDirectory=(.+)$", shared)
    assert f"\nInaccessiblePaths=-{folder}/.git\n" in shared
