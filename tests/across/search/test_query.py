"""Queries in our language, on a real index: what is found, in which order, and why."""

import pytest
from django.http import QueryDict

from archive.entry_queries import find_entries
from archive.filters import (
    SearchFilters,
    parse_filters,
)
from archive.models import (
    EntryRegion,
    Passage,
    Region,
    RegionName,
    Tag,
    Tagging,
    TagLabel,
)
from archive.search import count_results, find_entry_ids, reindex, search
from tests.factories import make_article, make_photo, published

pytestmark = pytest.mark.django_db


def article(title, text="", **fields):
    made = published(make_article(title=title, **{"language": "de", **fields}))
    if text:
        Passage.objects.create(article=made, anchor="p1", position=1, verbatim=text)
    return made


def place(code, *names, parent=None):
    level = "prefecture" if parent else "province"
    region = Region.objects.create(
        code=code, level=level, parent=parent, is_listed=True
    )
    for language, name in names:
        RegionName.objects.create(
            region=region, language=language, name=name, is_preferred=True
        )
    return region


@pytest.fixture
def entries(make_once):
    return make_once(make_entries)


def make_entries():
    xinjiang = place("CN-XJ", ("en", "Xinjiang"), ("zh-Hans", "新疆"))
    hotan = place("CN-6532", ("en", "Hotan"), ("zh-Hans", "和田"), parent=xinjiang)
    tag = Tag.objects.create(scheme="theme", slug="social-credit", is_listed=True)
    for language, label in (("en", "social credit"), ("zh-Hans", "社会信用")):
        TagLabel.objects.create(
            tag=tag, language=language, label=label, is_preferred=True
        )
    article("Kamera eins", "Die erste Kamera in der Stadt.", date="2018-05")
    article("Kameras zwei", "Viele Kameras an der Strasse.", date="2019/2020")
    article("Bericht", "Zum Text gehört 新疆 und mehr.", byline="Marie Muster")
    hit = article("Akte", "Nichts davon.", date="../2017")
    EntryRegion.objects.create(entry=hit, region=hotan)
    Tagging.objects.create(entry=hit, tag=tag)
    published(
        make_photo(
            title="Bild",
            caption="Kamera vor dem Tor",
            language="de",
            credit_line="Foto: dpa",
        )
    )
    reindex()


def found(q, **chosen):
    return {hit.entry.title for hit in search(SearchFilters(q=q, **chosen)).hits}


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("Kamera", {"Kamera eins", "Kameras zwei", "Bild"}),
        ('"Kamera"', {"Kamera eins", "Bild"}),
        ("(erste OR viele) Kamera", {"Kamera eins", "Kameras zwei"}),
        ("Kamera -(erste OR viele)", {"Bild"}),
        ("Kamera NOT Strasse", {"Kamera eins", "Bild"}),
        ("erste NEAR/1 Kamera", {"Kamera eins"}),
        ("Stadt NEAR/1 Kamera", set()),
        ("Stadt NEAR/4 Kamera", {"Kamera eins"}),
        ('"der Stadt" NEAR/3 Kamera', {"Kamera eins"}),
        ("title:Kamera", {"Kamera eins", "Kameras zwei"}),
        ('title:"Kamera"', {"Kamera eins"}),
        ("title:kam*", {"Kamera eins", "Kameras zwei"}),
        ("caption:Kamera", {"Bild"}),
        ("legende:Tor", {"Bild"}),
        ("byline:Muster", {"Bericht"}),
        ("credit:dpa", {"Bild"}),
        ("title:dpa", set()),
        ("kind:photo", {"Bild"}),
        ("-kind:photo Kamera", {"Kamera eins", "Kameras zwei"}),
        ("region:Xinjiang", {"Akte"}),
        ("region:新疆", {"Akte"}),
        ("region:cn-xj", {"Akte"}),
        ('tag:"social credit"', {"Akte"}),
        ("tag:theme/social-credit", {"Akte"}),
        ("date:2018", {"Kamera eins"}),
        ("date:2020", {"Kameras zwei"}),
        ("date:2018/2019", {"Kamera eins", "Kameras zwei"}),
        ("date:2017", {"Akte"}),
        ("date:2016", set()),
        ("language:de Kamera", {"Kamera eins", "Kameras zwei", "Bild"}),
        ("language:en", set()),
        ("Xinjiang", {"Akte", "Bericht"}),
        ("新疆", {"Akte", "Bericht"}),
        ("和田", {"Akte"}),
        ("社会信用", {"Akte"}),
        ("Wo steht die erste Kamera?", {"Kamera eins", "Kameras zwei", "Bild"}),
    ],
)
def test_a_query_finds(entries, query, titles):
    if query.endswith("?"):
        assert (
            next(iter(search(SearchFilters(q=query)).hits)).entry.title == "Kamera eins"
        )
        return
    assert found(query) == titles


def test_other_names_are_told_and_can_be_left_out(entries):
    also = search(SearchFilters(q="Xinjiang")).expansions
    assert [(one.word, one.labels) for one in also] == [("Xinjiang", ("新疆",))]
    without = search(SearchFilters(q="Xinjiang", expand=False))
    assert (without.total, without.expansions) == (0, ())


def test_an_unknown_value_is_searched_as_a_word_and_said(entries):
    results = search(SearchFilters(q="region:Kamera"))
    assert results.total == 3
    assert "“Kamera” isn't a value" in " ".join(map(str, results.notices))


def test_the_exact_word_comes_before_its_forms_and_those_before_other_names():
    region = place("CN-XJ", ("en", "Camera"), ("zh-Hans", "新疆"))
    article("by name", "Es geht um 新疆 heute.", language="en")
    article("by form", "There are cameras in town.", language="en")
    article("by word", "There is a camera in town.", language="en")
    EntryRegion.objects.create(entry=article("by region"), region=region)
    reindex()
    order = [hit.entry.title for hit in search(SearchFilters(q="camera")).hits]
    assert order[:2] == ["by word", "by form"]
    assert set(order[2:]) == {"by name", "by region"}


@pytest.mark.parametrize(
    ("query", "title", "reason"),
    [
        ("Kamera", "Kamera eins", ("title", "exact", "Kamera")),
        ("Kamera", "Kameras zwei", ("title", "stem", "Kameras")),
        ("kam*", "Kameras zwei", ("title", "prefix", "Kameras")),
        ("Xinjiang", "Bericht", ("text", "synonym", "新疆")),
        ("Xinjiang", "Akte", ("label", "narrower", "Hotan")),
        ("社会信用", "Akte", ("label", "exact", "社会信用")),
        ("Muster", "Bericht", ("byline", "exact", "Muster")),
        ("Tor", "Bild", ("caption", "exact", "Tor")),
    ],
)
def test_a_hit_says_why(entries, query, title, reason):
    hits = {hit.entry.title: hit for hit in search(SearchFilters(q=query)).hits}
    said = [(r.field, r.variant, r.matched_text) for r in hits[title].reasons]
    assert reason in said


def test_all_ids_and_the_total_are_those_of_the_pages():
    for number in range(45):
        article(f"Eintrag {number}", date=f"20{number % 20:02d}")
    reindex()
    for sort in ("", "date", "-date", "added"):
        filters = SearchFilters(q="Eintrag", sort=sort)
        pages = [search(filters.with_changes(page=page)).hits for page in (1, 2, 3)]
        shown = [hit.entry.pk for page in pages for hit in page]
        assert shown == find_entry_ids(filters)
        assert len(shown) == count_results(filters).number == 45


def test_words_and_filters_give_what_the_database_gives(entries):
    """The columns of the index say what `find_entries` says."""
    reach = [
        "kind=photo",
        "kind=-photo",
        "region=CN-XJ",
        "region=-CN-XJ",
        "region=CN-XJ&role=shown",
        "tag=theme/social-credit",
        "language=de",
        "language=-de",
        "credit=DPA",
        "undated=1",
    ]
    for chosen in reach:
        filters = parse_filters(QueryDict(chosen))
        assert filters.is_filtered and not filters.problems, chosen
        wanted = set(find_entries(filters).values_list("pk", flat=True))
        assert set(find_entry_ids(filters)) == wanted, chosen


def test_a_question_is_about_its_telling_words():
    article("Was ist", "Was ist denn das, und wer ist wo?")
    article("SenseNets", "Die Firma SenseNets baut Kameras.")
    reindex()
    hits = search(SearchFilters(q="Was ist SenseNets?")).hits
    assert [hit.entry.title for hit in hits] == ["SenseNets"]


@pytest.mark.parametrize(
    ("near", "is_found"),
    [
        ("kamera NEAR/3 strasse", True),
        ("Kamera NEAR/3 Strassen", True),
        ("Kamera NEAR/1 Strasse", False),
        ("erster NEAR/2 Kameras", True),
        ("Schule NEAR/3 Strasse", False),
        ("新疆 NEAR/3 视频", True),
        ("新疆 NEAR/9 監控", False),
        ("新疆 NEAR/11 監控", True),
        ("新疆 NEAR/9 监狱", False),
        ("新疆 NEAR/14 SenseNets", True),
    ],
)
def test_words_that_stand_near_are_found_in_any_inflection(near, is_found):
    article("Nah", "Viele Kameras an der Strasse. Die erste Kamera in der Stadt.")
    article("近", "新疆的视频与各种各样的监控，SenseNets文件")
    reindex()
    assert bool(found(near)) == is_found


def test_words_near_are_marked_in_the_inflection_that_stands_there():
    article("Nah", "Viele Kameras an der Strasse.")
    reindex()
    (hit,) = search(SearchFilters(q="Kamera NEAR/3 Strassen")).hits
    assert "<mark>Kameras</mark> an der <mark>Strasse</mark>" in hit.snippet


@pytest.mark.parametrize(
    "day",
    [
        "date:2018-05",
        "date:5/2018",
        "date:Mai 2018",
        "date:2018年5月",
        "datum:12.5.2018",
    ],
)
def test_a_date_may_be_asked_for_as_it_is_printed(entries, day):
    assert found(day) == {"Kamera eins"}


def test_a_question_of_which_all_is_searched_says_nothing_of_shares(entries):
    assert search(SearchFilters(q="Kamera?")).notices == ()
