"""The page of a form that keeps what was typed, with the verbs as its buttons."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from archive.editorial import forget_form

from .kept_form import (
    describe_kept_form,
    find_kept_form,
    find_sent_form,
    keep_sent_form,
    read_buttons,
    read_kept_data,
    show_rows_without_errors,
)
from .verb_pages import VERB_TEXTS, get_verb_address


def is_left_as_it_was(request: HttpRequest, form: Any, formsets: Iterable[Any]) -> bool:
    """Whether a verb was pressed and nothing was typed: there is nothing to save."""
    is_typed = form.has_changed() or any(each.has_changed() for each in formsets)
    return bool(read_buttons(request).get("next_verb")) and not is_typed


class KeptForms(admin.ModelAdmin):
    """Mixed into the admin of a record: what was typed and not saved comes back."""

    def get_form(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        """The form, filled with what its owner left unfinished."""
        form = super().get_form(request, obj, **kwargs)
        is_sent = request.method == "POST"
        may_edit = obj is None or self.has_change_permission(request, obj)
        unfinished = find_kept_form(request, obj, self.model, may_edit=may_edit)
        return type(
            form.__name__,
            (form,),
            {
                "unfinished": unfinished,
                "kept": read_kept_data(unfinished) if may_edit else None,
                "is_for_later": is_sent and read_buttons(request)["keep_for_later"],
            },
        )

    def get_formset_kwargs(
        self, request: HttpRequest, obj: Any, inline: Any, prefix: str
    ) -> dict[str, Any]:
        """Django's; the rows as they were kept, where the form is shown so."""
        given = super().get_formset_kwargs(request, obj, inline, prefix)
        kept = getattr(obj, "kept_data", None)
        return given if kept is None else {**given, "data": kept}

    def _create_formsets(self, request: HttpRequest, obj: Any, change: bool) -> Any:
        formsets, inlines = super()._create_formsets(request, obj, change)
        if getattr(obj, "kept_data", None) is not None:
            for formset in formsets:
                show_rows_without_errors(formset)
        return formsets, inlines

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Django's; a button forgets what is unfinished and opens the form anew."""
        if request.method == "POST" and read_buttons(request)["forget_unfinished"]:
            unfinished = find_sent_form(request)
            if unfinished:
                forget_form(unfinished)
            return redirect(request.path)
        return super().changeform_view(request, object_id, form_url, extra_context)

    def save_related(
        self, request: HttpRequest, form: Any, formsets: Any, change: bool
    ) -> None:
        """Django's; what is saved is unfinished no more."""
        super().save_related(request, form, formsets, change)
        if form.unfinished:
            forget_form(form.unfinished)

    def render_change_form(
        self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """The form. One that was sent and not saved is kept first."""
        form, entry = context["adminform"].form, kwargs.get("obj")
        unfinished = form.unfinished
        if request.method == "POST" and not context["is_popup"]:
            sets = [inline.formset for inline in context["inline_admin_formsets"]]
            if entry and not form.overtaken and is_left_as_it_was(request, form, sets):
                return self.response_change(request, entry)
            rows = [row for each in sets for row in each.forms]
            unfinished = keep_sent_form(request, entry, [form, *rows])
            if form.is_for_later:
                return self._say_where_it_is_kept(request)
        context.update(self._describe_kept(request, unfinished, form, entry))
        return super().render_change_form(request, context, *args, **kwargs)

    def _describe_kept(
        self, request: HttpRequest, unfinished: Any, form: Any, entry: Any
    ) -> dict[str, Any]:
        if unfinished is None:
            return {}
        may_edit = not entry or self.has_change_permission(request, entry)
        return {
            **describe_kept_form(request, unfinished, may_edit=may_edit),
            "is_restored": form.is_bound and request.method != "POST",
        }

    def response_add(
        self, request: HttpRequest, obj: Any, post_url_continue: str | None = None
    ) -> HttpResponse:
        """Django's; a verb that was pressed goes on to its page."""
        go_on = self._go_on_to_verb(request, obj)
        return go_on or super().response_add(request, obj, post_url_continue)

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        """Django's; a verb that was pressed goes on to its page."""
        go_on = self._go_on_to_verb(request, obj)
        return go_on or super().response_change(request, obj)

    def _go_on_to_verb(self, request: HttpRequest, obj: Any) -> HttpResponse | None:
        verb = read_buttons(request).get("next_verb")
        if verb not in VERB_TEXTS:
            return None
        return HttpResponseRedirect(get_verb_address(obj, str(verb)))

    def _get_obj_does_not_exist_redirect(
        self, request: HttpRequest, opts: Any, object_id: str
    ) -> HttpResponse:
        """Django's; what was sent to a record that is gone is kept and shown."""
        if request.method != "POST":
            page: HttpResponse = super()._get_obj_does_not_exist_redirect(
                request, opts, object_id
            )
            return page
        kept = keep_sent_form(request, None, ())
        return redirect("desk-unfinished", kept.pk)

    def _say_where_it_is_kept(self, request: HttpRequest) -> HttpResponse:
        text = _("Kept for later. Only you can see it, and the entry is unchanged.")
        messages.success(request, text)
        return redirect("desk")
