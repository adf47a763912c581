"""A form whose rows are chosen one by one or all, by their numbers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django import forms
from django.http import QueryDict

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class ChosenRowsForm(forms.Form):
    """Rows by their numbers, each with whether it is chosen at first. What was sent
    stays chosen where it is refused."""

    def __init__(
        self,
        rows: Iterable[tuple[int, bool]],
        told_where_none: StrOrPromise,
        data: QueryDict | None = None,
    ) -> None:
        super().__init__(data)
        listed = list(rows)
        self.fields["row"] = forms.TypedMultipleChoiceField(
            coerce=int,
            choices=[(number, number) for number, _is_chosen in listed],
            initial=[number for number, is_chosen in listed if is_chosen],
            error_messages={"required": told_where_none},
        )

    def list_chosen(self) -> set[str]:
        """The numbers that the page shows as chosen."""
        return set(map(str, self["row"].value() or ()))
