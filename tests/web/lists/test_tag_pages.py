"""Tags: labels and scope notes in each language, in the order of the language."""

import html
import json
import re

import pytest
from django.conf import settings

from archive.models import EntryRegion, Region, Tag
from tests.factories import make_event, published
from tests.vocabulary import load_tested_vocabulary

pytestmark = pytest.mark.django_db
FIXTURES = settings.BASE_DIR / "fixtures"
TAGS = json.loads((FIXTURES / "tags.json").read_text("utf-8"))


def read_page(client, address):
    return html.unescape(client.get(address).content.decode())


@pytest.fixture
def vocabulary(make_once):
    """Regions and tags as the archive brings them."""
    make_once(load_tested_vocabulary)


def test_each_tag_has_its_label_and_scope_note_in_each_language(vocabulary):
    tags = {tag.key: tag for tag in Tag.objects.prefetch_related("labels")}
    for row in TAGS:
        tag = tags[f"{row['scheme']}/{row['slug']}"]
        for language, label in row["labels"].items():
            assert tag.label(language) == label
        for language, note in row["scope_note"].items():
            assert tag.choose_scope_note(language) == (note, language)


@pytest.mark.parametrize(("first", "language"), [(0, "en"), (1, "de"), (2, "zh-Hans")])
def test_label_and_scope_note_are_shown_in_their_language(
    client, vocabulary, first, language
):
    """Each tag's page in one of the languages, in turn."""
    for tag in TAGS[first::3]:
        address = f"/tags/{tag['scheme']}/{tag['slug']}/?lang={language}"
        page = read_page(client, address)
        assert tag["labels"][language] in page, address
        note = tag["scope_note"].get(language)
        if note:
            assert re.search(rf'<p[^>]*lang="{language}"[^>]*>{re.escape(note)}', page)


@pytest.mark.parametrize(
    ("language", "names"),
    [
        ("de", ["Gezielte Überwachung", "Ortung", "Überwachung an Schulen"]),
        ("zh-Hans", ["边境监控", "大规模监控", "位置追踪", "校园监控"]),
    ],
)
def test_narrower_tags_follow_the_order_of_the_language(
    client, vocabulary, language, names
):
    page = read_page(client, f"/tags/theme/surveillance/?lang={language}")
    links = re.findall(r'<a [^>]*href="/tags/[^>]*>\s*([^<]+?)\s*</a>', page)
    assert [link for link in links if link in names] == names


@pytest.mark.parametrize(
    ("language", "names"),
    [
        ("de", ["Kuba", "Österreich", "Pakistan"]),
        ("zh-Hans", ["安道尔", "德国", "斐济"]),
    ],
)
def test_the_timeline_offers_regions_in_the_order_of_the_language(
    client, vocabulary, language, names
):
    for region in Region.objects.filter(code__in="AT PK CU AD DE FJ".split()):
        EntryRegion.objects.create(
            entry=published(make_event(date="2019")), region=region, role="about"
        )
    page = read_page(client, f"/timeline/?lang={language}")
    offered = re.findall(r"<option[^>]*>\s*([^<(（]+?)\s*[(<（]", page)
    assert [name for name in offered if name in names] == names
