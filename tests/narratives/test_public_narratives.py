"""Paths of entries: written at the desk, read by everybody, nothing hidden told."""

from __future__ import annotations

import json
import re

import pytest

from archive import editorial
from archive.editorial import EditorialError
from archive.models import EntryRegion, Narrative, NarrativeStep, Region
from archive.narratives import (
    PublicStep,
    find_narratives_in_span,
    find_narratives_with,
    load_public_narratives,
)
from archive.text.dates import parse_edtf
from tests.factories import make_article, make_event, make_user, published
from tests.markup import page_text

pytestmark = pytest.mark.django_db


@pytest.fixture
def anna():
    return make_user("anna", "editor")


@pytest.fixture
def dora():
    return make_user("dora", "publisher")


def make_narrative(by, *entries, title="How it became known"):
    narrative = Narrative.objects.create(title=title, language="en", summary="A path.")
    for position, entry in enumerate(entries, start=1):
        NarrativeStep.objects.create(
            narrative=narrative, position=position, entry=entry, note=f"{entry.title}!"
        )
    editorial.record_creation(narrative, by)
    return narrative


@pytest.fixture
def path(anna, dora):
    """A public narrative: found on 3 February 2019, reported on the 20th."""
    found = published(make_event(title="Found", date="2019-02-03", language="en"))
    report = published(make_article(title="Reported", date="2019-02-20"))
    narrative = make_narrative(anna, found, report)
    editorial.submit(narrative, anna)
    editorial.publish(narrative, dora)
    narrative.refresh_from_db()
    return narrative


def public():
    return load_public_narratives(Narrative.objects.public().with_published())


def ends(client, narrative):
    page = client.get(narrative.get_absolute_url(), headers={"accept-language": "en"})
    found = re.search(r'<p class="ends[^>]*>(.*?)</p>', page_text(page))
    return re.findall(r"<span>(.*?)</span>", found[1])


def test_the_strip_is_labelled_with_its_first_and_last_day(client, path):
    assert ends(client, path) == ["3 February 2019", "20 February 2019"]


def test_a_strip_whose_beginning_nobody_states_does_not_name_a_first_day(
    client, anna, dora
):
    found = published(make_event(title="Found", date="[..2019-02-20]", language="en"))
    earlier = published(make_article(title="Reported", date="2019-02-14"))
    later = published(make_article(title="Reported again", date="2019-02-20"))
    narrative = make_narrative(anna, found, earlier, later)
    editorial.submit(narrative, anna)
    editorial.publish(narrative, dora)
    assert ends(client, narrative) == ["Start unknown", "20 February 2019"]


def test_a_draft_is_read_by_nobody(client, anna):
    draft = make_narrative(anna, published(make_event(title="Found")))
    assert client.get(draft.get_absolute_url()).status_code == 404
    assert public() == []


def test_its_writer_does_not_publish_what_nobody_else_has_seen(dora, anna):
    own = make_narrative(dora, published(make_event(title="Found")))
    editorial.submit(own, dora)
    make_user("pia", "publisher")
    with pytest.raises(EditorialError, match="Nobody else"):
        editorial.publish(own, dora)


def test_a_narrative_without_a_step_is_not_submitted(anna):
    with pytest.raises(EditorialError, match="needs at least one step"):
        editorial.submit(make_narrative(anna), anna)


def test_a_step_that_is_not_public_is_named_to_who_publishes(anna, dora):
    narrative = make_narrative(anna, make_event(title="Not yet"))
    editorial.submit(narrative, anna)
    with pytest.raises(EditorialError, match="Not yet"):
        editorial.publish(narrative, dora)


def test_the_page_shows_the_steps_in_order_with_notes_strip_and_map(client, path):
    entry = path.steps.first().entry
    region = Region.objects.create(code="CN-XJ", level="province", is_listed=True)
    EntryRegion.objects.create(entry=entry, region=region, role="about")
    text = page_text(client.get(path.get_absolute_url()))
    assert text.index("Found!") < text.index("Reported!")
    assert 'class="path-strip' in text or "path-strip" in text
    assert re.search(r'<text\s+class="\s*lab\s+pt\s*"[^>]*>\s*1\s*<', text)


def test_the_page_knows_old_titles_and_other_spellings_of_its_id(client, path):
    for address in (
        f"/narratives/{path.id_code}/",
        f"/narratives/{path.id_code_display}/old-title/",
    ):
        answer = client.get(address, {"lang": "en"})
        assert answer.status_code == 301
        assert answer["Location"] == f"{path.get_absolute_url()}?lang=en"
    assert client.get("/narratives/4f7k9q2x/").status_code == 404


def test_a_step_whose_entry_is_withdrawn_is_left_out_without_a_gap(client, path, dora):
    editorial.withdraw(path.steps.first().entry, dora, "Asked for.")
    text = page_text(client.get(path.get_absolute_url()))
    assert "Found" not in text and "Reported!" in text
    assert 'id="s2"' not in text


def test_a_correction_is_not_read_before_it_is_published(client, path, anna, dora):
    editorial.correct(path, anna)
    Narrative.objects.filter(pk=path.pk).update(title="Another title")
    path.steps.all().delete()
    editorial.record_edit(path, anna)
    assert [one.title for one in public()] == ["How it became known"]
    assert len(public()[0].steps) == 2


def test_a_discarded_correction_leaves_what_is_public(path, anna, dora):
    editorial.correct(path, anna)
    path.steps.all().delete()
    path.created_by = anna
    Narrative.objects.filter(pk=path.pk).update(title="Another", created_by=anna)
    editorial.discard(path, anna)
    path.refresh_from_db()
    assert (path.status, path.title) == ("published", "How it became known")
    assert [step.entry.title for step in path.steps.all()] == ["Found", "Reported"]


def test_a_withdrawn_narrative_leaves_the_reason(client, path, dora):
    editorial.withdraw(path, dora, "Two steps were mixed up.")
    answer = client.get(path.get_absolute_url())
    assert answer.status_code == 410
    text = page_text(answer)
    assert "Two steps were mixed up." in text and path.title not in text
    assert public() == []


def test_an_entry_names_the_narratives_that_lead_over_it(client, path):
    entry = path.steps.first().entry
    assert [one.title for one in find_narratives_with(entry)] == [path.title]
    assert path.title in page_text(client.get(entry.get_absolute_url()))


@pytest.mark.parametrize(
    ("earliest", "latest", "steps"),
    [("2019", "2019", 2), ("2019-02-01", "2019-02-10", 1), ("2018", "2018", 0)],
)
def test_a_strip_holds_what_touches_the_days(path, earliest, latest, steps):
    found = find_narratives_in_span(
        parse_edtf(earliest).earliest, parse_edtf(latest).latest
    )
    assert [len(strip.entries) for strip in found] == ([steps] if steps else [])


def test_the_timeline_shows_the_narratives_that_pass(client, path):
    text = client.get("/timeline/", {"from": "2019-02", "to": "2019-02"})
    assert path.title in page_text(text)
    text = client.get("/timeline/", {"from": "2018", "to": "2018"})
    assert path.title not in page_text(text)


def test_every_verb_leaves_a_revision_in_a_chain(path):
    rows = list(path.revisions.order_by("number"))
    assert [row.verb for row in rows] == ["create", "submit", "publish"]
    assert [row.previous_sha256 for row in rows[1:]] == [r.sha256 for r in rows[:-1]]
    assert list(editorial.INTEGRITY_CHECKS["narratives"]()) == []
    state = json.loads(rows[1].state) | {"title": "Never so"}
    path.revisions.filter(number=2).update(state=editorial.write_canonical_json(state))
    assert [f.message for f in editorial.INTEGRITY_CHECKS["narratives"]()] == [
        "was changed: its state has another hash"
    ]


def test_a_narrative_is_written_and_published_at_the_desk(client, anna, dora):
    found = published(make_event(title="Found"))
    client.force_login(anna)
    answer = client.post(
        "/desk/narratives/new/",
        {
            "title": "How it became known",
            "summary": "A path.",
            "language": "en",
            "seen_edit": "0",
            "steps-TOTAL_FORMS": "1",
            "steps-INITIAL_FORMS": "0",
            "steps-0-position": "1",
            "steps-0-entry": found.id_code,
            "steps-0-note": "First.",
        },
    )
    assert answer.status_code == 302, page_text(answer)[:2000]
    narrative = Narrative.objects.get()
    page = f"/desk/narratives/{narrative.id_code}"
    assert client.get(f"{page}/").status_code == 200
    preview = client.get(f"/desk/narratives/{narrative.id_code}/preview/")
    assert "First." in page_text(preview)
    assert client.post(f"{page}/submit/", {"reason": ""}).status_code == 302
    client.force_login(dora)
    assert client.post(f"{page}/publish/", {"reason": ""}).status_code == 302
    assert "First." in page_text(client.get(narrative.get_absolute_url()))


def test_a_contributor_sees_no_draft_of_others(client, anna):
    narrative = make_narrative(anna, make_event(title="Secret"))
    client.force_login(make_user("carl", "contributor"))
    page = f"/desk/narratives/{narrative.id_code}/"
    assert client.get(page).status_code in (302, 404)
    preview = f"/desk/narratives/{narrative.id_code}/preview/"
    assert client.get(preview).status_code == 404


def test_an_anchor_that_is_none_is_refused():
    step = NarrativeStep(
        narrative=Narrative.objects.create(title="N"),
        entry=make_event(),
        position=1,
        anchor="page 3",
    )
    with pytest.raises(Exception, match="p3"):
        step.full_clean()


@pytest.mark.parametrize(("anchor", "end"), [("", ""), ("p3", "#p3"), ("c5", "#c5")])
def test_a_step_leads_to_its_entry_or_to_the_part_it_names(anchor, end):
    entry = published(make_event(title="Found"))
    step = PublicStep(entry, anchor, "", "")
    assert step.url == f"{entry.get_absolute_url()}{end}"


@pytest.mark.parametrize(("with_vocabulary", "queries"), [(False, 2), (True, 6)])
def test_places_and_tags_are_read_where_they_are_asked_for(
    path, with_vocabulary, queries, django_assert_num_queries
):
    region = Region.objects.create(code="CN-XJ", level="province", is_listed=True)
    for step in path.steps.all():
        EntryRegion.objects.create(entry=step.entry, region=region, role="about")
    narratives = Narrative.objects.public().with_published()
    with django_assert_num_queries(queries):
        load_public_narratives(narratives, with_vocabulary=with_vocabulary)
