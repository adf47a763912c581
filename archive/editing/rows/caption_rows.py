"""Captions in the form of their article; each is a photo with its own record."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BaseInlineFormSet
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive.editing.forms.named_fields import NamedRecordField, name_entries
from archive.editorial import has_right, record_creation, record_edit
from archive.importers.articles.saving import name_photo
from archive.models import Photo, Placement, User

from .anchors import place_at_end
from .row_forms import RowForm


def _get_photo_label(name: str) -> Any:
    field: Any = Photo._meta.get_field(name)
    return field.verbose_name


PHOTOS = name_entries(Photo)
SUMMARY_CHARACTERS = 70
PHOTO_FIELDS = ("caption", "reading", "emendation", "credit_line", "alt_text")


def summarise_caption(placement: Placement) -> str:
    """The caption's first words and its credit line, and whether it lacks an
    alternative text; "" where the form that was sent took the photo away."""
    if placement.photo_id is None:
        return ""
    photo = placement.photo
    words = Truncator(photo.text).chars(SUMMARY_CHARACTERS)
    lacks = "" if photo.alt_text else _("no alternative text")
    return " · ".join(filter(None, (words or photo.title, photo.credit_line, lacks)))


class PlacementForm(RowForm):
    """An existing photo, or a caption from which a photo is created."""

    named = {"photo": PHOTOS}
    photo = NamedRecordField(Placement, "photo", PHOTOS, "photo")
    caption = forms.CharField(
        required=False,
        label=gettext_lazy("caption"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy(
            "As printed. Adds a new photo if you have not chosen one."
        ),
    )
    reading = forms.CharField(
        required=False,
        label=_get_photo_label("reading"),
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Emended caption. Leave empty if nothing was emended."),
    )
    emendation = forms.CharField(required=False, label=_get_photo_label("emendation"))
    credit_line = forms.CharField(
        required=False,
        label=gettext_lazy("credit line"),
        help_text=gettext_lazy("As printed. Leave empty if no credit is stated."),
    )
    alt_text = forms.CharField(required=False, label=gettext_lazy("alt text"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "photo" in self.fields:
            self.fields["photo"].required = False
        if "position" in self.fields:
            self.fields["position"].required = False
        photo = self.instance.photo if self.instance.photo_id else None
        for name in PHOTO_FIELDS:
            if name in self.fields:
                self.fields[name].label = capfirst(self.fields[name].label)
            if photo and name in self.fields:
                self.fields[name].initial = getattr(photo, name)
                # What is public is corrected on the photo's own page.
                self.fields[name].disabled = photo.status in ("published", "withdrawn")

    def clean(self) -> dict[str, Any]:
        """Exactly one of the two: a photo or a caption."""
        cleaned = super().clean() or {}
        if not cleaned.get("photo") and not cleaned.get("caption", "").strip():
            raise ValidationError(_("Enter a caption or choose a photo."))
        if cleaned.get("reading") and not cleaned.get("emendation"):
            raise ValidationError(
                {"emendation": _("Enter who emended this caption, and why.")}
            )
        return cleaned

    def write_photo(self, by: User, language: str) -> bool:
        """Save what was typed to the photo, and record it. Whether it is a new one, of
        which nothing is recorded before it has its name."""
        typed = {name: self.cleaned_data.get(name, "") for name in PHOTO_FIELDS}
        photo: Photo | None = self.cleaned_data.get("photo")
        if photo is None:
            photo = Photo.objects.create(title=_("Photo"), language=language, **typed)
            self.instance.photo = photo
            return True
        if set(PHOTO_FIELDS) & set(self.changed_data) and has_right(by, "edit", photo):
            for name, value in typed.items():
                setattr(photo, name, value)
            photo.save()
            record_edit(photo, by)
        return False


class PlacementFormSet(BaseInlineFormSet):
    """Gives new captions a permanent anchor and the last position."""

    user: User  # set by `EditForm`
    unnamed: set[int]  # keys of photos that were made just now

    def save_new(self, form: Any, commit: bool = True) -> Placement:
        """The new placement, with its photo and the next free anchor."""
        placement: Placement = form.instance
        article = self.instance
        self._write_photo(form)
        place_at_end(placement, "c", article)
        placement.article = article
        if commit:
            placement.save()
        return placement

    def save_existing(self, form: Any, obj: Any, commit: bool = True) -> Any:
        """The placement and what was typed to its photo."""
        self._write_photo(form)
        return super().save_existing(form, obj, commit)

    def _write_photo(self, form: PlacementForm) -> None:
        if form.write_photo(self.user, self.instance.language):
            self.unnamed.add(form.instance.photo_id)

    def save(self, commit: bool = True) -> Any:
        """Save all, then name new photos by their place in the series, and record
        them."""
        self.unnamed = set()
        saved = super().save(commit)
        if not self.unnamed:
            return saved
        placed = list(self.instance.placements.select_related("photo"))
        for number, placement in enumerate(placed, start=1):
            if placement.photo_id in self.unnamed:
                language = placement.photo.language
                placement.photo.title = name_photo(
                    placement.photo.text, number, len(placed), language
                )
                placement.photo.save()
                record_creation(placement.photo, self.user)
        return saved
