"""Passages, captions and records are cited at permanent addresses."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from html import unescape

import pytest
from django.conf import settings
from django.utils import timezone

from archive.models import (
    Capture,
    Citation,
    Correction,
    Derivation,
    Passage,
    Placement,
    Revision,
)
from tests.factories import make_article, make_photo, make_source, published
from tests.markup import page_text

pytestmark = pytest.mark.django_db


@pytest.fixture
def article():
    made = published(
        make_article(
            title="Titel",
            byline="dj",
            original_url="https://example.org/a",
            date="2019-02-20",
            language="de-CH",
        )
    )
    rows = [
        ("p1", "public", "Der Sicherheitsformer fand 2.565.724 Daten.", ""),
        ("p2", "editors", "Secret.", ""),
        ("p3", "public", "a teaser", "junk"),
    ]
    for position, (anchor, audience, text, junk) in enumerate(rows, start=1):
        Passage.objects.create(
            article=made,
            anchor=anchor,
            position=position,
            audience=audience,
            verbatim=text,
            left_out_because=junk,
            language="de-CH",
        )
    made.passages.filter(anchor="p1").update(
        reading="Der Sicherheitsforscher fand 2.565.724 Daten.",
        emendation="Anna: a misprint",
    )
    photo = published(make_photo(caption="Eine Tafel."))
    Placement.objects.create(article=made, photo=photo, anchor="c1", position=1)
    at = datetime(2024, 8, 21, 9, tzinfo=UTC)
    Capture.objects.create(
        entry=made,
        method="curl",
        captured_at=at,
        sha256="ab" * 32,
        file="originals/x",
        media_type="application/pdf",
        audience="public",
    )
    return made


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("", "/entries/{id}"),
        ("?passage=p1", "para. 1"),
        ("?passage=c1", "Figure 1"),
        ("?passage=p1", "/entries/{id}/v1/#p1"),
        ("?of=capture", "Copy of 21 August 2024, SHA-256 abab"),
        ("?of=original", "https://example.org/a"),
        ("?style=harvard", "version 1"),
        ("?style=harvard&lang=de", "«Titel»"),
        ("?style=chicago-notes", "/entries/{id}/v1/"),
    ],
)
def test_what_is_asked_for_is_cited(client, article, query, said):
    answer = client.get(f"/entries/{article.id_code}/cite/{query}")
    assert answer.status_code == 200
    assert said.format(id=article.id_code) in page_text(answer)


@pytest.mark.parametrize("suffix", ["bib", "ris", "csl.json"])
@pytest.mark.parametrize(
    "query", ["passage=p1", "passage=c1&of=capture", "of=original"]
)
def test_the_file_is_the_reference_that_the_page_shows(client, article, suffix, query):
    page = client.get(f"/entries/{article.id_code}/cite/?{query}")
    shown = {file.suffix: file.text for file in page.context["files"]}
    links = re.findall(r'href="([^"]*)" download', page_text(page))
    link = next(unescape(link) for link in links if f".{suffix}?" in link)
    assert client.get(link).content.decode() == shown[suffix]
    anchor = query.partition("passage=")[2][:2]
    is_copy = "of=capture" in query  # a file has no anchors
    assert ("SHA-256 abab" if is_copy else anchor) in shown[suffix]


@pytest.mark.parametrize("suffix", ["bib", "ris", "csl.json"])
@pytest.mark.parametrize("query", ["passage=p2", "passage=p3", "of=x"])
def test_no_file_cites_what_no_reader_sees(client, article, suffix, query):
    answer = client.get(f"/entries/{article.id_code}.{suffix}?{query}")
    assert answer.status_code == 400
    assert "Secret" not in page_text(answer)


@pytest.mark.parametrize(
    "query", ["passage=p2", "passage=p3", "passage=p99", "of=x", "style=x"]
)
def test_what_no_reader_sees_cannot_be_cited(client, article, query):
    answer = client.get(f"/entries/{article.id_code}/cite/?{query}")
    assert answer.status_code == 400
    assert "Secret" not in page_text(answer)


def test_a_page_shows_emendations_figures_and_the_place_of_what_is_withheld(
    client, article
):
    text = page_text(client.get(article.get_absolute_url()))
    assert "Sicherheitsformer" in text
    assert "[sic: Sicherheitsforscher]" in text
    assert "Anna: a misprint" in text
    assert "2,565,724" in text
    assert 'id="p2"' in text and "withheld" in text and "Secret" not in text
    assert 'id="p3"' not in text


def test_articles_on_one_post_count_as_one_origin(client, article):
    post = published(make_source(title="A post"))
    data = published(make_source(title="A dataset"))
    hidden = make_source(title="A confidential source")
    Derivation.objects.create(source=post, origin=data)
    Derivation.objects.create(source=post, origin=hidden)
    others = [published(make_article(title=f"Article {n}")) for n in range(2)]
    passage = article.passages.get(anchor="p1")
    Citation.objects.create(entry=article, source=post, passage=passage)
    for other in others:
        Citation.objects.create(entry=other, source=post)
    text = page_text(client.get(article.get_absolute_url()))
    assert 'id="n1-p1" href="#s1"' in text
    assert "A dataset" in text and "confidential" not in text
    assert "cited by 2 other entries" in text
    text = page_text(client.get(data.get_absolute_url()))
    assert "3 entries rely on this source" in text


def test_the_style_stays_in_every_link(client, article):
    page = client.get(f"/entries/{article.id_code}/cite/?style=mla&passage=p1")
    text = unescape(page_text(page))
    assert (
        f"/entries/{article.id_code}/cite/?style=harvard&of=record&passage=p1" in text
    )
    assert '<input type="hidden" name="style" value="mla">' in text
    assert "<i>" in text


def test_only_what_there_is_can_be_cited(client, article):
    article.captures.all().delete()
    page = client.get(f"/entries/{article.id_code}/cite/")
    assert [name for name, _said in page.context["kinds_of"]] == ["record", "original"]
    answer = client.get(f"/entries/{article.id_code}/cite/?of=capture")
    assert answer.status_code == 400
    assert "record, original" in page_text(answer)


def test_an_unknown_style_is_told_the_known_ones(client, article):
    answer = client.get(f"/entries/{article.id_code}/cite/?style=vancouver")
    assert answer.status_code == 400
    assert "apa, chicago-author-date" in page_text(answer)


def test_a_title_is_never_markup(client):
    title = "</script><img src=x onerror=alert(1)> <i>x</i> & {\\}"
    made = published(make_article(title=title))
    text = page_text(client.get(f"/entries/{made.id_code}/cite/"))
    assert "<img src=x" not in text and "&lt;i&gt;x&lt;/i&gt;" in text


def test_the_correction_is_part_of_the_citation(client, article):
    revision = Revision.objects.create(
        entry=article,
        number=1,
        at=timezone.now(),
        verb="publish",
        state="{}",
        sha256="0" * 64,
        public_version=1,
    )
    at = datetime(2027, 3, 3, 9, tzinfo=UTC)
    Correction.objects.create(
        entry=article, revision=revision, at=at, was_wrong="a", is_right="b"
    )
    for query in ("", "?style=mla"):
        page = client.get(f"/entries/{article.id_code}/cite/{query}")
        assert "Corrected 3 March 2027." in page_text(page)
    page = client.get(f"/entries/{article.id_code}/cite/?of=original")
    assert "Corrected" not in page_text(page)


@pytest.mark.parametrize(("version", "is_told"), [(1, False), (2, True), (3, False)])
def test_a_citation_names_the_corrections_of_its_version_only(
    client, article, version, is_told
):
    revision = Revision.objects.create(
        entry=article,
        number=1,
        at=timezone.now(),
        verb="publish",
        state="{}",
        sha256="0" * 64,
        public_version=2,
    )
    at = datetime(2027, 3, 3, 9, tzinfo=UTC)
    Correction.objects.create(
        entry=article, revision=revision, at=at, was_wrong="a", is_right="b"
    )
    type(article).objects.filter(pk=article.pk).update(version=version)
    page = client.get(f"/entries/{article.id_code}/cite/")
    assert ("Corrected 3 March 2027." in page_text(page)) is is_told


def test_a_tombstone_says_how_it_was_cited(client, article):
    article.version = 3
    article.status = "withdrawn"
    article.save()
    answer = client.get(f"/entries/{article.id_code}/cite/")
    assert answer.status_code == 410
    said = f"entry {article.id_code_display}, versions 1–3"
    text = page_text(answer)
    assert said in text and "Titel" not in text


def test_robots_are_told_which_page_of_a_record_counts(client, article):
    text = page_text(client.get(f"/entries/{article.id_code}/cite/"))
    page = f"{settings.BASE_URL}{article.get_absolute_url()}"
    assert f'<link rel="canonical" href="{page}">' in text
