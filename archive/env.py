"""Typed reading of environment variables; an error names its variable."""

from __future__ import annotations

import os
import re
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote

DEFAULT_PORT = 9200
MOST_SHARDS = 64
_HOST = re.compile(r"([a-z0-9.-]+|\[[0-9a-f:.]+\])(?::(\d{1,5}))?", re.IGNORECASE)
_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,60}")
_EXAMPLE = "write opensearch://host:9200,host:9200/archive"


class SettingError(ValueError):
    """A setting with a wrong value; the message names it and says what is allowed."""


def limit_matrix_threads() -> None:
    """Let numpy count by one thread, unless the operator says otherwise; before it is
    imported. Its threads wait for one another in a loop: on a busy machine a query took
    twenty times its CPU, and each of them keeps memory of its own."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


def read_text(name: str, default: str = "") -> str:
    """The value of `name`, or the contents of the file that `name_FILE` names."""
    file = os.environ.get(f"{name}_FILE", "")
    if file:
        try:
            return Path(file).read_text("utf-8").strip()
        except OSError as error:
            raise SettingError(f"{name}_FILE: we can't read {file}: {error}") from error
    return os.environ.get(name, default).strip()


def read_flag(name: str, default: bool = False) -> bool:
    """A switch: on/off, true/false, yes/no, 1/0."""
    value = read_text(name).lower()
    if not value:
        return default
    if value in ("1", "on", "true", "yes"):
        return True
    if value in ("0", "off", "false", "no"):
        return False
    raise SettingError(f"{name}: write on or off, not {value!r}")


def read_number(name: str, default: int) -> int:
    """A whole number, from 0. Raises SettingError."""
    value = read_text(name) or str(default)
    if not (value.isascii() and value.isdecimal()):
        raise SettingError(f"{name}: write a whole number, not {value!r}")
    return int(value)


def read_processor_count(name: str) -> int:
    """A whole number from 1; by default, how many processors this process may use.
    Raises SettingError."""
    number = read_number(name, len(os.sched_getaffinity(0)))
    if not number:
        raise SettingError(f"{name}: write a whole number from 1, not 0")
    return number


def read_list(name: str, default: str = "") -> list[str]:
    """Values separated by commas."""
    return [
        part.strip() for part in read_text(name, default).split(",") if part.strip()
    ]


def read_pairs(name: str, default: str = "") -> dict[str, str]:
    """Values by key, as `key=value,key=value`. Raises SettingError."""
    pairs: dict[str, str] = {}
    for part in read_list(name, default):
        key, equals, value = (piece.strip() for piece in part.partition("="))
        if not (key and equals and value):
            raise SettingError(
                f"{name}: write language=name, separated by commas, not {part!r}"
            )
        pairs[key] = value
    return pairs


def read_choice(name: str, allowed: tuple[str, ...], default: str) -> str:
    """One of `allowed`."""
    value = read_text(name, default)
    if value not in allowed:
        raise SettingError(f"{name}: write one of {', '.join(allowed)}, not {value!r}")
    return value


def read_choices(name: str, allowed: tuple[str, ...], default: str) -> list[str]:
    """Some of `allowed`, each once, in the order given; at least one."""
    choices = list(dict.fromkeys(read_list(name, default)))
    if not choices or set(choices) - set(allowed):
        raise SettingError(
            f"{name}: write some of {', '.join(allowed)}, separated by commas, "
            f"not {read_text(name)!r}"
        )
    return choices


def read_cluster(url: str) -> dict[str, Any]:
    """What `opensearch://user:password@host:9200,host/name?…` says: `hosts`, `name`,
    `user`, `password`, `is_encrypted`, `certificates`, `shards` and `replicas`.

    Hosts but this machine are spoken to by TLS, unless `tls=off` stands there. Raises
    `ValueError`, whose message never holds the password.
    """
    rest, _mark, query = url.partition("://")[2].partition("?")
    place, _slash, name = rest.partition("/")
    login, _at, listed = place.rpartition("@")
    user, _colon, password = login.partition(":")
    if not _NAME.fullmatch(name):
        raise ValueError(f"{_EXAMPLE}: a name of a-z, 0-9, - and _ comes last")
    hosts = tuple(_read_host(host) for host in listed.split(","))
    options = dict(parse_qsl(query))
    are_here = all(_is_this_machine(host) for host in hosts)
    tls = options.pop("tls", "off" if are_here else "on")
    if tls not in ("on", "off"):
        raise ValueError("write tls=on or tls=off")
    cluster = {
        "hosts": hosts,
        "name": name,
        "user": unquote(user),
        "password": unquote(password),
        "is_encrypted": tls == "on",
        "certificates": options.pop("certificates", ""),
        "shards": _read_count("shards", options.pop("shards", "3"), 1),
        "replicas": _read_count("replicas", options.pop("replicas", "1"), 0),
    }
    if options:
        allowed = "tls, certificates, shards and replicas"
        raise ValueError(
            f"{min(options)} isn't an option of a cluster; write {allowed}"
        )
    return cluster


def _read_host(text: str) -> str:
    match = _HOST.fullmatch(text)
    if not match:
        raise ValueError(
            f"{_EXAMPLE}; a host between the commas is missing or has other letters"
        )
    return f"{match[1].lower()}:{match[2] or DEFAULT_PORT}"


def _read_count(name: str, text: str, least: int) -> int:
    is_number = text.isascii() and text.isdecimal()
    if not is_number or not least <= int(text) <= MOST_SHARDS:
        raise ValueError(f"write {name}={least} to {name}={MOST_SHARDS}")
    return int(text)


def _is_this_machine(host: str) -> bool:
    name = host.rpartition(":")[0].strip("[]")
    if name == "localhost":
        return True
    try:
        return ip_address(name).is_loopback
    except ValueError:
        return False
