"""Spellings of one word find the same entries."""

import pytest

from archive.filters import SearchFilters
from archive.models import Tag, Tagging, TagLabel
from archive.search import reindex, search
from tests.factories import make_article, published

pytestmark = pytest.mark.django_db


@pytest.fixture
def entries():
    """Entries that say it in the title, in the summary, and by a tag alone."""
    tag = Tag.objects.create(scheme="theme", slug="surveillance")
    for label, language in (("Überwachung", "de"), ("Gefäss", "de")):
        TagLabel.objects.create(tag=tag, language=language, label=label)
    published(make_article(title="Ausmaß der Überwachung", language="de"))
    published(
        make_article(
            title="Zahlen", summary="2.565.724 Gefäße, Fußgänger", language="de"
        )
    )
    published(make_article(title="Masse", summary="Ueberwachung", language="de"))
    tagged = published(make_article(title="Tagged", language="en"))
    Tagging.objects.create(entry=tagged, tag=tag)
    published(make_article(title="社會信用體系", language="zh-Hant"))
    reindex()


def found(words):
    return {hit.entry.title for hit in search(SearchFilters(q=words)).hits}


@pytest.mark.parametrize(
    ("spelling", "other"),
    [
        ("Überwachung", "Ueberwachung"),
        ("Überwachung", "ueberwachung"),
        ("Überwachung", "ÜBERWACHUNG"),
        ("Überwachung", "U\u0308berwachung"),
        ("Ausmaß", "Ausmass"),
        ("Gefäss", "Gefaess"),
        ("Gefäß", "Gefaess"),
        ("Fußgänger", "Fussgaenger"),
        ("2565724", "2,565,724"),
        ("2565724", "2'565'724"),
        ("2565724", "2.565.724"),
        ("2565724", "2 565 724"),
        ("2565724", "\uff12\uff15\uff16\uff15\uff17\uff12\uff14"),
        ("社会信用", "社會信用"),
        ("社", "社"),
    ],
)
def test_two_spellings_find_the_same(entries, spelling, other):
    assert found(spelling) == found(other) != set()


def test_what_only_a_tag_says_is_found_by_every_spelling(entries):
    assert "Tagged" in found("Überwachung") & found("Ueberwachung")


@pytest.mark.parametrize("words", ["Masse AND Zahlen", "Waffe", "会社", "256572"])
def test_what_is_not_there_is_not_found(entries, words):
    assert found(words) == set()


PAIRS = [
    ("schön", "schon"),
    ("Maße", "Masse"),
    ("fördern", "fordern"),
    ("drücken", "drucken"),
    ("Bär", "Bar"),
    ("résumé", "resume"),
    ("WHO", "who"),
    ("US", "us"),
]
BOTH_WAYS = [*PAIRS, *((b, a) for a, b in PAIRS)]


@pytest.mark.usefixtures("engine")
def test_words_as_written_come_first():
    for pair in PAIRS:
        for word in (*pair, *pair):
            text = f"Und dann kam {word} noch dazu."
            published(make_article(title=f"Text: {word}", summary=text, language="de"))
    reindex()
    for typed in {word for pair in PAIRS for word in pair}:
        first = search(SearchFilters(q=typed)).hits[0].entry.title
        assert first == f"Text: {typed}"


@pytest.mark.usefixtures("engine")
@pytest.mark.parametrize("side", [0, 1])
def test_a_quotation_keeps_all_letters_but_capitals(side):
    for pair in PAIRS:
        text = f"Und dann kam {pair[side]} noch dazu."
        published(make_article(title=f"«{pair[side]}»", summary=text, language="de"))
    reindex()
    for pair in PAIRS:
        typed, other = pair[side], pair[1 - side]
        for quotation in ('"{}"', '"kam {} noch"', 'title:"{}"', "„{}“"):
            assert found(quotation.format(typed)) == {f"«{typed}»"}
            is_same = typed.lower() == other.lower()
            assert bool(found(quotation.format(other))) == is_same


@pytest.mark.usefixtures("engine")
def test_what_a_quotation_marks_is_what_it_finds():
    text = "Schön ist es und schon vorbei."
    published(make_article(title="Titel", summary=text, language="de"))
    reindex()
    (hit,) = search(SearchFilters(q='"schon"')).hits
    assert hit.snippet == "Schön ist es und <mark>schon</mark> vorbei."


def test_letters_stay_the_same_outside_quotation_marks(entries):
    assert found("Gefaess") == found("Gefäss") == found("Gefäß") != set()
    assert found('"Gefäss"') == {"Tagged"}
    assert found('"Gefäß"') == set()
