"""Names of kinds, roles, languages and changes in the reader's language."""

from __future__ import annotations

from django import template
from django.utils.text import capfirst
from django.utils.translation import get_language

from archive.citations import name_cited_part
from archive.filters import ROLE_NAMES
from archive.filters import name_language as name_of
from archive.models import ENTRY_KINDS, EntryRelation
from archive.text.languages import detect_language

register = template.Library()


@register.filter
def kind_name(kind: str) -> str:
    """`article` → Article, in the reader's language."""
    return str(ENTRY_KINDS[kind].label)


@register.filter
def role_name(role: str) -> str:
    """`happened_in` → Happened in, in the reader's language."""
    return str(ROLE_NAMES.get(role, role))


@register.filter
def language_name(code: str) -> str:
    """`de-CH` → German (Switzerland), in the reader's language."""
    return name_of(code, get_language() or "en")


@register.filter
def part_name(anchor: str) -> str:
    """`p3` → passage 3, in the reader's language."""
    return name_cited_part(anchor)


@register.filter
def relation_name(relation: str) -> str:
    """`denies` → Denies, in the reader's language."""
    return capfirst(str(EntryRelation.Relation(relation).label))


@register.filter
def written_in(text: str, default: str = "und") -> str:
    """The language of what an editor or reader typed, or `default` where it is short:
    for a `lang` attribute."""
    return detect_language(text, default)


@register.filter
def passage_change(changes: dict[str, str], anchor: str) -> str:
    """The change of a passage since a version: stands, changed, withheld or gone."""
    return changes.get(anchor, "gone")
