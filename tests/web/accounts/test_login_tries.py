"""Tries of passwords are counted for all processes, and tell nothing of anybody."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from archive.web.accounts import login_tries
from archive.web.accounts.login_tries import LoginTries, TryLimit

PASSWORDS = TryLimit("password", first=10, seconds=60.0)
CODES = TryLimit("code", first=5, seconds=300.0)


@pytest.fixture
def clock(monkeypatch):
    """The seconds that have passed."""
    now = [1000.0]
    monkeypatch.setattr(login_tries, "monotonic", lambda: now[0])
    return now


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "tries"


@pytest.fixture(params=["shared", "own"])
def tries(request, folder):
    return LoginTries(folder if request.param == "shared" else None)


def fail(tries, name, times, place=""):
    for _ in range(times):
        tries.note_failure(PASSWORDS, name, place)


def read_files(folder):
    return b"".join(path.read_bytes() for path in folder.iterdir())


def test_an_account_has_ten_tries_from_wherever_they_come_and_one_more_a_minute(
    clock, tries
):
    for n in range(10):
        assert tries.count_wait(PASSWORDS, "anna", f"network {n}") == 0
        tries.note_failure(PASSWORDS, "anna", f"network {n}")
    assert 0 < tries.count_wait(PASSWORDS, "Anna ") <= 61
    assert tries.count_wait(PASSWORDS, "berta") == 0
    assert tries.count_wait(CODES, "anna") == 0
    clock[0] += 61
    assert tries.count_wait(PASSWORDS, "anna") == 0
    tries.note_failure(PASSWORDS, "anna")
    assert tries.count_wait(PASSWORDS, "anna") > 0


def test_nobody_is_locked_out_for_more_than_a_minute_a_try(clock, tries):
    fail(tries, "anna", 10)
    clock[0] += 10 * 60
    fail(tries, "anna", 9)
    assert tries.count_wait(PASSWORDS, "anna") == 0


def test_a_clock_that_began_anew_locks_nobody_out(clock, tries):
    fail(tries, "anna", 10)
    clock[0] = 1.0
    assert tries.count_wait(PASSWORDS, "anna") <= 60


def test_where_an_account_logged_in_others_cannot_use_its_tries_up(clock, tries):
    tries.note_success(PASSWORDS, "anna", "hers")
    fail(tries, "anna", 50, "theirs")
    assert tries.count_wait(PASSWORDS, "anna", "theirs") > 0
    assert tries.count_wait(PASSWORDS, "anna", "hers") == 0
    fail(tries, "anna", 10, "hers")
    assert tries.count_wait(PASSWORDS, "anna", "hers") > 0


def test_a_new_key_forgets_no_count_and_an_old_one_is_forgotten(clock, folder):
    tries = LoginTries(folder)
    (key,) = read_keys(folder)
    clock[0] += 3590
    fail(tries, "anna", 10)
    clock[0] += 20
    assert tries.count_wait(PASSWORDS, "anna") > 0
    assert len(read_keys(folder)) == 2
    clock[0] += 3600
    assert tries.count_wait(PASSWORDS, "anna") == 0
    assert key not in read_keys(folder) and key not in read_files(folder)


def read_keys(folder):
    found = []
    LoginTries(folder)._run(lambda database, keys: found.extend(keys))
    return found


def test_no_name_and_no_network_is_in_the_files(folder):
    tries = LoginTries(folder)
    tries.note_failure(PASSWORDS, "anna", "203.0.113.7")
    tries.note_success(PASSWORDS, "anna", "203.0.113.7")
    assert not any(word in read_files(folder) for word in (b"anna", b"203.0", b"113.7"))
    assert folder.stat().st_mode & 0o777 == 0o700


def test_the_counts_stay_small(folder, monkeypatch):
    monkeypatch.setattr(login_tries, "MOST_ROWS", 50)
    tries = LoginTries(folder)
    for number in range(200):
        tries.note_failure(PASSWORDS, f"name {number}")
        tries.note_success(PASSWORDS, f"name {number}", "a network")
    assert len(read_files(folder)) < 50_000
    fail(tries, "anna", 10)
    assert tries.count_wait(PASSWORDS, "anna") > 0


def test_processes_share_the_counts_and_one_that_is_killed_holds_nobody_up(folder):
    script = (
        "from pathlib import Path\n"
        "from archive.web.accounts.login_tries import LoginTries, TryLimit\n"
        f"tries = LoginTries(Path({str(folder)!r}))\n"
        "for _ in range(10): tries.note_failure(TryLimit('password', 10, 60), 'anna')\n"
        "with tries.check_alone(5):\n"
        "    print('ready', flush=True); input()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script],
        cwd=Path(__file__).parents[3],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as process:
        assert process.stdout.readline() == b"ready\n"
        tries = LoginTries(folder)
        assert tries.count_wait(PASSWORDS, "anna") > 0
        with tries.check_alone(0.1) as is_alone:
            assert not is_alone
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        with tries.check_alone(1) as is_alone:
            assert is_alone


def damage(folder):
    (folder / "tries.sqlite3").write_bytes(b"no database" * 500)


def open_to_others(folder):
    folder.chmod(0o777)


def put_a_link_there(folder):
    for path in folder.iterdir():
        path.unlink()
    folder.rmdir()
    folder.symlink_to(folder.parent)


@pytest.mark.parametrize("change", [damage, open_to_others, put_a_link_there])
def test_a_folder_that_cannot_be_trusted_stops_no_login_and_counts_go_on(
    folder, change
):
    tries = LoginTries(folder)
    fail(tries, "anna", 3)
    change(folder)
    fail(tries, "anna", 10)
    assert tries.count_wait(PASSWORDS, "anna") > 0
    assert not list(folder.parent.glob("*.sqlite3"))
    with tries.check_alone(1) as is_alone:
        assert is_alone
