"""Salted commitments to the fields of a version, as selective disclosure (RFC 9901) has
them: the log covers digests only, so that a field can be withheld later."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from hashlib import sha256
from typing import Any

import rfc8785

from archive.versions import Version, VersionFields

SALT_BYTES = 16
# Named by the vocabulary of today: another name is no alteration of the version.
VOCABULARY_FIELDS = frozenset({"outlet"})

Disclosure = tuple[str, str, Any]  # salt, name of the field, value


def hash_disclosure(salt: str, name: str, value: Any) -> str:
    """SHA-256 (hexadecimal) of the canonical JSON of salt, name and value."""
    return sha256(rfc8785.dumps([salt, name, value])).hexdigest()


def make_record(
    version: Version, visible_fields: VersionFields, moment: str
) -> tuple[dict[str, Any], dict[str, str]]:
    """The record of a version, which has digests in place of values, and the new salts
    by name."""
    salts: dict[str, str] = {}
    digests: dict[str, str] = {}
    for name, value in _iter_slots(visible_fields):
        salts[name] = secrets.token_hex(SALT_BYTES)
        digests[name] = hash_disclosure(salts[name], name, value)
    record = {
        "id": version.entry.id_code,
        "kind": version.entry.kind,
        "version": version.number,
        "published_at": moment,
        "passages": visible_fields.passages,
        "digests": digests,
    }
    return record, salts


def disclose_fields(
    digests: dict[str, str],
    salts: dict[str, str],
    visible_fields: VersionFields,
    stored: VersionFields,
) -> list[Disclosure]:
    """What readers may see today of what was committed, by name.

    What was altered behind the archive's back is disclosed as it now is, and fits no
    digest. What differs because a rule withholds a part of it is left out, and so is an
    item of a list that fits no digest any more.
    """
    disclosures: list[Disclosure] = []
    for name, value in visible_fields.fields.items():
        salt = salts.get(name)
        if salt is None or name not in digests:
            continue
        if hash_disclosure(salt, name, value) != digests[name]:
            stored_value = stored.fields.get(name)
            is_withheld = hash_disclosure(salt, name, stored_value) == digests[name]
            if is_withheld or name in VOCABULARY_FIELDS:
                continue
        disclosures.append((salt, name, value))
    for name, items in visible_fields.lists.items():
        disclosures += _match_items(name, items, digests, salts)
    return sorted(disclosures, key=lambda one: one[1])


def find_altered_fields(
    digests: dict[str, str],
    salts: dict[str, str],
    visible_fields: VersionFields,
    stored: VersionFields,
) -> list[str]:
    """The names of fields of which neither what is stored nor what readers see today
    fits the digest; those whose salt is gone are not asked."""
    fits = {
        name
        for source in (visible_fields, stored)
        for name, value in source.fields.items()
        if name in salts and hash_disclosure(salts[name], name, value) == digests[name]
    }
    for source in (visible_fields, stored):
        for name, items in source.lists.items():
            fits |= {one[1] for one in _match_items(name, items, digests, salts)}
    committed_names = (salts.keys() & digests.keys()) - VOCABULARY_FIELDS
    return sorted(committed_names - fits)


def _match_items(
    name: str, items: list[Any], digests: dict[str, str], salts: dict[str, str]
) -> Iterator[Disclosure]:
    """The items of a list that fit a digest, each digest once."""
    slots = [
        slot for slot in digests if slot.rpartition(".")[0] == name and slot in salts
    ]
    for slot in slots:
        for item in items:
            if hash_disclosure(salts[slot], slot, item) == digests[slot]:
                yield salts[slot], slot, item
                break


def _iter_slots(version_fields: VersionFields) -> Iterator[tuple[str, Any]]:
    """(name, value) of every field and of every item of a list, from 1."""
    yield from version_fields.fields.items()
    for name, items in version_fields.lists.items():
        for number, item in enumerate(items, start=1):
            yield f"{name}.{number}", item
