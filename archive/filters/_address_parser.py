"""Reads filters from a query string and collects the values that are wrong."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from archive.models import ENTRY_KINDS, SUBJECT_ROLES, Region
from archive.models.entries.date_errors import explain_typed_date_error
from archive.text import dates, idcodes
from archive.text.regioncodes import possible_region_codes

from ._branches import Branches, load_branches
from ._choice import Choice, Choices
from ._entry_sets import (
    CARRIED_BASKET,
    EntrySet,
    EntrySets,
    load_basket_set,
    load_narrative_set,
)
from ._search_filters import REPEATED_PARAMETERS, ParameterProblem, SearchFilters
from ._table_dimensions import DIMENSION_FIELDS
from ._value_names import CHANGE_NAMES

ROLES = (*SUBJECT_ROLES, "published_in")
SORTS = ("relevance", "date", "-date", "added")
MOST_VALUES = 40  # of one parameter; more are not read
MOST_PAGE = 1_000_000
MOST_SHOWN = 80  # characters of a wrong value that a message repeats
MOST_QUERY_CHARACTERS = 600  # a longer query is cut, and a notice says so


def parse_filters(query: QueryDict) -> SearchFilters:
    """The filters that a query string sets; never raises.

    Unknown parameters are ignored. Bad values are left out and collected in `problems`.
    One query where regions or tags are named, three more where a region code is not in
    use.
    """
    return AddressParser(query).parse()


def leave_out_problems(
    query: QueryDict, parameter: str, problems: Iterable[ParameterProblem]
) -> QueryDict:
    """A copy of the query string without a parameter's wrong values.

    Of a repeated parameter the right values stay; any other goes altogether.
    """
    query_copy = query.copy()
    wrong = {problem.value for problem in problems if problem.parameter == parameter}
    values = query.getlist(parameter)
    right = [v for v in values if _clean_value(v)[:MOST_SHOWN] not in wrong]
    query_copy.pop(parameter, None)
    if parameter in REPEATED_PARAMETERS and right != values:
        query_copy.setlist(parameter, right)
    return query_copy


class AddressParser:
    """Reads one query string and collects what is wrong with it."""

    def __init__(self, query: QueryDict) -> None:
        self.query = query
        self.problems: list[ParameterProblem] = []
        self.notices: list[str | Promise] = []
        self.branches: Branches = {}
        self.entry_sets: EntrySets = {}
        self.current_codes: dict[str, str] = {}  # by former region code

    def parse(self) -> SearchFilters:
        """The filters, with problems and notices in the order of the fields."""
        regions, tags = self.read_repeated("region"), self.read_repeated("tag")
        self.look_up_branches(regions, tags)
        filters = SearchFilters(
            q=self.read_query(),
            kinds=self.read_known("kind", tuple(ENTRY_KINDS)),
            regions=self.read_regions(regions),
            role=self.read_one_of("role", ROLES),
            tags=self.read_tags(tags),
            languages=self.read_repeated("language"),
            credit=self.read_repeated("credit"),
            source=self.read_sources(),
            outlets=self.read_repeated("outlet"),
            date_from=self.read_date("from"),
            date_to=self.read_date("to"),
            undated=self.query.get("undated", "") == "1",
            added=self.read_date("added"),
            narrative=self.read_narrative(),
            in_basket=self.read_filtering_basket(),
            expand=self.query.get("expand", "") != "0",
            sort=self.read_one_of("sort", SORTS),
            page=self.read_page(),
            lanes=self.query.get("lanes", "") == "1",
            change=self.read_one_of("change", tuple(CHANGE_NAMES)),
            rows=self.read_one_of("rows", tuple(DIMENSION_FIELDS)),
            columns=self.read_one_of("columns", tuple(DIMENSION_FIELDS)),
            basket=self.read_basket(),
            branches=self.branches,
            entry_sets=self.entry_sets,
        )
        self.check_dates(filters)
        return replace(
            filters, problems=tuple(self.problems), notices=tuple(self.notices)
        )

    def check_dates(self, filters: SearchFilters) -> None:
        """Check that the period begins before it ends and isn't combined with
        `undated`."""
        begin, end = filters.date_from, filters.date_to
        if begin and end and begin.earliest > end.latest:
            self.add_problem(
                "from", begin.text, _("“From” is later than “To”: swap the two dates.")
            )
        if filters.undated and (begin or end):
            self.notices.append(NO_SPAN)

    def read_query(self) -> str:
        """The words of the query, cut to 600 characters."""
        text = _clean_value(self.query.get("q", ""))
        if len(text) > MOST_QUERY_CHARACTERS:
            self.notices.append(
                _("Your search was too long: we used its first 600 characters.")
            )
            text = text[:MOST_QUERY_CHARACTERS].rstrip()
        return text

    def add_problem(self, parameter: str, value: str, message: str | Promise) -> None:
        """Note a wrong value; `%(value)s` in the message becomes its beginning."""
        beginning = value[:MOST_SHOWN]
        text = str(message).replace("%(value)s", beginning)
        self.problems.append(ParameterProblem(parameter, beginning, text))

    def add_unknown(self, parameter: str, value: str, allowed: tuple[str, ...]) -> None:
        """Note a value that is not allowed, with a message that lists those that
        are."""
        values = ", ".join(allowed)
        message = str(_("“%(value)s” isn't possible here. Choose one of: %(values)s."))
        self.add_problem(parameter, value, message.replace("%(values)s", values))

    def read_repeated(self, name: str) -> Choices:
        """The values of a parameter that may be repeated, each once; at most 40."""
        all_values = self.query.getlist(name)
        if len(all_values) > MOST_VALUES:
            self.notices.append(TOO_MANY % {"most": MOST_VALUES, "name": name})
        values = (_clean_value(v)[:200] for v in all_values[:MOST_VALUES])
        texts = dict.fromkeys(v for v in values if v.lstrip("-"))
        return tuple(Choice.parse(text) for text in texts)

    def read_known(self, name: str, allowed: tuple[str, ...]) -> Choices:
        """The allowed values of a repeated parameter; others become problems."""
        allowed_choices = []
        for choice in self.read_repeated(name):
            if choice.value in allowed:
                allowed_choices.append(choice)
            else:
                self.add_unknown(name, str(choice), allowed)
        return tuple(allowed_choices)

    def read_one_of(self, name: str, allowed: tuple[str, ...]) -> str:
        """The value of a parameter, "" where it is not allowed."""
        value = _clean_value(self.query.get(name, ""))
        if value and value not in allowed:
            self.add_unknown(name, value, allowed)
            return ""
        return value

    def look_up_branches(self, regions: Choices, tags: Choices) -> None:
        """Load the branches of the named regions and tags; one query, three more where
        a region code is not in use."""
        keys = [choice.value for choice in tags]
        codes_by_choice = [possible_region_codes(choice.value) for choice in regions]
        codes = {code for possible in codes_by_choice for code in possible}
        self.branches = load_branches(codes, keys)
        if any(not self.branches.keys() & possible for possible in codes_by_choice):
            former = Region.objects.map_by_codes(codes - self.branches.keys())
            self.current_codes = {code: region.code for code, region in former.items()}
            self.branches |= load_branches(self.current_codes.values(), ())

    def read_regions(self, choices: Choices) -> Choices:
        """The chosen regions by their current codes; unknown ones become problems.

        A former code, or one in another notation, is replaced by the current one.
        """
        valid_choices = []
        for choice in choices:
            possible = possible_region_codes(choice.value)
            current = (self.current_codes.get(code, code) for code in possible)
            code = next((code for code in current if code in self.branches), None)
            if code is None:
                message = _("“%(value)s” isn't a region we know.")
                self.add_problem("region", str(choice), message)
                continue
            valid_choices.append(replace(choice, value=code))
        return tuple(dict.fromkeys(valid_choices))

    def read_tags(self, choices: Choices) -> Choices:
        """The chosen tags; unknown ones become problems."""
        for choice in choices:
            if choice.value not in self.branches:
                message = _("“%(value)s” isn't a tag we know.")
                self.add_problem("tag", str(choice), message)
        return tuple(choice for choice in choices if choice.value in self.branches)

    def read_sources(self) -> Choices:
        """The id codes of sources, in canonical form; impossible ones become problems.

        Whether the source exists is not asked.
        """
        valid = []
        for choice in self.read_repeated("source"):
            try:
                id_code = idcodes.parse_id_code(choice.value)
                valid.append(replace(choice, value=id_code))
            except idcodes.IdCodeError as error:
                message = f"“{choice}”: {_(str(error))}"
                self.add_problem("source", str(choice), message)
        return tuple(valid)

    def read_basket(self, name: str = "basket") -> str:
        """The key of a saved basket, or the ids of one joined by dots; whether there is
        such a basket is not asked."""
        value = _clean_value(self.query.get(name, ""))
        if value and not CARRIED_BASKET.fullmatch(value):
            self.add_problem(name, value, NO_BASKET)
            return ""
        return value

    def read_filtering_basket(self) -> str:
        """The basket whose entries alone are wanted; two queries where one is named."""
        value = self.read_basket("in_basket")
        if not value:
            return ""
        return self.note_set("in_basket", value, load_basket_set(value), NO_BASKET)

    def read_narrative(self) -> str:
        """The id of the narrative whose entries alone are wanted, where readers may see
        it; two queries where one is named."""
        value = _clean_value(self.query.get("narrative", ""))
        if not value:
            return ""
        try:
            id_code = idcodes.parse_id_code(value)
        except idcodes.IdCodeError:
            self.add_problem("narrative", value, NO_NARRATIVE)
            return ""
        found = load_narrative_set(id_code)
        return self.note_set("narrative", id_code, found, NO_NARRATIVE)

    def note_set(
        self, name: str, value: str, found: EntrySet | None, message: Promise | str
    ) -> str:
        """The value, with its entries noted; a problem where there is no such set."""
        if found is None:
            self.add_problem(name, value, message)
            return ""
        self.entry_sets[name, value] = found
        return value

    def read_date(self, name: str) -> dates.Edtf | None:
        """The date of a parameter, typed as EDTF or as newspapers print it, in the
        order of the reader's language; None where it is empty or wrong.

        *Last week* is refused: an address means the same days for everybody, always.
        """
        value = _clean_value(self.query.get(name, ""))
        if not value:
            return None
        try:
            # In English the page is for readers of both orders.
            language = (get_language() or "").removeprefix("en")
            return dates.parse_typed_date(value, language)
        except dates.DateError as error:
            self.add_problem(name, value, explain_typed_date_error(error))
            return None

    def read_page(self) -> int:
        """The page number, from 1; 1 where it is wrong."""
        value = _clean_value(self.query.get("page", "1")) or "1"
        is_number = value.isascii() and value.isdigit() and len(value) <= 9
        if is_number and 0 < int(value) <= MOST_PAGE:
            return int(value)
        self.add_problem(
            "page",
            value,
            _("“%(value)s” isn't a page number. Pages are numbered from 1."),
        )
        return 1


def parse_carried_basket(query: QueryDict) -> tuple[str, tuple[ParameterProblem, ...]]:
    """The basket that an address of any page carries, "" where it has none, and what
    is wrong with it. Whether there is such a basket is not asked."""
    parser = AddressParser(query)
    return parser.read_basket(), tuple(parser.problems)


NO_BASKET = _("“%(value)s” isn't a basket. Open your basket and search there.")
NO_NARRATIVE = _("“%(value)s” isn't a story trail we know.")
NO_SPAN = _(
    "Entries without a date belong to no period: “From” and “To” were left out."
)
TOO_MANY = _("We used only the first %(most)s values of “%(name)s”.")


def _clean_value(value: str) -> str:
    """The value with control characters and lone surrogates as spaces, each run of
    which becomes one space."""
    printable = "".join(c if c.isprintable() else " " for c in value)
    return " ".join(printable.split())
