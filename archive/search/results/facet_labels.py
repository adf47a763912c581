"""The names of regions and tags in facets, with their place in the tree."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from dataclasses import field as dataclass_field

from django.db.models import Q

from archive.models import Region, Tag
from archive.models.held_values import HeldValues
from archive.models.vocabulary.preferred_names import choose_name
from archive.text.collation import region_collation_key

CountsByValue = dict[int | str, int]
NameRow = tuple[int, str, str, str | None, str | None, bool | None]


@dataclass
class FacetLabel:
    """`key` is as in the address: a region's code, a tag's `scheme/slug`. `path_keys`
    are the keys of those above it, the topmost first, and its own; `names` the
    preferred names by language, `spellings` all names."""

    pk: int
    key: str
    path_keys: list[str]
    names: dict[str, str] = dataclass_field(default_factory=dict)
    spellings: list[str] = dataclass_field(default_factory=list)

    @property
    def depth(self) -> int:
        """How many are above it."""
        return len(self.path_keys) - 1

    def region_name(self, language: str) -> str:
        """As `Region.name`."""
        some = next(iter(self.names.values()), self.key)
        return choose_name(self.names, language) or some

    def tag_label(self, language: str) -> str:
        """As `Tag.label`."""
        return choose_name(self.names, language) or self.key.partition("/")[2]


def rank_tree(
    labels: Iterable[FacetLabel],
    names: dict[str, str],
    counts: CountsByValue,
    language: str,
) -> list[FacetLabel]:
    """Each below the one above it, those with most entries first, then by `names`."""
    by_key = {label.key: label for label in labels}
    numbers = {label.key: counts.get(label.pk, 0) for label in by_key.values()}

    def rank(label: FacetLabel) -> list[tuple[int, tuple[bytes, str]]]:
        return [
            (
                -numbers.get(key, 0),
                region_collation_key(key, names.get(key, key), language),
            )
            for key in label.path_keys
        ]

    return sorted(by_key.values(), key=rank)


_region_labels = HeldValues[int | str, FacetLabel](most=1_000)
_tag_labels = HeldValues[int | str, FacetLabel](most=1_000)


def load_region_labels(pks: Iterable[int | str], codes: list[str]) -> list[FacetLabel]:
    """Those with these ids or codes; a query for ids that are not held, and one where
    no id has the code."""

    def load(missing: list[int | str]) -> dict[int | str, FacetLabel]:
        return _read_region_labels(Q(pk__in=missing))

    labels = _region_labels.look_up(pks, load)
    others = set(codes).difference(label.key for label in labels.values())
    found = _read_region_labels(Q(code__in=others)) if others else {}
    return list((labels | found).values())


def load_tag_labels(pks: Iterable[int | str], keys: list[str]) -> list[FacetLabel]:
    """Those with these ids or keys; a query for ids that are not held, and one where no
    id has the key."""

    def load(missing: list[int | str]) -> dict[int | str, FacetLabel]:
        return _read_tag_labels(Q(pk__in=missing))

    labels = _tag_labels.look_up(pks, load)
    others = set(keys).difference(label.key for label in labels.values())
    slugs = {key.partition("/")[2] for key in others}
    found = _read_tag_labels(Q(slug__in=slugs)) if others else {}
    chosen = {pk: label for pk, label in found.items() if label.key in others}
    return list((labels | chosen).values())


def _read_region_labels(condition: Q) -> dict[int | str, FacetLabel]:
    names = Region.objects.filter(condition).order_by(
        "pk", "names__language", "names__name"
    )
    return _group_names(
        names.values_list(
            "pk",
            "code",
            "path",
            "names__language",
            "names__name",
            "names__is_preferred",
        ),
        "/",
    )


def _read_tag_labels(condition: Q) -> dict[int | str, FacetLabel]:
    names = Tag.objects.filter(condition).order_by(
        "pk", "labels__language", "labels__label"
    )
    rows = names.values_list(
        "pk",
        "scheme",
        "slug",
        "path",
        "labels__language",
        "labels__label",
        "labels__is_preferred",
    )
    keyed = [
        (pk, f"{scheme}/{slug}", path, language, label, is_preferred)
        for pk, scheme, slug, path, language, label, is_preferred in rows
    ]
    return _group_names(keyed, "|")


def _group_names(
    rows: Iterable[NameRow], separator: str
) -> dict[int | str, FacetLabel]:
    by_id: dict[int | str, FacetLabel] = {}
    for pk, key, path, language, name, is_preferred in rows:
        if pk not in by_id:
            by_id[pk] = FacetLabel(pk, key, path.rstrip(separator).split(separator))
        label = by_id[pk]
        if language is not None and name is not None:
            label.spellings.append(name)
            if is_preferred:
                label.names[language] = name
    return by_id
