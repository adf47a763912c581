"""The addresses of the pages on which records are added and edited, and where those
lead that they had in Django's admin."""

from __future__ import annotations

from django.urls import path, register_converter

from .kinds import RECORD_KINDS
from .pages.capture_pages import captures_page, send_capture_file
from .pages.edit_page import edit_page, new_page
from .pages.former_addresses import former_door, former_page
from .pages.name_suggestions import name_suggestions
from .pages.narrative_list import desk_narratives_page
from .pages.redaction_pages import redaction_page
from .pages.verb_pages import VERB_TEXTS, verb_page

FORMER = "desk/admin/archive"


class RecordKindConverter:
    """A kind of record in an address: `sources` is `source`."""

    regex = "|".join(f"{kind}s" for kind in RECORD_KINDS)

    def to_python(self, value: str) -> str:
        """The name of the kind."""
        return value.removesuffix("s")

    def to_url(self, value: str) -> str:
        """As it stands in addresses."""
        return f"{value}s"


class FormerKindConverter:
    """A kind of record in an address of Django's admin."""

    regex = "|".join((*RECORD_KINDS, "entry"))

    def to_python(self, value: str) -> str:
        """The name of the kind."""
        return value

    to_url = to_python


class VerbConverter(FormerKindConverter):
    """A verb of the workflow in an address."""

    regex = "|".join(VERB_TEXTS)


class FormerNameConverter(FormerKindConverter):
    """A page of a record in Django's admin."""

    regex = "|".join(("change", "history", "captures", "redactions", *VERB_TEXTS))


register_converter(RecordKindConverter, "records")
register_converter(VerbConverter, "verb")
register_converter(FormerKindConverter, "former_kind")
register_converter(FormerNameConverter, "former_name")
RECORD = "desk/<records:kind>/<slug:id_code>/"
record_patterns = [
    path("desk/names/<slug:kind>/", name_suggestions, name="desk-names"),
    path("desk/narratives/", desk_narratives_page, name="desk-narratives"),
    path("desk/<records:kind>/new/", new_page, name="desk-new"),
    path(RECORD, edit_page, name="desk-edit"),
    path(f"{RECORD}<verb:name>/", verb_page, name="desk-verb"),
    path(f"{RECORD}captures/", captures_page, name="desk-captures"),
    path(
        f"{RECORD}captures/<int:capture>/", send_capture_file, name="desk-capture-file"
    ),
    path(f"{RECORD}redactions/", redaction_page, name="desk-redactions"),
    path(f"{FORMER}/article/import/", former_door, {"name": "desk-intake-new"}),
    path(f"{FORMER}/<former_kind:kind>/", former_door, {"name": "desk-list"}),
    path(f"{FORMER}/<former_kind:kind>/add/", former_door, {"name": "desk-new"}),
    path(f"{FORMER}/<former_kind:kind>/<int:pk>/<former_name:page>/", former_page),
]
