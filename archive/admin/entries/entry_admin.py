"""What the admin pages of all four kinds share."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin, messages
from django.db.models import Q, QuerySet, URLField
from django.forms import ModelForm
from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
)
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive.admin.form_fields import MOST_KEY_DIGITS, NamedFields
from archive.admin.form_page import get_signed_in_user
from archive.editorial import (
    EditorialError,
    has_right,
    list_missing_statements,
    list_revisions,
    publish,
    record_creation,
    record_edit,
    record_reading,
    record_refusal,
    submit,
)
from archive.models import Entry, Narrative, User
from archive.models.visibility import desk_entries

from .author_inline import find_stale_authors
from .capture_pages import send_capture_file, show_captures_page
from .edit_conflict import find_field_conflicts
from .entry_form import EntryForm
from .kept_form_page import KeptForms, is_left_as_it_was
from .redaction_pages import show_redaction_page
from .verb_pages import VERB_TEXTS, list_verb_links, show_verb_page

LOW_FIELDS = ("lead", "summary", "reply", "caption", "reading")


class EntryAdmin(KeptForms, NamedFields, admin.ModelAdmin):
    """Fields and layout; every change of state is a verb of `editorial`."""

    form: ClassVar[type[ModelForm]] = EntryForm
    list_display = ("title", "state", "language", "date", "modified_at")
    list_filter = ("status", "language", "is_demonstration")
    search_fields = ("title", "id_code", "summary")
    ordering = ("-modified_at",)
    list_per_page = 50
    formfield_overrides = {URLField: {"assume_scheme": "https"}}
    save_on_top = True
    view_on_site = False  # the form has its own link, for what is public
    actions = ("submit_selected", "publish_selected")
    readonly_fields = ("id_code_shown",)
    change_form_template = "admin/archive/entry_form.html"

    @admin.display(description=gettext_lazy("status"), ordering="status")
    def state(self, entry: Entry | Narrative) -> str:
        """Its status, and whether it is the correction of what is public."""
        status = entry.get_status_display()
        if entry.is_correction:
            return _("%(status)s (correction)") % {"status": status}
        return status

    @admin.display(description=gettext_lazy("permanent ID"))
    def id_code_shown(self, entry: Entry | Narrative) -> str:
        """The id as it is printed; a working copy goes by that of its original."""
        original = getattr(entry, "correction_of", None) or entry
        return original.id_code_display if original.pk else _("assigned when you save")

    def is_visible_to(self, user: User) -> Q:
        """Condition of the records that this person may see at the desk."""
        return desk_entries(user)

    # Who may: the table in editorial, never Django's permissions.
    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """What this person may see at the desk."""
        rows = super().get_queryset(request)
        return rows.filter(self.is_visible_to(get_signed_in_user(request)))

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Whoever may write sees the archive."""
        return may_write_entries(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Contributors, editors and publishers."""
        return may_write_entries(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """In lists what the query set yields; a page by role and state, or one's own.

        A page holds what readers do not see of a public entry: passages and history.
        """
        user: User = request.user
        if not may_write_entries(request):
            return False
        return (
            obj is None or obj.created_by_id == user.pk or has_right(user, "view", obj)
        )

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """By role and state.

        A form that is sent is always read, so that what was typed comes back with the
        reason why it cannot be saved; `EntryForm.clean` refuses it.
        """
        if not self.has_view_permission(request, obj):
            return False
        sent = request.method == "POST" and "seen_edit" in request.POST
        return (
            obj is None or sent or has_right(get_signed_in_user(request), "edit", obj)
        )

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody: drafts are discarded, what was public is withdrawn."""
        return False

    def get_form(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """The form, with who fills it in."""
        form = super().get_form(request, *args, **kwargs)
        return type(form.__name__, (form,), {"user": request.user})

    def formfield_for_dbfield(
        self, db_field: Any, request: HttpRequest, **kwargs: Any
    ) -> Any:
        """Fields as wide as titles are long, and no higher than needed."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and db_field.name in ("title", "kicker", "original_url"):
            field.widget.attrs["class"] = "wide"
        elif field and db_field.name in LOW_FIELDS:
            field.widget.attrs["rows"] = 3
        return field

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """The fields, and the hidden state of the form."""
        sets = super().get_fieldsets(request, obj)
        if not (obj is None or self.has_change_permission(request, obj)):
            return [
                (name, {**options, "fields": _leave_out_questions(options["fields"])})
                for name, options in sets
            ]
        return [*sets, (None, {"fields": ("seen_edit",), "classes": ("unseen",)})]

    def save_related(
        self, request: HttpRequest, form: Any, formsets: Any, change: bool
    ) -> None:
        """Save the rows, then record the whole: one revision a save."""
        super().save_related(request, form, formsets, change)
        if change and is_left_as_it_was(request, form, formsets):
            return
        (record_edit if change else record_creation)(
            form.instance, get_signed_in_user(request)
        )
        if isinstance(form.instance, Entry):
            user = get_signed_in_user(request)
            for missing in list_missing_statements(form.instance, user):
                messages.warning(request, missing)
            if stale := find_stale_authors(form, formsets):
                messages.warning(request, stale)

    def render_change_form(
        self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """The form with its verbs; after a conflict with both texts, status 409."""
        entry = kwargs.get("obj")
        form = context["adminform"].form
        if entry:
            context.update(self._describe_record(request, entry))
        overtaken = getattr(form, "overtaken", False)
        if entry and (overtaken or form.is_behind):
            sets = [inline.formset for inline in context["inline_admin_formsets"]]
            context["differences"] = find_field_conflicts(form, sets)
            form.take_over()
        page = super().render_change_form(request, context, *args, **kwargs)
        if overtaken:
            page.status_code = 409
        return page

    def _describe_record(self, request: HttpRequest, entry: Any) -> dict[str, Any]:
        """The verbs of a record, its history, and where its other pages are."""
        user = get_signed_in_user(request)
        name = f"admin:archive_{entry.kind}_redactions"
        may_redact = has_right(user, "redact")
        return {
            "verbs": list_verb_links(user, entry),
            "history": list_revisions(entry)[:8],
            "redactions": reverse(name, args=[entry.pk]) if may_redact else "",
            "merge_url": _find_merge_address(user, entry),
            **self.public_state(entry),
        }

    def get_object(
        self, request: HttpRequest, object_id: str, from_field: str | None = None
    ) -> Any:
        """The record; the staff log notes who opens a confidential one.

        Raises `Http404` for a number that no database holds.
        """
        if len(object_id) > MOST_KEY_DIGITS:
            raise Http404
        record = super().get_object(request, object_id, from_field)
        if record is None:
            record_refusal(request.path, get_signed_in_user(request))
        elif self.has_view_permission(request, record):
            record_reading(record, get_signed_in_user(request))
        return record

    def public_state(self, entry: Any) -> dict[str, Any]:
        """Whether readers see it, and where its preview is."""
        same = Entry.objects.filter(pk=entry.pk)
        return {
            "embargoed": same.embargoed().exists(),
            "is_public": same.public().exists(),
            "preview_url": reverse("desk-preview", args=[entry.id_code]),
            "story_url": reverse("desk-story", args=[entry.id_code])
            if entry.kind == "article"
            else "",
            "review_url": reverse("desk-review", args=[entry.id_code])
            if entry.kind != "narrative" and entry.status in ("draft", "in_review")
            else "",
            "captures": reverse(
                f"admin:archive_{entry.kind}_captures", args=[entry.pk]
            ),
        }

    def get_urls(self) -> list[Any]:
        """One page per verb besides Django's."""
        name = f"archive_{self.opts.model_name}"
        page = self.admin_site.admin_view(self.verb_view)
        verbs = [
            path(f"<int:pk>/{verb}/", page, {"verb": verb}, name=f"{name}_{verb}")
            for verb in VERB_TEXTS
        ]
        copies = [
            path(
                "<int:pk>/captures/",
                self.admin_site.admin_view(self.captures_view),
                name=f"{name}_captures",
            ),
            path(
                "<int:pk>/captures/<int:capture>/",
                self.admin_site.admin_view(self.capture_view),
                name=f"{name}_capture_file",
            ),
        ]
        withheld = path(
            "<int:pk>/redactions/",
            self.admin_site.admin_view(self.redactions_view),
            name=f"{name}_redactions",
        )
        pages = copies if issubclass(self.model, Entry) else []
        return [withheld, *pages, *verbs, *super().get_urls()]

    def captures_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The copies of its original, and forms to add one."""
        self.get_object(request, str(pk))
        return show_captures_page(self, request, self.get_queryset(request), pk)

    def capture_view(self, request: HttpRequest, pk: int, capture: int) -> FileResponse:
        """The file of a copy, to be saved and never shown."""
        self.get_object(request, str(pk))
        return send_capture_file(self, request, self.get_queryset(request), pk, capture)

    def redactions_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """What words of it are withheld, and forms to withhold and erase."""
        self.get_object(request, str(pk))
        return show_redaction_page(self, request, self.get_queryset(request), pk)

    def verb_view(self, request: HttpRequest, pk: int, verb: str) -> HttpResponse:
        """Ask for what the verb needs, call it, and go on."""
        self.get_object(request, str(pk))
        return show_verb_page(self, request, self.get_queryset(request), pk, verb)

    @admin.action(description=gettext_lazy("Submit selected entries for review"))
    def submit_selected(self, request: HttpRequest, entries: QuerySet[Any]) -> None:
        """Submit each that can be."""
        done = _("“%(title)s” was submitted for review.")
        self._call_on_each(request, entries, submit, done)

    @admin.action(description=gettext_lazy("Publish selected entries by others"))
    def publish_selected(self, request: HttpRequest, entries: QuerySet[Any]) -> None:
        """Publish each that can be."""
        done = _("“%(title)s” was published.")
        self._call_on_each(request, entries, publish, done)

    def _call_on_each(
        self, request: HttpRequest, entries: QuerySet[Any], verb: Any, done: str
    ) -> None:
        for entry in entries:
            try:
                verb(entry, request.user)
                self.message_user(request, done % {"title": entry})
            except EditorialError as error:
                self.message_user(request, str(error), messages.ERROR)


def _leave_out_questions(names: Any) -> list[Any]:
    """Fields of a page that can only be read: none that asks."""
    return [name for name in names if name != "same_address"]


def may_write_entries(request: HttpRequest) -> bool:
    """Whether somebody is here who may write."""
    return request.user.is_authenticated and has_right(request.user, "create")


@admin.register(Entry)
class AnyEntryAdmin(EntryAdmin):
    """Entries of all kinds, to look up and to go on to their own page."""

    list_display = ("title_link", "kind", "state", "language", "date", "modified_at")
    list_display_links = None
    list_filter = ("status", "kind", "language", "is_demonstration")
    actions = None

    @admin.display(description=gettext_lazy("title"), ordering="title")
    def title_link(self, entry: Entry) -> str:
        """The title, as a link to the page of its kind."""
        address = reverse(f"admin:archive_{entry.kind}_change", args=[entry.pk])
        return format_html('<a href="{}">{}</a>', address, entry.title)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """On the page of a kind only."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """On the page of its kind only."""
        return False


def _find_merge_address(user: User, entry: Entry | Narrative) -> str:
    """The page on which an entry is merged with another; "" where this person may not.
    It is that of the public entry also on the form of its correction."""
    original = getattr(entry, "correction_of", None) or entry
    if not isinstance(original, Entry) or not has_right(user, "merge"):
        return ""
    return reverse("desk-merge", args=[original.id_code])
