"""The rows of a story's page: sources, events, captions, and what is to be done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive.editorial import find_duplicates
from archive.models import Citation, Event, Region, Source, User
from archive.web.forms.text_fields import SentTextField
from archive.web.forms.typed_dates import convert_typed_date

from .typed_names import (
    describe_found_entry,
    find_typed_regions,
    find_typed_source,
)

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable

    from django.http import QueryDict

MOST_SOURCE_ROWS = 40


class SourceRow(forms.Form):
    """A source that the article will cite: proposed, typed, or one that exists."""

    found = forms.CharField(widget=forms.HiddenInput, required=False)
    proposed = forms.CharField(widget=forms.HiddenInput, required=False)
    use = forms.BooleanField(required=False, label=gettext_lazy("Add"))
    existing = forms.CharField(
        required=False, max_length=1000, label=gettext_lazy("Source in the archive")
    )
    title = forms.CharField(required=False, max_length=400, label=gettext_lazy("Title"))
    source_kind = forms.ChoiceField(
        choices=Source.SourceKind, initial="document", label=gettext_lazy("Source type")
    )
    creator = forms.CharField(
        required=False, max_length=200, label=gettext_lazy("Creator")
    )
    original_url = forms.URLField(
        required=False,
        max_length=1000,
        assume_scheme="https",
        label=gettext_lazy("Link to the original"),
    )
    relation = forms.ChoiceField(
        choices=Citation.Relation, initial="reports", label=gettext_lazy("Relation")
    )
    passage = forms.ChoiceField(required=False, label=gettext_lazy("Passage"))

    def __init__(
        self,
        user: User,
        anchors: Iterable[str],
        data: QueryDict | None,
        prefix: str,
        initial: dict[str, str] | None = None,
    ) -> None:
        super().__init__(data, prefix=prefix, initial=initial)
        self.user = user
        _offer_passages(self, anchors)

    @property
    def is_used(self) -> bool:
        """Whether the row is to be added: it is ticked, or something was typed."""
        sent = self.cleaned_data
        is_typed = sent.get("title", "") != sent.get("proposed", "")
        is_blank = not sent.get("found")
        return bool(
            sent.get("use")
            or sent.get("existing")
            or is_typed
            or (is_blank and sent.get("original_url"))
        )

    def clean(self) -> dict[str, object]:
        """Find the source that exists, or refuse to make one twice or unnamed."""
        sent = super().clean() or {}
        if not self.is_used or self.errors:
            return sent
        if sent.get("existing"):
            try:
                source = find_typed_source(str(sent["existing"]).strip(), self.user)
                sent["existing"] = source
            except forms.ValidationError as error:
                self.add_error("existing", error)
        else:
            self._refuse_unnamed_or_known(sent)
        return sent

    def _refuse_unnamed_or_known(self, sent: dict[str, object]) -> None:
        if not sent.get("title"):
            self.add_error("title", _("Enter a title for the source."))
        if not sent.get("original_url"):
            return
        same = find_duplicates(str(sent["original_url"]), seen_by=self.user)
        if named := [describe_found_entry(e) for e in same if e.kind == Source.KIND]:
            told = _("The archive has this source: %(entries)s.")
            self.add_error("original_url", told % {"entries": ", ".join(named)})


class EventRow(forms.Form):
    """An event that the article reports; a row without a title is not used."""

    title = forms.CharField(
        required=False, max_length=400, label=gettext_lazy("What happened")
    )
    event_kind = forms.ChoiceField(
        choices=Event.EventKind, initial="happened", label=gettext_lazy("Type of event")
    )
    date = forms.CharField(required=False, max_length=120, label=gettext_lazy("Date"))
    passage = forms.ChoiceField(required=False, label=gettext_lazy("Passage"))
    inherits = forms.BooleanField(
        required=False,
        initial=True,
        label=gettext_lazy("With regions and tags of the article"),
    )

    def __init__(
        self,
        anchors: Iterable[str],
        data: QueryDict | None,
        prefix: str,
        written_on: datetime.date | None = None,
    ) -> None:
        super().__init__(data, prefix=prefix)
        self._written_on = written_on  # the day of the article
        _offer_passages(self, anchors)

    def clean_date(self) -> str:
        """The date in EDTF."""
        typed = self.cleaned_data["date"]
        return convert_typed_date(typed, written_on=self._written_on)


class CaptionRow(forms.Form):
    """One caption: what readers need who don't see the picture, its date and places."""

    alt_text = SentTextField(
        required=False,
        label=gettext_lazy("Alt text"),
        widget=forms.Textarea(attrs={"rows": 1}),
    )
    date = forms.CharField(required=False, max_length=120, label=gettext_lazy("Date"))
    more_regions = forms.CharField(required=False, label=gettext_lazy("Regions"))
    inherits = forms.BooleanField(
        required=False,
        initial=True,
        label=gettext_lazy("Inherits from the article"),
    )

    def __init__(
        self,
        regions: Iterable[int],
        data: QueryDict | None,
        prefix: str,
        initial: dict[str, str],
        written_on: datetime.date | None = None,
    ) -> None:
        super().__init__(data, prefix=prefix, initial=initial)
        self._written_on = written_on  # the day of the article
        for key in regions:
            self.fields[f"region_{key}"] = forms.BooleanField(required=False)

    def clean_date(self) -> str:
        """The date in EDTF."""
        typed = self.cleaned_data["date"]
        return convert_typed_date(typed, written_on=self._written_on)

    def clean_more_regions(self) -> list[Region]:
        """The regions of what was typed."""
        return find_typed_regions(self.cleaned_data["more_regions"])

    def list_regions(self) -> list[Region]:
        """The regions that were accepted or typed; one query where any was."""
        keys = [
            int(name.removeprefix("region_"))
            for name, value in self.cleaned_data.items()
            if name.startswith("region_") and value is True
        ]
        accepted = Region.objects.in_bulk(keys).values() if keys else ()
        return [*accepted, *self.cleaned_data["more_regions"]]


class StoryVerbForm(forms.Form):
    """What is to be done once all is saved, and why."""

    verb = forms.CharField(required=False)
    source_rows = forms.IntegerField(
        widget=forms.HiddenInput, min_value=0, max_value=MOST_SOURCE_ROWS
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    fill_captions = forms.BooleanField(
        required=False,
        label=gettext_lazy(
            "Give the captions what they lack: the article's date as the latest, its "
            "regions and tags"
        ),
    )
    reason = forms.CharField(
        required=False,
        label=gettext_lazy("Note or reason"),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    override = forms.BooleanField(
        required=False,
        label=gettext_lazy("Publish my own text without a second person"),
    )


def _offer_passages(form: forms.Form, anchors: Iterable[str]) -> None:
    field = form.fields["passage"]
    assert isinstance(field, forms.ChoiceField)
    field.choices = [("", "–"), *((anchor, anchor) for anchor in anchors)]
