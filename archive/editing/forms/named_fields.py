"""Regions, tags, outlets and entries by the names that people give them: a field of
text that needs no script and no key of a database."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model, Q, prefetch_related_objects
from django.utils.functional import lazy
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from archive.importers.suggestions.named_terms import place_regions
from archive.models import Outlet, Region, Tag, User
from archive.models.visibility import desk_entries
from archive.text.idcodes import parse_id_code
from archive.text.punctuation import bracket_text
from archive.web.desk.stories.typed_names import (
    find_typed_outlet,
    find_typed_regions,
    find_typed_tags,
)

MOST_CHARACTERS = 1000
MOST_NAMED = 8  # entries of one title that an error lists


class NamedKind(NamedTuple):
    """How a kind of record is found by its name, and how several are written."""

    find: Callable[[str, User], Model]
    write: Callable[[Collection[Any]], dict[int, str]]


def _split_code(typed: str) -> tuple[str, str]:
    """The name, and the code that stands in brackets after it, or ""."""
    typed = typed.replace("（", "(").replace("）", ")")
    name, bracket, code = typed.strip().rpartition("(")
    is_coded = bool(bracket) and code.endswith(")")
    return (name.strip(), code[:-1].strip()) if is_coded else (typed.strip(), "")


def _find_region(typed: str, _user: User) -> Region:
    _name, code = _split_code(typed)
    coded = Region.objects.find_by_code(code) if code else None
    return coded or _get_only(find_typed_regions(typed))


def _find_tag(typed: str, _user: User) -> Tag:
    _name, key = _split_code(typed)
    scheme, _slash, slug = key.partition("/")
    keyed = Tag.objects.current().filter(scheme=scheme, slug=slug).first()
    return keyed or _get_only(find_typed_tags(typed))


def _get_only(found: list[Any]) -> Any:
    if len(found) != 1:
        raise ValidationError(_("Enter one name in each row."))
    return found[0]


def _find_outlet(typed: str, _user: User) -> Outlet:
    outlet = find_typed_outlet(typed)
    if outlet is None:
        raise ValidationError(
            _("We know no outlet “%(name)s”. Add it first.") % {"name": typed},
            code="unknown_outlet",
        )
    return outlet


def make_entry_finder(model: Any) -> Callable[[str, User], Any]:
    """Finds entries of a model by id, title or address among those that a person may
    see; what they may not see is as unknown as what is not there."""

    def find_entry(typed: str, user: User) -> Any:
        rows = model._default_manager.filter(desk_entries(user))
        title, bracketed = _split_code(typed)
        for code in filter(None, (_parse_code(bracketed), _parse_code(typed))):
            if entry := rows.filter(id_code=code).first():
                return entry
        rows = rows.filter(correction_of=None).exclude(status="withdrawn")
        same = Q(title__iexact=typed.strip()) | Q(title__iexact=title)
        found = list(rows.filter(same)[:MOST_NAMED])
        if len(found) == 1:
            return found[0]
        if found:
            codes = "; ".join(entry.id_code_display for entry in found)
            raise ValidationError(
                _("Several entries have this title. Enter one of these IDs: %(ids)s.")
                % {"ids": codes}
            )
        raise ValidationError(_("We know no entry with this title or permanent ID."))

    return find_entry


def _parse_code(typed: str) -> str:
    try:
        return str(parse_id_code(typed)) if typed else ""
    except ValueError:
        return ""


def _add_code(name: str, code: str) -> str:
    """A name with its code in the brackets of the interface's language."""
    return name + bracket_text(code, get_language() or "en")


def write_regions(regions: Collection[Any]) -> dict[int, str]:
    """Names with path and code, by key: *Hotan – Xinjiang, China (CN-XJ-HT)*; three
    queries."""
    written = {}
    for placed in place_regions([region.pk for region in regions]):
        name = f"{placed.name} – {placed.path}" if placed.path else placed.name
        written[placed.region.pk] = _add_code(name, placed.region.code)
    return written


def write_tags(tags: Collection[Any]) -> dict[int, str]:
    """Labels in the interface's language, with their keys; one query."""
    language = get_language() or "en"
    prefetch_related_objects(list(tags), "labels")
    return {tag.pk: _add_code(tag.label(language), tag.key) for tag in tags}


def write_outlets(outlets: Collection[Any]) -> dict[int, str]:
    """Names of outlets."""
    return {outlet.pk: outlet.name for outlet in outlets}


def write_entries(entries: Collection[Any]) -> dict[int, str]:
    """Titles with their permanent ids. Whoever calls it has asked what the person may
    see."""
    return {row.pk: _add_code(row.title, row.id_code_display) for row in entries}


class NamedRecordField(forms.CharField):
    """A record by its name; its value is the record, or None where nothing is typed.

    `known` are names that were written already, by key, so that a form with many rows
    asks once. Forms set `user`, `known` and `current` when they are made.
    """

    user: User
    known: Mapping[int, str]
    current: Any = None  # the record that the row has, so that it is not looked up

    def __init__(self, model: Any, name: str, kind: NamedKind, route: str) -> None:
        column = model._meta.get_field(name)
        super().__init__(
            required=not column.blank,
            max_length=MOST_CHARACTERS,
            label=lazy(lambda: capfirst(str(column.verbose_name)), str)(),
            help_text=column.help_text,
            widget=forms.TextInput(attrs={"data-names": route, "autocomplete": "off"}),
        )
        self.kind, self.known, self.related = kind, {}, column.related_model

    def prepare_value(self, value: Any) -> Any:
        """What stands in the field: what was typed, or the name of the record."""
        key = value.pk if isinstance(value, Model) else value
        if not isinstance(key, int):
            return value
        if key not in self.known:
            rows = self.related._default_manager.filter(pk=key)
            self.known = {**self.known, **self.kind.write(list(rows))}
        return self.known.get(key, "")

    def to_python(self, value: Any) -> Any:
        """The record. Raises `ValidationError`."""
        if isinstance(value, Model):
            return value
        typed = str(super().to_python(value)).replace("\0", "")
        if self.current is not None and typed == self.known.get(self.current.pk):
            return self.current
        return self.kind.find(typed, self.user) if typed else None

    def run_validators(self, value: Any) -> None:
        """Those of text say nothing of a record; a name too long is of none."""

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether another name stands there."""
        if self.disabled:
            return False
        before = self.prepare_value(initial) or ""
        return str(before).strip() != str(data or "").strip()


REGIONS = NamedKind(_find_region, write_regions)
TAGS = NamedKind(_find_tag, write_tags)
OUTLETS = NamedKind(_find_outlet, write_outlets)


def name_entries(model: Any) -> NamedKind:
    """Entries of a model by their titles and ids."""
    return NamedKind(make_entry_finder(model), write_entries)
