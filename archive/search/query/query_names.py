"""Tags and regions that a query names, and their other names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from archive.models import NameForm, Region, RegionName, TagLabel
from archive.models.held_values import HeldValues
from archive.models.prepared_queries import prepare_query
from archive.text.folding import fold_text
from archive.text.names import list_query_forms

MOST_WORDS_OF_NAME = 6  # of a name
MOST_CONCEPTS, MOST_LABELS = 8, 24  # of a query; of a concept
NamedRow = tuple[str, int | None, int | None]  # form, tag, region
LEAST_LETTERS_OF_NAME = 3  # of a name in letters: codes and particles stand for nothing


@dataclass(frozen=True)
class Concept:
    """A tag or region: its key, the column of its ids, and all its labels."""

    key: str
    column: str
    pk: int
    labels: tuple[str, ...]


_tag_concepts = HeldValues[int, Concept](most=1_000)
_region_concepts = HeldValues[int, Concept](most=1_000)


def list_candidate_names(words: Sequence[str]) -> set[str]:
    """The forms of all runs of these words that could be a name."""
    forms = set[str]()
    for start in range(len(words)):
        for end in range(start + 1, min(start + MOST_WORDS_OF_NAME, len(words)) + 1):
            run = list_query_forms(words[start:end])
            forms.update(run.exact, run.other)
    return forms


def choose_concepts(
    run: Sequence[str], by_form: dict[str, tuple[Concept, ...]]
) -> tuple[Concept, ...]:
    """The concepts that the words name, each once: those that are called exactly so,
    else those of which a form is called so."""
    forms = list_query_forms(run)
    for some in (forms.exact, forms.other):
        concepts = dict.fromkeys(c for form in some for c in by_form.get(form, ()))
        if concepts:
            return tuple(concepts)
    return ()


def find_concepts(forms: Collection[str]) -> dict[str, tuple[Concept, ...]]:
    """The tags and regions by the forms asked for; at most three queries, one where
    nothing is called so or what is called so is held."""
    if not forms:
        return {}
    tags: defaultdict[int, set[str]] = defaultdict(set)
    regions: defaultdict[int, set[str]] = defaultdict(set)
    for form, tag, region in _read_name_forms(forms):
        if tag is not None:
            tags[tag].add(form)
        elif region is not None:
            regions[region].add(form)
    by_form: defaultdict[str, list[Concept]] = defaultdict(list)
    found = _tag_concepts.look_up(tags, _load_tags)
    concepts = [(tags[pk], one) for pk, one in found.items()]
    found = _region_concepts.look_up(regions, _load_regions)
    concepts += [(regions[pk], one) for pk, one in found.items()]
    for its_forms, concept in concepts:
        for form in its_forms:
            by_form[form].append(concept)
    return {form: tuple(some[:MOST_CONCEPTS]) for form, some in by_form.items()}


@prepare_query
def _read_name_forms(forms: Collection[str]) -> QuerySet[NameForm, NamedRow]:
    found = NameForm.objects.filter(form__in=forms).order_by()
    return found.values_list("form", "tag_label__tag_id", "region_name__region_id")


def _load_tags(ids: Collection[int]) -> dict[int, Concept]:
    """Those of the tags that readers may know of, with their labels."""
    labels = TagLabel.objects.listed().filter(tag__in=ids, tag__merged_into=None)
    labels_of: defaultdict[int, list[str]] = defaultdict(list)
    keys = {}
    for pk, scheme, slug, label in labels.order_by("tag_id", "pk").values_list(
        "tag_id", "tag__scheme", "tag__slug", "label"
    ):
        labels_of[pk].append(label)
        keys[pk] = f"{scheme}/{slug}"
    return {
        pk: Concept(keys[pk], "tags", pk, _drop_equal_labels(some))
        for pk, some in labels_of.items()
    }


def _load_regions(ids: Collection[int]) -> dict[int, Concept]:
    """Those of the regions that readers may know of, with their names."""
    names = RegionName.objects.listed().filter(region__in=ids)
    names_of: defaultdict[int, list[str]] = defaultdict(list)
    codes = {}
    for pk, code, name in names.order_by("region_id", "pk").values_list(
        "region_id", "region__code", "name"
    ):
        names_of[pk].append(name)
        codes[pk] = code
    return {
        pk: Concept(codes[pk], "regions", pk, _drop_equal_labels(some))
        for pk, some in names_of.items()
    }


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
