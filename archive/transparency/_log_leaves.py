"""Entering public versions into the log, each once, in the order of their moments."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

import rfc8785
from django.db import connection, transaction
from django.db.models import Exists, OuterRef, QuerySet

from archive.models import Entry, LogLeaf, Revision
from archive.versions import (
    Version,
    collect_shown_fields,
    collect_stored_fields,
    get_version,
    list_versions_by_entry,
    load_entry_as_of,
)

from ._checkpoints import sign_tree_head
from ._commitments import (
    Disclosure,
    disclose_fields,
    find_altered_fields,
    hash_disclosure,
    make_record,
)
from ._tree_reader import count_leaves, store_full_tiles

LOG_LOCK = 8_675_310  # the number of a lock of this database
VERSIONS_PER_BATCH = 200


@dataclass(frozen=True)
class LoggedVersion:
    """A version's place in the log, and what readers may see of its fields today."""

    index: int
    statement: dict[str, Any]
    record: dict[str, Any]
    disclosures: list[Disclosure]

    @property
    def altered(self) -> list[str]:
        """The names of fields that fit their digest no more: what readers see of them
        isn't what was published."""
        digests = self.record["digests"]
        return [
            name
            for salt, name, value in self.disclosures
            if hash_disclosure(salt, name, value) != digests[name]
        ]


def write_moment(moment: datetime) -> str:
    """The moment in UTC, to the second."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


@transaction.atomic
def enter_public_versions(entries: Collection[int]) -> int:
    """Enter the versions of these entries (keys) that readers can see and that the log
    lacks, and sign the tree; returns how many.

    Versions of hidden, confidential or withdrawn entries are left out, and those under
    embargo until it ends. Two transactions wait for each other.
    """
    public = list(Entry.objects.public().filter(pk__in=entries).order_by())
    if not public:
        return 0
    _lock_log()
    return _append_leaves(_list_missing_versions(public))


def enter_lapsed_embargoes() -> int:
    """Enter what became public because an embargo ended; returns how many. One cheap
    query where there is nothing to do."""
    lapsed = _select_unlogged_entries().filter(embargo_until__isnull=False)
    return enter_public_versions(list(lapsed.values_list("pk", flat=True)))


def is_log_incomplete() -> bool:
    """Whether a public entry's current version is missing; looks at every entry."""
    return _select_unlogged_entries().exists()


def enter_all_versions() -> Iterator[int]:
    """Enter everything public that the log lacks, oldest first, a batch in each
    transaction; yields how many each time. What was interrupted goes on from there.

    Reads every public entry's revisions: minutes in a large archive.
    """
    moments = []
    keys = list(Entry.objects.public().order_by().values_list("pk", flat=True))
    for start in range(0, len(keys), VERSIONS_PER_BATCH):
        batch = Entry.objects.filter(pk__in=keys[start : start + VERSIONS_PER_BATCH])
        moments += [
            (_order_version(version), version.entry.pk)
            for version in _list_missing_versions(list(batch))
        ]
    moments.sort()
    for start in range(0, len(moments), VERSIONS_PER_BATCH):
        version_keys = {
            (pk, number)
            for (_at, _code, number), pk in moments[start : start + VERSIONS_PER_BATCH]
        }
        yield _enter_batch(version_keys)


def load_logged_version(version: Version) -> LoggedVersion | None:
    """The place of a version in the log, or None where it isn't there (yet)."""
    leaf = _find_leaf(version)
    if leaf is None:
        return None
    record = json.loads(leaf.record)
    disclosures = disclose_fields(
        record["digests"],
        leaf.salts,
        collect_shown_fields(load_entry_as_of(version)),
        collect_stored_fields(version),
    )
    return LoggedVersion(leaf.index, json.loads(leaf.statement), record, disclosures)


def find_leaf_alterations(leaf: LogLeaf) -> Iterator[str]:
    """What of a version no longer fits its leaf. Of an entry that isn't public only the
    record is compared, not the fields."""
    statement, record = json.loads(leaf.statement), json.loads(leaf.record)
    if statement["record_sha256"] != sha256(leaf.record.encode()).hexdigest():
        yield "the record has another hash than its leaf"
    shown = Entry.objects.with_shown_versions()
    entry = shown.filter(id_code=leaf.id_code).first()
    if entry is None:
        return
    version = get_version(entry, leaf.version)
    if version is None:
        yield "the version is gone, and its entry is public"
        return
    stored = collect_stored_fields(version)
    try:
        visible_fields = collect_shown_fields(load_entry_as_of(version))
    except ValueError as error:  # rows of another kind than it names
        yield f"cannot be shown as it was: {error}"
        return
    altered = find_altered_fields(record["digests"], leaf.salts, visible_fields, stored)
    if altered:
        yield f"altered since it was published: {', '.join(altered)}"
    order = [anchor for anchor in stored.passages if anchor in record["passages"]]
    if order != record["passages"]:
        yield "passages are missing, or in another order"


def list_altered_fields(leaf: LogLeaf) -> set[str]:
    """The names of the fields of a version that no longer fit its leaf; empty where the
    entry or its version isn't public."""
    shown = Entry.objects.with_shown_versions()
    entry = shown.filter(id_code=leaf.id_code).first()
    version = get_version(entry, leaf.version) if entry else None
    if version is None:
        return set()
    stored = collect_stored_fields(version)
    visible_fields = collect_shown_fields(load_entry_as_of(version))
    digests = json.loads(leaf.record)["digests"]
    return set(find_altered_fields(digests, leaf.salts, visible_fields, stored))


@transaction.atomic
def withhold_disclosure(id_code: str, version: int, name: str) -> bool:
    """Withhold a field (or `passages.p1`, all its fields) of a version for ever: its
    salt is deleted, so that nobody can tell from the digest what it was. The leaf and
    every proof stay. Whether there was something to withhold."""
    leaves = LogLeaf.objects.select_for_update()
    leaf = leaves.filter(id_code=id_code, version=version).first()
    if leaf is None:
        return False
    remaining_salts = {
        field: salt
        for field, salt in leaf.salts.items()
        if field != name and not field.startswith(f"{name}.")
    }
    is_less = len(remaining_salts) < len(leaf.salts)
    LogLeaf.objects.filter(pk=leaf.pk).update(salts=remaining_salts)
    return is_less


def _select_unlogged_entries() -> QuerySet[Entry]:
    """Public entries whose current version has a revision and no leaf."""
    leaf = LogLeaf.objects.filter(
        id_code=OuterRef("id_code"), version=OuterRef("version")
    )
    published = Revision.objects.filter(
        entry=OuterRef("pk"), public_version=OuterRef("version")
    )
    return Entry.objects.public().filter(~Exists(leaf), Exists(published)).order_by()


def _lock_log() -> None:
    if connection.vendor == "postgresql":  # SQLite lets one write at a time
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOG_LOCK])


@transaction.atomic
def _enter_batch(version_keys: set[tuple[int, int]]) -> int:
    _lock_log()
    entries = Entry.objects.public().filter(pk__in={pk for pk, _number in version_keys})
    missing = [
        version
        for version in _list_missing_versions(list(entries))
        if (version.entry.pk, version.number) in version_keys
    ]
    return _append_leaves(missing)


def _append_leaves(missing: list[Version]) -> int:
    """Append a leaf for each version, and sign the tree; the log is locked."""
    old = count_leaves()
    for index, version in enumerate(missing, start=old):
        _make_leaf(index, version).save(force_insert=True)
    if missing:
        store_full_tiles(old, old + len(missing))
        sign_tree_head()
    return len(missing)


def _find_leaf(version: Version) -> LogLeaf | None:
    return LogLeaf.objects.filter(
        id_code=version.entry.id_code, version=version.number
    ).first()


def _list_missing_versions(public: list[Entry]) -> list[Version]:
    """The public versions of these entries that have no leaf, oldest first."""
    codes = [entry.id_code for entry in public]
    rows = LogLeaf.objects.filter(id_code__in=codes)
    there = set(rows.values_list("id_code", "version"))
    missing = [
        version
        for versions in list_versions_by_entry(public).values()
        for version in versions
        if (version.entry.id_code, version.number) not in there
    ]
    return sorted(missing, key=_order_version)


def _order_version(version: Version) -> tuple[datetime, str, int]:
    return version.at, version.entry.id_code, version.number


def _make_leaf(index: int, version: Version) -> LogLeaf:
    """The unsaved leaf of a version; its salts are drawn here, once."""
    moment = write_moment(version.at)
    visible_fields = collect_shown_fields(load_entry_as_of(version))
    record, salts = make_record(version, visible_fields, moment)
    data = rfc8785.dumps(record)
    statement = rfc8785.dumps(
        {
            "id": version.entry.id_code,
            "moment": moment,
            "record_sha256": sha256(data).hexdigest(),
            "version": version.number,
        }
    )
    return LogLeaf(
        index=index,
        id_code=version.entry.id_code,
        version=version.number,
        statement=statement.decode(),
        record=data.decode(),
        salts=salts,
    )
