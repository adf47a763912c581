"""Small archives of every shape, and what of them filters find, one by one: read
from plain columns, without a path or a bound that the archive derives."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

from django.utils import timezone

from archive.counting import (
    CountedEntries,
    MonthCounts,
    add_month_counts,
    count_rows_by_month,
)
from archive.editorial import follow_vocabulary_change, merge_regions
from archive.filters import ROLES
from archive.models import (
    Entry,
    EntryRegion,
    OutboxRow,
    Region,
    Tag,
    Tagging,
)
from archive.models.entries.entry import EntryQuerySet
from archive.text import dates
from tests.factories import make_article, make_event, make_photo, make_source, published

MAKERS = (make_article, make_event, make_photo, make_source)
LANGUAGES = ("de", "de-CH", "en", "zh-Hans", "und")
NEAR = (
    "",
    "",
    "2019-02-20",
    "2019-02-20",
    "2019-02-28",
    "2019-03-01",
    "2019-02",
    "2019",
    "201X",
    "19XX",
    "2018/2020",
    "2019-02-25/2019-03-02",
    "../2019-02",
    "2018-12-31/..",
    "/2018-05",
    "2018-11/",
    "[2018,2020]",
    "{2017..2019}",
    "[..2018-03-01]",
    "2019-24",
    "2019-41",
    "2019-02-20~",
    "2018?",
    "1950S2",
    "2019-02-XX",
    "2019-1X",
    "2020-02-29",
    "2019-02-20T23:30:00Z",
    "2018-01-01/2018-12-31",
)
FAR = (
    "-0100",
    "-0044-03-15",
    "-01XX",
    "0000",
    "0001/9999",
    "-3000/2019",
    "Y-100000",
    "Y170000002",
    "Y-17E7",
    "XXXX-12-25",
    "-0100~/2020",
    "0079-08-24",
    "000X",
    "Y-1000000000/..",
    "9999-12-31",
)
TREE = {
    "CN": "",
    "CN-XJ": "CN",
    "CN-653100": "CN-XJ",
    "CN-XZ": "CN",
    "CN-540100": "CN-XZ",
    "DE": "",
    "DE-BE": "DE",
}
THESAURUS = {"watching": "", "cameras": "watching", "faces": "cameras", "scores": ""}


@dataclass
class Known:
    """An entry as its columns say; places and concepts with all that is above them."""

    pk: int
    kind: str
    language: str
    date: str
    places: set[tuple[str, str]] = field(default_factory=set)  # code, role
    tags: set[str] = field(default_factory=set)

    @property
    def days(self) -> tuple[int, int]:
        """First and last day; an open end is the known one."""
        edtf = dates.parse_edtf(self.date)
        first, last = edtf.earliest, edtf.latest
        if edtf.open_start:
            return last, last
        return (first, first) if edtf.open_end else (first, last)

    def touches(self, first: int, last: int) -> bool:
        """Whether it is dated, and may be of one of these days."""
        return bool(self.date) and self.days[0] <= last and self.days[1] >= first


def archive_of(
    seed: int, number: int = 60, count_half: Callable[[], object] | None = None
) -> list[Known]:
    """Fill the database and say what is public. `count_half` is called when half is
    there, as to write an index; the other half, and what is done to the first since,
    waits in the outbox."""
    chance = random.Random(seed)
    regions, tags = _tree(), _thesaurus()
    shapes = NEAR if seed % 2 else NEAR + FAR
    made = []
    for place in range(number):
        made.append(_entry(chance, shapes, regions, tags))
        if place == number // 2 and count_half:
            count_half()
    OutboxRow.objects.add([entry.pk for entry in made[number // 2 + 1 :]])
    for entry in chance.sample(made[: number // 2], number // 4):
        _changed(chance, entry, shapes, regions, tags)
    if seed % 3 == 0:
        merge_regions(regions["CN-XZ"], regions["CN-XJ"], None, "a test")
    if seed % 3 == 1:
        _moved(regions["CN-XZ"], regions["DE"])
    return public()


def count_months(entries: EntryQuerySet, total: int = 1_000) -> CountedEntries:
    """The entries by month, as an index counts them in an archive of so many."""
    months = MonthCounts(Counter(), Counter(), 0, 0)
    for of_kind in count_rows_by_month(entries).values():
        months = add_month_counts(months, of_kind)
    return CountedEntries(months, total)


def let_ended_embargoes_wait() -> None:
    """Put into the outbox what the clock alone has made public since."""
    over = Entry.objects.filter(embargo_until__lte=timezone.now())
    OutboxRow.objects.add(over.values_list("pk", flat=True))


def public() -> list[Known]:
    """What anybody may see now, read row by row."""
    now = timezone.now()
    known = {
        entry.pk: Known(entry.pk, entry.kind, entry.language, entry.date)
        for entry in Entry.objects.all()
        if entry.status == "published"
        and entry.audience == "public"
        and (entry.embargo_until is None or entry.embargo_until <= now)
    }
    for tie in EntryRegion.objects.select_related("region"):
        for code in _above(tie.region, "parent", "code"):
            if tie.entry_id in known:
                known[tie.entry_id].places.add((code, tie.role))
    for tagging in Tagging.objects.select_related("tag"):
        for key in _above(tagging.tag, "broader", "key"):
            if tagging.entry_id in known:
                known[tagging.entry_id].tags.add(key)
    return list(known.values())


def found(entries, chosen, *left_out):
    """Those of `entries` that the filters find, but for the fields `left_out`."""
    roles = [chosen.role] if chosen.role else ["about", "happened_in", "shown"]
    if "role" in left_out:
        roles = ["about", "happened_in", "shown"]
    tests = {
        "kinds": lambda entry, kind: entry.kind == kind,
        "languages": lambda entry, code: f"{entry.language}-".startswith(f"{code}-"),
        "regions": lambda entry, code: any((code, r) in entry.places for r in roles),
        "tags": lambda entry, key: key in entry.tags,
    }
    kept = entries
    for name, test in tests.items():
        choices = () if name in left_out else getattr(chosen, name)
        wanted = [choice.value for choice in choices if not choice.excluded]
        unwanted = [choice.value for choice in choices if choice.excluded]
        kept = [
            entry
            for entry in kept
            if (not wanted or any(test(entry, value) for value in wanted))
            and not any(test(entry, value) for value in unwanted)
        ]
    return [entry for entry in kept if "dates" in left_out or _dated(entry, chosen)]


def _dated(entry, chosen):
    if chosen.undated:
        return not entry.date
    begin, end = chosen.date_from, chosen.date_to
    if begin is None and end is None:
        return True
    first = begin.earliest if begin else dates.OPEN_EARLIEST
    return entry.touches(first, end.latest if end else dates.OPEN_LATEST)


def _tree():
    made = {}
    for code, above in TREE.items():
        level = ("country", "province", "prefecture")[code.count("-") + len(above) // 4]
        made[code] = Region.objects.create(
            code=code, level=level, parent=made.get(above), is_listed=True
        )
    return made


def _thesaurus():
    made = {}
    for slug, above in THESAURUS.items():
        made[slug] = Tag.objects.create(
            scheme="theme", slug=slug, broader=made.get(above), is_listed=True
        )
    return made


def _entry(chance, shapes, regions, tags):
    entry = chance.choice(MAKERS)(
        title="An entry", date=chance.choice(shapes), language=chance.choice(LANGUAGES)
    )
    _tied(chance, entry, regions, tags)
    state = chance.choice(
        ["draft", "editors", "over", "ahead", "ahead", *["public"] * 12]
    )
    if state == "draft":
        return entry
    if state == "editors":
        entry.audience = "editors"
    if state in ("over", "ahead"):
        days = 1 if state == "ahead" else -1
        entry.embargo_until = timezone.now() + timedelta(days=days)
    return published(entry)


def _tied(chance, entry, regions, tags):
    for region in chance.sample(list(regions.values()), chance.choice((0, 1, 1, 2, 3))):
        for role in chance.sample(ROLES, chance.choice((1, 1, 2))):
            EntryRegion.objects.create(entry=entry, region=region, role=role)
    for tag in chance.sample(list(tags.values()), chance.choice((0, 1, 1, 2))):
        Tagging.objects.create(entry=entry, tag=tag)


def _changed(chance, entry, shapes, regions, tags):
    """What has happened since an entry was counted, most of it told in the outbox."""
    if entry.embargo_until:  # only the clock has moved: nothing tells of it
        Entry.objects.filter(pk=entry.pk).update(embargo_until=timezone.now())
        return
    said = ("withdrawn", "dated", "tied", "hidden", "embargoed", "gone")
    what = chance.choice(said if entry.status == "published" else ("dated", "tied"))
    if what == "withdrawn":
        Entry.objects.filter(pk=entry.pk).update(status="withdrawn")
    elif what == "hidden":
        Entry.objects.filter(pk=entry.pk).update(audience="editors")
    elif what == "embargoed":
        later = timezone.now() + timedelta(days=1)
        Entry.objects.filter(pk=entry.pk).update(embargo_until=later)
    elif what == "dated":
        entry.date = chance.choice(shapes)
        entry.save()
    elif what == "tied":
        EntryRegion.objects.filter(entry=entry.pk).delete()
        Tagging.objects.filter(entry=entry.pk).delete()
        _tied(chance, entry, regions, tags)
    else:
        pk = entry.pk
        entry.delete()
        OutboxRow.objects.add([pk])
        return
    OutboxRow.objects.add([entry.pk])


def _moved(region, above):
    """Another parent, as the desk's form gives one."""
    path = region.path
    region.parent = above
    region.save()
    follow_vocabulary_change(region, None, path)


def _above(node, up, name):
    while node is not None:
        yield getattr(node, name)
        node = getattr(node, up)
