"""A segment of a page in the intake, and the kinds that it can have."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from archive.models import Passage

# Of the article's head: each is a field of its own.
HEAD_KINDS: dict[str, str | Promise] = {
    "kicker": _("kicker"),
    "title": _("headline"),
    "byline": _("byline"),
    "date": _("date"),
    "lead": _("lead"),
}
BODY_KINDS: dict[str, str | Promise] = dict(Passage.Kind.choices)
SEGMENT_KINDS: dict[str, str | Promise] = {
    **HEAD_KINDS,
    **BODY_KINDS,
    "caption": _("caption"),
    "credit": _("credit line"),
}


@dataclass(frozen=True)
class Segment:
    """A piece of a page. `text` is as it was read; `reading` corrects it, and
    `emendation` says why. A credit belongs to a caption only; what is left out says
    why."""

    kind: str
    text: str
    reading: str = ""
    emendation: str = ""
    left_out_because: str = ""
    credit: str = ""
    in_series: bool = False

    @classmethod
    def from_json(cls, row: dict[str, Any]) -> Segment:
        """The segment of a row of JSON."""
        return cls(**row)

    @property
    def shown(self) -> str:
        """The text as readers would have it."""
        return self.reading or self.text

    @property
    def kind_label(self) -> str:
        """What the desk calls its kind."""
        return str(SEGMENT_KINDS[self.kind])

    @property
    def is_left_out(self) -> bool:
        """Whether readers would not see it."""
        return bool(self.left_out_because)
