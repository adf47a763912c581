"""Reads a query string, collecting what is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from archive.models import ENTRY_KINDS, SUBJECT_ROLES, Region
from archive.models.entries.date_errors import explain_date_error
from archive.text import dates, idcodes
from archive.text.regioncodes import possible_region_codes

from ._branches import Branches, branches

ROLES = (*SUBJECT_ROLES, "published_in")
SORTS = ("relevance", "date", "-date", "added")
MOST_VALUES = 40  # of one parameter; what is beyond is not read
MOST_PAGE = 1_000_000
MOST_CHARACTERS = 600  # of a query; what is beyond is cut, and said


@dataclass(frozen=True)
class Problem:
    """A value that could not be read: which parameter, and what to do."""

    parameter: str
    value: str
    message: str | Promise


class Reader:
    """The fields of a selection, out of one query string."""

    def __init__(self, query: QueryDict) -> None:
        self.query = query
        self.problems: list[Problem] = []
        self.notices: list[str | Promise] = []
        self.branches: Branches = {}
        self.codes: dict[str, str] = {}  # in use, by one that is not

    def fields(self) -> dict[str, Any]:
        """What `Selection` is made of; never raises."""
        regions, tags = self.many("region"), self.many("tag")
        self.look_up(regions, tags)
        read: dict[str, Any] = {
            "q": self.words(),
            "kinds": self.known("kind", dict.fromkeys(ENTRY_KINDS)),
            "regions": self.regions(regions),
            "role": self.one("role", ROLES),
            "tags": self.tags(tags),
            "languages": self.many("language"),
            "credit": self.many("credit"),
            "source": self.sources(),
            "date_from": self.date("from"),
            "date_to": self.date("to"),
            "undated": self.query.get("undated", "") == "1",
            "expand": self.query.get("expand", "") != "0",
            "sort": self.one("sort", SORTS),
            "page": self.page(),
            "lanes": self.query.get("lanes", "") == "1",
        }
        begin, end = read["date_from"], read["date_to"]
        if begin and end and begin.earliest > end.latest:
            self.wrong("from", begin.text, _("“From” is after “to”: swap them."))
        if read["undated"] and (begin or end):
            self.notices.append(NO_SPAN)
        read["branches"] = self.branches
        read["problems"] = tuple(self.problems)
        read["notices"] = tuple(self.notices)
        return read

    def words(self) -> str:
        """The query, cut where it is too long."""
        text = _clean(self.query.get("q", ""))
        if len(text) > MOST_CHARACTERS:
            self.notices.append(_("The query was cut after 600 characters."))
            text = text[:MOST_CHARACTERS].rstrip()
        return text

    def wrong(self, parameter: str, value: str, message: str | Promise) -> None:
        """Keep a problem, with the beginning of the value."""
        self.problems.append(Problem(parameter, value[:80], message))

    def many(self, name: str) -> tuple[str, ...]:
        """The values of a repeated parameter, each once."""
        given = self.query.getlist(name)
        if len(given) > MOST_VALUES:
            self.notices.append(TOO_MANY % {"most": MOST_VALUES, "name": name})
        values = (_clean(v)[:200] for v in given[:MOST_VALUES])
        return tuple(dict.fromkeys(v for v in values if v.lstrip("-")))

    def known(self, name: str, allowed: Mapping[str, Any]) -> tuple[str, ...]:
        """Those of the values that are allowed, with `-` in front or not."""
        found = []
        for value in self.many(name):
            if value.removeprefix("-") in allowed:
                found.append(value)
            else:
                self.wrong(
                    name, value, _("There is no such value. Use: ") + _list(allowed)
                )
        return tuple(found)

    def one(self, name: str, allowed: tuple[str, ...]) -> str:
        """One value of a list."""
        value = _clean(self.query.get(name, ""))
        if value and value not in allowed:
            self.wrong(name, value, _("There is no such value. Use: ") + _list(allowed))
            return ""
        return value

    def look_up(self, regions: tuple[str, ...], tags: tuple[str, ...]) -> None:
        """The branches of all that is named; one query, three more where a code of a
        region is not in use."""
        keys = [_unsigned(value) for value in tags]
        meant = {
            form
            for value in regions
            for form in possible_region_codes(_unsigned(value))
        }
        self.branches = branches(meant, keys)
        if any(
            not self.branches.keys() & possible_region_codes(_unsigned(v))
            for v in regions
        ):
            former = Region.objects.resolved(meant - self.branches.keys())
            self.codes = {code: region.code for code, region in former.items()}
            self.branches |= branches(self.codes.values(), ())

    def regions(self, values: tuple[str, ...]) -> tuple[str, ...]:
        """Codes of regions that there are, those that a former or differently written
        code leads to."""
        found = []
        for value in values:
            meant = (
                self.codes.get(f, f) for f in possible_region_codes(_unsigned(value))
            )
            code = next((form for form in meant if form in self.branches), None)
            if code is None:
                self.wrong("region", value, _("There is no region with this code."))
                continue
            found.append(f"-{code}" if value.startswith("-") else code)
        return tuple(dict.fromkeys(found))

    def tags(self, values: tuple[str, ...]) -> tuple[str, ...]:
        """Keys of tags that there are."""
        for value in values:
            if _unsigned(value) not in self.branches:
                self.wrong("tag", value, _("There is no tag with this name."))
        return tuple(v for v in values if _unsigned(v) in self.branches)

    def sources(self) -> tuple[str, ...]:
        """Ids that can be ids."""
        found = []
        for value in self.many("source"):
            try:
                sign = "-" if value.startswith("-") else ""
                found.append(sign + idcodes.parse_id_code(value.removeprefix("-")))
            except idcodes.IdCodeError as error:
                self.wrong("source", value, _(str(error)))
        return tuple(found)

    def date(self, name: str) -> dates.Edtf | None:
        """A date in EDTF or as newspapers print it, or none."""
        value = _clean(self.query.get(name, ""))
        if not value:
            return None
        try:
            return dates.parse_typed_date(value)
        except dates.DateError as error:
            self.wrong(name, value, explain_date_error(error))
            return None

    def page(self) -> int:
        """The page's number, from 1."""
        value = _clean(self.query.get("page", "1")) or "1"
        is_number = value.isascii() and value.isdigit() and len(value) <= 9
        if is_number and 0 < int(value) <= MOST_PAGE:
            return int(value)
        self.wrong("page", value, _("Pages are numbered from 1."))
        return 1


NO_SPAN = _("What has no date is in no span: “from” and “to” were left aside.")
TOO_MANY = _("Only the first %(most)s values of “%(name)s” were read.")


def _list(values: Mapping[str, Any] | tuple[str, ...]) -> str:
    return ", ".join(values)


def _unsigned(value: str) -> str:
    """Without the `-` that means without."""
    return value.removeprefix("-")


def _clean(value: str) -> str:
    """Without control characters and lone surrogates; surrounding space gone."""
    kept = "".join(c if c.isprintable() else " " for c in value)
    return " ".join(kept.split())
