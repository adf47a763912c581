"""`log_key` prints the public half of the log's key, and makes a pair when asked."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from archive.transparency import parse_verifier_key


def print_key(capsys, **options):
    call_command("log_key", **options)
    return capsys.readouterr().out.strip()


def test_a_new_key_is_printed_again_and_only_its_owner_reads_the_file(capsys, settings):
    made = print_key(capsys, new=True)
    assert parse_verifier_key(made).name == settings.LOG_ORIGIN
    assert print_key(capsys) == made
    assert stat.S_IMODE(Path(settings.LOG_KEY).stat().st_mode) == 0o600


def test_a_key_that_is_there_is_never_overwritten(capsys, settings):
    made = print_key(capsys, new=True)
    with pytest.raises(CommandError, match="move it to a safe place first") as refused:
        call_command("log_key", new=True)
    assert refused.value.returncode == 2 and print_key(capsys) == made
    Path(settings.LOG_KEY).rename(f"{settings.LOG_KEY}.safe")
    assert print_key(capsys, new=True) != made


@pytest.mark.parametrize("content", [None, b"", b"no key"])
def test_without_a_key_it_says_what_to_do(settings, content):
    path = Path(settings.LOG_KEY)
    if content is not None:
        path.parent.mkdir(parents=True)
        path.write_bytes(content)
    with pytest.raises(CommandError, match="log_key --new") as refused:
        call_command("log_key")
    assert refused.value.returncode == 2
