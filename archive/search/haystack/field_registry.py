"""The table of what Haystack's fields are in our index."""

from __future__ import annotations

from archive.models import Region, Source, Tag

from .errors import UnsupportedSearchError
from .searchable_fields import (
    CreditField,
    DateField,
    KeyField,
    NumberField,
    SearchableField,
    WordField,
)

TEXT_LOOKUPS = ("content", "contains", "exact", "in", "startswith")
# Field → the text field of our index that holds its words, "" for all texts.
TEXT_FIELDS = {
    "content": "",
    "text": "",
    "title": "title",
    "caption": "caption",
    "byline": "byline",
    "credit": "credit",
    "source": "source",
}
# For `autocomplete()`: each word is the beginning of one.
PREFIX_FIELDS = {"content_auto": "", "title_auto": "title"}
COLUMN_FIELDS: dict[str, SearchableField] = {
    "kind": WordField("kind"),
    "language": WordField("language"),
    "credit": CreditField("credited", count_column="credit_name"),
    "regions": KeyField("regions", Region),
    "about": KeyField("about", Region),
    "happened_in": KeyField("happened_in", Region),
    "shown": KeyField("shown", Region),
    "published_in": KeyField("published_in", Region),
    "tags": KeyField("tags", Tag),
    "sources": KeyField("sources", Source),
    "date": DateField(),
    "earliest": NumberField("earliest"),
    "latest": NumberField("latest"),
    "pub_date": NumberField("added", is_moment=True),
}
MODEL_FIELD = "django_ct"
FACET_SUFFIX = "_exact"  # of the second field that Haystack keeps for each facet


def list_sortable_fields() -> list[str]:
    """Names of the fields that results can be ordered by."""
    return sorted(n for n, field in COLUMN_FIELDS.items() if field.sort_column)


def list_facet_fields() -> list[str]:
    """Names of the fields whose values can be counted."""
    return sorted(n for n, field in COLUMN_FIELDS.items() if field.count_column)


def strip_facet_suffix(name: str) -> str:
    """`kind` for `kind_exact`."""
    return name.removesuffix(FACET_SUFFIX)


def get_column_field(name: str) -> SearchableField:
    """The field of a column. Raises `UnsupportedSearchError` where there is none."""
    field = COLUMN_FIELDS.get(strip_facet_suffix(name))
    if field is None:
        raise UnsupportedSearchError(
            f"The field {name!r}",
            "it is not in the index. Fields that are: "
            f"{', '.join(sorted({*TEXT_FIELDS, *PREFIX_FIELDS, *COLUMN_FIELDS}))}",
        )
    return field


def check_lookup(name: str, lookup: str) -> None:
    """Raise `UnsupportedSearchError` where a field can't be asked like that."""
    if lookup == "fuzzy":
        raise UnsupportedSearchError("`__fuzzy`", "use spelling_suggestion()")
    if lookup == "endswith":
        raise UnsupportedSearchError(
            "`__endswith`", "use `__contains`, which finds parts of compounds too"
        )
    allowed = _list_lookups(name)
    if lookup not in allowed:
        raise UnsupportedSearchError(
            f"`{name}__{lookup}`",
            f"use {', '.join(f'`{name}__{one}`' for one in allowed)}",
        )


def _list_lookups(name: str) -> tuple[str, ...]:
    if name == MODEL_FIELD:
        return ("content", "exact", "in")
    if name in PREFIX_FIELDS:
        return ("content",)
    return TEXT_LOOKUPS if name in TEXT_FIELDS else get_column_field(name).lookups
