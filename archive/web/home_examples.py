"""What the archive can do that others cannot, each with an example from its own public
entries; what it has no example for is left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import get_language

from archive.filters import SearchFilters
from archive.models import Citation, Entry, Narrative, Passage
from archive.models.entries.entry import EntryQuerySet
from archive.models.vocabulary.tag import TagLabel
from archive.narratives import load_public_narratives
from archive.text.punctuation import bracket_text, join_enumeration

from .entries.event_page import get_timeline_url
from .regions.region_counts import TagChip
from .regions.region_ranking import RankedRegion

MOST_QUOTED_CHARACTERS = 90
FEWEST_QUOTED_CHARACTERS = 12
# The script in which a name is offered to readers of a language who use another one.
OTHER_LANGUAGES = {"en": "zh-Hans", "de": "zh-Hans", "zh": "de"}


@dataclass(frozen=True)
class HomeExample:
    """One thing that the archive can do (`what` chooses its words), with a link that
    shows it; `count` is a number that its words name."""

    what: str
    url: str
    text: str
    language: str = ""
    count: int = 0


def build_home_examples(
    public: EntryQuerySet,
    lead: Entry | None,
    lead_sources: Sequence[int],
    tags: Sequence[TagChip],
    regions: Sequence[RankedRegion],
) -> list[HomeExample]:
    """An example of each thing, as far as there is one; at most seven queries.

    `lead_sources` are the ids of public sources of the lead article. Nothing is looked
    for in all entries: each query reads a few rows by an index.
    """
    found = (
        *_quote_passage(lead),
        _find_uncertain_date(public),
        _find_shared_source(public, lead_sources),
        _find_other_script(tags),
        _compare_regions(regions),
        _find_story_trail(),
    )
    return [example for example in found if example]


def _quote_passage(lead: Entry | None) -> tuple[HomeExample, ...]:
    """A quotation to check, and the passage to cite at its version."""
    if lead is None:
        return ()
    passages = Passage.objects.filter(article=lead.pk, article__text_access="public")
    passage = passages.public().exclude(kind="heading").first()
    if passage is None or len(passage.text) < FEWEST_QUOTED_CHARACTERS:
        return ()
    words = _begin_text(passage.text)
    check, cite = (
        reverse("archive:quotations"),
        reverse("archive:entry-cite", args=[lead.id_code]),
    )
    return (
        HomeExample(
            "quotation", f"{check}?{urlencode({'q': words})}", words, passage.language
        ),
        HomeExample(
            "passage",
            f"{cite}?{urlencode({'passage': passage.anchor})}",
            lead.title,
            lead.language,
        ),
    )


def _begin_text(text: str) -> str:
    """The beginning of a text, at most so long that it is quoted whole words."""
    text = " ".join(text.split())
    if len(text) <= MOST_QUOTED_CHARACTERS:
        return text
    begun = text[: MOST_QUOTED_CHARACTERS + 1]
    return begun.rpartition(" ")[0] or begun[:-1]


def _find_uncertain_date(public: EntryQuerySet) -> HomeExample | None:
    """The latest event whose day is not known, on the timeline."""
    dated = public.filter(kind="event", reach__gt=0).order_by()
    event = dated.order_by("-first_published_at", "-pk").first()
    edtf = event.edtf if event else None
    if event is None or edtf is None:
        return None
    words = bracket_text(edtf.display(_get_page_language()), _get_page_language())
    url = get_timeline_url(event)
    return HomeExample("date", url, event.title + words, event.language)


def _find_shared_source(
    public: EntryQuerySet, lead_sources: Sequence[int]
) -> HomeExample | None:
    """The one of the lead's sources on which most public entries rely, if several
    do; two queries."""
    cited = Citation.objects.filter(source__in=lead_sources)
    cited = cited.filter(entry__in=public.order_by().values("pk")).order_by()
    counted = cited.values_list("source").annotate(n=Count("entry", distinct=True))
    pk, number = max(counted, key=lambda row: row[1], default=(0, 0))
    source = public.filter(pk=pk).first() if number > 1 else None
    if source is None:
        return None
    url = source.get_absolute_url()
    return HomeExample("origin", url, source.title, source.language, number)


def _find_other_script(tags: Sequence[TagChip]) -> HomeExample | None:
    """The name of the most used tag in a script that the reader does not use."""
    other = OTHER_LANGUAGES.get(_get_page_language().partition("-")[0], "zh-Hans")
    if not tags:
        return None
    scheme, slug = tags[0].url.strip("/").split("/")[-2:]
    labels = TagLabel.objects.listed().filter(tag__scheme=scheme, tag__slug=slug)
    label = labels.filter(language=other, is_preferred=True).first()
    if label is None:
        return None
    url = SearchFilters(q=label.label).url(reverse("archive:search"))
    return HomeExample("languages", url, label.label, other)


def _compare_regions(regions: Sequence[RankedRegion]) -> HomeExample | None:
    """The two regions with most entries, side by side."""
    if len(regions) < 2:
        return None
    codes = [row.url.partition("?")[0].strip("/").split("/")[-1] for row in regions[:2]]
    query = urlencode({"a.region": codes[0], "b.region": codes[1]})
    names = join_enumeration((row.name for row in regions[:2]), _get_page_language())
    return HomeExample("compare", f"{reverse('archive:compare')}?{query}", names)


def _find_story_trail() -> HomeExample | None:
    """The latest story trail."""
    latest = Narrative.objects.public().with_published()[:1]
    trails = load_public_narratives(latest, with_vocabulary=False)
    return next(
        (HomeExample("trail", t.url, t.title, t.language) for t in trails if t.steps),
        None,
    )


def _get_page_language() -> str:
    return get_language() or "en"
