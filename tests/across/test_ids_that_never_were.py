"""An id of a hidden entry is at every address as one that nobody has."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import URLPattern, get_resolver
from django.utils import timezone

from archive.exports import ENTRY_FORMATS, LIST_FORMATS
from archive.text.idcodes import format_id_code, new_id_code
from tests.factories import make_article, make_event, make_photo, make_source

pytestmark = pytest.mark.django_db
NOW = timezone.now()
PUBLISHED = {"status": "published", "version": 1, "first_published_at": NOW}
HIDDEN = {
    "draft": {"status": "draft"},
    "in review": {"status": "in_review"},
    "for editors": {**PUBLISHED, "audience": "editors"},
    "withdrawn": {**PUBLISHED, "audience": "editors", "status": "withdrawn"},
    "under embargo": {**PUBLISHED, "embargo_until": NOW + timedelta(days=3)},
}
OTHERS = {"number": "1", "old": "1", "new": "2", "sha256": "0" * 64, "slug": "a-title"}
IN_ADDRESSES = (
    "/search/?source={}",
    "/search/?q=source:{}",
    "/search/?q={}",
    "/search/?q=%22{}%22",
    "/timeline/?source={}",
    "/feeds/latest/?source={}",
    "/feeds/search/?q={}",
    "/search/cite/?source={}",
    "/search/export.json?source={}",
    "/search/?in_basket={}",
    "/search/?narrative={}",
    "/table/?in_basket={}&rows=tag&columns=year",
    "/timeline/?in_basket={}",
    "/basket/?id={}",
    "/basket/export.json?id={}",
    "/quotations/?q={}",
    "/unapi?id={}",
    "/unapi?id={}&format=ris",
    "/unapi?id=http://testserver/entries/{}&format=nonsense",
)
ACCEPT = ("application/ld+json", "application/x-bibtex", "text/html")


def list_addresses():
    """Every address that has an id in it, with an empty place for the id."""
    for pattern in walk(get_resolver().url_patterns):
        names = re.findall(r"<(?:\w+:)?(\w+)>", pattern)
        if "id_code" not in names or pattern.startswith("desk/"):
            continue
        suffixes = [*ENTRY_FORMATS, *LIST_FORMATS, "x"] if "suffix" in names else [""]
        for suffix in suffixes:
            given = {**OTHERS, "suffix": suffix, "id_code": "{}"}
            fill = lambda found: given[found[1]]  # noqa: B023, E731 used at once
            yield "/" + re.sub(r"<(?:\w+:)?(\w+)>", fill, pattern)
    yield from IN_ADDRESSES


def walk(patterns, prefix=""):
    for each in patterns:
        path = prefix + str(each.pattern)
        if isinstance(each, URLPattern):
            yield path
        else:
            yield from walk(each.url_patterns, path)


ADDRESSES = sorted(set(list_addresses()))


def describe_answer(address, code, method, accept):
    """All that an answer tells, but for the id itself."""
    client = Client(headers={"accept": accept, "accept-language": "en"})
    answer = getattr(client, method)(address.format(code))
    body = answer.getvalue() if answer.streaming else answer.content
    answer.close()
    headers = {name: answer.headers[name] for name in answer.headers if name != "Date"}
    told = f"{answer.status_code} {headers}\n{body.decode(errors='replace')}"
    for written in (code, format_id_code(code), code.upper()):
        told = told.replace(written, "ID")
    told = re.sub(r"ETag': '[^']*'|[0-9a-f]{64}", "", told)
    return re.sub(r"\d{4}-\d\d-\d\dT[\d:.]+(Z|\+00:00)|<!-- *-->", "", told)


def test_a_hidden_id_is_as_one_that_never_was():
    title = "Zwitscherkanari"
    makers = (make_photo, make_article, make_source, make_event, make_article)
    pairs = zip(makers, HIDDEN.values(), strict=True)
    hidden = [make(title=title, **fields) for make, fields in pairs]
    for address in ADDRESSES:
        for method in ("get", "post") if "report" in address else ("get",):
            for accept in ACCEPT if address == "/entries/{}" else ACCEPT[-1:]:
                nobody = describe_answer(address, new_id_code(), method, accept)
                assert title not in nobody
                for entry in hidden:
                    told = describe_answer(address, entry.id_code, method, accept)
                    assert told == nobody, (address, method, entry.status)
