"""What the environment may say, and what is refused by its name."""

from __future__ import annotations

import os

import pytest

from archive.env import (
    SettingError,
    read_choice,
    read_choices,
    read_cluster,
    read_flag,
    read_list,
    read_number,
    read_processor_count,
    read_text,
)

NAME = "ARCHIVE_TRIED"


@pytest.mark.parametrize(
    ("value", "is_on"),
    [
        *((word, True) for word in ("1", "on", "true", "yes", "ON", " Yes ")),
        *((word, False) for word in ("0", "off", "false", "no", "OFF", " No ")),
    ],
)
def test_a_switch_is_on_or_off_in_eight_words(monkeypatch, value, is_on):
    monkeypatch.setenv(NAME, value)
    assert read_flag(NAME, default=not is_on) is is_on


@pytest.mark.parametrize("value", ["2", "maybe", "onn"])
def test_another_word_is_no_switch(monkeypatch, value):
    monkeypatch.setenv(NAME, value)
    with pytest.raises(SettingError, match=f"^{NAME}: write on or off, not '{value}'$"):
        read_flag(NAME)


@pytest.mark.parametrize("default", [True, False])
@pytest.mark.parametrize("value", [None, "", "  "])
def test_a_switch_that_is_not_set_is_its_default(monkeypatch, value, default):
    monkeypatch.delenv(NAME, raising=False)
    if value is not None:
        monkeypatch.setenv(NAME, value)
    assert read_flag(NAME, default) is default


@pytest.mark.parametrize(("value", "number"), [("0", 0), (" 12 ", 12), ("", 7)])
def test_a_number_is_whole_and_not_negative(monkeypatch, value, number):
    monkeypatch.setenv(NAME, value)
    assert read_number(NAME, 7) == number


@pytest.mark.parametrize("value", ["-1", "1.5", "ten", "²", "١"])
def test_what_is_no_whole_number_is_refused(monkeypatch, value):
    monkeypatch.setenv(NAME, value)
    with pytest.raises(SettingError, match=f"^{NAME}: write a whole number"):
        read_number(NAME, 7)


@pytest.mark.parametrize(
    ("value", "parts"), [("", []), (",", []), ("a", ["a"]), (" a ,, b,", ["a", "b"])]
)
def test_a_list_is_separated_by_commas(monkeypatch, value, parts):
    monkeypatch.setenv(NAME, value)
    assert read_list(NAME) == parts


def test_a_choice_is_one_of_those_allowed(monkeypatch):
    assert read_choice(NAME, ("a", "b"), "b") == "b"
    monkeypatch.setenv(NAME, "a")
    assert read_choice(NAME, ("a", "b"), "b") == "a"
    monkeypatch.setenv(NAME, "c")
    with pytest.raises(SettingError, match=f"^{NAME}: write one of a, b, not 'c'$"):
        read_choice(NAME, ("a", "b"), "b")


@pytest.mark.parametrize(
    ("value", "choices"),
    [("b,a,b", ["b", "a"]), ("c", None), ("a,c", None), (",", None)],
)
def test_choices_are_some_of_those_allowed_each_once(monkeypatch, value, choices):
    monkeypatch.setenv(NAME, value)
    if choices:
        assert read_choices(NAME, ("a", "b"), "a") == choices
    else:
        with pytest.raises(SettingError, match=f"^{NAME}: write some of a, b, "):
            read_choices(NAME, ("a", "b"), "a")


def test_a_value_may_stand_in_a_file_which_goes_first(monkeypatch, tmp_path):
    file = tmp_path / "value"
    file.write_text(" secret\n")
    monkeypatch.setenv(NAME, "open")
    assert read_text(NAME) == "open"
    monkeypatch.setenv(f"{NAME}_FILE", str(file))
    assert read_text(NAME) == "secret"
    monkeypatch.setenv(f"{NAME}_FILE", str(tmp_path / "none"))
    with pytest.raises(SettingError, match=f"^{NAME}_FILE: we can't read "):
        read_text(NAME)


def test_a_number_of_processes_is_one_at_least_or_that_of_the_processors(monkeypatch):
    monkeypatch.delenv(NAME, raising=False)
    assert read_processor_count(NAME) == len(os.sched_getaffinity(0))
    monkeypatch.setenv(NAME, "3")
    assert read_processor_count(NAME) == 3
    monkeypatch.setenv(NAME, "0")
    with pytest.raises(SettingError, match=f"{NAME}: write a whole number from 1"):
        read_processor_count(NAME)


PLAIN = {
    "hosts": ("127.0.0.1:9200",),
    "name": "archive",
    "user": "",
    "password": "",
    "is_encrypted": False,
    "certificates": "",
    "shards": 3,
    "replicas": 1,
}


@pytest.mark.parametrize(
    ("url", "differs"),
    [
        ("opensearch://127.0.0.1/archive", {}),
        ("opensearch://localhost:9201/a-b_1", {"hosts": ("localhost:9201",)}),
        ("opensearch://[::1]:9201/archive", {"hosts": ("[::1]:9201",)}),
        (
            "opensearch://One.example,127.0.0.1:9201/archive",
            {"hosts": ("one.example:9200", "127.0.0.1:9201"), "is_encrypted": True},
        ),
        (
            "opensearch://[2001:db8::1]/archive",
            {"hosts": ("[2001:db8::1]:9200",), "is_encrypted": True},
        ),
        ("opensearch://one/archive?tls=off", {"hosts": ("one:9200",)}),
        (
            "opensearch://localhost/archive?tls=on&certificates=/etc/ca.pem",
            {
                "hosts": ("localhost:9200",),
                "is_encrypted": True,
                "certificates": "/etc/ca.pem",
            },
        ),
        (
            "opensearch://editor:p%40ss%3Aword@127.0.0.1/archive?shards=5&replicas=0",
            {"user": "editor", "password": "p@ss:word", "shards": 5, "replicas": 0},
        ),
        (
            "opensearch://editor:p@ss/w@127.0.0.1/archive",
            None,
        ),
    ],
)
def test_an_address_says_hosts_name_login_and_options(url, differs):
    if differs is None:
        with pytest.raises(ValueError, match="write opensearch://host") as told:
            read_cluster(url)
        assert "p@ss" not in str(told.value)
        return
    name = url.rpartition("/")[2].partition("?")[0]
    name = "archive" if name.endswith(".pem") else name
    assert read_cluster(url) == {**PLAIN, "name": name, **differs}


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("opensearch://", "a name of a-z, 0-9"),
        ("opensearch://one", "a name of a-z, 0-9"),
        ("opensearch://one/Archive", "a name of a-z, 0-9"),
        ("opensearch://one/_all", "a name of a-z, 0-9"),
        ("opensearch://one/a/b", "a name of a-z, 0-9"),
        ("opensearch://one,,two/archive", "a host between the commas is missing"),
        ("opensearch://one:port/archive", "a host between the commas is missing"),
        ("opensearch://one/archive?tls=perhaps", "tls=on or tls=off"),
        ("opensearch://one/archive?shards=0", "shards=1 to shards=64"),
        ("opensearch://one/archive?replicas=x", "replicas=0 to replicas=64"),
        (
            "opensearch://one/archive?user=a",
            "user isn't an option of a cluster; write tls",
        ),
    ],
)
def test_a_wrong_address_is_refused_with_what_to_write(url, said):
    with pytest.raises(ValueError, match=said):
        read_cluster(url)
