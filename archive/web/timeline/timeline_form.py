"""The options of the timeline form."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from archive.counting import CountedEntries, MonthCounts
from archive.entry_queries import find_entries
from archive.filters import Choices, SearchFilters, list_chosen
from archive.models import RegionName, TagLabel
from archive.models.vocabulary.preferred_names import choose_name
from archive.regions import count_by_region
from archive.search import (
    CountsUnavailable,
    MatchingIds,
    TimelineCounts,
    count_by_tag,
    count_timeline,
    find_matching_ids,
)
from archive.text.collation import collation_key, region_collation_key
from archive.text.punctuation import bracket_text
from archive.text.quantities.number_format import format_number
from archive.web.forms.filter_form import (
    FilterChoiceField,
    FilterField,
    SearchForm,
    make_text_field,
)
from archive.web.forms.select_list import SelectList
from archive.web.lists.entry_lists import keep_matching

NOTHING_COUNTED = CountedEntries(MonthCounts(Counter(), Counter(), 0, 0), 0)
MOST_OPTIONS = 100  # regions, and tags, to choose from; the others have their own pages
# entries with the words that are counted for the form
MOST_COUNTED_ENTRIES = 5_000


@dataclass(frozen=True)
class FilterOption:
    """An option of a select list; `number` (of entries) is None where counting it would
    cost too much."""

    value: str
    label: str
    number: int | None
    is_chosen: bool

    @property
    def text(self) -> str:
        """The label, with the number where it is known."""
        if self.number is None:
            return self.label
        language = get_language() or "en"
        number = format_number(self.number, language)
        return f"{self.label}{bracket_text(number, language)}"


FilterOptions = dict[str, list[FilterOption]]  # by the field of `SearchFilters`


class TimelineForm(SearchForm):
    """Words, one region, one tag, and the days from and to."""

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request)
        dates = {name: self.fields.pop(name) for name in ("from", "to")}
        self.fields["q"] = make_text_field(_("Words"))
        for name, label in (("region", _("Region")), ("tag", _("Tag"))):
            self.fields[name] = FilterChoiceField(
                label=label,
                required=False,
                widget=SelectList(attrs={"class": "field"}),
            )
        self.fields |= dates

    def show_read_values(self) -> None:
        """Show words as they were read, and dates in EDTF."""
        super().show_read_values()
        words = self.fields["q"]
        if isinstance(words, FilterField):
            words.display_value = self.filters.q

    def offer_options(self, offered: FilterOptions) -> None:
        """Fill the lists with these regions and tags, and with “all”."""
        self._offer("region", _("All regions"), offered["regions"])
        self._offer("tag", _("All tags"), offered["tags"])

    def _offer(self, name: str, everything: str, options: list[FilterOption]) -> None:
        field = self.fields[name]
        if isinstance(field, FilterChoiceField):
            field.choices = [("", everything), *((o.value, o.text) for o in options)]
            field.display_value = next((o.value for o in options if o.is_chosen), "")


def get_first_choice(choices: Choices) -> str:
    """The first chosen value: a list can show only one."""
    return next(iter(list_chosen(choices)), "")


def list_further_choices(filters: SearchFilters) -> list[tuple[str, str]]:
    """The other chosen regions and tags, which the lists cannot show."""
    return [
        (name, value)
        for name, choices in (("region", filters.regions), ("tag", filters.tags))
        for value in list_chosen(choices)
        if value != get_first_choice(choices)
    ]


def build_filter_options(
    filters: SearchFilters,
    total: int,
    matches: MatchingIds | None = None,
    of_index: TimelineCounts | None = None,
) -> FilterOptions:
    """The regions and tags that entries have which pass the other filters, with counts.

    `total` is how many entries the filters find without their dates. One query with
    counts `of_index`, else four. Of more than 5,000 entries with the words, regions and
    tags that most entries of the archive have are offered, without counts.
    """
    everything = None
    if of_index is None and total > MOST_COUNTED_ENTRIES:
        everything = count_offered(SearchFilters())
    known = of_index or everything
    if known is not None:
        counted = [_rank_options(known.regions), _rank_options(known.tags)]
    else:
        counted = [
            _rank_options(_count_by_entries(filters, field, matches))
            for field in ("regions", "tags")
        ]
    if everything is not None:
        counted = [(values, None) for values, _counts in counted]
    named = _load_option_names(filters, counted[0][0], counted[1][0])
    return {
        "regions": _build_region_options(filters, *counted[0], named),
        "tags": _build_tag_options(filters, *counted[1], named),
    }


def count_offered(filters: SearchFilters) -> TimelineCounts | None:
    """What the index counts for the form: nothing where it can't count now."""
    try:
        return count_timeline(filters)
    except CountsUnavailable:
        return TimelineCounts(NOTHING_COUNTED, {}, {})


def name_chosen_options(
    offered: FilterOptions,
) -> dict[tuple[str, str], str]:
    """The names of chosen regions and tags, for chips."""
    return {
        (field, option.value): option.label.strip("\u2003")
        for field, options in offered.items()
        for option in options
        if option.is_chosen
    }


RankedOptions = tuple[list[str], dict[str, int] | None]


def _rank_options(counts: dict[str, int]) -> RankedOptions:
    """The values with most entries, and all counts."""
    ranked = sorted(counts, key=lambda value: (-counts[value], value))
    return ranked[:MOST_OPTIONS], counts


def _count_by_entries(
    filters: SearchFilters, field: str, matches: MatchingIds | None
) -> dict[str, int]:
    """Counts of a field's values among the entries that pass the other filters; one
    query or two."""
    entries = find_entries(filters, field, "date_from", "date_to", "undated")
    entries = keep_matching(matches or find_matching_ids(filters), entries)
    if field == "regions":
        return count_by_region(entries, filters.roles)
    return count_by_tag(entries)


def _load_option_names(
    filters: SearchFilters, regions: list[str], tags: list[str]
) -> dict[tuple[str, str], dict[str, str]]:
    """Names by language of the regions and tags that are offered or chosen; one query.

    Keys are (path, code) of a region and (scheme, slug) of a tag.
    """
    codes = {*regions, get_first_choice(filters.regions)} - {""}
    slugs = {
        key.partition("/")[2] for key in {*tags, get_first_choice(filters.tags)} - {""}
    }
    region_names = RegionName.objects.filter(region__code__in=codes, is_preferred=True)
    tag_labels = TagLabel.objects.filter(
        tag__slug__in=slugs, tag__merged_into=None, is_preferred=True
    )
    names: dict[tuple[str, str], dict[str, str]] = {}
    of_regions = region_names.order_by().values_list(
        "region__path", "region__code", "language", "name"
    )
    of_tags = tag_labels.order_by().values_list(
        "tag__scheme", "tag__slug", "language", "label"
    )
    for group, key, language, name in of_regions.union(of_tags, all=True):
        by_language = names.setdefault((group, key), {})
        by_language[language] = max(by_language.get(language, ""), name)
    return names


def _build_region_options(
    filters: SearchFilters,
    offered: list[str],
    counts: dict[str, int] | None,
    named: dict[tuple[str, str], dict[str, str]],
) -> list[FilterOption]:
    chosen = get_first_choice(filters.regions)
    codes = {*offered, chosen} - {""}
    regions = {c: (path, names) for (path, c), names in named.items() if c in codes}
    for code in codes - regions.keys():
        branch = filters.branches.get(code)
        regions[code] = branch.path if branch else f"{code}/", {}
    language = get_language() or "en"

    def rank_by_name(code: str) -> list[tuple[bytes, str]]:
        """By the names of the regions above it and its own, so that parts follow."""
        return [
            region_collation_key(
                above,
                _choose_name(regions[above][1], above) if above in regions else above,
                language,
            )
            for above in regions[code][0].strip("/").split("/")
        ]

    return [
        FilterOption(
            code,
            "\u2003" * (path.count("/") - 1) + _choose_name(names, code),
            None if counts is None else counts.get(code, 0),
            code == chosen,
        )
        for code, (path, names) in (
            (code, regions[code]) for code in sorted(regions, key=rank_by_name)
        )
    ]


def _build_tag_options(
    filters: SearchFilters,
    offered: list[str],
    counts: dict[str, int] | None,
    named: dict[tuple[str, str], dict[str, str]],
) -> list[FilterOption]:
    chosen = get_first_choice(filters.tags)
    options = []
    for key in {*offered, chosen} - {""}:
        scheme, _slash, slug = key.partition("/")
        label = _choose_name(named.get((scheme, slug), {}), slug)
        number = None if counts is None else counts.get(key, 0)
        options.append(FilterOption(key, label, number, key == chosen))
    language = get_language() or "en"
    return sorted(options, key=lambda o: (collation_key(o.label, language), o.value))


def _choose_name(names: dict[str, str], default: str) -> str:
    """As `Region.name` and `Tag.label` choose."""
    return choose_name(names, get_language() or "en") or default
