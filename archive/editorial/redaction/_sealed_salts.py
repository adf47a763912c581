"""The salts of withheld fields in the public log: without its salt, a field cannot be
disclosed, nor guessed from its digest."""

from __future__ import annotations

import json
from hashlib import sha256

from archive.models import Entry, LogLeaf, Narrative, Placement, Redaction, SealedText


def select_leaves(document: Entry | Narrative) -> list[LogLeaf]:
    """The leaves of an entry's versions, and of the articles that show a photo."""
    if isinstance(document, Narrative):
        return []
    placed = Placement.objects.filter(photo=document.pk)
    codes = [*placed.values_list("article__id_code", flat=True), document.id_code]
    rows = LogLeaf.objects.select_for_update().filter(id_code__in=codes)
    return list(rows.order_by("index"))


def seal_salts(redaction: Redaction, leaf: LogLeaf, names: set[str]) -> None:
    """Take the salts of these fields from the leaf and seal them."""
    sealed = {name: salt for name, salt in leaf.salts.items() if name in names}
    if not sealed:
        return
    left = {name: salt for name, salt in leaf.salts.items() if name not in names}
    LogLeaf.objects.filter(pk=leaf.pk).update(salts=left)
    SealedText.objects.create(
        redaction=redaction,
        model="logleaf",
        key=leaf.pk,
        column="salts",
        text=json.dumps(sealed),
        sha256=sha256(json.dumps(left).encode()).hexdigest(),
    )


def put_back_salts(sealed: SealedText) -> None:
    """Give the leaf its salts back, so that the fields are disclosed again."""
    assert sealed.key is not None
    leaf = LogLeaf.objects.select_for_update().get(pk=sealed.key)
    leaf.salts |= json.loads(sealed.text)
    leaf.save(update_fields=("salts",))
