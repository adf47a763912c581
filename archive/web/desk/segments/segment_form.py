"""The rows of the segments' page, each with all that can be said of a segment."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy

from archive.importers.segments.segment import SEGMENT_KINDS, Segment
from archive.web.forms.text_fields import SentTextField

if TYPE_CHECKING:
    from django.http import QueryDict

MOST_SEGMENTS = 2_000
_ACTION = re.compile(r"(up|down|join|split)-(\d{1,4})|save|reset")


class SegmentRow(forms.Form):
    """One segment. Its text comes back with the form, so that nothing of an arranged
    page is lost where somebody else arranged it meanwhile."""

    text = SentTextField(widget=forms.HiddenInput, strip=False)
    in_series = forms.BooleanField(widget=forms.HiddenInput, required=False)
    kind = forms.ChoiceField(choices=SEGMENT_KINDS.items(), label=gettext_lazy("Type"))
    left_out_because = forms.CharField(
        required=False, max_length=200, label=gettext_lazy("Left out because")
    )
    reading = SentTextField(
        required=False,
        label=gettext_lazy("Emended text"),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    emendation = forms.CharField(
        required=False, max_length=300, label=gettext_lazy("Why it is emended")
    )
    credit = forms.CharField(
        required=False, max_length=200, label=gettext_lazy("Credit line")
    )
    split_words = SentTextField(
        required=False, label=gettext_lazy("Second part begins with")
    )

    def __init__(
        self, number: int, data: QueryDict | None, segment: Segment | None = None
    ) -> None:
        initial = None
        if segment is not None:
            names = [name for name in self.base_fields if name != "split_words"]
            initial = {name: getattr(segment, name) for name in names}
        super().__init__(data, prefix=f"row-{number}", initial=initial)
        self.problem = ""

    def make_segment(self) -> Segment:
        """The segment of what was sent. An emended text that is the same as the printed
        one is none."""
        sent = {k: v for k, v in self.cleaned_data.items() if k != "split_words"}
        segment = Segment(**sent)
        if segment.reading.split() != segment.text.split():
            return segment
        return Segment(**{**sent, "reading": "", "emendation": ""})


class SegmentActionForm(forms.Form):
    """How many rows were sent, of which edit, and the button."""

    rows = forms.IntegerField(
        widget=forms.HiddenInput, min_value=1, max_value=MOST_SEGMENTS
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    action = forms.CharField(required=False)
    confirm_reset = forms.BooleanField(
        required=False, label=gettext_lazy("Discard all changes on this page")
    )

    def read_action(self) -> tuple[str, int]:
        """The verb of the button and the number of its row; `save` for any other."""
        match = _ACTION.fullmatch(self.cleaned_data["action"])
        if match is None or not match[1]:
            return (match[0] if match else "save"), -1
        return match[1], int(match[2])
