"""The form of an entry: it checks rights, and loses nothing that was typed."""

from __future__ import annotations

from copy import deepcopy
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from archive.editorial import (
    EditorialError,
    find_duplicates,
    has_right,
    require_right,
)
from archive.models import Article, Entry, Narrative, User
from archive.text import addresses, dates
from archive.text.punctuation import punctuation_marks
from archive.web.desk.stories.typed_names import add_outlet

from .form_renderer import WrittenFormRenderer
from .named_fields import OUTLETS, NamedRecordField

DRAFT_GONE = gettext_lazy(
    "This draft no longer exists: somebody published or discarded "
    "it while you were editing. Your text is still in the form: "
    "copy it, and start a correction of the published entry or add "
    "a new one."
)


NOT_OF_THE_RECORD = ("seen_edit", "same_address", "new_outlet")


class EntryForm(forms.ModelForm):
    """Knows who is saving, and notices when somebody else saved meanwhile."""

    user: User  # set by `EditForm`, as the next ones
    is_restored = False  # whether it shows what was typed before and kept
    is_for_later = False  # whether it was sent to be kept and not saved
    locked: ClassVar[type[Entry | Narrative]] = Entry  # whose row is locked
    default_renderer = WrittenFormRenderer()
    seen_edit = forms.IntegerField(
        widget=forms.HiddenInput,
        required=False,
        label=gettext_lazy("version of the form"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "seen_edit" in self.fields:
            self.fields["seen_edit"].initial = self.instance.edit_number
        if "date" in self.fields:
            self.fields["date"].help_text = self._describe_date()
        for name, field in self.fields.items():
            # What the form was opened with goes along, so that it is known which
            # fields its writer touched.
            field.show_hidden_initial = name not in NOT_OF_THE_RECORD
            if isinstance(field, NamedRecordField):
                field.user = self.user

    def _describe_date(self) -> str:
        """How to write a date, and in words what stands there."""
        help_text = _(
            "As the source has it: 20 February 2019, February 2019, 2018 to 2020, "
            "about 2018, on or before 20.2.2019. Leave empty if unknown."
        )
        edtf = self.instance.edtf
        if edtf is None:
            return help_text
        language = get_language() or "en"
        words = _("Now: %(words)s.") % {"words": edtf.display(language)}
        return f"{words}{punctuation_marks(language).space}{help_text}"

    @property
    def overtaken(self) -> bool:
        """Whether somebody saved the entry since this form was opened."""
        return self.has_error("__all__", "overtaken")

    @property
    def is_behind(self) -> bool:
        """Whether somebody saved the entry since what is shown was typed and kept."""
        number = str(self.instance.edit_number)
        return self.is_restored and self.data.get("seen_edit", number) != number

    def take_over(self) -> None:
        """After a conflict: fields that were not changed in the form take the saved
        value."""
        data: Any = deepcopy(
            self.data
        )  # which can be changed, other than the request's
        touched = self.changed_data
        for name, field in self.fields.items():
            if not field.show_hidden_initial:
                continue
            saved = field.prepare_value(self.get_initial_for_field(field, name))
            written = "" if saved is None else str(saved)
            data[self.add_initial_prefix(name)] = written
            if name not in touched:
                data[self.add_prefix(name)] = written
        data["seen_edit"] = self.instance.edit_number
        self.data = data

    def clean_date(self) -> str:
        """What is told from another day, as *gestern* or *last week*, from today in
        EDTF; all else as it was typed, for the record to check."""
        typed = str(self.cleaned_data["date"])
        try:
            dates.parse_typed_date(typed)
        except dates.DateError as error:
            if error.reason == "relative":
                today = timezone.localdate()
                return dates.parse_typed_date(typed, stated_day=today).text
        return typed

    def clean(self) -> dict[str, Any]:
        """Check role and state, and that nobody saved meanwhile; locks the entry's
        row."""
        cleaned = super().clean() or {}
        if self.is_for_later:
            raise ValidationError("", code="for_later")  # told elsewhere
        if self.instance.pk:
            rows = self.locked._default_manager.select_for_update()
            row = rows.filter(pk=self.instance.pk).first()
            if row is None:
                raise ValidationError(DRAFT_GONE)
            try:
                require_right(self.user, "edit", row)
            except EditorialError as error:
                raise ValidationError(str(error)) from error
            if row.edit_number != (cleaned.get("seen_edit") or 0):
                raise ValidationError(
                    _(
                        "Somebody else saved this entry while you were editing. Your "
                        "text is not lost: compare the two texts, add what is missing, "
                        "and save again."
                    ),
                    code="overtaken",
                )
        return cleaned


class NarrativeForm(EntryForm):
    """The form of an entry, but it locks the story trail's row."""

    locked = Narrative


class AddressedForm(EntryForm):
    """An entry with an original address; warns where another entry has the same."""

    same_address = forms.BooleanField(
        required=False,
        label=gettext_lazy("Add a separate entry with this link"),
        help_text=gettext_lazy("Tick this box if both entries have the same original."),
    )

    def clean_original_url(self) -> str:
        """The address in its canonical form."""
        url: str = self.cleaned_data["original_url"]
        try:
            return addresses.canonical_url(url) if url else ""
        except ValueError as error:
            raise ValidationError(str(error)) from error

    def clean(self) -> dict[str, Any]:
        """Refuse an address that another entry has, unless the editor confirmed it."""
        cleaned = super().clean()
        url = cleaned.get("original_url", "")
        if cleaned.get("same_address") or not url:
            return cleaned
        duplicates = find_duplicates(url, besides=self.instance, seen_by=self.user)
        if duplicates and "original_url" in (*self.changed_data, "sha256"):
            problem = describe_duplicates(duplicates)
            self.add_error("original_url", ValidationError(problem))
        return cleaned


class ArticleEntryForm(AddressedForm):
    """An article; an outlet that we don't know yet can be added with it."""

    outlet = NamedRecordField(Article, "outlet", OUTLETS, "outlet")
    new_outlet = forms.BooleanField(
        required=False, label=gettext_lazy("Add this outlet to the list")
    )
    outlet_to_add = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_right(self.user, "outlets"):
            del self.fields["new_outlet"]

    def clean(self) -> dict[str, Any]:
        """An outlet that is unknown is refused, unless it is to be added."""
        cleaned = super().clean()
        is_unknown = self.has_error("outlet", "unknown_outlet")
        if is_unknown and cleaned.get("new_outlet"):
            self.outlet_to_add = str(self["outlet"].value()).strip()
            del self.errors["outlet"]
            cleaned["outlet"] = None
        return cleaned

    def save(self, commit: bool = True) -> Any:
        """The article, with the outlet that was to be added."""
        if self.outlet_to_add:
            language = self.instance.language
            self.instance.outlet = add_outlet(self.outlet_to_add, language)
        return super().save(commit)


def describe_duplicates(duplicates: list[Entry]) -> str:
    """The entries with the same address, as links."""
    links = format_html_join(
        ", ",
        '<a href="{}">{} ({})</a>',
        (
            (
                reverse("desk-edit", args=[entry.kind, entry.id_code]),
                entry.title,
                entry.get_status_display(),
            )
            for entry in duplicates
        ),
    )
    text = _(
        "The archive already has this: %(entries)s. Edit that entry, or tick the box "
        "to add a separate one."
    )
    return format_html(text.replace("%(entries)s", "{}"), links)
