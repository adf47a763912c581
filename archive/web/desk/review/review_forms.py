"""The forms of the review page: its address, a comment, the reviewer, the decision."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy

from archive.editorial import has_right, list_cited_drafts, list_reviewers
from archive.models import Entry, User
from archive.web.forms.select_list import SelectList
from archive.web.forms.text_fields import SentTextField

from .embargo_form import EmbargoForm

if TYPE_CHECKING:
    from django.http import QueryDict

COMPARISONS = {
    "public": gettext_lazy("Changes since the published version"),
    "returned": gettext_lazy("Changes since it was sent back"),
    "none": gettext_lazy("Text only"),
}


class ReviewAddress(forms.Form):
    """What the address asks for; a wrong value counts as none."""

    against = forms.ChoiceField(choices=list(COMPARISONS.items()), required=False)
    changed = forms.BooleanField(required=False)
    comment = forms.CharField(required=False, max_length=40)

    def read(self) -> dict[str, object]:
        """The valid values, by name."""
        self.is_valid()
        return self.cleaned_data


class ReviewButtons(forms.Form):
    """The button that was pressed, and what it is about."""

    verb = forms.CharField(required=False, max_length=20)
    field = forms.CharField(required=False, max_length=40)
    resolve = forms.IntegerField(required=False, min_value=1)


class CommentForm(forms.Form):
    """A comment on one part, or on the whole."""

    text = SentTextField(
        label=gettext_lazy("Comment"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class ReviewerForm(forms.Form):
    """Who reviews the entry."""

    reviewer = forms.ModelChoiceField(
        User.objects.none(),
        to_field_name="username",
        required=False,
        label=gettext_lazy("Reviewer"),
        empty_label=gettext_lazy("Nobody yet"),
        widget=SelectList,
    )

    def __init__(
        self, entry: Entry, assigned: User | None, data: QueryDict | None = None
    ) -> None:
        name = assigned.get_username() if assigned else ""
        super().__init__(data, initial={"reviewer": name})
        field = self.fields["reviewer"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = list_reviewers(entry)


class ReviewDecisionForm(EmbargoForm):
    """The reason, the embargo, and what publishing asks for."""

    seen = forms.CharField(required=False, max_length=16)  # as it was opened
    reason = SentTextField(
        label=gettext_lazy("Reason, or what is missing"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    override = forms.BooleanField(
        required=False,
        label=gettext_lazy("Publish my own text without a second person"),
        help_text=gettext_lazy("This is recorded and shown together with your reason."),
    )
    without_sources = forms.BooleanField(
        required=False,
        label=gettext_lazy("Publish without its unpublished sources"),
    )

    def __init__(self, entry: Entry, user: User, data: QueryDict | None) -> None:
        super().__init__(entry, user, data)
        if not has_right(user, "publish", entry):
            del self.fields["override"], self.fields["without_sources"]
        elif not list_cited_drafts(entry):
            del self.fields["without_sources"]
