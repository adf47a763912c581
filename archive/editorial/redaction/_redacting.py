"""Withholding words or replacing them by a pseudonym, in every version, and undoing
it."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone, translation
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from archive.models import (
    Author,
    ChainedRevision,
    Entry,
    Narrative,
    NarrativeRevision,
    OutboxRow,
    Placement,
    Redaction,
    Revision,
    SealedText,
    User,
)
from archive.models.redaction import get_sealed_column
from archive.transparency import list_altered_fields

from .._corrections import note_former_words
from .._revisions import record_revision, select_revisions
from .._rights import EditorialError, Publishable, require_right
from ._authors import AUTHOR_NAME, BYLINES, replace_in_name, withhold_author
from ._sealed_salts import put_back_salts, seal_salts, select_leaves
from ._text_places import (
    LEAST_CHARACTERS,
    compile_words,
    list_text_columns,
    list_text_rows,
    replace_in_state,
)

# What the archive puts in place of words; no text has these brackets otherwise.
OPENING, CLOSING = "⟦", "⟧"
MOST_CHARACTERS = 100  # of a pseudonym

ReplaceText = Callable[[str, str, str], str]  # field, anchor and text → text


def redact_words(
    document: Publishable,
    by: User | None,
    words: str,
    reason: str,
    *,
    pseudonym: str = "",
    field: str = "",
    anchor: str = "",
) -> Redaction:
    """Withhold words from a document, in all its versions, fields and rows.

    `field` limits it to one (`title`, `passage.verbatim`), `anchor` to one passage or
    caption. A mark in double brackets, or the pseudonym in them, stands in their place.
    The words are sealed, so that `verify` can compute the hashes of the history and
    `restore_words` can undo it. Reads all revisions of the document. Raises
    `EditorialError`.
    """
    with transaction.atomic():
        row = _lock_document(document)
        require_right(by, "redact", row)
        _refuse_bad_words(words, reason, pseudonym)
        redaction = Redaction(
            at=timezone.now(),
            by=by,
            reason=reason,
            field=f"{field}#{anchor}" if anchor else field,
            words=words,
            replacement=_write_replacement(row, pseudonym),
        )
        setattr(redaction, "narrative" if isinstance(row, Narrative) else "entry", row)
        redaction.save()
        replace = _make_replace(redaction, field, anchor)
        leaves = select_leaves(row)
        altered = {leaf.pk: list_altered_fields(leaf) for leaf in leaves}
        _redact_rows(redaction, row, replace)
        _redact_revisions(redaction, row, replace)
        for leaf in leaves:
            seal_salts(redaction, leaf, list_altered_fields(leaf) - altered[leaf.pk])
        if not redaction.sealed_texts.exists():
            raise EditorialError(_("These words are in no text of this entry."))
        _record_change(row, "redact", by, reason)
        return redaction


def restore_words(redaction: Redaction, by: User | None, reason: str) -> None:
    """Undo a redaction that was not erased; the latest of a document first.

    The current text is put back too, unless a version was published since: then it is
    corrected as usual. Raises `EditorialError`.
    """
    with transaction.atomic():
        row = _lock_document(redaction.entry or redaction.narrative)
        locked_redaction = Redaction.objects.select_for_update().get(pk=redaction.pk)
        require_right(by, "restore", row)
        _refuse_restoring(locked_redaction, row, reason)
        revisions = select_revisions(*_get_chain(row))
        is_newer = revisions.filter(
            at__gt=locked_redaction.at, public_version__isnull=False
        )
        for sealed in locked_redaction.sealed_texts.all():
            if sealed.model == "logleaf":
                put_back_salts(sealed)
            elif sealed.model in REVISION_MODELS or not is_newer.exists():
                _put_back(sealed)
        locked_redaction.restored_at = timezone.now()
        locked_redaction.save(update_fields=("restored_at",))
        _record_change(row, "restore", by, reason)


def _lock_document(document: Any) -> Publishable:
    """The row of the document, or of the entry that a working copy corrects, locked."""
    model = Narrative if isinstance(document, Narrative) else Entry
    key = getattr(document, "correction_of_id", None) or document.pk
    row: Publishable = model._default_manager.select_for_update().get(pk=key)
    return row


def _refuse_bad_words(words: str, reason: str, pseudonym: str) -> None:
    if len("".join(words.split())) < LEAST_CHARACTERS:
        raise EditorialError(_("Enter the words to withhold: two characters or more."))
    if not reason.strip():
        raise EditorialError(_("Give a reason for withholding the words."))
    if len(pseudonym) > MOST_CHARACTERS:
        raise EditorialError(
            _("Use a pseudonym of at most %(most)s characters.")
            % {"most": MOST_CHARACTERS}
        )
    pattern = compile_words(words)
    if pattern.search(reason) or pattern.search(pseudonym):
        raise EditorialError(
            _("The reason and the pseudonym must not contain the words.")
        )
    if OPENING in words + pseudonym or CLOSING in words + pseudonym:
        raise EditorialError(_("Leave out the double brackets ⟦ ⟧."))


def _write_replacement(document: Publishable, pseudonym: str) -> str:
    with translation.override(_choose_language(document.language)):
        replacement = pseudonym.strip() or pgettext("in place of words", "withheld")
    return f"{OPENING}{replacement}{CLOSING}"


def _choose_language(language: str) -> str:
    """The interface's language that is nearest to that of the text."""
    if language.startswith("zh"):
        return "zh-hans"
    return "de" if language.startswith("de") else "en"


def _make_replace(redaction: Redaction, field: str, anchor: str) -> ReplaceText:
    pattern = compile_words(redaction.words)

    def replace(of_field: str, of_anchor: str, text: str) -> str:
        if of_field == AUTHOR_NAME:
            is_meant = field in ("", *BYLINES) or field.startswith("author.")
            words, by = redaction.words, redaction.replacement
            return replace_in_name(text, pattern, words, by) if is_meant else text
        if field not in ("", of_field) or anchor not in ("", of_anchor):
            return text
        return pattern.sub(lambda _match: redaction.replacement, text)

    return replace


def _redact_rows(
    redaction: Redaction, document: Publishable, replace: ReplaceText
) -> None:
    for row in list_text_rows(document):
        changes = _find_row_changes(row, replace)
        for column, after in changes.items():
            _refuse_long(row, column, after)
            _seal_text(redaction, row, column, getattr(row, column), after)
        if "title" in changes and isinstance(row, Entry):
            changes["slug"] = slugify(changes["title"])[:80].strip("-")
        if changes:
            type(row)._base_manager.filter(pk=row.pk).update(**changes)


def _find_row_changes(row: Any, replace: ReplaceText) -> dict[str, str]:
    """The texts of a row that are withheld, as they are then, by column."""
    if isinstance(row, Author):
        return withhold_author(row.__dict__, replace)
    prefix, anchor = _name_row(row)
    changes = {}
    for column in list_text_columns(type(row)):
        before = getattr(row, column)
        after = replace(f"{prefix}{column}", anchor, before or "")
        if before and after != before:
            changes[column] = after
    return changes


def _name_row(row: Any) -> tuple[str, str]:
    """How a redaction of one field names those of a row: the beginning of their names,
    and the anchor."""
    is_own = isinstance(row, Entry | Narrative)
    passage = getattr(row, "passage", None)
    anchor = getattr(row, "anchor", "") or getattr(passage, "anchor", "")
    return "" if is_own else f"{row._meta.model_name}.", anchor


def _refuse_long(row: Any, column: str, text: str) -> None:
    field = row._meta.get_field(column)
    if field.max_length and len(text) > field.max_length:
        raise EditorialError(
            _("The text would be too long for “%(field)s”: use a shorter pseudonym.")
            % {"field": field.verbose_name}
        )


def _redact_revisions(
    redaction: Redaction, document: Publishable, replace: ReplaceText
) -> None:
    model, key = _get_chain(document)
    for revision in select_revisions(model, key).order_by("number"):
        state = replace_in_state(document, revision.state, replace)
        reason = replace("", "", revision.reason)
        for column, before, after in (
            ("state", revision.state, state),
            ("reason", revision.reason, reason),
        ):
            if before != after:
                _seal_text(redaction, revision, column, before, after)
        if (state, reason) != (revision.state, revision.reason):
            model._base_manager.filter(pk=revision.pk).update(
                state=state, reason=reason
            )


def _get_chain(document: Publishable) -> tuple[type[ChainedRevision], int]:
    is_narrative = isinstance(document, Narrative)
    return (NarrativeRevision if is_narrative else Revision), document.pk


REVISION_MODELS = ("revision", "narrativerevision")


def _seal_text(
    redaction: Redaction, row: Any, column: str, before: str, after: str
) -> None:
    name = row._meta.model_name
    revision = {get_sealed_column(type(row)): row} if name in REVISION_MODELS else {}
    SealedText.objects.create(
        redaction=redaction,
        model=name,
        key=row.pk,
        column=column,
        text=before,
        sha256=sha256(after.encode()).hexdigest(),
        **revision,
    )


def _refuse_restoring(redaction: Redaction, document: Publishable, reason: str) -> None:
    if not reason.strip():
        raise EditorialError(_("Give a reason for showing the words again."))
    if redaction.restored_at or redaction.erased_at:
        raise EditorialError(_("These words were shown again or erased already."))
    later = Redaction.objects.of_record(document).filter(
        pk__gt=redaction.pk, restored_at=None
    )
    if later.exists():
        raise EditorialError(_("Undo the later redactions of this entry first."))
    if redaction.sealed_texts.filter(text="").exists():
        raise EditorialError(
            _("Other words of these texts were erased: this can't be undone.")
        )


def _put_back(sealed: SealedText) -> None:
    """Write a sealed text where the redaction's own text still stands."""
    model = SealedText._meta.apps.get_model("archive", sealed.model)
    row = model._base_manager.filter(pk=sealed.key).first()
    if row is None:
        return
    now = getattr(row, sealed.column)
    if sha256(now.encode()).hexdigest() != sealed.sha256:
        return
    changes = {sealed.column: sealed.text}
    if sealed.column == "title" and isinstance(row, Entry):
        changes["slug"] = slugify(sealed.text)[:80].strip("-")
    model._base_manager.filter(pk=row.pk).update(**changes)


def _record_change(
    document: Publishable, verb: str, by: User | None, reason: str
) -> None:
    """Write the revision, and let forms, index and former words follow."""
    row = type(document)._default_manager.get(pk=document.pk)
    rows = type(row)._default_manager.filter(pk=row.pk)
    rows.update(edit_number=F("edit_number") + 1)
    if row.status != "withdrawn":  # whether it was public once is told by its last day
        rows.update(modified_at=timezone.now())
    record_revision(row, verb, by, reason)
    if isinstance(row, Entry):
        note_former_words(row)
        placed = Placement.objects.filter(photo=row.pk)
        articles = placed.values_list("article_id", flat=True)
        OutboxRow.objects.add({row.pk, *articles})
