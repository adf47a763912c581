"""The form that shows and changes a basket."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

from archive.baskets import MAX_BASKET_TITLE_LENGTH, BasketContents
from archive.citations import STYLES
from archive.filters import ParameterProblem
from archive.web.entries.citable_parts import parse_known_values
from archive.web.forms.filter_form import AddressForm, FilterChoiceField
from archive.web.forms.select_list import SelectList
from archive.web.forms.text_fields import SentTextField, make_area_field


class BasketForm(AddressForm):
    """Title, style, and a field for more ids."""

    def __init__(
        self, request: HttpRequest, basket: BasketContents, style: str = ""
    ) -> None:
        chosen, problems = parse_style(request)
        super().__init__(request, problems)
        self.style = style or chosen
        self.fields["ids"] = ids = make_area_field(
            _("Add entries (paste ids or links)"),
            3,
            spellcheck="false",
            autocomplete="off",
        )
        self.fields["title"] = title = SentTextField(
            label=_("Title"),
            required=False,
            widget=forms.TextInput(
                attrs={
                    "class": "field",
                    "maxlength": MAX_BASKET_TITLE_LENGTH,
                    "autocomplete": "off",
                }
            ),
        )
        self.fields["style"] = styles = FilterChoiceField(
            label=_("Style"),
            required=False,
            choices=list(STYLES.items()),
            widget=SelectList(attrs={"class": "field"}),
        )
        ids.display_value, title.display_value, styles.display_value = (
            "",
            basket.title,
            self.style,
        )


class BasketChangeForm(forms.Form):
    """What a reader sends to change a basket.

    No value is refused: an id without an entry becomes a line that says so, an unknown
    style the default one.
    """

    list = SentTextField(required=False)
    ids = SentTextField(required=False)
    title = SentTextField(required=False)
    style = SentTextField(required=False)
    up = SentTextField(required=False)
    down = SentTextField(required=False)
    remove = SentTextField(required=False)
    keep = forms.BooleanField(required=False)

    def __init__(self, sent: QueryDict) -> None:
        super().__init__(sent)
        self.full_clean()

    def clean_style(self) -> str:
        """A known style, or ""."""
        style = str(self.cleaned_data["style"])
        return style if style in STYLES else ""


def parse_style(request: HttpRequest) -> tuple[str, list[ParameterProblem]]:
    """The style in the address or the default one, and a problem where it is
    unknown."""
    usual = next(iter(STYLES))
    chosen, problems = parse_known_values(request, {"style": (tuple(STYLES), usual)})
    return chosen["style"], problems
