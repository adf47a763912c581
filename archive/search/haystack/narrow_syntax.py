"""What `narrow()` is given as text → conditions: `kind:"article"`, `tags:[…]`, AND, OR,
NOT and brackets. It often comes from an address, so nothing in it is an error."""

from __future__ import annotations

import json
import re
from typing import Any

from haystack.backends import SQ, SearchNode
from haystack.inputs import AutoQuery, BaseInput

from .conditions import check_conditions
from .errors import UnsupportedSearchError

MOST_CHARACTERS, MOST_DEPTH = 2_000, 16
AUTO = "auto"  # the lookup that stands for auto_query() in text
EVERYTHING = "*"
_TOKEN = re.compile(
    r"""\s*(?:(?P<sign>\(|\)|AND\b|OR\b|NOT\b)
    |(?P<all>\*(?::\*)?)
    |(?P<field>[A-Za-z_]+):
      (?:(?P<json>"(?:[^"\\]|\\.)*"|\[(?:[^\]"]|"(?:[^"\\]|\\.)*")*\]|\{[^}]*\})
      |(?P<word>[^\s()]+)))""",
    re.VERBOSE,
)
_RANGE = re.compile(r"\[\s*(\S+)\s+TO\s+(\S+?)\s*\]")


def write_condition(field: str, lookup: str, value: Any) -> str:
    """One condition as text that `read_narrowing` reads."""
    if isinstance(value, AutoQuery):
        lookup = AUTO
    if isinstance(value, BaseInput):
        value = value.query_string
    if isinstance(value, set | frozenset | tuple):
        value = list(value)
    name = field if lookup == "content" else f"{field}__{lookup}"
    return f"{name}:{json.dumps(value, default=str, ensure_ascii=False)}"


def escape_value(text: str) -> str:
    """A value as it stands between quotation marks."""
    return json.dumps(text, ensure_ascii=False)[1:-1]


def read_narrowing(text: str) -> SearchNode | None:
    """The conditions; None where it can't be read or looked up."""
    try:
        reader = _NarrowReader(text)
        narrowing = reader.read_any(0)
        if reader.tokens:
            return None
        check_conditions(narrowing)
    except (ValueError, IndexError, RecursionError, UnsupportedSearchError):
        return None
    return narrowing


class _NarrowReader:
    """Reads from left to right. Raises `ValueError` or `IndexError` for what it can't
    read."""

    def __init__(self, text: str) -> None:
        if len(text) > MOST_CHARACTERS:
            raise ValueError("too long")
        self.tokens: list[re.Match[str]] = []
        at = 0
        while at < len(text.rstrip()):
            match = _TOKEN.match(text, at)
            if match is None:
                raise ValueError(text[at:])
            self.tokens.append(match)
            at = match.end()

    def read_any(self, depth: int) -> SQ:
        """Conditions of which one is enough."""
        groups = self._read_all(depth)
        while self._is_next("OR"):
            self.tokens.pop(0)
            groups = groups | self._read_all(depth)
        return groups

    def _read_all(self, depth: int) -> SQ:
        conditions = self._read_one(depth)
        while self.tokens and not self._is_next("OR", ")"):
            if self._is_next("AND"):
                self.tokens.pop(0)
            conditions = conditions & self._read_one(depth)
        return conditions

    def _read_one(self, depth: int) -> SQ:
        if depth > MOST_DEPTH:
            raise ValueError("too deep")
        token = self.tokens.pop(0)
        if token["sign"] == "NOT":
            return ~self._read_one(depth + 1)
        if token["sign"] == "(":
            group = self.read_any(depth + 1)
            if not self._is_next(")"):
                raise ValueError("a bracket is open")
            self.tokens.pop(0)
            return group
        if token["sign"]:
            raise ValueError(token["sign"])
        return SQ() if token["all"] else _make_condition(token)

    def _is_next(self, *signs: str) -> bool:
        return bool(self.tokens) and self.tokens[0]["sign"] in signs


def _make_condition(token: re.Match[str]) -> SQ:
    name = token["field"]
    field, _separator, lookup = name.partition("__")
    span = _RANGE.fullmatch(token["json"] or "")
    if span:
        return _make_range(field, span[1].strip('"'), span[2].strip('"'))
    value = json.loads(token["json"]) if token["json"] else token["word"]
    if lookup == AUTO:
        return SQ(**{field: AutoQuery(str(value))})
    if isinstance(value, list) and not lookup:
        name = f"{field}__in"
    elif field == name:
        name = f"{field}__exact"
    return SQ(**{name: value})


def _make_range(field: str, low: str, high: str) -> SQ:
    if EVERYTHING not in (low, high):
        return SQ(**{f"{field}__range": (low, high)})
    if low != EVERYTHING:
        return SQ(**{f"{field}__gte": low})
    return SQ(**{f"{field}__lte": high}) if high != EVERYTHING else SQ()
