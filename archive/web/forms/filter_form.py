"""The form that shows a page's filters, and the problems of its address."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django import forms
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext, pgettext
from django.utils.translation import gettext_lazy as _

from archive.filters import ParameterProblem, leave_out_problems, parse_filters

WAYS_OUT: dict[str, str | Promise] = {
    "from": _("Search without this date"),
    "to": _("Search without this date"),
    "added": _("Search without this date"),
    "region": _("Search without this region"),
    "tag": _("Search without this tag"),
    "kind": _("Search without this type"),
    "change": _("Show all changes"),
    "source": _("Search without this source"),
    "page": _("Go to the first page"),
    "sort": _("Sort in the usual order"),
    "style": _("Cite in the usual style"),
    "of": _("Cite the entry"),
    "passage": _("Cite the whole entry"),
    "basket": _("Search without a basket"),
    "in_basket": _("Search without a basket"),
    "narrative": _("Search without this story trail"),
    "v": _("Show the current version"),
}
MOST_MESSAGES = 5  # of one parameter
OTHER_WAY_OUT = _("Continue without this value")


@dataclass(frozen=True)
class WayOut:
    """A link to the same page without the wrong value."""

    url: str
    label: str | Promise


@dataclass(frozen=True)
class PageProblem:
    """A problem of an address, with the way out."""

    message: str | Promise
    way_out: WayOut


class FilterField(forms.CharField):
    """A text field filled in from the address.

    It shows the value as it was read, or as typed where it was wrong. Only the parser
    of the address decides what is wrong.
    """

    way_out: WayOut | None = None
    display_value: str | None = None

    def bound_data(self, data: str | None, initial: str | None) -> str | None:
        """The value to show in the field."""
        return data if self.display_value is None else self.display_value

    def run_validators(self, value: object) -> None:
        """No check here: the form adds the problems of the parser."""


class FilterChoiceField(forms.ChoiceField):
    """A select list filled in from the address.

    The parser knows more values than the list offers, so only the parser decides what
    is wrong.
    """

    way_out: WayOut | None = None
    display_value: str = ""

    def bound_data(self, data: str | None, initial: str | None) -> str:
        """The value to show as chosen."""
        return self.display_value

    def validate(self, value: str) -> None:
        """Accept any value: the form adds the problems of the parser."""


class AddressForm(forms.Form):
    """The parameters of an address as form fields.

    A problem is shown at its field; where the page has no such field, it is in
    `problems`. Pages whose parameters only come from links use it without fields.
    """

    def __init__(
        self, request: HttpRequest, refused: Iterable[ParameterProblem]
    ) -> None:
        super().__init__(request.GET, auto_id="field-%s")
        self.request = request
        self.parameter_problems = tuple(refused)
        self.problems: list[PageProblem] = []

    def clean(self) -> None:
        """Put the problems of each parameter at its field, or above the form: an
        address may have hundreds of wrong values, which one link leaves out."""
        by_name: dict[str, list[ParameterProblem]] = {}
        for problem in self.parameter_problems:
            by_name.setdefault(problem.parameter, []).append(problem)
        for name, refused in by_name.items():
            way_out = build_way_out(self.request, name, self.parameter_problems)
            messages = _list_messages(name, refused)
            field = self.fields.get(name)
            if isinstance(field, (FilterField, FilterChoiceField)):
                field.way_out = way_out
                self.add_error(name, messages)
            else:
                self.add_error(None, messages)
                self.problems.append(PageProblem(" ".join(messages), way_out))
        self.show_read_values()

    def show_read_values(self) -> None:
        """Show values as they were read; forms with fields override it."""


class FilterForm(AddressForm):
    """The filters in the address of a page."""

    def __init__(self, request: HttpRequest) -> None:
        self.filters = parse_filters(request.GET)
        super().__init__(request, self.filters.problems)


class SearchForm(FilterForm):
    """Filters with the date fields from and to."""

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request)
        self.fields["from"] = make_text_field(gettext("From"), "2018")
        self.fields["to"] = make_text_field(gettext("To"), "2019-02")

    def show_read_values(self) -> None:
        """Show dates in EDTF."""
        begin, end = self.filters.date_from, self.filters.date_to
        for name, read in (("from", begin), ("to", end)):
            field = self.fields[name]
            if isinstance(field, FilterField) and read and name not in self.errors:
                field.display_value = read.text


class FacetForm(SearchForm):
    """The same, with a field for when entries were added."""

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request)
        label = pgettext("to the archive", "Added")
        self.fields["added"] = make_text_field(label, "2026-11")

    def show_read_values(self) -> None:
        """Show dates in EDTF."""
        super().show_read_values()
        field, read = self.fields["added"], self.filters.added
        if isinstance(field, FilterField) and read and "added" not in self.errors:
            field.display_value = read.text


def _list_messages(name: str, refused: Sequence[ParameterProblem]) -> list[str]:
    """What is wrong with the values of one parameter, the first ones in words."""
    messages = [str(problem.message) for problem in refused[:MOST_MESSAGES]]
    if more := len(refused) - len(messages):
        counted = ngettext(
            "%(n)s more value of “%(name)s” isn't known.",
            "%(n)s more values of “%(name)s” aren't known.",
            more,
        )
        messages.append(counted % {"n": more, "name": name})
    return messages


def make_text_field(label: str, placeholder: str = "") -> FilterField:
    """A text field that may be empty."""
    attributes = {"class": "field"} | (
        {"placeholder": placeholder} if placeholder else {}
    )
    return FilterField(
        label=label, required=False, widget=forms.TextInput(attrs=attributes)
    )


def build_way_out(
    request: HttpRequest, parameter: str, refused: Sequence[ParameterProblem]
) -> WayOut:
    """A link to the same address without the wrong value of one parameter."""
    query = leave_out_problems(request.GET, parameter, refused)
    url = f"{request.path}?{query.urlencode()}" if query else request.path
    return WayOut(url, WAYS_OUT.get(parameter, OTHER_WAY_OUT))
