"""Reads a query string, collecting what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from archive.models import ENTRY_KINDS, SUBJECT_ROLES, Region
from archive.models.entries.date_errors import explain_typed_date_error
from archive.text import dates, idcodes
from archive.text.regioncodes import possible_region_codes

from ._branches import Branches, load_branches
from ._choice import Choice, Choices
from ._search_filters import REPEATED_PARAMETERS, ParameterProblem, SearchFilters

ROLES = (*SUBJECT_ROLES, "published_in")
SORTS = ("relevance", "date", "-date", "added")
MOST_VALUES = 40  # of one parameter; what is beyond is not read
MOST_PAGE = 1_000_000
MOST_SHOWN = 80  # characters of a wrong value
MOST_QUERY_CHARACTERS = 600  # of a query; what is beyond is cut, and said


def parse_filters(query: QueryDict) -> SearchFilters:
    """Read a query string; never raises. Unknown parameters are ignored; bad values are
    collected in `problems` and left out. One query where regions or tags are named,
    three more where a code of a region is not in use."""
    return AddressParser(query).parse()


def leave_out_problems(
    query: QueryDict, parameter: str, problems: Iterable[ParameterProblem]
) -> QueryDict:
    """The query string without the values of a parameter that could not be read."""
    kept = query.copy()
    wrong = {problem.value for problem in problems if problem.parameter == parameter}
    values = query.getlist(parameter)
    right = [v for v in values if _clean_value(v)[:MOST_SHOWN] not in wrong]
    kept.pop(parameter, None)
    if parameter in REPEATED_PARAMETERS and right != values:
        kept.setlist(parameter, right)
    return kept


class AddressParser:
    """Reads one query string and collects what is wrong with it."""

    def __init__(self, query: QueryDict) -> None:
        self.query = query
        self.problems: list[ParameterProblem] = []
        self.notices: list[str | Promise] = []
        self.branches: Branches = {}
        self.current_codes: dict[str, str] = {}  # by a former code of the region

    def parse(self) -> SearchFilters:
        """The filters, with problems and notices in the order of the parameters."""
        regions, tags = self.read_repeated("region"), self.read_repeated("tag")
        self.look_up_branches(regions, tags)
        read = SearchFilters(
            q=self.read_query(),
            kinds=self.read_known("kind", tuple(ENTRY_KINDS)),
            regions=self.read_regions(regions),
            role=self.read_one_of("role", ROLES),
            tags=self.read_tags(tags),
            languages=self.read_repeated("language"),
            credit=self.read_repeated("credit"),
            source=self.read_sources(),
            date_from=self.read_date("from"),
            date_to=self.read_date("to"),
            undated=self.query.get("undated", "") == "1",
            expand=self.query.get("expand", "") != "0",
            sort=self.read_one_of("sort", SORTS),
            page=self.read_page(),
            lanes=self.query.get("lanes", "") == "1",
            branches=self.branches,
        )
        self.check_dates(read)
        return replace(read, problems=tuple(self.problems), notices=tuple(self.notices))

    def check_dates(self, read: SearchFilters) -> None:
        """That the period begins before it ends, and isn't asked of the undated."""
        begin, end = read.date_from, read.date_to
        if begin and end and begin.earliest > end.latest:
            self.add_problem("from", begin.text, _("“From” is after “to”: swap them."))
        if read.undated and (begin or end):
            self.notices.append(NO_SPAN)

    def read_query(self) -> str:
        """The query, cut where it is too long."""
        text = _clean_value(self.query.get("q", ""))
        if len(text) > MOST_QUERY_CHARACTERS:
            self.notices.append(_("The query was cut after 600 characters."))
            text = text[:MOST_QUERY_CHARACTERS].rstrip()
        return text

    def add_problem(self, parameter: str, value: str, message: str | Promise) -> None:
        """Keep a problem, with the beginning of the value, which stands in the
        message where that has a place for it."""
        shown = value[:MOST_SHOWN]
        said = str(message).replace("%(value)s", shown)
        self.problems.append(ParameterProblem(parameter, shown, said))

    def add_unknown(self, parameter: str, value: str, allowed: tuple[str, ...]) -> None:
        """Keep a value that is none of those that are allowed."""
        values = ", ".join(allowed)
        said = str(_("“%(value)s” isn't possible here. Choose one of: %(values)s."))
        self.add_problem(parameter, value, said.replace("%(values)s", values))

    def read_repeated(self, name: str) -> Choices:
        """The values of a repeated parameter, each once."""
        given = self.query.getlist(name)
        if len(given) > MOST_VALUES:
            self.notices.append(TOO_MANY % {"most": MOST_VALUES, "name": name})
        values = (_clean_value(v)[:200] for v in given[:MOST_VALUES])
        texts = dict.fromkeys(v for v in values if v.lstrip("-"))
        return tuple(Choice.parse(text) for text in texts)

    def read_known(self, name: str, allowed: tuple[str, ...]) -> Choices:
        """Those of the values that are allowed."""
        found = []
        for choice in self.read_repeated(name):
            if choice.value in allowed:
                found.append(choice)
            else:
                self.add_unknown(name, str(choice), allowed)
        return tuple(found)

    def read_one_of(self, name: str, allowed: tuple[str, ...]) -> str:
        """One value of a list."""
        value = _clean_value(self.query.get(name, ""))
        if value and value not in allowed:
            self.add_unknown(name, value, allowed)
            return ""
        return value

    def look_up_branches(self, regions: Choices, tags: Choices) -> None:
        """The branches of all that is named; one query, three more where a code of a
        region is not in use."""
        keys = [choice.value for choice in tags]
        forms = [possible_region_codes(choice.value) for choice in regions]
        meant = {form for one in forms for form in one}
        self.branches = load_branches(meant, keys)
        if any(not self.branches.keys() & one for one in forms):
            former = Region.objects.map_by_codes(meant - self.branches.keys())
            self.current_codes = {code: region.code for code, region in former.items()}
            self.branches |= load_branches(self.current_codes.values(), ())

    def read_regions(self, choices: Choices) -> Choices:
        """Codes of regions that there are, those that a former or differently written
        code leads to."""
        found = []
        for choice in choices:
            forms = possible_region_codes(choice.value)
            meant = (self.current_codes.get(form, form) for form in forms)
            code = next((form for form in meant if form in self.branches), None)
            if code is None:
                said = _("“%(value)s” isn't a region we know.")
                self.add_problem("region", str(choice), said)
                continue
            found.append(replace(choice, value=code))
        return tuple(dict.fromkeys(found))

    def read_tags(self, choices: Choices) -> Choices:
        """Keys of tags that there are."""
        for choice in choices:
            if choice.value not in self.branches:
                said = _("“%(value)s” isn't a tag we know.")
                self.add_problem("tag", str(choice), said)
        return tuple(choice for choice in choices if choice.value in self.branches)

    def read_sources(self) -> Choices:
        """Ids that can be ids."""
        found = []
        for choice in self.read_repeated("source"):
            try:
                id_code = idcodes.parse_id_code(choice.value)
                found.append(replace(choice, value=id_code))
            except idcodes.IdCodeError as error:
                said = f"“{choice}”: {_(str(error))}"
                self.add_problem("source", str(choice), said)
        return tuple(found)

    def read_date(self, name: str) -> dates.Edtf | None:
        """A date in EDTF or as newspapers print it, or none."""
        value = _clean_value(self.query.get(name, ""))
        if not value:
            return None
        try:
            return dates.parse_typed_date(value)
        except dates.DateError as error:
            self.add_problem(name, value, explain_typed_date_error(error))
            return None

    def read_page(self) -> int:
        """The page's number, from 1."""
        value = _clean_value(self.query.get("page", "1")) or "1"
        is_number = value.isascii() and value.isdigit() and len(value) <= 9
        if is_number and 0 < int(value) <= MOST_PAGE:
            return int(value)
        self.add_problem(
            "page", value, _("“%(value)s” isn't a page: pages are numbered from 1.")
        )
        return 1


NO_SPAN = _("What has no date is in no span: “from” and “to” were left aside.")
TOO_MANY = _("Only the first %(most)s values of “%(name)s” were read.")


def _clean_value(value: str) -> str:
    """Without control characters and lone surrogates; surrounding space gone."""
    kept = "".join(c if c.isprintable() else " " for c in value)
    return " ".join(kept.split())
