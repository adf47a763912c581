"""The form that a page's address fills in: filters, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django import forms
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from archive.filters import ParameterProblem, leave_out_problems, parse_filters

WAYS_OUT: dict[str, str | Promise] = {
    "from": _("Search without this date"),
    "to": _("Search without this date"),
    "region": _("Search without this region"),
    "tag": _("Search without this tag"),
    "kind": _("Search without this type"),
    "source": _("Search without this source"),
    "page": _("Go to the first page"),
    "sort": _("Use the usual order"),
    "style": _("Use the usual style"),
    "of": _("Cite the record"),
    "passage": _("Cite the whole record"),
    "v": _("Show the current version"),
}
OTHER_WAY_OUT = _("Continue without it")


@dataclass(frozen=True)
class WayOut:
    """A link to the same page without what is wrong."""

    url: str
    label: str | Promise


@dataclass(frozen=True)
class PageProblem:
    """What is wrong in an address, with the way out."""

    message: str | Promise
    way_out: WayOut


class FilterField(forms.CharField):
    """A text field that an address fills in. It shows what was read, or what was typed
    where that could not be read; the parser alone decides what is right."""

    way_out: WayOut | None = None
    shown: str | None = None

    def bound_data(self, data: str | None, initial: str | None) -> str | None:
        """What stands in the field."""
        return data if self.shown is None else self.shown

    def run_validators(self, value: object) -> None:
        """None: what the parser refused is added by the form."""


class FilterChoiceField(forms.ChoiceField):
    """A list to choose from. The parser knows more values than the list offers, so it
    alone decides what is right."""

    way_out: WayOut | None = None
    shown: str = ""

    def bound_data(self, data: str | None, initial: str | None) -> str:
        """What is chosen."""
        return self.shown

    def validate(self, value: str) -> None:
        """Anything: what the parser refused is added by the form."""


class AddressForm(forms.Form):
    """A page's address, as fields and as what is wrong with it.

    A value that could not be read is told at its field; where the page has no such
    field, it is one of `problems`. Without fields of its own, a form for pages whose
    parameters come from links alone.
    """

    def __init__(
        self, request: HttpRequest, refused: Iterable[ParameterProblem]
    ) -> None:
        super().__init__(request.GET, auto_id="field-%s")
        self.request = request
        self.refused = tuple(refused)
        self.problems: list[PageProblem] = []

    def clean(self) -> None:
        """Put each problem at its field, or above the form."""
        for problem in self.refused:
            name = problem.parameter
            way_out = build_way_out(self.request, name, self.refused)
            field = self.fields.get(name)
            if isinstance(field, (FilterField, FilterChoiceField)):
                field.way_out = way_out
                self.add_error(name, str(problem.message))
            else:
                self.add_error(None, str(problem.message))
                self.problems.append(PageProblem(problem.message, way_out))
        self.show_read_values()

    def show_read_values(self) -> None:
        """Let fields show the values as they were read; overridden by forms that have
        fields."""


class FilterForm(AddressForm):
    """The filters in a page's address."""

    def __init__(self, request: HttpRequest) -> None:
        self.filters = parse_filters(request.GET)
        super().__init__(request, self.filters.problems)


class SearchForm(FilterForm):
    """Filters with the fields from and to."""

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request)
        self.fields["from"] = make_text_field(gettext("From"), "2018")
        self.fields["to"] = make_text_field(gettext("To"), "2019-02")

    def show_read_values(self) -> None:
        """Dates in their standard form."""
        begin, end = self.filters.date_from, self.filters.date_to
        for name, read in (("from", begin), ("to", end)):
            field = self.fields[name]
            if isinstance(field, FilterField) and read and name not in self.errors:
                field.shown = read.text


def make_text_field(label: str, placeholder: str = "") -> FilterField:
    """A field that may stay empty."""
    attributes = {"class": "field"} | (
        {"placeholder": placeholder} if placeholder else {}
    )
    return FilterField(
        label=label, required=False, widget=forms.TextInput(attrs=attributes)
    )


def build_page_problems(
    request: HttpRequest, refused: Sequence[ParameterProblem]
) -> list[PageProblem]:
    """Each problem with the way out of it."""
    return [
        PageProblem(p.message, build_way_out(request, p.parameter, refused))
        for p in refused
    ]


def build_way_out(
    request: HttpRequest, parameter: str, refused: Sequence[ParameterProblem]
) -> WayOut:
    """The same address without what is wrong of one parameter."""
    query = leave_out_problems(request.GET, parameter, refused)
    url = f"{request.path}?{query.urlencode()}" if query else request.path
    return WayOut(url, WAYS_OUT.get(parameter, OTHER_WAY_OUT))
