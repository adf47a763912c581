"""A hit that only its tags or regions explain names them in the reader's language."""

import pytest
from django.utils.translation import gettext, override

from archive.models import Tag, Tagging, TagLabel
from archive.search import reindex
from tests.factories import make_article, published
from tests.page_text import list_lines

pytestmark = pytest.mark.django_db
LABELS = {
    "watching": {"en": "Watching", "de": "Beobachtung", "zh-Hans": "监控"},
    "tapping": {"en": "Tapping", "de": "Abhören", "zh-Hans": "窃听"},
}


@pytest.fixture
def tapped():
    """An entry whose tag has a broader one, both with names in three languages."""
    above = None
    for slug, labels in LABELS.items():
        above = Tag.objects.create(scheme="theme", slug=slug, broader=above)
        for language, label in labels.items():
            TagLabel.objects.create(
                tag=above, language=language, label=label, is_preferred=True
            )
    entry = published(make_article(title="Dossier", language="de"))
    Tagging.objects.create(entry=entry.entry_ptr, tag=above)
    reindex()


@pytest.mark.parametrize("language", ["en", "de", "zh-Hans"])
def test_a_reason_names_the_tag_in_the_readers_language(client, tapped, language):
    query = LABELS["watching"][language]
    headers = {"accept-language": language}
    page = client.get("/search/", {"q": query}, headers=headers).content.decode()
    with override(language):
        label = gettext("Tag or region")
    (reason,) = [line for line in list_lines(page) if line.startswith(label)]
    assert LABELS["tapping"][language] in reason


@pytest.mark.parametrize("typed", ["GCHQ", "gchq", "G.C.H.Q.", "Government HQ", "GCH*"])
def test_a_name_of_several_languages_is_printed_once(client, typed):
    tag = Tag.objects.create(scheme="theme", slug="gchq")
    for language, label, preferred in [
        ("en", "GCHQ", True),
        ("de", "GCHQ", True),
        ("zh-Hans", "GCHQ", True),
        ("en", "Government HQ", False),
    ]:
        TagLabel.objects.create(
            tag=tag, language=language, label=label, is_preferred=preferred
        )
    entry = published(make_article(title="Dossier", language="de"))
    Tagging.objects.create(entry=entry.entry_ptr, tag=tag)
    reindex()
    page = client.get("/search/", {"q": typed}).content.decode()
    lines = [line for line in list_lines(page) if line.startswith("Tag or region:")]
    (why,) = [line for line in lines if line != "Tag or region:"]  # a facet's name
    assert why.count("Tag or region:") == 1
    assert [why.count(name) for name in ("GCHQ", "Government HQ")] in ([1, 0], [0, 1])


@pytest.fixture
def figures():
    """Four entries with a number: exact, in words, rounded, and another."""
    for title, summary in [
        ("Rounded", "Die Liste hat 2.565.724 Zeilen."),
        ("Words", "Two and a half million lines."),
        ("Exact", "Die Liste hat 2,5 Millionen Zeilen."),
        ("Other", "Die Liste hat 25.657.240 Zeilen."),
    ]:
        published(make_article(title=title, summary=summary, language="de"))
    reindex()


@pytest.mark.parametrize(
    "typed", ["2,5 Millionen", "2.5 million", "250万", "2.500.000"]
)
def test_the_exact_number_comes_first_and_a_rounded_one_says_so(client, figures, typed):
    page = client.get("/search/", {"q": typed}).content.decode()
    lines = list_lines(page)
    *first, last = [line for line in lines if line.startswith("Select: ")]
    assert last == "Select: Rounded"
    assert sorted(first) == ["Select: Exact", "Select: Words"]
    (reason,) = [line for line in lines if "when rounded" in line]
    assert reason == f"Text: “2.565.724”, equal to “{typed}” when rounded"
    assert "<mark>2.565.724</mark>" in page
