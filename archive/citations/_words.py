"""One reference in words."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from archive.models import Entry
from archive.text import dates
from archive.text.names import printed

from ._record import record

STYLES = {"archive": gettext_lazy("Reference")}
_QUOTES = {"de": "„{}“", "zh": "《{}》"}


def cite(
    entry: Entry,
    language: str,
    anchor: str = "",
    of: str = "record",
    style: str = "archive",
) -> str:
    """Author, title, publication, date, archive, record and version, address.

    `anchor` names a passage or caption, `of` what is cited: the record, the archive's
    capture, or the original. Raises KeyError for an unknown style.
    """
    STYLES[style]
    found = record(entry, of, anchor)
    with override(language):
        quoted = _QUOTES.get(language[:2], "“{}”").format(entry.title)
        parts = [
            *(printed(name) for name in found.get("author", [])),
            quoted,
            found.get("container-title", found.get("publisher", "")),
            ", ".join(p for p in (_date(entry, language), _place(anchor)) if p),
            *_kept(entry, found, language, of),
        ]
    words = ". ".join(part.rstrip(".") for part in parts if part)
    url = found.get("URL", "")
    return f"{words}. {url}" if url else f"{words}."


def _date(entry: Entry, language: str) -> str:
    if entry.edtf is None:
        return _("n.d.")
    return capfirst(entry.edtf.display(language))


def _place(anchor: str) -> str:
    """`p3` → passage 3, `c5` → caption 5."""
    if anchor.startswith("c"):
        return _("caption %(n)s") % {"n": anchor[1:]}
    return _("passage %(n)s") % {"n": anchor[1:]} if anchor else ""


def _kept(entry: Entry, found: dict[str, Any], language: str, of: str) -> list[str]:
    """Where it is kept, as which version; of a capture, since when."""
    if of == "original":
        return []
    version = _("version %(n)s") % {"n": entry.version}
    kept = [f"{settings.SITE_NAME}, {entry.id_code_display}, {version}"]
    if of == "capture" and "accessed" in found:
        year, month, day = found["accessed"]["date-parts"][0]
        shown = dates.parse(f"{year:04d}-{month:02d}-{day:02d}").display(language)
        kept.append(_("copy made on %(day)s") % {"day": shown})
    return kept
