"""The record file of a version: what the log covers, and what readers may see of it."""

from __future__ import annotations

from typing import Any

import rfc8785
from django.conf import settings

from archive.versions import EntryAsOf, collect_shown_fields

from ._log_leaves import LoggedVersion


def write_record_file(state: EntryAsOf, logged: LoggedVersion | None) -> bytes:
    """The record of a version as canonical JSON (RFC 8785).

    `statement` is the leaf of the log, which names the hash of `record`; `record` has
    digests, and `disclosures` the [salt, name, value] behind those that readers may see
    today. Of a version that isn't in the log yet the salts are null. `withheld` are
    anchors of passages that readers see as a placeholder.
    """
    entry, number = state.entry, state.version.number
    address = f"{settings.BASE_URL}/entries/{entry.id_code}/v{number}"
    return rfc8785.dumps(
        {
            "address": f"{address}/",
            "statement": logged.statement if logged else None,
            "record": logged.record if logged else None,
            "disclosures": (
                [list(one) for one in logged.disclosures]
                if logged
                else _list_fields(state)
            ),
            "proof": f"{address}/record.tlog-proof" if logged else None,
            "withheld": [anchor for anchor, _position in state.withheld],
        }
    )


def _list_fields(state: EntryAsOf) -> list[list[Any]]:
    visible_fields = collect_shown_fields(state)
    rows = [[None, name, value] for name, value in visible_fields.fields.items()]
    for name, items in visible_fields.lists.items():
        rows += [[None, f"{name}.{n}", item] for n, item in enumerate(items, start=1)]
    return sorted(rows, key=lambda row: str(row[1]))
