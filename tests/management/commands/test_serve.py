"""Starting the archive: what fails is told, and what is served leaves no trace."""

from __future__ import annotations

import argparse
import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path
from unittest.mock import Mock

import pytest
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from archive.management import preparation
from archive.management.commands import serve
from archive.management.preparation import (
    Preparation,
    check_port,
    check_preparation,
)


@pytest.fixture
def copy(tmp_path):
    """The entry point and its locks, without an environment."""
    shutil.copy(settings.BASE_DIR / "manage.py", tmp_path)
    shutil.copytree(settings.BASE_DIR / "requirements", tmp_path / "requirements")
    return tmp_path


def start(folder, prelude="", **environment):
    """Run the copied entry point after `prelude`; what it told."""
    code = (
        f"import runpy, sys\n{prelude}\nsys.argv = ['manage.py', 'serve']\n"
        f"runpy.run_path({str(folder / 'manage.py')!r}, run_name='__main__')"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    return done.stderr


def test_an_old_python_is_told_which_one_is_needed(copy):
    told = start(copy, "sys.version_info = (3, 9, 2)")
    assert "This step failed: looking at Python" in told and "3.11" in told


def test_a_missing_venv_module_is_told_with_its_package(copy, tmp_path):
    stub = tmp_path / "stub" / "venv"
    stub.mkdir(parents=True)
    (stub / "__init__.py").touch()
    told = start(copy, PYTHONPATH=str(stub.parent))
    assert "This step failed: making .venv" in told
    assert "install python3-venv" in told


def test_a_registry_that_does_not_answer_is_told(copy, tmp_path):
    for name in ("python", "pip"):
        program = tmp_path / ".venv" / "bin" / name
        program.parent.mkdir(parents=True, exist_ok=True)
        program.symlink_to(sys.executable)
    told = start(copy, PIP_INDEX_URL="http://127.0.0.1:9/simple", PIP_RETRIES="0")
    assert "This step failed: installing uv" in told
    assert "registry can be reached" in told


def test_a_folder_that_cannot_be_written_is_told(copy):
    told = start(copy, "import os; os.access = lambda path, mode: False")
    assert "cannot be written" in told


def test_a_taken_port_is_told_with_another():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(CommandError, match="choose another port"):
            check_port("127.0.0.1", port)


def test_a_failed_step_is_named_with_its_command():
    out = BaseCommand().stdout
    with pytest.raises(CommandError, match=r"This step failed: index \(manage.py no"):
        Preparation(out).run_step("index", "no_such_command")


@pytest.fixture
def commands(tmp_path, settings, monkeypatch):
    """A place of its own to prepare in; the commands that were run there."""
    settings.VAR = tmp_path
    settings.STATIC_ROOT = tmp_path / "static"
    run = []

    def call(command, **options):
        run.append(command)
        if command == "collectstatic":
            settings.STATIC_ROOT.mkdir(exist_ok=True)
            (settings.STATIC_ROOT / "staticfiles.json").touch()
        if command == "reindex":
            call_command(command, **options)

    monkeypatch.setattr(preparation, "call_command", call)
    return run


STEPS = ["load_vocabulary", "load_demonstration", "reindex", "collectstatic"]


@pytest.mark.django_db
def test_a_second_start_prepares_nothing(commands):
    Preparation(BaseCommand().stdout).run()
    assert commands == STEPS
    commands.clear()
    Preparation(BaseCommand().stdout).run()
    assert commands == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("lost", "again"),
    [
        ("loaded-load_vocabulary-*", ["load_vocabulary"]),
        ("collected-static", ["collectstatic"]),
        ("static/staticfiles.json", ["collectstatic"]),
    ],
)
def test_what_is_gone_is_prepared_again(commands, settings, lost, again):
    Preparation(BaseCommand().stdout).run()
    commands.clear()
    for path in settings.VAR.glob(lost):
        path.unlink()
    Preparation(BaseCommand().stdout).run()
    assert commands == again


@pytest.mark.parametrize(
    ("named", "begins"),
    [("", "http://127.0.0.1:8131"), ("https://archive.example", "as it was")],
)
def test_addresses_lead_to_where_the_archive_is_served(
    monkeypatch, settings, named, begins
):
    settings.BASE_URL = "as it was"
    monkeypatch.setenv("ARCHIVE_BASE_URL", named)
    monkeypatch.setattr(serve, "check_port", lambda host, port: None)
    monkeypatch.setattr(serve, "Preparation", lambda out: Mock())
    monkeypatch.setattr(serve, "run_site", lambda host, port, pages_only: None)
    call_command("serve", port=8131)
    assert begins == settings.BASE_URL


@pytest.mark.parametrize(
    ("host", "written"),
    [
        ("127.0.0.1", "127.0.0.1"),
        ("0.0.0.0", "127.0.0.1"),
        ("::", "[::1]"),
        ("::1", "[::1]"),
        ("localhost", "127.0.0.1"),
    ],
)
def test_a_host_to_listen_at_is_written_as_addresses_write_it(host, written):
    assert serve.format_host(serve.parse_host(host)) == written


@pytest.mark.parametrize("host", ["archive.example", "127.0.0.1:80", ""])
def test_a_host_that_is_no_address_is_refused(host):
    with pytest.raises(argparse.ArgumentTypeError, match=r"0\.0\.0\.0"):
        serve.parse_host(host)


def test_an_address_of_another_machine_is_told():
    with pytest.raises(CommandError, match="isn't an address of this machine"):
        check_port("192.0.2.1", 0)


@pytest.mark.django_db
def test_pages_alone_wait_until_everything_is_prepared(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    with pytest.raises(CommandError, match="serve --prepare-only"):
        check_preparation()
    (tmp_path / "staticfiles.json").touch()
    check_preparation()


def test_the_entry_point_asks_for_nothing_but_the_standard_library():
    source = Path(settings.BASE_DIR / "manage.py").read_text("utf-8")
    top = [line for line in source.splitlines() if line.startswith(("import", "from"))]
    names = {line.split()[1].split(".")[0] for line in top}
    assert names <= set(sys.stdlib_module_names)
