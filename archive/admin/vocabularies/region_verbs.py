"""Pages that merge a region into another, or change its code."""

from __future__ import annotations

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from archive.admin.form_page import (
    call_with_form,
    get_signed_in_user,
    render_form_page,
)
from archive.editorial import merge_regions, recode_region
from archive.models import Region, User


class MergeForm(forms.Form):
    """The region to merge into, and the reason."""

    title = gettext_lazy("Merge into another region")
    means = gettext_lazy(
        "Its entries, names and lower-level regions move to the other "
        "region. Its link then leads to the other region. You can't "
        "undo this."
    )
    into = forms.CharField(label=gettext_lazy("Code of the other region"))
    reason = forms.CharField(label=gettext_lazy("Reason"), widget=forms.Textarea)

    def clean_into(self) -> Region:
        """The region that the code means."""
        region = Region.objects.find_by_code(self.cleaned_data["into"])
        if region is None:
            raise ValidationError(_("No region has this code. Check the code."))
        return region

    def call_verb(self, region: Region, by: User) -> tuple[Region, int]:
        """Merge; returns the remaining region and the number of entries."""
        into = self.cleaned_data["into"]
        return into, merge_regions(region, into, by, self.cleaned_data["reason"])


class RecodeForm(forms.Form):
    """The new code, and the reason."""

    title = gettext_lazy("Change code")
    means = gettext_lazy(
        "The link of the region changes too. The old link leads to the new one."
    )
    code = forms.CharField(label=gettext_lazy("New code"), max_length=16)
    reason = forms.CharField(label=gettext_lazy("Reason"), widget=forms.Textarea)

    def call_verb(self, region: Region, by: User) -> tuple[Region, int]:
        """Change the code; returns the region and the number of entries."""
        values = self.cleaned_data
        return region, recode_region(region, values["code"], by, values["reason"])


REGION_VERB_FORMS: dict[str, type[MergeForm] | type[RecodeForm]] = {
    "merge": MergeForm,
    "recode": RecodeForm,
}


def show_region_verb_page(
    page: admin.ModelAdmin, request: HttpRequest, pk: int, verb: str
) -> HttpResponse:
    """The page of a verb; a POST calls it and reports the result."""
    region = get_object_or_404(Region, pk=pk)
    if not page.has_change_permission(request, region):
        raise PermissionDenied
    form = REGION_VERB_FORMS[verb](request.POST if request.method == "POST" else None)

    def call() -> HttpResponse:
        left, number = form.call_verb(region, get_signed_in_user(request))
        message = ngettext(
            "%(n)s entry was changed.", "%(n)s entries were changed.", number
        )
        messages.success(request, message % {"n": number})
        address = reverse("admin:archive_region_change", args=[left.pk])
        return HttpResponseRedirect(address)

    return call_with_form(request, form, call) or render_form_page(
        page, request, "region_verb", form, title=form.title, region=region
    )
