"""The form that chooses what is compared."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from archive.crosstabs import load_value_names
from archive.filters import SearchFilters, parse_carried_basket
from archive.models.vocabulary.preferred_names import choose_name
from archive.web.forms.filter_form import (
    AddressForm,
    FilterChoiceField,
    FilterField,
    make_text_field,
)
from archive.web.forms.select_list import SelectList
from archive.web.timeline.timeline_form import (
    FilterOptions,
    build_filter_options,
    count_offered,
    get_first_choice,
)

from .sides import SIDES, ComparedSide, list_problems

SIDE_FIELDS = ("q", "region", "tag", "from", "to")


class CompareForm(AddressForm):
    """Words, a region, a tag and a period for each side."""

    def __init__(
        self, request: HttpRequest, sides: tuple[ComparedSide, ComparedSide]
    ) -> None:
        _basket, problems = parse_carried_basket(request.GET)
        super().__init__(request, [*list_problems(sides), *problems])
        self.sides = sides
        lists = (("region", _("Region")), ("tag", _("Tag")))
        texts = (
            ("q", _("Words"), ""),
            ("from", _("From"), "2018"),
            ("to", _("To"), "2019"),
        )
        for letter in SIDES:
            for name, label, example in texts:
                self.fields[f"{letter}.{name}"] = make_text_field(label, example)
            for name, label in lists:
                self.fields[f"{letter}.{name}"] = FilterChoiceField(
                    label=label,
                    required=False,
                    widget=SelectList(attrs={"class": "field"}),
                )
        self.order_fields([f"{s}.{name}" for s in SIDES for name in SIDE_FIELDS])

    def list_side_fields(self, letter: str) -> list[forms.BoundField]:
        """The fields of a side, in their order."""
        return [self[f"{letter}.{name}"] for name in SIDE_FIELDS]

    def show_read_values(self) -> None:
        """Show words as they were read, and dates in EDTF."""
        for side in self.sides:
            for name in ("q", "from", "to"):
                key = f"{side.letter}.{name}"
                field, read = self.fields[key], dict(side.own).get(key, "")
                if isinstance(field, FilterField) and key not in self.errors:
                    field.display_value = read

    def offer_options(self) -> None:
        """Fill the lists of regions and tags: those with most entries, and what is
        chosen. Some six queries."""
        everything = SearchFilters()
        counted = count_offered(everything)
        offered = build_filter_options(everything, 0, None, counted)
        for side in self.sides:
            for name, field, label in (
                ("region", "regions", _("All regions")),
                ("tag", "tags", _("All tags")),
            ):
                self._offer(side, name, field, label, offered)

    def _offer(
        self,
        side: ComparedSide,
        name: str,
        field_name: str,
        everything: str,
        offered: FilterOptions,
    ) -> None:
        field = self.fields[f"{side.letter}.{name}"]
        assert isinstance(field, FilterChoiceField)
        choices = [("", everything), *((o.value, o.text) for o in offered[field_name])]
        chosen = ""
        if any(parameter == f"{side.letter}.{name}" for parameter, _value in side.own):
            chosen = get_first_choice(side.filters.choices(field_name))
        if chosen not in {value for value, _label in choices}:
            choices.append((chosen, _name_choice(name, chosen)))
        field.choices = choices
        field.display_value = chosen


def _name_choice(dimension: str, chosen: str) -> str:
    """The name of a region or tag that the lists don't offer; one query."""
    names = load_value_names(dimension, [chosen]).get(chosen, {})
    return choose_name(names, get_language() or "en") or chosen
