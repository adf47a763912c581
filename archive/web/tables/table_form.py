"""The form of the table: words, dates, and what its rows and columns are."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from archive.filters import (
    DIMENSION_FIELDS,
    KIND,
    OUTLET,
    REGION,
    SOURCE,
    TAG,
    YEAR,
    ParameterProblem,
)
from archive.web.forms.filter_form import (
    FilterChoiceField,
    FilterField,
    SearchForm,
    make_text_field,
)
from archive.web.forms.select_list import SelectList

DIMENSION_NAMES: dict[str, str | Promise] = {
    YEAR: pgettext_lazy("of a table", "Years"),
    KIND: pgettext_lazy("of a table", "Types"),
    REGION: pgettext_lazy("of a table", "Regions"),
    "province": pgettext_lazy("of a table", "Provinces and states"),
    "prefecture": pgettext_lazy("of a table", "Prefectures"),
    "county": pgettext_lazy("of a table", "Counties and cities"),
    TAG: pgettext_lazy("of a table", "Tags"),
    SOURCE: pgettext_lazy("of a table", "Sources"),
    OUTLET: pgettext_lazy("of a table", "Outlets"),
}
USUAL_DIMENSIONS = (YEAR, KIND)
OFFERED_TABLES = (  # to choose with one click
    (YEAR, KIND),
    (REGION, YEAR),
    ("prefecture", KIND),
    (TAG, REGION),
    (SOURCE, OUTLET),
)
TABLE_FIELDS = ("q", "from", "to", "rows", "columns")


class TableForm(SearchForm):
    """The filters in the address, and the two dimensions of the table."""

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request)
        rows, columns = USUAL_DIMENSIONS
        self.dimensions = self.filters.rows or rows, self.filters.columns or columns
        self.parameter_problems += tuple(_find_same_fields(*self.dimensions))
        self.fields["q"] = make_text_field(gettext("Words"))
        for name, label in (("rows", gettext("Rows")), ("columns", gettext("Columns"))):
            self.fields[name] = FilterChoiceField(
                label=label,
                required=False,
                choices=list(DIMENSION_NAMES.items()),
                widget=SelectList(attrs={"class": "field"}),
            )
        self.order_fields(TABLE_FIELDS)

    def show_read_values(self) -> None:
        """Show words and dates as they were read, and the dimensions that are used."""
        super().show_read_values()
        words = self.fields["q"]
        if isinstance(words, FilterField):
            words.display_value = self.filters.q
        for name, value in zip(("rows", "columns"), self.dimensions, strict=True):
            field = self.fields[name]
            if isinstance(field, FilterChoiceField):
                field.display_value = value


def _find_same_fields(rows: str, columns: str) -> list[ParameterProblem]:
    """A problem where rows and columns are of one sort, such as regions twice."""
    if DIMENSION_FIELDS[rows] != DIMENSION_FIELDS[columns]:
        return []
    message = _(
        "Rows and columns are of the same sort. Choose another one for columns."
    )
    return [ParameterProblem("columns", columns, message)]
