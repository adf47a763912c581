"""The fields of a story's page that are the article's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive.editorial import has_right
from archive.models import EntryRegion, Region, Tag, User
from archive.text.languages import LANGUAGE_TAG
from archive.web.forms.typed_dates import convert_typed_date

from .typed_names import (
    find_typed_outlet,
    find_typed_regions,
    find_typed_tags,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import QueryDict


class ArticleForm(forms.Form):
    """What the article itself has: outlet, date, language, regions and tags."""

    seen_edit = forms.IntegerField(widget=forms.HiddenInput, required=False)
    outlet = forms.CharField(
        required=False,
        max_length=200,
        label=gettext_lazy("Outlet"),
        widget=forms.TextInput(attrs={"list": "outlets", "autocomplete": "off"}),
    )
    use_outlet = forms.BooleanField(required=False)
    new_outlet = forms.BooleanField(
        required=False, label=gettext_lazy("Add this outlet if it is new")
    )
    date = forms.CharField(required=False, label=gettext_lazy("Date"), max_length=120)
    language = forms.RegexField(
        LANGUAGE_TAG, max_length=16, label=gettext_lazy("Language")
    )
    more_regions = forms.CharField(
        required=False,
        label=gettext_lazy("More regions"),
        help_text=gettext_lazy("Names or codes, with semicolons between them."),
    )
    more_role = forms.ChoiceField(
        required=False,
        choices=EntryRegion.Role,
        initial="about",
        label=gettext_lazy("Connection"),
    )
    more_tags = forms.CharField(
        required=False,
        label=gettext_lazy("More tags"),
        help_text=gettext_lazy("Names, with semicolons between them."),
    )

    def __init__(
        self, user: User, data: QueryDict | None, initial: dict[str, object]
    ) -> None:
        super().__init__(data, initial=initial)
        self.user = user

    def add_choices(
        self,
        regions: Iterable[int],
        tags: Iterable[int],
        dropped: dict[str, Iterable[int]],
    ) -> None:
        """Add a box for each suggested region and tag, and for each tie that can be
        dropped (by `region`, `tag` or `citation`)."""
        for key in regions:
            self.fields[f"region_{key}"] = forms.BooleanField(required=False)
            self.fields[f"role_{key}"] = forms.ChoiceField(
                choices=EntryRegion.Role, initial="about"
            )
        for key in tags:
            self.fields[f"tag_{key}"] = forms.BooleanField(required=False)
        for name, keys in dropped.items():
            for key in keys:
                box = forms.BooleanField(required=False)
                self.fields[f"drop_{name}_{key}"] = box

    def list_ticked(self, prefix: str) -> list[int]:
        """The keys whose boxes are ticked."""
        return [
            int(name.removeprefix(prefix))
            for name, value in self.cleaned_data.items()
            if name.startswith(prefix) and value is True
        ]

    def list_regions(self) -> list[tuple[Region, str]]:
        """The regions that were accepted or typed, with their roles; one query."""
        keys = self.list_ticked("region_")
        regions = Region.objects.in_bulk(keys)
        accepted = [(regions[k], str(self.cleaned_data[f"role_{k}"])) for k in keys]
        role = str(self.cleaned_data["more_role"] or "about")
        return accepted + [(r, role) for r in self.cleaned_data["more_regions"]]

    def list_tags(self) -> list[Tag]:
        """The tags that were accepted or typed; one query."""
        accepted = Tag.objects.in_bulk(self.list_ticked("tag_"))
        return [*accepted.values(), *self.cleaned_data["more_tags"]]

    def clean_date(self) -> str:
        """The date in EDTF."""
        language = str(self.data.get(self.add_prefix("language"), ""))
        return convert_typed_date(self.cleaned_data["date"], language)

    def clean_more_regions(self) -> list[Region]:
        """The regions of what was typed."""
        return find_typed_regions(self.cleaned_data["more_regions"])

    def clean_more_tags(self) -> list[Tag]:
        """The tags of what was typed."""
        return find_typed_tags(self.cleaned_data["more_tags"])

    def clean(self) -> dict[str, object]:
        """Refuse an outlet that is not known, unless it is to be added."""
        sent = super().clean() or {}
        name = str(sent.get("outlet") or "").strip()
        if not name or find_typed_outlet(name):
            return sent
        if not has_right(self.user, "outlets"):
            self.add_error(
                "outlet",
                _("We know no outlet “%(name)s”. Ask an editor to add it.")
                % {"name": name},
            )
        elif not sent.get("new_outlet"):
            self.add_error(
                "outlet",
                _(
                    "We know no outlet “%(name)s”. Check the name, or tick the box to "
                    "add the outlet."
                )
                % {"name": name},
            )
        return sent
