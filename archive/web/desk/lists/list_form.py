"""What a list of the desk is filtered by, and what is changed of many entries."""

from __future__ import annotations

from django import forms
from django.db.models import Exists, OuterRef, Q
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive.editorial import BulkChange, list_reviewers
from archive.models import Entry, EntryRegion, Region, Tag, Tagging, User
from archive.text import languages
from archive.text.idcodes import parse_id_code
from archive.web.desk.stories.typed_names import (
    find_typed_outlet,
    find_typed_regions,
    find_typed_tags,
)
from archive.web.forms.select_list import SelectList
from archive.web.forms.text_fields import SentTextField

from .desk_lists import GAPS, Entries, select_assigned

ANY = gettext_lazy("All")
CHANGED_BY_FORM = ("tags", "removed_tags", "regions", "removed_regions", "outlet")


class DeskListFilter(forms.Form):
    """Filters in the address of a list; a wrong value is left out."""

    q = SentTextField(label=gettext_lazy("Title or ID"), required=False, max_length=200)
    kind = forms.ChoiceField(
        label=gettext_lazy("Type"), required=False, widget=SelectList
    )
    language = forms.CharField(
        label=gettext_lazy("Language"), required=False, max_length=35
    )
    lacks = forms.ChoiceField(
        label=gettext_lazy("Lacks"), required=False, widget=SelectList
    )
    tag = SentTextField(label=gettext_lazy("Tag"), required=False, max_length=200)
    region = SentTextField(label=gettext_lazy("Region"), required=False, max_length=200)
    outlet = SentTextField(label=gettext_lazy("Outlet"), required=False, max_length=200)
    reviewer = forms.ModelChoiceField(
        User.objects.none(),
        to_field_name="username",
        required=False,
        label=gettext_lazy("Reviewer"),
        empty_label=ANY,
        widget=SelectList,
    )
    page = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)

    def __init__(self, data: QueryDict) -> None:
        super().__init__(data)
        kinds, lacks = self.fields["kind"], self.fields["lacks"]
        assert isinstance(kinds, forms.ChoiceField)
        assert isinstance(lacks, forms.ChoiceField)
        kinds.choices = [("", ANY), *Entry.Kind.choices]
        lacks.choices = [("", "–"), *((name, gap[0]) for name, gap in GAPS.items())]
        reviewer = self.fields["reviewer"]
        assert isinstance(reviewer, forms.ModelChoiceField)
        reviewer.queryset = list_reviewers()

    def clean_tag(self) -> list[Tag]:
        """The tags of the names."""
        return list(find_typed_tags(self.cleaned_data["tag"]))

    def clean_region(self) -> list[Region]:
        """The regions of the names."""
        return list(find_typed_regions(self.cleaned_data["region"]))

    def narrow(self, rows: Entries) -> Entries:
        """The rows that the filters leave."""
        self.is_valid()
        chosen = self.cleaned_data
        rows = self._narrow_by_ties(rows)
        if words := chosen.get("q"):
            rows = rows.filter(find_entries_by_words(words))
        if kind := chosen.get("kind"):
            rows = rows.filter(kind=kind)
        language = chosen.get("language", "")
        if language and languages.LANGUAGE_TAG.fullmatch(language):
            rows = rows.filter(language__istartswith=language)
        if lacks := chosen.get("lacks"):
            rows = rows.filter(GAPS[lacks][1]())
        return rows

    def _narrow_by_ties(self, rows: Entries) -> Entries:
        """The rows with a tag, a region or what lies in it, an outlet, a reviewer."""
        chosen = self.cleaned_data
        if tags := chosen.get("tag"):
            tagged = Tagging.objects.filter(entry=OuterRef("pk"), tag__in=tags)
            rows = rows.filter(Exists(tagged))
        if regions := chosen.get("region"):
            inside = Q()
            for region in regions:
                inside |= Q(region__path__startswith=region.path)
            ties = EntryRegion.objects.filter(inside, entry=OuterRef("pk"))
            rows = rows.filter(Exists(ties))
        if outlet := chosen.get("outlet"):
            rows = rows.filter(article__outlet__name__icontains=outlet)
        if reviewer := chosen.get("reviewer"):
            rows = rows.filter(select_assigned(reviewer))
        return rows

    def is_narrowed(self) -> bool:
        """Whether a filter leaves something out."""
        names = [name for name in self.fields if name != "page"]
        return any(self.cleaned_data.get(name) for name in names)


def find_entries_by_words(words: str, of: str = "") -> Q:
    """Condition of entries whose title has these words, or whose permanent id they are;
    `of` is the way from another table, as `entry__`."""
    condition = Q((f"{of}title__icontains", words))
    try:
        return condition | Q((f"{of}id_code", parse_id_code(words)))
    except ValueError:
        return condition


class ManyEntriesForm(forms.Form):
    """The entries that were chosen in a list, and what each of them gets."""

    entry = forms.TypedMultipleChoiceField(
        coerce=int,
        error_messages={
            "required": gettext_lazy("Choose at least one entry."),
            "invalid_choice": gettext_lazy(
                "An entry that you chose is not in this list any more."
            ),
        },
    )
    tags = SentTextField(
        label=gettext_lazy("Add tags"),
        help_text=gettext_lazy("Names, with semicolons between them."),
        required=False,
    )
    removed_tags = SentTextField(
        label=gettext_lazy("Remove tags"),
        help_text=gettext_lazy("Names, with semicolons between them."),
        required=False,
    )
    regions = SentTextField(
        label=gettext_lazy("Add regions"),
        help_text=gettext_lazy("Names or codes, with semicolons between them."),
        required=False,
    )
    role = forms.ChoiceField(
        label=gettext_lazy("Role of the regions"),
        choices=EntryRegion.Role.choices,
        required=False,
        widget=SelectList,
    )
    removed_regions = SentTextField(
        label=gettext_lazy("Remove regions"),
        help_text=gettext_lazy("Names or codes, with semicolons between them."),
        required=False,
    )
    outlet = SentTextField(label=gettext_lazy("Set outlet"), required=False)
    verb = forms.CharField(required=False, widget=forms.HiddenInput)
    reviewer = forms.ModelChoiceField(
        User.objects.none(),
        to_field_name="username",
        required=False,
        label=gettext_lazy("Assign to"),
        empty_label=gettext_lazy("No change"),
        widget=SelectList,
    )

    def __init__(self, rows: Entries, data: QueryDict | None = None) -> None:
        super().__init__(data)
        field = self.fields["entry"]
        assert isinstance(field, forms.TypedMultipleChoiceField)
        sent = [key for key in data.getlist("entry") if key.isdecimal()] if data else []
        keys = [key for key in sent if len(key) < 19]
        found = rows.filter(pk__in=keys).values_list("pk", flat=True)
        field.choices = [(key, key) for key in found]

        reviewer = self.fields["reviewer"]
        assert isinstance(reviewer, forms.ModelChoiceField)
        reviewer.queryset = list_reviewers()

    def clean_removed_tags(self) -> list[Tag]:
        """The tags of the names."""
        return list(find_typed_tags(self.cleaned_data["removed_tags"]))

    def clean_removed_regions(self) -> list[Region]:
        """The regions of the names."""
        return list(find_typed_regions(self.cleaned_data["removed_regions"]))

    def clean_tags(self) -> list[Tag]:
        """The tags of the names."""
        return list(find_typed_tags(self.cleaned_data["tags"]))

    def clean_regions(self) -> list[Region]:
        """The regions of the names."""
        return list(find_typed_regions(self.cleaned_data["regions"]))

    def clean_outlet(self) -> object:
        """The outlet of the name, or None."""
        name = self.cleaned_data["outlet"]
        outlet = find_typed_outlet(name) if name.strip() else None
        if name.strip() and outlet is None:
            raise forms.ValidationError(
                _("We know no outlet “%(name)s”. Add it first.") % {"name": name}
            )
        return outlet

    def clean(self) -> dict[str, object]:
        """Refuse a form that changes nothing."""
        sent = super().clean() or {}
        if self.errors or sent["verb"]:
            return sent
        if not any(sent.get(name) for name in (*CHANGED_BY_FORM, "reviewer")):
            raise forms.ValidationError(
                _("Enter what is to change in the chosen entries.")
            )
        for name in ("tags", "regions"):
            if set(sent[name]) & set(sent[f"removed_{name}"]):
                text = _("This is to be added and removed: choose one.")
                self.add_error(f"removed_{name}", text)
        return sent

    def has_change(self) -> bool:
        """Whether the entries themselves change, not only who reviews them."""
        return any(self.cleaned_data[name] for name in CHANGED_BY_FORM)

    def read_change(self) -> BulkChange:
        """What changes in each chosen entry."""
        sent = self.cleaned_data
        return BulkChange(
            tags=tuple(sent["tags"]),
            removed_tags=tuple(sent["removed_tags"]),
            regions=tuple(sent["regions"]),
            removed_regions=tuple(sent["removed_regions"]),
            role=sent["role"] or "about",
            outlet=sent["outlet"],
        )
