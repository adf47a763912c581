"""What an entry leaves out is said to its editor."""

import pytest

from archive.editorial import list_missing_statements
from archive.models import Evidence, Tag, Tagging, TagLabel
from tests.factories import make_article, make_event, make_source, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def firm():
    tag = Tag.objects.create(scheme="organisation", slug="firm", is_listed=True)
    TagLabel.objects.create(tag=tag, language="en", label="A Firm", is_preferred=True)
    return tag


def test_an_organisation_is_asked_for_its_reply(firm):
    article = make_article()
    assert list_missing_statements(article) == []
    Tagging.objects.create(entry=article, tag=firm)
    assert ["A Firm" in one for one in list_missing_statements(article)] == [True]
    article.reply = "The firm denies it."
    assert list_missing_statements(article) == []


def test_a_theme_is_asked_for_nothing():
    article = make_article()
    theme = Tag.objects.create(scheme="theme", slug="leaks", is_listed=True)
    Tagging.objects.create(entry=article, tag=theme)
    assert list_missing_statements(article) == []


def test_an_event_needs_evidence_that_supports_it():
    event = make_event()
    assert "No evidence" in list_missing_statements(event)[0]
    row = Evidence.objects.create(
        event=event, entry=make_source(), relation="announces"
    )
    assert "No evidence" in list_missing_statements(event)[0]
    row.relation = "supports"
    row.save()
    assert list_missing_statements(event) == []


@pytest.mark.parametrize(
    ("happened", "written", "event_kind", "is_told"),
    [
        ("2017-08-01", "2017-06", "happened", True),
        ("2017-08-01", "2017", "happened", False),
        ("2017-08-01", "", "happened", False),
        ("2017-08-01", "2017-06/..", "happened", False),
        ("[..2017-08-01]", "2017-06", "happened", False),
        ("", "2017-06", "happened", False),
        ("2017-08-01", "2017-06", "plan", False),
        ("2017-08-01", "2017-06", "call", False),
    ],
)
def test_evidence_is_not_older_than_what_happened(
    happened, written, event_kind, is_told
):
    event = make_event(date=happened, event_kind=event_kind)
    Evidence.objects.create(event=event, entry=make_source(date=written))
    said = list_missing_statements(event)
    assert any("is older than the event" in one for one in said) is is_told


def test_a_contributor_is_told_of_no_evidence_that_they_may_not_see():
    carla, dora = make_user("carla", "contributor"), make_user("dora", "publisher")
    event = make_event(date="2017-08-01", event_kind="happened", created_by=carla)
    hidden = make_source(title="A hidden memo", date="2017-06")
    Evidence.objects.create(event=event, entry=hidden)
    assert "A hidden memo" in list_missing_statements(event, dora)[0]
    (told,) = list_missing_statements(event, carla)
    assert "No evidence" in told
    own = make_source(title="Their own memo", date="2017-06", created_by=carla)
    Evidence.objects.create(event=event, entry=own)
    (told,) = list_missing_statements(event, carla)
    assert "Their own memo" in told


@pytest.mark.parametrize(
    ("happened", "written", "event_kind", "told"),
    [
        ("2019", "2019-03-05", "happened", "no later"),
        ("[..2019-12-31]", "2019-03-05", "happened", "of 5 March 2019 reports"),
        ("2019-03-05", "2019-03-05", "happened", ""),
        ("2019-03", "2019-03", "happened", ""),
        ("2017/2019", "2018-03-05", "happened", ""),  # it lasted
        ("2017/..", "2018-03-05", "happened", ""),
        ("2019", "2020-01-01", "happened", ""),
        ("2999", "", "happened", "in the future"),
        ("2999", "", "plan", ""),
        ("2022-01-01", "2019-03-05", "plan", "not the planned one"),
        ("2019-03-05", "2019-03-05", "plan", ""),
        ("2019-03", "2019-03-05", "call", ""),
    ],
)
def test_dates_of_an_event_and_of_its_evidence_that_disagree_are_told(
    happened, written, event_kind, told
):
    event = make_event(date=happened, event_kind=event_kind)
    Evidence.objects.create(event=event, entry=make_source(date=written))
    said = " ".join(list_missing_statements(event))
    assert told in said if told else not said


def test_only_the_oldest_report_is_told():
    event = make_event(date="2019", event_kind="happened")
    for written in ("2019-06-01", "2019-03-05", "2019-04-01"):
        Evidence.objects.create(event=event, entry=make_source(date=written))
    (said,) = list_missing_statements(event)
    assert "5 March 2019" in said
