"""The page on which a quotation is checked."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from archive.quotations import MAX_QUOTATION_LENGTH, QuotationMatch, check_quotation
from archive.versions import VersionText
from archive.web.errors import handle_search_unavailable
from archive.web.search_slots import hold_search_slot

MATCH_NAMES = {
    "exact": gettext_lazy("Word for word"),
    "words": gettext_lazy("In the same words, signs or spelling differ"),
    "nearly": gettext_lazy("Nearly"),
}


@require_safe
@handle_search_unavailable
def quotation_page(request: HttpRequest) -> HttpResponse:
    """Paste a sentence; where does it stand? Nothing of it is kept or logged."""
    asked = " ".join(request.GET.get("q", "").replace("\0", " ").split())
    with hold_search_slot(asked):
        checked = check_quotation(asked) if asked else None
    places = [place for _said, place in checked.matches] if checked else []
    context = {
        "asked": asked,
        "number": sum(place.how != "nearly" for place in places),
        "nearly": sum(place.how == "nearly" for place in places),
        "most": MAX_QUOTATION_LENGTH,
        "checked": checked,
        "rows": [_build_match_row(said, place) for said, place in checked.matches]
        if checked
        else [],
    }
    return render(request, "quotations/index.html", context)


def _build_match_row(said: VersionText, place: QuotationMatch) -> dict[str, Any]:
    fragment = f"#{said.anchor}" if said.anchor else ""
    newest = max(said.numbers)
    version = reverse("archive:entry-version", args=[said.entry.id_code, newest])
    return {
        "said": said,
        "place": place,
        "how": MATCH_NAMES[place.how],
        "percent": round(place.share * 100),
        "url": version + fragment,
        "cite": _get_cite_url(said, version),
    }


def _get_cite_url(said: VersionText, version: str) -> str:
    """Where it is cited: what only a replaced version says, at that version."""
    passage = f"?passage={said.anchor}" if said.anchor else ""
    if not said.is_current:
        return f"{version}{passage}#h-cite"
    return reverse("archive:entry-cite", args=[said.entry.id_code]) + passage
