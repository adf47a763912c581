"""What a reader types finds what a text says, in every spelling."""

import pytest

from archive.filters import SearchFilters
from archive.models import (
    Entry,
    EntryRegion,
    Passage,
    Region,
    RegionName,
    Tag,
    Tagging,
    TagLabel,
)
from archive.search import process_outbox, reindex, search, suggest_spelling
from archive.search.query.shared_lookups import SharedLookups
from archive.search.results.marking import Highlighter
from tests.factories import make_article, make_photo, published

pytestmark = pytest.mark.django_db


def titles(**chosen):
    return [hit.entry.title for hit in search(SearchFilters(**chosen)).hits]


def says(text, language):
    """A public article whose one passage is `text`."""
    article = published(make_article(title="Titel", language=language))
    Passage.objects.create(article=article, anchor="p1", position=1, verbatim=text)
    reindex()
    return article


NUMBERS = (
    "2.565.724",
    "2,565,724",
    "2'565'724",
    "2’565’724",
    "2 565 724",
    "2565724",
    "2\u00a0565\u00a0724",
    "2\u202f565\u202f724",
    "２５６５７２４",
)


@pytest.mark.parametrize("printed", NUMBERS)
def test_a_figure_is_found_in_every_notation(printed):
    says(f"Es sind {printed} Personen.", "de")
    for typed in NUMBERS:
        if " " not in typed:
            assert titles(q=typed) == ["Titel"], typed


@pytest.mark.parametrize(
    ("language", "text", "query"),
    [
        ("de", "Das Ausmass ist gross.", "Ausmaß"),
        ("de", "Das Ausmaß ist groß.", "Ausmass"),
        ("de", "Das AUSMASS ist gross.", "ausmaß"),
        ("de", "Die Straße", "strasse"),
        ("de", "Die Überwachung", "Uberwachung"),
        ("de", "Die Überwachung", "Ueberwachung"),
        ("de", "Die Überwachung", "überwachung"),
        ("de", "Die Ueberwachung", "Überwachung"),
        ("de", "Die U\u0308berwachung", "Überwachung"),
        ("de", "Behörden prüfen", "Behoerden"),
        ("de", "Behörden prüfen", "Behorde"),
        ("de", "viele Kameras", "Kamera"),
        ("de", "eine Kamera", "Kameras"),
        ("de", "Die Massenüberwachung", "Überwachung"),
        ("de", "Die Gesichtserkennungssoftware", "Gesichtserkennung"),
        ("de", "Sozialkreditsystem", "Sozialkredit"),
        ("de", "Ein «Musterbürger»", "Musterbürger"),
        ("en", "Cameras watched citizens", "camera"),
        ("en", "Cameras watched citizens", "watching citizen"),
        ("en", "naïve", "naive"),
        ("en", "It’s the state's", "it's"),
        ("en", "ＦＵＬＬ width", "full"),
        ("en", "China's camps", "China"),
        ("zh-Hans", "中国的社会信用体系", "社会信用"),
        ("zh-Hans", "中国的社会信用体系", "信用"),
        ("zh-Hans", "中国的社会信用体系", "社"),
        ("zh-Hans", "中国的社会信用体系", "系"),
        ("zh-Hans", "人脸识别", "人臉識別"),
        ("zh-Hant", "人臉識別", "人脸识别"),
        ("zh-Hans", "摄像头3000个", "3000"),
        ("zh-Hans", "用Face++软件", "软件"),
        ("de", "Das Wort 监视 im Satz", "监视"),
        ("ug", "شىنجاڭ", "شىنجاڭ"),
        ("de", "alpha beta gamma", "gamma alpha"),
        ("de", "alpha beta gamma", '"alpha beta"'),
        ("de", "alpha beta gamma", "alpha -delta"),
        ("de", "alpha beta gamma", "delta OR beta"),
        ("de", "alphabet", "alph*"),
        ("de", "alpha beta gamma", '"alpha beta'),
        ("de", "alpha (beta): gamma!", "(alpha:beta)!"),
        ("de", "IP 10.0.0.1 im Netz", "10.0.0.1"),
        ("de", "am 20.2.2019 erschienen", "20.2.2019"),
        ("de", "2,5 Millionen", "2,5"),
    ],
)
def test_a_text_is_found(language, text, query):
    says(text, language)
    assert titles(q=query) == ["Titel"]


@pytest.mark.parametrize(
    ("language", "text", "query"),
    [
        ("de", "alpha beta gamma", '"beta alpha"'),
        ("de", "alpha beta gamma", "alpha -beta"),
        ("de", "alpha beta gamma", "alpha AND delta"),
        ("de", "alpha beta gamma", "alp"),
        ("de", "Es sind 2.565.724 Personen.", "565"),
        ("de", "Es sind 2.565.724 Personen.", "2565725"),
        ("de", "Es sind 2.565.724 Personen.", "25657240"),
        ("zh-Hans", "社会主义信用卡", '"社会信用"'),
        ("zh-Hans", "会社", "社会"),
        ("de", "Titel one", "AND"),
    ],
)
def test_a_text_is_not_found(language, text, query):
    says(text, language)
    assert titles(q=query) == []


@pytest.mark.parametrize(
    "query",
    [
        "社会信用",
        "Sozialkredit",
        "social credit",
        "Xinjiang",
        "新疆",
        "شىنجاڭ",
        "Sinkiang",
    ],
)
def test_the_names_of_tags_and_regions_find_in_every_language(query):
    entry = says("Ein Text, der nichts davon sagt.", "de")
    tag = Tag.objects.create(scheme="theme", slug="social-credit", is_listed=True)
    for language, label in (
        ("de", "Sozialkredit"),
        ("en", "social credit"),
        ("zh-Hans", "社会信用"),
    ):
        TagLabel.objects.create(tag=tag, language=language, label=label)
    region = Region.objects.create(code="CN-XJ", level="province", is_listed=True)
    for language, name in (
        ("en", "Xinjiang"),
        ("en", "Sinkiang"),
        ("zh-Hans", "新疆"),
        ("ug", "شىنجاڭ"),
    ):
        RegionName.objects.create(region=region, language=language, name=name)
    Tagging.objects.create(entry=entry, tag=tag)
    EntryRegion.objects.create(entry=entry, region=region)
    reindex()
    assert titles(q=query) == ["Titel"]


def test_the_place_of_publication_does_not_find():
    entry = says("Ein Text.", "de")
    region = Region.objects.create(code="CH", level="country", is_listed=True)
    RegionName.objects.create(region=region, language="de", name="Schweiz")
    EntryRegion.objects.create(entry=entry, region=region, role="published_in")
    reindex()
    assert titles(q="Schweiz") == []


def test_a_hit_says_where_and_is_escaped():
    article = says("<script>alert(1)</script> & die Überwachung", "de")
    (hit,) = search(SearchFilters(q="ueberwachung")).hits
    assert hit.entry.pk == article.pk
    assert hit.anchor == "p1"
    assert "<mark>Überwachung</mark>" in str(hit.snippet)
    assert "<script>" not in str(hit.snippet)


def test_the_hits_of_a_title_are_marked():
    published(make_article(title="Kameras <b>", language="de"))
    reindex()
    (hit,) = search(SearchFilters(q="Kamera")).hits
    assert str(hit.title) == "<mark>Kameras</mark> &lt;b&gt;"


def test_a_title_comes_before_a_mention():
    says("Etwas über eine Kamera.", "de")
    published(make_article(title="Kamera", language="de"))
    reindex()
    assert titles(q="Kamera") == ["Kamera", "Titel"]


BY_DATE = ["2018", "2019-01", "2019", "2019-02-20", "../2019-02-20"]


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("date", [*BY_DATE, ""]),
        ("-date", [*reversed(BY_DATE), ""]),
        ("added", ["", "2018", "2019", "../2019-02-20", "2019-02-20", "2019-01"]),
    ],
)
@pytest.mark.parametrize("words", ["", "Eintrag"])
def test_a_list_is_sorted(sort, expected, words):
    for date in ("2019-01", "2019-02-20", "../2019-02-20", "2019", "2018", ""):
        published(make_photo(title="Eintrag", date=date))
    reindex()
    found = search(SearchFilters(q=words, sort=sort)).hits
    assert [hit.entry.date for hit in found] == expected


def test_a_hit_by_a_tag_says_which():
    entry = says("Ein Text, der es nicht sagt.", "de")
    tag = Tag.objects.create(scheme="theme", slug="surveillance", is_listed=True)
    TagLabel.objects.create(tag=tag, language="de", label="Überwachung")
    TagLabel.objects.create(tag=tag, language="en", label="surveillance")
    Tagging.objects.create(entry=entry, tag=tag)
    reindex()
    (hit,) = search(SearchFilters(q="Ueberwachung")).hits
    assert (hit.snippet, hit.matched_name) == (None, "<mark>Überwachung</mark>")
    (hit,) = search(SearchFilters(q="Text")).hits
    assert hit.matched_name == ""


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Sensnets", "SenseNets"),
        ("Gesichtserkenung", "Gesichtserkennung"),
        ("Kamera Sensnets", "Kamera SenseNets"),
        ("xyzzyx", ""),
        ("SenseNets -Kamera", ""),
        ("12345", ""),
        ('"Gesichtserkennung mit Kamera"', "Gesichtserkennung mit Kamera"),
        ("„Gesichtserkennung Kamera“", "Gesichtserkennung Kamera"),
        ('Kamera -"mit Gesichtserkennung"', ""),
    ],
)
def test_another_spelling_is_offered_where_it_finds_something(typed, meant):
    entry = says("Kamera mit Gesichtserkennung", "de")
    tag = Tag.objects.create(scheme="organisation", slug="sensenets", is_listed=True)
    TagLabel.objects.create(tag=tag, language="en", label="SenseNets")
    Tagging.objects.create(entry=entry, tag=tag)
    reindex()
    assert suggest_spelling(SearchFilters(q=typed)) == (meant, 1 if meant else 0)


def test_a_word_of_a_withdrawn_entry_is_not_offered():
    article = says("Zwitscherkanari", "de")
    Entry.objects.filter(pk=article.pk).update(status="withdrawn")
    assert suggest_spelling(SearchFilters(q="Zwitscherkanary")) == ("", 0)


def test_what_was_withdrawn_is_not_found_even_before_the_index_learns_it():
    article = says("Die Überwachung", "de")
    Entry.objects.filter(pk=article.pk).update(status="withdrawn")
    results = search(SearchFilters(q="Überwachung"))
    assert (results.total, results.hits) == (0, ())
    assert all(not facet.values for facet in results.facets)
    assert process_outbox() == 0


@pytest.mark.parametrize(
    ("text", "query", "marked"),
    [
        (
            "Die Mas\u00adsen\u00adüberwachung.",
            "Überwachung",
            "Mas\u00adsen\u00adüberwachung",
        ),
        (
            "Die Massen\u200büberwachung.",
            '"die Massenüberwachung"',
            "Die Massen\u200büberwachung",
        ),
        (
            "Die Massenüberwachung.",
            "Massen\u2060über\ufeffwachung",
            "Massenüberwachung",
        ),
        ("新 疆 维 吾 尔 自治区监 控", "监控", "监 控"),
        ("新 疆 维 吾 尔 自治区监 控", "新疆", "新 疆"),
        ("Die Gesichtser-\nkennung", "Gesichtserkennung", "Gesichtser-\nkennung"),
        ("The U.S. sanctions", "US sanctions", "U.S."),
        ("The US sanctions", "U.S. sanctions", "US"),
        ("The US sanctions", "U. S. sanctions", "US"),
        ("مُراقَبةٌ", "مراقبة", "مُراقَبةٌ"),
        ("Die Bürger:innen", "Bürgerinnen", "Bürger:innen"),
        ("Die Bürgerinnen", "Bürger*innen", "Bürgerinnen"),
        ("Die Autor:innen", "Autor:innen", "Autor:innen"),
        ("མི་དམངས", "མི་དམངས", "མི་དམངས"),
    ],
)
def test_what_typography_puts_into_a_word_is_found_and_marked(text, query, marked):
    says(text, "und")
    page = search(SearchFilters(q=query))
    assert page.total == 1
    targets = SharedLookups().parse_words(SearchFilters(q=query)).targets
    spans = Highlighter(targets).find_spans(text, "und")
    assert marked in [text[span.start : span.end] for span in spans]


@pytest.mark.parametrize("query", ["མུ་དམངས", '"མུ་དམངས"'])
def test_a_vowel_sign_of_tibetan_tells_words_apart(query):
    says("མི་དམངས", "bo")
    page = search(SearchFilters(q=query))
    assert not page.total
