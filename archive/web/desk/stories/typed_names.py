"""Dates, regions, tags, outlets and sources as editors type them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django import forms
from django.db.models import Q
from django.utils.translation import gettext as _

from archive.importers.suggestions.named_terms import place_regions
from archive.models import Entry, Outlet, Region, Source, Tag, TagLabel, User
from archive.models.entries.entry import make_slug
from archive.models.visibility import desk_entries
from archive.text.folding import fold_text
from archive.text.idcodes import parse_id_code

MOST_NAMED = 8  # regions of one name that an error lists
_BETWEEN = re.compile(r"[;；\n]+")


def split_typed_names(typed: str) -> list[str]:
    """The names between semicolons."""
    return [name for part in _BETWEEN.split(typed) if (name := part.strip())]


def find_typed_regions(typed: str) -> list[Region]:
    """The regions of names or codes. Raises `ValidationError`, which lists the codes
    where several places have a name."""
    return [_find_region(name) for name in split_typed_names(typed)]


def _find_region(name: str) -> Region:
    regions = list(Region.objects.matching_name(name).order_by("path")[:MOST_NAMED])
    if len(regions) == 1:
        return regions[0]
    if not regions:
        raise forms.ValidationError(
            _("We know no region “%(name)s”. Enter another name or its code.")
            % {"name": name}
        )
    named = [
        f"{placed.name} ({placed.path or placed.region.get_level_display()}): "
        f"{placed.region.code}"
        for placed in place_regions([region.pk for region in regions])
    ]
    raise forms.ValidationError(
        _("Several places are called “%(name)s”. Enter a code: %(places)s.")
        % {"name": name, "places": "; ".join(named)}
    )


def find_typed_tags(typed: str) -> list[Tag]:
    """The tags of labels or keys. Raises `ValidationError`."""
    return [_find_tag(name) for name in split_typed_names(typed)]


def _find_tag(name: str) -> Tag:
    scheme, _slash, slug = name.lower().rpartition("/")
    labels = TagLabel.objects.filter(tag__merged_into=None)
    labelled = labels.filter(folded=fold_text(name)).values("tag")
    keyed = Q(slug=slug, scheme=scheme) if scheme else Q(slug=name.lower())
    tags = list(Tag.objects.current().filter(Q(pk__in=labelled) | keyed)[:MOST_NAMED])
    if len(tags) == 1:
        return tags[0]
    if tags:
        keys = "; ".join(tag.key for tag in tags)
        raise forms.ValidationError(
            _("Several tags are called “%(name)s”. Enter one of these: %(keys)s.")
            % {"name": name, "keys": keys}
        )
    raise forms.ValidationError(
        _("We know no tag “%(name)s”. Enter another name.") % {"name": name}
    )


def find_typed_outlet(name: str) -> Outlet | None:
    """The outlet of this name in any case, or None."""
    return Outlet.objects.filter(name__iexact=name.strip()).order_by("pk").first()


def add_outlet(name: str, language: str) -> Outlet:
    """A new outlet of this name."""
    base = make_slug(name) or "outlet"
    taken = set(Outlet.objects.values_list("slug", flat=True))
    slug = next(slug for slug in _list_slugs(base) if slug not in taken)
    return Outlet.objects.create(slug=slug, name=name, language=language)


def _list_slugs(base: str) -> Iterator[str]:
    yield base[:80]
    number = 2
    while True:
        yield f"{base[:74]}-{number}"
        number += 1


def find_typed_source(typed: str, user: User) -> Source:
    """The source with this id, address or title among those that `user` may see.
    Raises `ValidationError`."""
    rows = Source.objects.filter(desk_entries(user), correction_of=None)
    rows = rows.exclude(status="withdrawn")
    same = Q(title__iexact=typed) | Q(original_url=typed)
    code = _parse_code(typed)
    found = list(rows.filter(same | Q(id_code=code) if code else same)[:2])
    if len(found) == 1:
        source: Source = Source.objects.get(pk=found[0].pk)
        return source
    if found:
        raise forms.ValidationError(
            _("Several sources have this title. Enter the permanent ID.")
        )
    raise forms.ValidationError(
        _("We know no source with this title, link or permanent ID.")
    )


def _parse_code(typed: str) -> str:
    try:
        return str(parse_id_code(typed))
    except ValueError:
        return ""


def list_outlet_names() -> list[str]:
    """The names of all outlets, for the field that completes them; one query."""
    return list(Outlet.objects.values_list("name", flat=True))


def describe_found_entry(entry: Entry) -> str:
    """An entry as an error names it."""
    return f"“{entry.title}” ({entry.id_code_display}, {entry.get_status_display()})"
