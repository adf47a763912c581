"""All values of one facet, to be browsed and searched by name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from archive.filters import SearchFilters
from archive.text.folding import fold_text

from .facet_labels import (
    CountsByValue,
    FacetLabel,
    load_region_labels,
    load_tag_labels,
    rank_tree,
)
from .facets import Facet, FacetBuilder, FacetValue

# The columns that are counted for each facet that can be browsed.
BROWSED_COLUMNS = {
    "region": ("region",),
    "tag": ("tag",),
    "language": ("language",),
    "credit": ("credit",),
}


class FacetBrowser(FacetBuilder):
    """What to count for one facet, and all its values made of the counts.

    Regions and tags stand in their tree. With `sought`, only those with it in one of
    their names, in any language, and what is above them.
    """

    def __init__(
        self, filters: SearchFilters, language: str, name: str, sought: str = ""
    ) -> None:
        super().__init__(filters, language)
        self.name, self.sought, self.most = name, fold_text(sought), None
        wanted = BROWSED_COLUMNS[name]
        self.column_counts = {
            key: column for key, column in self.column_counts.items() if key in wanted
        }

    def make_facet(self, counts: tuple[CountsByValue, ...]) -> Facet:
        """The facet with all values that have entries; one query for names of regions
        or tags, which may be thousands."""
        counted = dict(zip(self.column_counts, counts, strict=True))[self.name]
        if self.name in ("region", "tag"):
            return self._make_tree(counted)
        if self.name == "language":
            facet = self._make_languages(counted, {})
        else:
            facet = self._make_credits(counted)
        values = tuple(v for v in facet.values if v.count and self._fits(v))
        return replace(facet, values=values)

    def _fits(self, value: FacetValue) -> bool:
        return self.sought in fold_text(value.label) or self.sought == value.value

    def _make_tree(self, counts: CountsByValue) -> Facet:
        is_region = self.name == "region"
        load = load_region_labels if is_region else load_tag_labels
        labels = self._keep_sought(load(counts, []))
        names = {
            one.key: one.region_name(self.language)
            if is_region
            else one.tag_label(self.language)
            for one in labels
        }
        field = f"{self.name}s"
        chosen = self._list_chosen(field)
        values = (
            self._make_value(
                one.key, names[one.key], counts.get(one.pk, 0), chosen, one.depth
            )
            for one in rank_tree(labels, names, counts, self.language)
        )
        return Facet(self.name, field, tuple(values), len(counts))

    def _keep_sought(self, labels: list[FacetLabel]) -> list[FacetLabel]:
        """Those with the sought name, and what is above them."""
        if not self.sought:
            return labels
        kept = Counter(
            key
            for label in labels
            if self.sought == fold_text(label.key) or self._is_named(label.spellings)
            for key in label.path_keys
        )
        return [label for label in labels if label.key in kept]

    def _is_named(self, names: Iterable[str]) -> bool:
        return any(self.sought in fold_text(name) for name in names)
