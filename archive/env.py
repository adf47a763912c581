"""Typed reading of environment variables; an error names its variable."""

from __future__ import annotations

import os
from pathlib import Path


class SettingError(ValueError):
    """A setting with a wrong value; the message names it and says what is allowed."""


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
