"""Tags: labels and scope notes in each language, in the order of the language."""

import html
import json
import re

import pytest
from django.conf import settings

from archive.importers.vocabulary import load_vocabulary
from archive.models import EntryRegion, Region
from tests.factories import make_event, published

pytestmark = pytest.mark.django_db
FIXTURES = settings.BASE_DIR / "fixtures"
TAGS = json.loads((FIXTURES / "tags.json").read_text("utf-8"))


def read_page(client, address):
    return html.unescape(client.get(address).content.decode())


@pytest.mark.parametrize("language", ["en", "de", "zh-Hans"])
def test_each_label_and_scope_note_is_shown_in_its_language(client, language):
    load_vocabulary(FIXTURES)
    missing = []
    for tag in TAGS:
        address = f"/tags/{tag['scheme']}/{tag['slug']}/?lang={language}"
        page = read_page(client, address)
        for text in (tag["labels"][language], tag["scope_note"].get(language)):
            if text and text not in page:
                missing.append((address, text))
        note = tag["scope_note"].get(language)
        if note:
            assert re.search(rf'<p[^>]*lang="{language}"[^>]*>{re.escape(note)}', page)
    assert not missing


@pytest.mark.parametrize(
    ("language", "names"),
    [
        ("de", ["Gezielte Überwachung", "Ortung", "Überwachung an Schulen"]),
        ("zh-Hans", ["边境监控", "大规模监控", "位置追踪", "校园监控"]),
    ],
)
def test_narrower_tags_follow_the_order_of_the_language(client, language, names):
    load_vocabulary(FIXTURES)
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
    client, language, names
):
    load_vocabulary(FIXTURES)
    for region in Region.objects.filter(code__in="AT PK CU AD DE FJ".split()):
        EntryRegion.objects.create(
            entry=published(make_event(date="2019")), region=region, role="about"
        )
    page = read_page(client, f"/timeline/?lang={language}")
    offered = re.findall(r"<option[^>]*>\s*([^<(（]+?)\s*[(<（]", page)
    assert [name for name in offered if name in names] == names
