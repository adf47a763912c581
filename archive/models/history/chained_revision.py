"""What revisions of entries and of narratives share."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

STATE_FORM = 2  # in which states are written today; `state_forms` reads the others

VERBS_DONE: dict[str, str | Promise] = {
    "create": gettext_lazy("created"),
    "import": gettext_lazy("imported"),
    "edit": gettext_lazy("edited"),
    "curate": gettext_lazy("curation file applied"),
    "correct": gettext_lazy("correction started"),
    "submit": gettext_lazy("submitted for review"),
    "send_back": gettext_lazy("sent back"),
    "schedule": gettext_lazy("embargo set"),
    "publish": gettext_lazy("published"),
    "withdraw": gettext_lazy("withdrawn"),
    "discard": gettext_lazy("discarded"),
    "capture": gettext_lazy("archived copy added"),
    "open_capture": gettext_lazy("visibility of an archived copy changed"),
    "open_original": gettext_lazy("visibility of the original's checksum changed"),
    "redact": gettext_lazy("words withheld"),
    "restore": gettext_lazy("withheld words shown again"),
    "erase": gettext_lazy("files with withheld words erased"),
    "merge": gettext_lazy("merged"),
    "undo_merge": gettext_lazy("merge taken back"),
    "merge_region": gettext_lazy("region merged"),
    "recode_region": gettext_lazy("region code changed"),
}


class ChainedRevision(models.Model):
    """The complete state after a verb; the revisions of one record are a chain.

    `sha256` is of `previous_sha256`, `salt` and `state`, one behind the other; the
    first of a chain has none before it. The salt keeps anybody from guessing what was
    hashed; older revisions have none. `public_version` is set where the verb published.
    Who is `by` and the record itself are the models' own, for each calls them by its
    name.
    """

    record_field: ClassVar[str]  # the field of the record whose history it is
    number = models.PositiveIntegerField()
    at = models.DateTimeField()
    verb = models.CharField(max_length=24)
    reason = models.TextField(blank=True)
    override = models.BooleanField(default=False)
    state = models.TextField(help_text="Canonical JSON (RFC 8785).")
    form = models.PositiveSmallIntegerField(
        default=STATE_FORM, help_text="Of the state: see state_forms.py."
    )
    salt = models.CharField(max_length=32, blank=True)
    sha256 = models.CharField(max_length=64)
    previous_sha256 = models.CharField(max_length=64, blank=True)
    public_version = models.PositiveIntegerField(null=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{getattr(self, self.record_field)} r{self.number} {self.verb}"

    @property
    def done(self) -> str:
        """What was done, in the editor's language."""
        return str(VERBS_DONE.get(self.verb, self.verb))
