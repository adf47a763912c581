"""Forms that keep what was typed until it is sent, also where no record is edited:
reasons, comments, answers, the fields of an intake and of a story (decision 118)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from django import forms
from django.contrib import messages
from django.forms.utils import ErrorDict
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from archive.editorial import (
    describe_present_editors,
    find_unfinished_form,
    forget_form,
    keep_whole_form,
    open_form,
    read_kept_values,
)
from archive.models import Entry, Narrative, User

MOST_DIGITS = 9  # of a record's number of edits
NOT_KEPT = (
    "csrfmiddlewaretoken",
    "unfinished",
    "forget_unfinished",
    "keep_for_later",
    "verb",
    "action",
    "save",
)


class KeptFormKey(forms.Form):
    """The unfinished form that an address or a sent form names, and its buttons."""

    unfinished = forms.IntegerField(required=False, min_value=1)
    forget_unfinished = forms.BooleanField(required=False)
    keep_for_later = forms.BooleanField(required=False)


def show_without_errors(form: forms.BaseForm) -> None:
    """Have a form show what was kept as it is: nobody sent it yet."""
    vars(form).update(_errors=ErrorDict(), cleaned_data={})


def list_typed_names(forms_sent: Iterable[forms.BaseForm]) -> set[str]:
    """Names of the fields that are other than what the form was opened with."""
    return {
        form.add_prefix(name)
        for form in forms_sent
        for name in form.changed_data
        if name != "seen_edit"
    }


class KeptForm:
    """The form that this person left unfinished on a page, or a new one; opening it
    writes one row.

    `page` is its address, where it is not that of the request; with `document` it goes
    when the record goes. `values` is what was kept, by name; {} once the form is sent,
    which `is_sent` says of a page with several forms.
    """

    def __init__(
        self,
        request: HttpRequest,
        user: User,
        document: Entry | Narrative | None = None,
        page: str = "",
        *,
        is_sent: bool | None = None,
    ) -> None:
        self.request, self.page = request, page or request.path
        self.is_sent = request.method == "POST" if is_sent is None else is_sent
        asked = KeptFormKey(request.POST if self.is_sent else request.GET)
        self._asked = asked.cleaned_data if asked.is_valid() else {}
        chosen = find_unfinished_form(user, self._asked.get("unfinished"))
        if chosen is None or chosen.page != self.page:
            chosen = open_form(user, self.page, document)
        self.row = chosen
        self.values = {} if self.is_sent else read_kept_values(chosen)

    @property
    def data(self) -> QueryDict | None:
        """What a form of the page is made with: what was sent, or what was kept; None
        where there is neither."""
        if self.is_sent:
            return self.request.POST
        if not self.values:
            return None
        kept = QueryDict(mutable=True)
        kept.update(self.values)
        return kept

    def answer(
        self,
        parts: Sequence[forms.BaseForm],
        call: Callable[[], HttpResponse | None],
    ) -> HttpResponse | None:
        """The answer to what was sent: that of a button here, or that of `call`, which
        gives None where it refuses. What is refused is kept, what is done is forgotten.

        `parts` are the forms of the page; those that show what was kept have no errors.
        """
        if not self.is_sent:
            if self.values:
                for form in parts:
                    show_without_errors(form)
            return None
        answer = self._answer_button(parts)
        if answer is not None:
            return answer
        answer = call()
        if answer is None:
            self.keep_sent(parts)
        else:
            self.forget()
        return answer

    def _answer_button(self, sent: Iterable[forms.BaseForm]) -> HttpResponse | None:
        """Discard what was kept, or keep what was sent for later, where its button was
        pressed; None where it was not."""
        if self._asked.get("forget_unfinished"):
            self.forget()
            return redirect(self.page)
        if self._asked.get("keep_for_later"):
            self.keep_sent(sent)
            text = _("Kept for later. Only you can see it, and the entry is unchanged.")
            messages.success(self.request, text)
            return redirect("desk")
        return None

    def keep_sent(self, sent: Iterable[forms.BaseForm]) -> None:
        """Keep a form that was sent and refused; `sent` are its parts, which know what
        was typed."""
        posted = self.request.POST.dict()
        values = {n: str(v) for n, v in posted.items() if n not in NOT_KEPT}
        number = values.get("seen_edit", "")
        is_number = number.isdecimal() and len(number) <= MOST_DIGITS
        edit_number = int(number) if is_number else self.row.edit_number
        keep_whole_form(self.row, values, list_typed_names(sent), edit_number)

    def forget(self) -> None:
        """What was typed is saved or discarded."""
        forget_form(self.row)

    def describe(self) -> dict[str, object]:
        """What the page says of it: since when, and who else has the page open."""
        return {
            "unfinished": self.row,
            "present_editors": describe_present_editors(self.row),
            "is_restored": self.row.kept_at is not None,
        }
