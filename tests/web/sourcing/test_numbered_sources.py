"""What an entry rests on, as readers see it."""

import re

import pytest

from archive.models import Citation, Derivation, Passage
from archive.web.sourcing.chain_drawing import MOST_DRAWN_SOURCES
from archive.web.sourcing.source_chain import build_source_chain
from tests.factories import make_article, make_photo, make_source, published
from tests.markup import page_text

pytestmark = pytest.mark.django_db


def page(client, entry, **query):
    return page_text(client.get(entry.get_absolute_url(), query))


def source(title, origin=None, **fields):
    made = published(make_source(title=title, **fields))
    if origin:
        Derivation.objects.create(source=made, origin=origin)
    return made


def article(*sources, **fields):
    made = published(make_article(**fields))
    for one in sources:
        Citation.objects.create(entry=made, source=one)
    return made


def listed(text):
    """The chain as numbers and titles, in the order in which it is read."""
    pattern = r'<span class="no">(\d+)</span> <a [^>]*>([^<]*)</a>'
    return [(int(number), title) for number, title in re.findall(pattern, text)]


def test_a_note_leads_to_its_source_and_back(client):
    report = source("A report")
    entry = article()
    passage = Passage.objects.create(
        article=entry, anchor="p1", position=1, verbatim="Said by a report."
    )
    Citation.objects.create(
        entry=entry,
        source=report,
        passage=passage,
        relation="quotes",
        quotation_exact="Said",
        locator="p. 7",
    )
    text = page(client, entry)
    assert 'id="n1-p1" href="#s1"' in text and 'id="s1"' in text
    assert 'href="#n1-p1"' in text
    assert "quotes this source · p. 7: <q" in text and ">Said</q>" in text


def test_a_source_is_one_note_however_often_it_is_used(client):
    report = source("A report")
    entry = article(report)
    Citation.objects.create(entry=entry, source=report, relation="shows")
    text = page(client, entry)
    assert text.count('id="s1"') == 1 and 'id="s2"' not in text
    assert "reports what this source says</li>" in text
    assert "shows pictures from this source</li>" in text


def test_what_is_held_and_what_is_not_is_said(client):
    entry = article(source("Held", held=True), source("Elsewhere"))
    text = page(client, entry)
    assert "the archive has a copy" in text
    assert "no copy in the archive" in text


@pytest.mark.parametrize(
    ("reliability", "credibility", "said"),
    [
        ("B", "", "source B (usually reliable)"),
        ("", "2", "information 2 (probably true)"),
        ("F", "6", "source F (cannot be judged)"),
    ],
)
def test_a_grade_is_said_in_words_beside_its_rule(
    client, reliability, credibility, said
):
    graded = source("Graded", reliability=reliability, credibility=credibility)
    for text in (page(client, article(graded)), page(client, graded)):
        assert said in text and "/about/confidence/#" in text
    rule = page_text(client.get("/about/confidence/"))
    anchor = reliability or f"c{credibility}"
    assert f'id="{anchor}"' in rule


def test_no_grade_is_not_a_bad_one(client):
    assert "Grade:" not in page(client, article(source("Ungraded")))


def test_three_articles_that_rest_on_one_post_are_one_origin(client):
    post = source("The post", source_kind="social_post")
    reports = [source(f"Report {n}", post) for n in range(3)]
    articles = [
        article(report, title=f"Article {n}") for n, report in enumerate(reports)
    ]
    text = page(client, articles[0])
    assert listed(text) == [(1, "Report 0"), (2, "The post")]
    assert "2 other entries rely on source 2: they don" in text
    text = page(client, post)
    assert "3 entries rely on this source" in text
    assert all(a.title in text for a in articles)
    assert "Through another source" in text and "Cited by" not in text


def test_two_notes_that_go_back_to_one_origin_say_so(client):
    post = source("The post")
    entry = article(source("Report 1", post), source("Report 2", post))
    text = page(client, entry)
    assert "Sources 1, 2 rely on the same source:" in text
    assert listed(text) == [
        (1, "Report 1"),
        (3, "The post"),
        (2, "Report 2"),
        (3, "The post"),
    ]
    assert text.count("see above") == 1


def test_the_drawing_says_nothing_that_the_list_does_not(client):
    post = source("The post")
    text = page(client, article(source("Report", post)))
    drawn = re.search(r"<svg class=\"chain-map\".*?</svg>", text, re.DOTALL)[0]
    assert 'aria-hidden="true"' in drawn
    assert "<text" not in drawn and "<title" not in drawn and "<a" not in drawn
    assert drawn.count("<circle") == 2
    assert text.index('class="chain"') < text.index('<svg class="chain-map"')


def test_a_chain_too_large_to_be_read_is_a_list_alone(client):
    entry = article(
        *(source(f"S{n}", source(f"O{n}")) for n in range(MOST_DRAWN_SOURCES))
    )
    text = page(client, entry)
    assert "chain-map" not in text and len(listed(text)) == 2 * MOST_DRAWN_SOURCES


@pytest.mark.parametrize("kind", [make_article, make_photo])
def test_a_source_alone_has_no_chain(client, kind):
    entry = published(kind())
    Citation.objects.create(entry=entry, source=source("Alone"))
    assert listed(page(client, entry)) == []


def test_a_confidential_source_leaves_no_title_count_or_gap(client):
    secret = source("zwitscherkanari", audience="editors")
    behind = source("Behind it")
    Derivation.objects.create(source=secret, origin=behind)
    report = source("Report", secret)
    entry = article(secret, report)
    article(secret, title="Rests on the secret alone")
    text = page(client, entry)
    assert "zwitscherkanari" not in text and "Behind it" not in text
    assert 'id="s1"' in text and 'id="s2"' not in text
    assert "rely on" not in text and "relies on" not in text
    assert listed(text) == []
    assert "Rests on the secret" not in page(client, behind)
    assert "zwitscherkanari" not in page(client, behind)


def test_without_the_confidential_source_the_page_is_the_same(client):
    post = source("The post")
    entry = article(source("Report", post))
    before = page(client, entry)
    secret = source("Secret", post, audience="editors")
    Citation.objects.create(entry=entry, source=secret)
    article(secret, title="Rests on the secret")
    after = page(client, entry)
    assert after == before


def test_the_words_of_a_text_for_editors_are_not_quoted(client):
    entry = article(text_access="editors")
    passage = Passage.objects.create(
        article=entry, anchor="p1", position=1, verbatim="Zwitscherkanari."
    )
    for where in (passage, None):
        Citation.objects.create(
            entry=entry,
            source=source("A report"),
            passage=where,
            quotation_exact="Zwitscherkanari",
        )
    assert "Zwitscherkanari" not in page(client, entry)


def test_a_circle_behind_the_archives_back_ends():
    one, other = source("One"), source("Other")
    Derivation.objects.create(source=one, origin=other)
    Derivation.objects.bulk_create([Derivation(source=other, origin=one)])
    found = build_source_chain(article(one), [one])
    assert [step.number for step in found.sources] == [1, 2]
