"""Whether the archive is what it was when its verbs last touched it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist

from archive.models import (
    Article,
    Capture,
    ChainedRevision,
    Entry,
    Event,
    FormerCode,
    Narrative,
    NarrativeRevision,
    Photo,
    Revision,
    Source,
    Timestamp,
)
from archive.search import differences
from archive.text import dates
from archive.text.dates import counted_days, reach

from ._entry_content import describe_captures, describe_entry
from ._narrative_content import describe_narrative
from ._revisions import canonical, find_breaks, hash_link, select_revisions

CHILDREN: dict[str, type[Entry]] = {
    "article": Article,
    "photo": Photo,
    "source": Source,
    "event": Event,
}
CHUNK = 1 << 20
FOLDER = "originals"


@dataclass(frozen=True)
class Finding:
    """One thing that differs, and where."""

    where: str
    message: str


def _kinds() -> Iterator[Finding]:
    """Each entry has the row of its own kind, and of no other."""
    held = {k: set(m.objects.values_list("pk", flat=True)) for k, m in CHILDREN.items()}
    for entry in Entry.objects.order_by("pk").iterator():
        has = [kind for kind in CHILDREN if entry.pk in held[kind]]
        if has != [entry.kind]:
            rows = " and ".join(has) or "no"
            yield Finding(_named(entry), f"is of kind {entry.kind}, with {rows} row")


def _dates() -> Iterator[Finding]:
    """The bounds of each date are those of its text."""
    for entry in Entry.objects.order_by("pk").iterator():
        try:
            edtf = dates.parse(entry.date) if entry.date else None
        except dates.DateError as error:
            yield Finding(_named(entry), f"date: {error}")
            continue
        bounds = (edtf.earliest, edtf.latest) if edtf else (None, None)
        counted = counted_days(edtf) if edtf else (None, None)
        held = (entry.date_earliest, entry.date_latest)
        is_right = entry.reach == (reach(*counted) if edtf else None)
        if not is_right or (bounds, counted) != (
            held, (entry.counts_from, entry.counts_to)
        ):  # fmt: skip
            yield Finding(_named(entry), f"bounds are not those of {entry.date!r}")


def _files() -> Iterator[Finding]:
    """Each kept file is there, has its hash and is for its owner only."""
    wanted = {
        name: (digest, f"article {pk}")
        for pk, name, digest in Article.objects.exclude(original_file="").values_list(
            "pk", "original_file", "sha256"
        )
    }
    for pk, name, digest in Capture.objects.exclude(file="").values_list(
        "pk", "file", "sha256"
    ):
        if wanted.setdefault(name, (digest, f"capture {pk}"))[0] != digest:
            yield Finding(name, f"capture {pk} and an article give different hashes")
    root = Path(settings.MEDIA_ROOT)
    for name, (digest, of) in sorted(wanted.items()):
        path = root / name
        if not path.is_file():
            yield Finding(name, f"the file of {of} is missing")
        elif _hash(path) != digest:
            yield Finding(name, f"the file of {of} has another hash than {digest}")
        elif path.stat().st_mode & 0o077:
            yield Finding(name, "others than its owner may read the file: chmod 600")
    for path in sorted((root / FOLDER).glob("*")):
        if f"{FOLDER}/{path.name}" not in wanted:
            yield Finding(f"{FOLDER}/{path.name}", "the file belongs to no record")


def _hash(path: Path) -> str:
    found = sha256()
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            found.update(chunk)
    return found.hexdigest()


def _chains(model: type[ChainedRevision]) -> Iterator[Finding]:
    """Revisions are chains without a gap, whose hashes hold."""
    return (Finding(where, message) for where, message in find_breaks(model))


def _narratives() -> Iterator[Finding]:
    """The same of narratives, each of which is as its last revision says."""
    yield from _chains(NarrativeRevision)
    for narrative in Narrative.objects.order_by("pk").iterator():
        where = f"narrative {narrative.id_code_display} (narrative {narrative.pk})"
        last = select_revisions(NarrativeRevision, narrative.pk).first()
        if last is None:
            yield Finding(where, "has no revision")
        elif other := _unlike(describe_narrative(narrative), json.loads(last.state)):
            yield Finding(where, f"differs from revision {last.number}: {other}")


def _unlike(now: dict[str, Any], then: dict[str, Any]) -> str:
    """The names of the fields that two states have and that differ."""
    return ", ".join(sorted(k for k in now.keys() & then.keys() if now[k] != then[k]))


def _publications() -> Iterator[Finding]:
    """All publications are one chain."""
    head = ""
    published = Revision.objects.exclude(publication_sha256="").order_by("pk")
    for row in published.iterator():
        if row.publication_sha256 != hash_link(head, row.state):
            yield Finding(
                f"entry {row.entry_id}, revision {row.number}",
                "does not follow on the publication before it",
            )
        head = row.publication_sha256


def _timestamps() -> Iterator[Finding]:
    """Each head that an authority stamped is in the chain."""
    for head in Timestamp.objects.values_list("head", flat=True):
        if not Revision.objects.filter(publication_sha256=head).exists():
            yield Finding(f"time stamp of {head[:12]}", "its head is not in the chain")


def _states() -> Iterator[Finding]:
    """Each entry is as its last revision says; what is or was public, as published."""
    entries = Entry.objects.filter(correction_of=None).order_by("pk")
    leads_to = dict(FormerCode.objects.values_list("code", "region__code"))
    for entry in entries.iterator():
        rows = select_revisions(Revision, entry.pk)
        if entry.first_published_at:
            rows = rows.exclude(publication_sha256="")
        last = rows.first()
        if last is None:
            yield Finding(_named(entry), "has no revision")
            continue
        try:
            now = json.loads(canonical(describe_entry(entry)))
        except ObjectDoesNotExist:
            continue  # told among the kinds
        then = _with_codes_of_today(json.loads(last.state), leads_to)
        if other := _unlike(now, then):
            yield Finding(
                _named(entry), f"differs from revision {last.number}: {other}"
            )


def _captures() -> Iterator[Finding]:
    """Each entry has the captures that its last revision tells of."""
    rows = Revision.objects.order_by("entry", "-number").values_list(
        "entry_id", "number", "state"
    )
    done = 0
    for entry, number, text in rows.iterator():
        if entry == done:
            continue
        done, then = entry, json.loads(text)
        if "capture" in then and then["capture"] != describe_captures(entry):
            yield Finding(f"entry {entry}", f"captures differ from revision {number}")


def _with_codes_of_today(
    then: dict[str, Any], leads_to: dict[str, str]
) -> dict[str, Any]:
    """A state with the codes to which former ones lead, each tie once."""
    rows = then.get("entryregion")
    if rows and any(row["region"] in leads_to for row in rows):
        moved = (
            {**row, "region": leads_to.get(row["region"], row["region"])}
            for row in rows
        )
        ties = {canonical(row): row for row in moved}
        then = {**then, "entryregion": [ties[key] for key in sorted(ties)]}
    return then


def _index() -> Iterator[Finding]:
    """The index holds what is public, as it is."""
    try:
        found = differences()
    except ObjectDoesNotExist:
        yield Finding("index", "cannot be compared while an entry lacks its own row")
        return
    for difference in found:
        where = f"entry {difference.entry_id}" if difference.entry_id else "index"
        yield Finding(where, difference.message)


def _named(entry: Entry) -> str:
    return f"{entry.kind} {entry.id_code_display} (entry {entry.pk})"


# Each yields what differs and changes nothing; a row in memory at a time.
CHECKS: dict[str, Callable[[], Iterator[Finding]]] = {
    "kinds": _kinds,
    "dates": _dates,
    "files": _files,
    "revisions": partial(_chains, Revision),
    "narratives": _narratives,
    "publications": _publications,
    "timestamps": _timestamps,
    "states": _states,
    "captures": _captures,
    "index": _index,
}
