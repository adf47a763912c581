"""Tags and regions that a query names, and their other names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from archive.models import Region, RegionName, TagLabel
from archive.text.folding import fold_text
from archive.text.segmenting import folded_spellings

MOST_WORDS_OF_NAME = 6  # of a name
MOST_CONCEPTS, MOST_LABELS = 8, 24  # of a query; of a concept
LEAST_LETTERS_OF_NAME = 3  # of a name in letters: codes and particles stand for nothing


@dataclass(frozen=True)
class Concept:
    """A tag or region: its key, the column of its ids, and all its labels."""

    key: str
    column: str
    pk: int
    labels: tuple[str, ...]


def list_candidate_names(words: Sequence[str]) -> set[str]:
    """The folded runs of these words that could be a name."""
    runs = set()
    for start in range(len(words)):
        for end in range(start + 1, min(start + MOST_WORDS_OF_NAME, len(words)) + 1):
            runs |= fold_name_forms(words[start:end])
    return runs


def fold_name_forms(run: Sequence[str]) -> set[str]:
    """What a run of words is looked up as: folded, and with umlauts where it spells
    them ae, oe, ue; nothing where it is too short to be a name."""
    spellings = [folded_spellings(word) for word in run]
    forms = {" ".join(s[0] for s in spellings), " ".join(s[-1] for s in spellings)}
    return {
        form
        for form in forms
        if len(form) >= LEAST_LETTERS_OF_NAME or not form.isascii()
    }


def find_concepts(names: Collection[str]) -> dict[str, tuple[Concept, ...]]:
    """The concepts and places by the folded names asked for; at most four queries."""
    if not names:
        return {}
    by_name: defaultdict[str, list[Concept]] = defaultdict(list)
    for name, concept in (*_find_tags(names), *_find_regions(names)):
        by_name[name].append(concept)
    return {name: tuple(some[:MOST_CONCEPTS]) for name, some in by_name.items()}


def _find_tags(names: Collection[str]) -> list[tuple[str, Concept]]:
    labels = TagLabel.objects.filter(tag__merged_into=None).order_by("tag_id", "pk")
    pairs = set(
        labels.listed().filter(folded__in=names).values_list("tag_id", "folded")
    )
    if not pairs:
        return []
    rows = labels.filter(tag__in={pk for pk, _name in pairs})
    labels_of: defaultdict[int, list[str]] = defaultdict(list)
    keys = {}
    for pk, scheme, slug, label in rows.values_list(
        "tag_id", "tag__scheme", "tag__slug", "label"
    ):
        labels_of[pk].append(label)
        keys[pk] = f"{scheme}/{slug}"
    return [
        (name, Concept(keys[pk], "tags", pk, _drop_equal_labels(labels_of[pk])))
        for pk, name in sorted(pairs)
    ]


def _find_regions(names: Collection[str]) -> list[tuple[str, Concept]]:
    region_names = RegionName.objects.order_by("region_id", "pk")
    pairs = set(
        region_names.listed()
        .filter(folded__in=names)
        .values_list("region_id", "folded")
    )
    if not pairs:
        return []
    rows = region_names.filter(region__in={pk for pk, _name in pairs})
    labels_of: defaultdict[int, list[str]] = defaultdict(list)
    codes = {}
    for pk, code, name in rows.values_list("region_id", "region__code", "name"):
        labels_of[pk].append(name)
        codes[pk] = code
    return [
        (name, Concept(codes[pk], "regions", pk, _drop_equal_labels(labels_of[pk])))
        for pk, name in sorted(pairs)
    ]


def _drop_equal_labels(labels: list[str]) -> tuple[str, ...]:
    """The labels that differ when folded, codes left out."""
    by_form = {fold_text(label): label for label in reversed(labels)}
    long_labels = [
        label
        for form, label in reversed(by_form.items())
        if len(form) >= LEAST_LETTERS_OF_NAME or not form.isascii()
    ]
    return tuple(long_labels[:MOST_LABELS])


def find_region_ids(name: str) -> list[int]:
    """Ids of the regions that bear a name or code; one query."""
    return list(
        Region.objects.listed()
        .with_exact_name(name)
        .order_by()
        .values_list("pk", flat=True)
    )


def find_tag_ids(name: str) -> list[int]:
    """Ids of the tags with this key, slug or label; one query."""
    labels = TagLabel.objects.listed().filter(tag__merged_into=None)
    slug = name.rpartition("/")[2].lower()
    matching = labels.filter(folded=fold_text(name)) | labels.filter(tag__slug=slug)
    rows = matching.values_list("tag_id", "tag__scheme").distinct().order_by()
    scheme = name.partition("/")[0].lower() if "/" in name else ""
    return [pk for pk, its_scheme in rows if scheme in ("", its_scheme)]
