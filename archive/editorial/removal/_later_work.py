"""What people did to entries after a command created them, and who uses them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Model, QuerySet

from archive.models import (
    ChainedRevision,
    Citation,
    Derivation,
    Entry,
    EntryRelation,
    Evidence,
    Narrative,
    NarrativeRevision,
    NarrativeStep,
    Placement,
    ReviewComment,
    Revision,
)
from archive.models.user import SYSTEM_ACCOUNTS

# (rows, column of what uses, column of what is used)
USE_RELATIONS: tuple[tuple[type[Model], str, str], ...] = (
    (Citation, "entry_id", "source_id"),
    (Evidence, "event_id", "entry_id"),
    (Derivation, "source_id", "origin_id"),
    (Placement, "article_id", "photo_id"),
    (EntryRelation, "entry_id", "target_id"),
)
# They create entries, or change no word of them and keep their history.
VERBS_WITHOUT_WORK = frozenset(
    ("import", "publish", "withdraw", "discard", "merge_region", "recode_region")
)


def select_rows(model: type[Model], **conditions: Any) -> QuerySet[Model]:
    """Rows of any model."""
    return model._default_manager.filter(**conditions)


def name_entry(entry: Entry) -> str:
    """Kind, id and title, for a message of a command."""
    return f"{entry.kind} {entry.id_code_display} “{entry.title}”"


def find_later_work(ids: set[int]) -> dict[int, list[str]]:
    """What would be lost with each of these entries: a sentence for the last work of a
    person on it, and one for each record outside `ids` that uses it.

    Entries that nobody touched have none. Some ten queries.
    """
    work: dict[int, list[str]] = {}
    entries = Entry.objects.in_bulk(ids)
    last_revisions = _select_work(Revision).filter(entry__in=ids)
    for revision in {row.entry_id: row for row in last_revisions}.values():
        name = name_entry(entries[revision.entry_id])
        work[revision.entry_id] = [f"{name}: {_describe_work(revision)}"]
    for comment in ReviewComment.objects.filter(entry__in=ids).select_related("by"):
        name = name_entry(entries[comment.entry_id])
        told = f"{name}: comment by {comment.by} on {comment.at:%Y-%m-%d %H:%M} UTC"
        work.setdefault(comment.entry_id, []).append(told)
    for key, user in _list_uses_from_outside(ids):
        work.setdefault(key, []).append(f"{name_entry(entries[key])}: used by {user}")
    return work


def find_later_work_on_trails(narratives: QuerySet[Narrative]) -> dict[int, str]:
    """A sentence for the last work that a person did on each of these narratives."""
    rows = _select_work(NarrativeRevision).filter(narrative__in=narratives)
    last = {row.narrative_id: row for row in rows.select_related("narrative")}
    return {
        key: f"{_name_trail(row.narrative)}: {_describe_work(row)}"
        for key, row in last.items()
    }


def add_used_entries(users: Iterable[int], candidates: set[int]) -> set[int]:
    """`users`, and the candidates that they refer to, directly or by others."""
    found, new = set(users), set(users)
    while new:
        used = {
            pk
            for model, user, used_column in USE_RELATIONS
            for pk in select_rows(
                model, **{f"{user}__in": new, f"{used_column}__in": candidates}
            ).values_list(used_column, flat=True)
        }
        new = used - found
        found |= new
    return found


def _select_work(model: type[ChainedRevision]) -> QuerySet[Any]:
    """Revisions by people that hold work of theirs, in order."""
    rows: QuerySet[Any] = model._default_manager.exclude(verb__in=VERBS_WITHOUT_WORK)
    system = {"by__username__in": SYSTEM_ACCOUNTS, "by__is_active": False}
    by_people = rows.exclude(by=None).exclude(**system)
    return by_people.select_related("by").order_by(model.record_field, "number")


def _describe_work(revision: Any) -> str:
    moment = f"{revision.at:%Y-%m-%d %H:%M} UTC"
    return f"{revision.verb} by {revision.by} on {moment}"


def _name_trail(narrative: Narrative) -> str:
    return f"story trail {narrative.id_code_display} “{narrative.title}”"


def _list_uses_from_outside(ids: set[int]) -> list[tuple[int, str]]:
    """Each of these entries with the name of an entry or a narrative outside that uses
    it; working copies of these entries are not outside."""
    pairs: set[tuple[int, int]] = set()
    for model, user, used in USE_RELATIONS:
        rows = select_rows(model, **{f"{used}__in": ids}).exclude(
            **{f"{user}__in": ids}
        )
        pairs |= set(rows.values_list(used, user))
    users = Entry.objects.filter(pk__in={user for _used, user in pairs})
    outside = users.exclude(correction_of__in=ids).in_bulk()
    uses = [(used, name_entry(outside[u])) for used, u in sorted(pairs) if u in outside]
    steps = NarrativeStep.objects.filter(entry__in=ids).select_related("narrative")
    steps = steps.filter(narrative__is_demonstration=False)
    return uses + [(s.entry_id, _name_trail(s.narrative)) for s in steps.order_by("pk")]
