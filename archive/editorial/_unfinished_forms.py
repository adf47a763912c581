"""Forms of the desk that save themselves: what somebody typed is theirs alone until
they save the record. Nothing here writes a revision or changes a record."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import timedelta

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from archive.models import (
    Entry,
    Narrative,
    UnfinishedField,
    UnfinishedForm,
    User,
)
from archive.models.visibility import desk_entries, desk_narratives

from ._rights import Publishable

DAYS_KEPT = 30  # after the last change
DAYS_UNTOUCHED = 1
OPEN_FOR = timedelta(minutes=30)  # as a login lasts without a request
MOST_FIELDS = 20_000  # of a form, as Django reads them (DATA_UPLOAD_MAX_NUMBER_FIELDS)
MOST_NAME_CHARACTERS = 200


def open_form(
    owner: User, page: str, document: Publishable | None, *, is_new: bool = False
) -> UnfinishedForm:
    """The form that `owner` left unfinished on this page, the last one first, or a new
    one; an empty one with `is_new`. Of a record that is still to be added, each
    untouched form is another one. Writes one row."""
    now = timezone.now()
    mine = UnfinishedForm.objects.filter(owner=owner, page=page)
    form = None if is_new else mine.touched().first()
    if form is None and document is not None:
        untouched = mine.filter(kept_at=None, edit_number=document.edit_number)
        form = untouched.first()
    if form is None:
        entry, narrative = _find_owner_record(document)
        number = document.edit_number if document is not None else 0
        return UnfinishedForm.objects.create(
            owner=owner,
            page=page,
            entry=entry,
            narrative=narrative,
            edit_number=number,
            seen_at=now,
        )
    form.seen_at = now
    form.save(update_fields=("seen_at",))
    return form


def find_unfinished_form(owner: User, key: int | None) -> UnfinishedForm | None:
    """The form with this key, if it is the owner's."""
    if key is None:
        return None
    return UnfinishedForm.objects.filter(owner=owner, pk=key).first()


@transaction.atomic
def keep_fields(
    form: UnfinishedForm,
    typed: Mapping[str, str],
    others: Mapping[str, str],
    gone: Collection[str] = (),
) -> None:
    """Keep what was typed. `others` are the fields as the form was opened with them,
    kept where nothing is yet; `gone` names fields that the form no longer has.

    Raises `ValueError` for names that are too long or too many.
    """
    names = {*typed, *others}
    if len(names) > MOST_FIELDS or any(len(n) > MOST_NAME_CHARACTERS for n in names):
        raise ValueError("too many fields, or a name that is too long")
    form.fields.filter(name__in=gone).delete()
    UnfinishedField.objects.bulk_create(
        _make_fields(form, others, set()), ignore_conflicts=True
    )
    UnfinishedField.objects.bulk_create(
        _make_fields(form, typed, typed.keys()),
        update_conflicts=True,
        unique_fields=("form", "name"),
        update_fields=("value", "is_typed"),
    )
    form.kept_at = form.seen_at = timezone.now()
    form.save(update_fields=("kept_at", "seen_at"))


@transaction.atomic
def keep_whole_form(
    form: UnfinishedForm,
    values: Mapping[str, str],
    typed: Collection[str],
    edit_number: int,
) -> None:
    """Keep a form as it was sent, in place of what was kept of it before; `typed` names
    the fields that its owner changed."""
    form.fields.all().delete()
    form.edit_number = edit_number
    form.kept_at = form.seen_at = timezone.now()
    form.save(update_fields=("edit_number", "kept_at", "seen_at"))
    UnfinishedField.objects.bulk_create(_make_fields(form, values, typed))


def keep_apart(form: UnfinishedForm, edit_number: int) -> UnfinishedForm:
    """A new form of the same page and owner: the other one was opened on another state
    of the record, and both are kept."""
    return UnfinishedForm.objects.create(
        owner_id=form.owner_id,
        page=form.page,
        entry_id=form.entry_id,
        narrative_id=form.narrative_id,
        edit_number=edit_number,
        seen_at=timezone.now(),
    )


def read_kept_values(form: UnfinishedForm) -> dict[str, str]:
    """All fields of the form by name; {} where nothing was typed."""
    if form.kept_at is None:
        return {}
    return dict(form.fields.values_list("name", "value"))


def list_typed_fields(form: UnfinishedForm) -> list[UnfinishedField]:
    """The fields that its owner typed, but the empty ones."""
    return list(form.fields.filter(is_typed=True).exclude(value=""))


def leave_form(form: UnfinishedForm) -> None:
    """Note that its page was left: others are not told any more that it is open."""
    form.seen_at = timezone.now() - OPEN_FOR
    form.save(update_fields=("seen_at",))


def forget_form(form: UnfinishedForm) -> None:
    """Delete what was kept of a form: it was saved, or its owner discards it."""
    form.delete()


def list_unfinished_forms(owner: User) -> QuerySet[UnfinishedForm]:
    """What somebody has unfinished, the last first: of records that they may see at the
    desk, and of records still to be added."""
    entries = Entry.objects.filter(desk_entries(owner)).values("pk")
    narratives = Narrative.objects.filter(desk_narratives(owner)).values("pk")
    return (
        UnfinishedForm.objects.touched()
        .filter(owner=owner)
        .filter(Q(entry=None) | Q(entry__in=entries))
        .filter(Q(narrative=None) | Q(narrative__in=narratives))
        .select_related("entry", "narrative")
    )


def find_seen_record(form: UnfinishedForm) -> Entry | Narrative | None:
    """The record of a form, if its owner may still see it at the desk: their role may
    be another one since. None where it has none."""
    if form.entry_id is not None:
        seen = Entry.objects.filter(desk_entries(form.owner))
        return seen.filter(pk=form.entry_id).first()
    if form.narrative_id is None:
        return None
    narratives = Narrative.objects.filter(desk_narratives(form.owner))
    return narratives.filter(pk=form.narrative_id).first()


def describe_present_editors(form: UnfinishedForm) -> list[str]:
    """A sentence for each other person who has the same page open, or left it within
    `DAYS_KEPT` days with something unsaved. What they typed is nobody else's to read,
    and of a record that its owner may see no more, nothing is told. One query where
    nobody has, else three."""
    if form.entry_id is None and form.narrative_id is None:
        return []
    rows = UnfinishedForm.objects.filter(page=form.page).exclude(owner=form.owner_id)
    since = timezone.now() - OPEN_FOR
    here = rows.filter(Q(seen_at__gte=since) | Q(kept_at__isnull=False))
    people: dict[str, str] = {}
    others = list(here.select_related("owner").order_by("owner__username", "pk"))
    if others and find_seen_record(form) is None:
        return []
    for row in others:
        name = row.owner.get_username()
        if row.seen_at is not None and row.seen_at >= since:
            people[name] = _("%(name)s has this form open.") % {"name": name}
        else:
            left = _("%(name)s has unsaved text in this form.") % {"name": name}
            people.setdefault(name, left)
    return list(people.values())


def delete_old_unfinished_forms() -> int:
    """Delete what was last changed `DAYS_KEPT` days ago or earlier; how many. Untouched
    forms go after a day, and are not counted."""
    now = timezone.now()
    old = UnfinishedForm.objects.filter(kept_at__lt=now - timedelta(days=DAYS_KEPT))
    seen_long_ago = now - timedelta(days=DAYS_UNTOUCHED)
    untouched = UnfinishedForm.objects.filter(kept_at=None, seen_at__lt=seen_long_ago)
    count = old.count()
    if count or untouched.exists():  # even deleting nothing would wait for writers
        untouched.delete()
        old.delete()
    return count


def _find_owner_record(
    document: Publishable | None,
) -> tuple[Entry | None, Narrative | None]:
    """The entry or narrative that a form belongs to; of a working copy the entry that
    it corrects."""
    if isinstance(document, Narrative):
        return None, document
    if document is None:
        return None, None
    key = document.correction_of_id or document.pk
    return Entry.objects.get(pk=key), None


def _make_fields(
    form: UnfinishedForm, values: Mapping[str, str], typed: Collection[str]
) -> list[UnfinishedField]:
    """Rows to save; PostgreSQL takes no NUL, and no form of the desk does."""
    return [
        UnfinishedField(
            form=form,
            name=name.replace("\0", ""),
            value=value.replace("\0", ""),
            is_typed=name in typed,
        )
        for name, value in values.items()
    ]
