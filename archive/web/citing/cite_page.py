"""The page that shows how to cite an entry, a passage or a caption."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language, gettext_lazy
from django.views.decorators.http import require_safe

from archive.citations import (
    STYLES,
    build_meta_tags,
    build_proof_url,
    citable_targets,
    cite,
    context_object,
    page_reference,
    permanent_url,
)
from archive.exports import load_public_entry
from archive.models import Entry
from archive.models.entries.relation import load_related_entries
from archive.web.entries.citable_parts import (
    CitablePart,
    build_style_links,
    describe_quotation,
    list_citable_parts,
    parse_cite_parameters,
)
from archive.web.entries.entry_addresses import get_entry_at_address, redirect_to_file
from archive.web.entries.entry_page import list_further_formats, list_reference_files
from archive.web.entries.signposts import add_cite_signposts
from archive.web.forms.filter_form import AddressForm, FilterChoiceField

OF_NAMES = {
    "record": gettext_lazy("The entry in this archive"),
    "capture": gettext_lazy("The archive's copy of the original"),
    "original": gettext_lazy("The original publication"),
}


class CiteForm(AddressForm):
    """The parameters that choose what is cited and in which style; links set them."""

    def __init__(
        self, request: HttpRequest, entry: Entry, places: list[CitablePart]
    ) -> None:
        self.choices, problems = parse_cite_parameters(request, entry, places)
        super().__init__(request, problems)
        self.fields["of"] = FilterChoiceField(required=False)
        if places:
            self.fields["passage"] = FilterChoiceField(required=False)


@require_safe
def cite_entry(request: HttpRequest, id_code: str) -> HttpResponse:
    """References of an entry; `style`, `passage` and `of` choose what is cited and
    how."""
    entry = get_entry_at_address(request, id_code, "entry-cite")
    if isinstance(entry, HttpResponse):
        return entry
    places = list_citable_parts(entry)
    form = CiteForm(request, entry, places)
    chosen = form.choices
    anchor, of = chosen["passage"], chosen["of"]
    choices = {
        "form": form,
        "entry": entry,
        "asked": chosen,
        "styles": build_style_links(request.path, of=of, passage=anchor),
        "kinds_of": [(name, OF_NAMES[name]) for name in citable_targets(entry)],
        "places": places,
    }
    if not form.is_valid():
        return render(request, "entries/cite.html", choices, status=400)
    if file := redirect_to_file(request, entry):
        return file
    full = load_public_entry(entry)
    context = choices | _build_reference_context(full, places, chosen)
    response = render(request, "entries/cite.html", context)
    return add_cite_signposts(response, full, anchor, of)


def _build_reference_context(
    entry: Entry, places: list[CitablePart], chosen: dict[str, str]
) -> dict[str, object]:
    """The reference of an entry, loaded as its own kind, in words and as files, and
    links to the cited part."""
    anchor, of, style = chosen["passage"], chosen["of"], chosen["style"]
    now = permanent_url(entry, "", entry.version)
    saved = page_reference(entry, related=load_related_entries([entry])[entry.pk])
    return {
        "embedded": build_meta_tags(saved),
        "coins": context_object(saved),
        "address": permanent_url(entry, anchor),
        "fixed": permanent_url(entry, anchor, entry.version),
        "proof": build_proof_url(entry),
        "quoted": describe_quotation(places, anchor, now),
        "style": STYLES[style],
        "cited": cite(entry, get_language() or "en", anchor, of, style),
        "files": list_reference_files(entry, of, anchor),
        "more_files": list_further_formats(),
        "query": urlencode({"of": of, "passage": anchor}),
    }
