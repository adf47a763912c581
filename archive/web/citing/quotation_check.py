"""The page that checks a quotation."""

from __future__ import annotations

from dataclasses import dataclass

from django import forms
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from archive.quotations import MAX_QUOTATION_LENGTH, QuotationMatch, check_quotation
from archive.versions import VersionText
from archive.web.errors import handle_search_unavailable
from archive.web.forms.text_fields import make_area_field
from archive.web.search_slots import hold_search_slot

MATCH_NAMES = {
    "exact": gettext_lazy("Word for word"),
    "words": gettext_lazy("Same words, different punctuation or spelling"),
    "nearly": gettext_lazy("Similar"),
}


class QuotationForm(forms.Form):
    """A sentence to look for."""

    def __init__(self, data: QueryDict | None) -> None:
        super().__init__(data, auto_id="quoted-%s")
        self.fields["q"] = make_area_field(
            _("Quotation"), 4, required=True, maxlength=MAX_QUOTATION_LENGTH
        )

    def clean_q(self) -> str:
        """The sentence as one line."""
        return " ".join(str(self.cleaned_data["q"]).split())


@require_safe
@handle_search_unavailable
def quotation_page(request: HttpRequest) -> HttpResponse:
    """Paste a sentence to see which texts have it. It is neither stored nor logged."""
    form = QuotationForm(request.GET if request.GET.get("q") else None)
    quotation = form.cleaned_data["q"] if form.is_valid() else ""
    with hold_search_slot(quotation):
        checked = check_quotation(quotation) if quotation else None
    places = [place for _said, place in checked.matches] if checked else []
    context = {
        "form": form,
        "number": sum(place.how != "nearly" for place in places),
        "nearly": sum(place.how == "nearly" for place in places),
        "most": MAX_QUOTATION_LENGTH,
        "checked": checked,
        "rows": [_build_match_row(text, place) for text, place in checked.matches]
        if checked
        else [],
    }
    return render(request, "quotations/index.html", context)


@dataclass(frozen=True)
class MatchRow:
    """A text that says it, how nearly, and where it is read and cited."""

    text: VersionText
    match: QuotationMatch
    how: str | Promise
    percent: int
    url: str
    cite: str


def _build_match_row(text: VersionText, place: QuotationMatch) -> MatchRow:
    fragment = f"#{text.anchor}" if text.anchor else ""
    newest = max(text.numbers)
    version = reverse("archive:entry-version", args=[text.entry.id_code, newest])
    return MatchRow(
        text,
        place,
        MATCH_NAMES[place.how],
        round(place.share * 100),
        version + fragment,
        _get_cite_url(text, version),
    )


def _get_cite_url(text: VersionText, version: str) -> str:
    """Where to cite the text; a text that only a replaced version has is cited at that
    version."""
    passage = f"?passage={text.anchor}" if text.anchor else ""
    if not text.is_current:
        return f"{version}{passage}#h-cite"
    return reverse("archive:entry-cite", args=[text.entry.id_code]) + passage
