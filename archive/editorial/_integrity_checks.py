"""Checks that the archive is as its verbs left it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from typing import Any

from django.core.exceptions import ObjectDoesNotExist

from archive.models import (
    ENTRY_KINDS,
    ChainedRevision,
    Entry,
    FormerCode,
    Narrative,
    NarrativeRevision,
    Redaction,
    Revision,
    SealedText,
    Timestamp,
)
from archive.models.history.state_forms import read_state
from archive.monitoring import check_files
from archive.search import find_index_differences
from archive.text import dates
from archive.text.dates import compute_reach, counted_days
from archive.transparency import get_checkpoint, verify_log

from ._entry_content import describe_copies, describe_entry
from ._narrative_content import describe_narrative
from ._revisions import find_breaks, hash_link, select_revisions, write_canonical_json
from .accounts import find_breaks_in_staff_log, find_unlogged_changes


@dataclass(frozen=True)
class IntegrityFinding:
    """Something that is not as it should be, and where."""

    where: str
    message: str


def _check_kinds() -> Iterator[IntegrityFinding]:
    """Each entry has a row of its own kind and none of another."""
    keys_by_kind = {
        name: set(kind.model.objects.values_list("pk", flat=True))
        for name, kind in ENTRY_KINDS.items()
    }
    for entry in Entry.objects.order_by("pk").iterator():
        has = [kind for kind in ENTRY_KINDS if entry.pk in keys_by_kind[kind]]
        if has != [entry.kind]:
            rows = " and ".join(has) or "no"
            yield IntegrityFinding(
                _name_entry(entry), f"is of kind {entry.kind}, with {rows} row"
            )


def _check_dates() -> Iterator[IntegrityFinding]:
    """The bounds of each date fit its text."""
    for entry in Entry.objects.order_by("pk").iterator():
        try:
            edtf = dates.parse_edtf(entry.date) if entry.date else None
        except dates.DateError as error:
            yield IntegrityFinding(_name_entry(entry), f"date: {error}")
            continue
        bounds = (edtf.earliest, edtf.latest) if edtf else (None, None)
        counted = counted_days(edtf) if edtf else (None, None)
        stored = (entry.date_earliest, entry.date_latest)
        is_right = entry.reach == (compute_reach(*counted) if edtf else None)
        if not is_right or (bounds, counted) != (
            stored,
            (entry.counts_from, entry.counts_to),
        ):
            yield IntegrityFinding(
                _name_entry(entry),
                f"the stored bounds do not fit the date {entry.date!r}",
            )


def check_kept_files(most: int | None = None) -> Iterator[IntegrityFinding]:
    """Kept files exist, have their hashes, and are readable by their owner only: all of
    them, or `most`, those first that were compared longest ago."""
    return (IntegrityFinding(where, message) for where, message in check_files(most))


def _check_chains(model: type[ChainedRevision]) -> Iterator[IntegrityFinding]:
    """Chains of revisions have no gap, and their hashes fit."""
    return (IntegrityFinding(where, message) for where, message in find_breaks(model))


def _check_narratives() -> Iterator[IntegrityFinding]:
    """The same for narratives; each is as its last revision says."""
    yield from _check_chains(NarrativeRevision)
    for narrative in Narrative.objects.order_by("pk").iterator():
        where = f"narrative {narrative.id_code_display} (narrative {narrative.pk})"
        last = select_revisions(NarrativeRevision, narrative.pk).first()
        if last is None:
            yield IntegrityFinding(where, "has no revision")
        elif other := _name_differing_fields(
            describe_narrative(narrative), read_state(last)
        ):
            yield IntegrityFinding(
                where, f"differs from revision {last.number}: {other}"
            )


def _name_differing_fields(now: dict[str, Any], then: dict[str, Any]) -> str:
    """The names of the fields that two states have and that differ."""
    differing = (
        name
        for name in sorted(now.keys() & then.keys())
        if _drop_later_columns(now[name], then[name]) != then[name]
    )
    return ", ".join(differing)


def _drop_later_columns(now: Any, then: Any) -> Any:
    """Rows as they are, without the columns that no row of the former state has: these
    came with a later release."""
    if not (isinstance(now, list) and isinstance(then, list) and then):
        return now
    old_names = {name for row in then for name in row}
    rows = [{k: v for k, v in row.items() if k in old_names} for row in now]
    return now if rows == now else sorted(rows, key=write_canonical_json)


def _check_publications() -> Iterator[IntegrityFinding]:
    """All publications form one chain."""
    head = ""
    sealed = SealedText.objects.of_revisions(Revision)
    redacted = set(sealed.values_list("revision_id", flat=True))
    published = Revision.objects.exclude(publication_sha256="").order_by("pk")
    for row in published.iterator():
        state: str | None = row.state
        if row.pk in redacted:
            state = SealedText.objects.find_state(row).original
        if state is not None and row.publication_sha256 != hash_link(
            head, row.salt, state
        ):
            yield IntegrityFinding(
                f"entry {row.entry_id}, revision {row.number}",
                "does not continue the publication before it",
            )
        head = row.publication_sha256


def _check_log() -> Iterator[IntegrityFinding]:
    """The public log is what it was, and versions are what it says of them."""
    return (IntegrityFinding(where, message) for where, message in verify_log())


def _check_timestamps() -> Iterator[IntegrityFinding]:
    """Each checkpoint with a time stamp is there; so are stamped heads of the former
    chain of publications."""
    for head, size in Timestamp.objects.values_list("head", "size"):
        where = f"time stamp of {head[:12]}"
        if size is None:
            if not Revision.objects.filter(publication_sha256=head).exists():
                yield IntegrityFinding(where, "its head is not in the chain")
            continue
        checkpoint = get_checkpoint(size)
        if checkpoint is None or sha256(checkpoint.text.encode()).hexdigest() != head:
            yield IntegrityFinding(where, "its checkpoint is not there")


def _check_states() -> Iterator[IntegrityFinding]:
    """Each entry is as its last revision says, and as published where it is or was
    public."""
    entries = Entry.objects.filter(correction_of=None).order_by("pk")
    leads_to = dict(FormerCode.objects.values_list("code", "region__code"))
    for entry in entries.iterator():
        rows = select_revisions(Revision, entry.pk)
        if entry.first_published_at:
            rows = rows.exclude(publication_sha256="")
        last = rows.first()
        if last is None:
            yield IntegrityFinding(_name_entry(entry), "has no revision")
            continue
        try:
            now = json.loads(write_canonical_json(describe_entry(entry)))
        except ObjectDoesNotExist:
            continue  # told among the kinds
        then = _replace_former_codes(read_state(last), leads_to)
        if not now.get("original_file", "-") and _is_erased(entry):
            now.pop("original_file")
        if other := _name_differing_fields(now, then):
            yield IntegrityFinding(
                _name_entry(entry), f"differs from revision {last.number}: {other}"
            )


def _is_erased(entry: Entry) -> bool:
    """Whether words of the entry were erased, and a file with them."""
    return Redaction.objects.filter(entry=entry, erased_at__isnull=False).exists()


def _check_captures() -> Iterator[IntegrityFinding]:
    """Each entry has the captures that its last revision names, for the same
    readers."""
    rows = Revision.objects.order_by("entry_id", "-number").values_list(
        "entry_id", "number", "state"
    )
    done = 0
    for entry, number, text in rows.iterator():
        if entry == done:
            continue
        done, then = entry, json.loads(text)
        if "capture" not in then:
            continue
        now = describe_copies(entry)
        for name, what in (
            ("capture", "captures differ"),
            ("original_audience", "visibility of the original differs"),
        ):
            if then.get(name) != now.get(name):
                yield IntegrityFinding(
                    f"entry {entry}", f"{what} from revision {number}"
                )


def _replace_former_codes(
    then: dict[str, Any], leads_to: dict[str, str]
) -> dict[str, Any]:
    """The state with current region codes instead of former ones, each tie once."""
    rows = then.get("entryregion")
    if rows and any(row["region"] in leads_to for row in rows):
        moved = (
            {**row, "region": leads_to.get(row["region"], row["region"])}
            for row in rows
        )
        ties = {write_canonical_json(row): row for row in moved}
        then = {**then, "entryregion": [ties[key] for key in sorted(ties)]}
    return then


def _check_staff_log() -> Iterator[IntegrityFinding]:
    """The staff log has no gap, and its hashes fit."""
    return (IntegrityFinding(where, what) for where, what in find_breaks_in_staff_log())


def _check_accounts() -> Iterator[IntegrityFinding]:
    """Accounts may do, and log in with, what the staff log says."""
    return (IntegrityFinding(where, what) for where, what in find_unlogged_changes())


def _check_index() -> Iterator[IntegrityFinding]:
    """The index holds exactly what is public, as it is now."""
    try:
        differences = find_index_differences()
    except ObjectDoesNotExist:
        yield IntegrityFinding(
            "index", "cannot be compared while an entry lacks its own row"
        )
        return
    for difference in differences:
        where = f"entry {difference.entry_id}" if difference.entry_id else "index"
        yield IntegrityFinding(where, difference.message)


def _name_entry(entry: Entry) -> str:
    return f"{entry.kind} {entry.id_code_display} (entry {entry.pk})"


# Each yields what differs and changes nothing but the notes of comparisons; a row in
# memory at a time.
INTEGRITY_CHECKS: dict[str, Callable[[], Iterator[IntegrityFinding]]] = {
    "kinds": _check_kinds,
    "dates": _check_dates,
    "files": check_kept_files,
    "revisions": partial(_check_chains, Revision),
    "narratives": _check_narratives,
    "publications": _check_publications,
    "log": _check_log,
    "timestamps": _check_timestamps,
    "states": _check_states,
    "captures": _check_captures,
    "staff log": _check_staff_log,
    "accounts": _check_accounts,
    "index": _check_index,
}
