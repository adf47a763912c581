"""Linked data says of dates, languages and kinds only what is sure."""

from __future__ import annotations

import json

import pytest

from archive.exports import ENTRY_FORMATS
from tests.factories import make_article, make_event, make_photo, make_source, published

pytestmark = pytest.mark.django_db


def read_node(entry):
    return json.loads(ENTRY_FORMATS["jsonld"].write(published(entry)))


@pytest.mark.parametrize(
    ("date", "told"),
    [
        ("2019", "2019"),
        ("2019-02", "2019-02"),
        ("2019-02-20", "2019-02-20"),
        ("2019-02-20~", None),
        ("201X", None),
        ("2019-02/2019-03", None),
        ("", None),
    ],
)
def test_a_date_is_told_where_iso_8601_can_say_it(date, told):
    node = read_node(make_article(date=date))
    assert node.get("datePublished") == told
    assert node.get("dcterms:date", "") == date


@pytest.mark.parametrize(
    ("date", "begin", "end"),
    [
        ("2019-02-20", "2019-02-20", None),
        ("2019-02/2019-03", "2019-02", "2019-03"),
        ("2019~/2020", None, "2020"),
        ("../2019", None, "2019"),
    ],
)
def test_an_event_begins_and_ends(date, begin, end):
    node = read_node(make_event(date=date))
    assert (node.get("startDate"), node.get("endDate")) == (begin, end)


@pytest.mark.parametrize("make", [make_article, make_photo, make_source, make_event])
def test_an_unknown_language_is_not_told(make):
    node = read_node(make(title="T", summary="S", language="und"))
    assert node["name"] == "T" and "inLanguage" not in node
    known = read_node(make(title="T", language="de"))
    assert known["name"] == {"@value": "T", "@language": "de"}


@pytest.mark.parametrize(
    ("kind", "type_name", "date_name"),
    [
        ("agency_report", "NewsArticle", "datePublished"),
        ("social_post", "SocialMediaPosting", "datePublished"),
        ("dataset", "Dataset", "dateCreated"),
        ("document", "DigitalDocument", "dateCreated"),
        ("report", "Report", "datePublished"),
        ("law", "Legislation", "legislationDate"),
        ("web_page", "WebPage", "dateCreated"),
        ("photograph_series", "ImageGallery", "dateCreated"),
        ("leak", "DigitalDocument", "dateCreated"),
        ("interview", "CreativeWork", "dateCreated"),
    ],
)
def test_a_source_has_the_type_of_its_kind(kind, type_name, date_name):
    node = read_node(make_source(source_kind=kind, date="2019"))
    assert node["@type"] == type_name and node[date_name] == "2019"


@pytest.mark.parametrize(
    ("kind", "status"), [("plan", "https://schema.org/EventScheduled"), ("call", None)]
)
def test_only_a_plan_is_scheduled(kind, status):
    node = read_node(make_event(event_kind=kind))
    assert node.get("eventStatus", {}).get("@id") == status


def test_an_author_is_a_person_an_organisation_or_only_a_text():
    node = read_node(make_article(byline="Anna von Muster, Human Rights Watch und dj"))
    assert node["author"] == [
        {
            "@type": "Person",
            "name": "Anna von Muster",
            "familyName": "Muster",
            "givenName": "Anna",
        },
        "dj",
    ]
    assert read_node(make_article(byline="Human Rights Watch"))["author"] == [
        {"@type": "Organization", "name": "Human Rights Watch"}
    ]


# Schema.org's Event and Thing, and our terms of Dublin Core.
EVENT_PROPERTIES = set(
    "@context @id @type identifier url name keywords description location startDate"
    " endDate eventStatus subjectOf dcterms:identifier dcterms:date"
    " dcterms:bibliographicCitation".split()
)


@pytest.mark.parametrize("description", ["", "What happened."])
def test_an_event_has_the_properties_of_an_event_alone(description):
    node = read_node(make_event(description=description, summary="In short."))
    assert set(node) <= EVENT_PROPERTIES
    assert (description or "In short.") in str(node["description"])
    page = node["subjectOf"][0]
    assert (page["@type"], page["version"]) == ("WebPage", 1)
    assert page["archivedAt"]["@id"].endswith("/v1/")
