"""Working copies: a correction is written beside the public entry, and publishing
replaces the entry with it."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from archive.models import (
    Article,
    Citation,
    Correction,
    Derivation,
    Entry,
    ErrorReport,
    FormerWord,
    Passage,
    Revision,
    User,
)
from archive.models.entries.article import QUOTING_KINDS, QUOTING_RELATION
from archive.models.history.state_forms import read_state
from archive.text.former_words import find_lost_words

from ._entry_content import OWN_ROWS, copy_row, get_content, get_specific
from ._rights import EditorialError


def open_working_copy(entry: Entry, by: User | None) -> tuple[Entry, bool]:
    """The working copy of a locked entry, created where there is none; and whether it
    is new.

    Call inside the transaction of the verb, which writes the revision.
    """
    open_copy = Entry.objects.filter(correction_of=entry).first()
    if open_copy:
        return get_specific(open_copy), False
    original = get_specific(entry)
    copy = type(original)(
        **get_content(original),
        correction_of=entry,
        version=original.version,
        created_by=by,
    )
    copy.save()
    passages = _copy_rows(original, copy)
    for citation in Citation.objects.filter(entry=copy.pk, passage__isnull=False):
        citation.passage_id = passages[citation.passage_id or 0]
        citation.save()
    return copy, True


def _copy_rows(original: Entry, copy: Entry) -> dict[int, int]:
    """Copy the rows that belong to the entry; returns the keys of new passages by those
    of the old ones."""
    passages: dict[int, int] = {}
    for model, owner in OWN_ROWS[original.kind]:
        for row in model._default_manager.filter(**{owner: original.pk}):
            new = copy_row(row, **{f"{owner}_id": copy.pk})
            if model is Passage:
                passages[row.pk] = new.pk
    return passages


def apply_working_copy(copy: Entry) -> Entry:
    """Replace an entry by its working copy. The entry keeps its id, anchors and
    history.

    Call inside the transaction of the verb. Raises `EditorialError` where the entry was
    published again in the meantime.
    """
    draft = get_specific(copy)
    original = get_specific(
        Entry.objects.select_for_update().get(working_copy=draft.pk)
    )
    if original.version != draft.version:
        raise EditorialError(
            _(
                "“%(title)s” has a newer published version (%(version)s) than "
                "the one you are correcting. Discard this correction and start "
                "a new one from the published version. Your text stays in the "
                "history."
            )
            % {"title": original.title, "version": original.version}
        )
    for name, value in get_content(draft).items():
        setattr(original, name, value)
    _free_from_quotations(original)
    original.save()
    passages = _apply_passages(draft, original)
    for model, owner in OWN_ROWS[original.kind]:
        if model is Passage:
            continue
        model._default_manager.filter(**{owner: original.pk}).delete()
        for row in model._default_manager.filter(**{owner: draft.pk}).order_by("pk"):
            changes: dict[str, int | None] = {f"{owner}_id": original.pk}
            if isinstance(row, Citation) and row.passage_id is not None:
                changes["passage_id"] = passages.get(row.passage_id)
            new = copy_row(row, **changes)
            if isinstance(new, Derivation):
                _refuse_circular_origin(new)
    return original


def _free_from_quotations(original: Entry) -> None:
    """Before an article becomes a retold one: its rows, which the draft's replace, may
    not quote at any moment (the database looks at each row as it is written)."""
    if isinstance(original, Article) and original.text_is == "own_words":
        quoting = Passage.objects.filter(article=original, kind__in=QUOTING_KINDS)
        quoting.update(kind="paragraph")
        original.citations.filter(relation=QUOTING_RELATION).update(relation="reports")


def _refuse_circular_origin(row: Derivation) -> None:
    """Refuse an origin that has become circular since the correction began."""
    try:
        row.clean()
    except ValidationError as error:
        raise EditorialError(
            _(
                "“%(title)s” already relies on this source. Remove it from the "
                "origin sources."
            )
            % {"title": row.origin.title}
        ) from error


def _apply_passages(draft: Entry, original: Entry) -> dict[int | None, int]:
    """Update passages in place by anchor, so that rows which point to them still do."""
    passages = Passage.objects.filter(article=draft.pk)
    old_by_anchor = {p.anchor: p for p in Passage.objects.filter(article=original.pk)}
    keys: dict[int | None, int] = {}
    for passage in list(passages):
        old = old_by_anchor.pop(passage.anchor, None)
        key = passage.pk
        passage.pk = old.pk if old else None
        passage.article_id = original.pk
        passage.save(force_update=old is not None, force_insert=old is None)
        keys[key] = passage.pk
    Passage.objects.filter(pk__in=[p.pk for p in old_by_anchor.values()]).delete()
    return keys


def sign_corrections(copy: Entry, original: Entry, revision: Revision) -> None:
    """Move the correction notes of a working copy to the public log, answer the reports
    that led to it, and delete the copy."""
    now = timezone.now()
    Correction.objects.filter(entry=copy.pk).update(
        entry=original.pk, revision=revision, at=now
    )
    ErrorReport.objects.filter(entry=original.pk, state="taken_up").update(
        state="corrected", revision=revision, answered_at=now
    )
    get_specific(copy).delete()


def drop_working_copy(copy: Entry) -> None:
    """Delete a discarded working copy; the reports that led to it wait again."""
    reports = ErrorReport.objects.filter(entry=copy.correction_of_id, state="taken_up")
    reports.update(state="new")
    get_specific(copy).delete()


def note_former_words(entry: Entry) -> None:
    """Store the words that only replaced versions of an entry have; reads all its
    public versions."""
    rows = Revision.objects.filter(entry=entry.pk, public_version__isnull=False)
    states = [read_state(row) for row in rows.order_by("public_version")]
    if len(states) < 2:
        return
    *former, newest = states
    noted = FormerWord.objects.filter(entry=entry.pk)
    lost = find_lost_words(former, newest)
    already = set(noted.values_list("word", flat=True))
    noted.filter(word__in=already - lost).delete()
    FormerWord.objects.bulk_create(
        [FormerWord(entry_id=entry.pk, word=word) for word in sorted(lost - already)],
        batch_size=500,
    )
