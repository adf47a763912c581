"""An editor writes an article at the desk."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from archive.editorial import record_creation, record_edit
from archive.models import (
    Article,
    Entry,
    Passage,
    Photo,
    Placement,
    Region,
    Revision,
    Tag,
    TagLabel,
)
from archive.search import process_outbox
from tests.admin.forms import fields
from tests.factories import make_article, make_photo, make_source, published

pytestmark = pytest.mark.django_db
ADD = "/desk/articles/new/"


def change(article):
    return f"/desk/articles/{article.id_code}/"


@pytest.fixture
def draft(anna):
    article = make_article(title="Kameras überall", language="de")
    record_creation(article, anna[1])
    return article


def write(client, **changes):
    """Fill in the empty form; the article it makes."""
    sent = {**fields(client.get(ADD)), **changes, "_continue": "1"}
    answer = client.post(ADD, sent)
    assert answer.status_code == 302, answer.content.decode()
    return Article.objects.latest("pk")


def test_an_article_is_written_with_passages_captions_source_region_and_tag(anna, dora):
    region = Region.objects.create(code="CN-HE", level="province")
    tag = Tag.objects.create(scheme="theme", slug="cameras")
    TagLabel.objects.create(tag=tag, language="en", label="cameras", is_preferred=True)
    source = published(make_source(title="A tender"))
    article = write(
        anna[0],
        **{
            "title": "Kameras überall",
            "language": "de",
            "date": "2019-02",
            "passages-0-verbatim": "Die Behörde kaufte Kameras.",
            "placements-TOTAL_FORMS": "1",
            "placements-0-caption": "Eine Kamera an einem Mast.",
            "placements-0-credit_line": "Bild: dpa",
            "citations-TOTAL_FORMS": "1",
            "citations-0-source": source.title,
            "citations-0-relation": "reports",
            "entry_regions-0-region": region.code,
            "entry_regions-0-role": "about",
            "taggings-0-tag": "Cameras",
        },
    )
    passage = article.passages.get()
    photo = Photo.objects.get()
    assert (passage.anchor, passage.verbatim) == ("p1", "Die Behörde kaufte Kameras.")
    assert (photo.caption, photo.credit) == ("Eine Kamera an einem Mast.", "dpa")
    assert passage.language == "de"
    assert article.placements.get().anchor == "c1"
    assert article.created_by == anna[1]
    assert [r.verb for r in article.revisions.all()] == ["create"]
    form = anna[0].get(change(article))
    anna[0].post(change(article), {**fields(form), "_submit": "1"})
    anna[0].post(f"/desk/articles/{article.id_code}/submit/", {"reason": ""})
    dora[0].post(f"/desk/articles/{article.id_code}/publish/", {"reason": ""})
    process_outbox()
    assert "Kameras überall" in anna[0].get("/search/?q=Behoerde").content.decode()
    assert Entry.objects.public().filter(pk=photo.pk).exists()


def test_a_second_passage_gets_an_anchor_that_never_was(anna, draft):
    for number in (1, 2):
        Passage.objects.create(
            article=draft, anchor=f"p{number}", position=number, verbatim="Text."
        )
    record_edit(draft, anna[1])
    form = fields(anna[0].get(change(draft)))
    anna[0].post(change(draft), {**form, "passages-1-DELETE": "on"})
    form = fields(anna[0].get(change(draft)))
    anna[0].post(change(draft), {**form, "passages-1-verbatim": "New."})
    assert [p.anchor for p in draft.passages.all()] == ["p1", "p3"]


def test_an_emendation_says_who_and_why(anna, draft):
    Passage.objects.create(
        article=draft, anchor="p1", position=1, verbatim="Sozialkedit"
    )
    form = fields(anna[0].get(change(draft)))
    answer = anna[0].post(change(draft), {**form, "passages-0-reading": "Sozialkredit"})
    assert "Enter who emended this passage" in answer.content.decode()
    assert Passage.objects.get().reading == ""


def test_a_bad_date_is_told_and_what_was_typed_survives(anna, draft):
    form = fields(anna[0].get(change(draft)))
    answer = anna[0].post(
        change(draft), {**form, "date": "some day", "lead": "Typed with care."}
    )
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "Typed with care." in text
    assert "some day" in text
    assert Article.objects.get(pk=draft.pk).lead == ""


def test_when_two_edit_at_once_the_second_sees_both_texts(anna, dora, draft):
    first, second = (fields(who[0].get(change(draft))) for who in (anna, dora))
    anna[0].post(change(draft), {**first, "lead": "Anna's lead."})
    answer = dora[0].post(change(draft), {**second, "lead": "Dora's lead."})
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "<del>Anna&#x27;s</del>" in text
    assert "<ins>Dora&#x27;s</ins>" in text
    assert Article.objects.get(pk=draft.pk).lead == "Anna's lead."
    dora[0].post(change(draft), {**fields(answer), "_save": "1"})
    assert Article.objects.get(pk=draft.pk).lead == "Dora's lead."
    assert Revision.objects.filter(entry=draft, verb="edit").count() == 2


def test_after_a_conflict_untouched_fields_keep_what_the_other_saved(anna, dora, draft):
    first, second = (fields(who[0].get(change(draft))) for who in (anna, dora))
    theirs = {"kicker": "Anna's kicker", "retrieved_at": "2020-01-02 03:04:05"}
    anna[0].post(change(draft), {**first, **theirs})
    answer = dora[0].post(change(draft), {**second, "lead": "Dora's lead."})
    assert answer.status_code == 409
    dora[0].post(change(draft), {**fields(answer), "_save": "1"})
    article = Article.objects.get(pk=draft.pk)
    assert (article.kicker, article.lead) == ("Anna's kicker", "Dora's lead.")
    assert str(article.retrieved_at) == "2020-01-02 03:04:05+00:00"


def test_an_entry_submitted_meanwhile_keeps_what_was_typed_on_the_page(carla):
    article = make_article()
    record_creation(article, carla[1])
    form = fields(carla[0].get(change(article)))
    Entry.objects.filter(pk=article.pk).update(status="in_review")
    answer = carla[0].post(change(article), {**form, "lead": "Typed with care."})
    text = answer.content.decode()
    assert "Typed with care." in text
    assert "Ask somebody who may: editor, publisher" in text
    assert Article.objects.get(pk=article.pk).lead == ""


@pytest.mark.parametrize("there", ["https://example.org/a", "http://example.org/a"])
def test_the_same_address_again_is_told_with_a_link(anna, draft, there):
    published(make_article(title="There", original_url=there))
    form = fields(anna[0].get(change(draft)))
    sent = {**form, "original_url": "https://EXAMPLE.org/a?utm_source=x#top"}
    answer = anna[0].post(change(draft), sent)
    assert "The archive already has this" in answer.content.decode()
    assert Article.objects.get(pk=draft.pk).original_url == ""
    anna[0].post(change(draft), {**sent, "same_address": "on"})
    assert Article.objects.get(pk=draft.pk).original_url == "https://example.org/a"


def test_a_public_caption_is_not_changed_from_a_working_copy(anna, dora):
    article = published(make_article(created_by=anna[1]))
    photo = published(make_photo_placed(article))
    anna[0].post(f"/desk/articles/{article.id_code}/correct/")
    copy = Article.objects.get(correction_of=article)
    form = fields(anna[0].get(change(copy)))
    sent = {**form, "placements-0-caption": "Changed behind the back."}
    assert anna[0].post(change(copy), sent).status_code == 302
    photo.refresh_from_db()
    assert photo.caption == "As it was."


def make_photo_placed(article):
    photo = Photo.objects.create(title="Photo 1 of 1", caption="As it was.")
    Placement.objects.create(article=article, photo=photo, anchor="c1", position=1)
    return photo


def test_a_published_article_is_read_only_and_offers_to_correct_it(anna):
    article = published(make_article(title="Public"))
    text = anna[0].get(change(article)).content.decode()
    assert 'name="title"' not in text
    assert f"/desk/articles/{article.id_code}/correct/" in text


def test_without_javascript_a_button_adds_a_row_and_keeps_what_was_typed(anna):
    browser, _editor = anna
    sent = {**fields(browser.get(ADD)), "title": "Half", "add_row": "passages"}
    answer = browser.post(ADD, {**sent, "passages-0-verbatim": "Kept."})
    assert answer["Location"].endswith("#passages-end")
    again = fields(browser.get(answer["Location"]))
    assert (again["title"], again["passages-0-verbatim"]) == ("Half", "Kept.")
    assert again["passages-1-verbatim"] == ""
    assert not Article.objects.exists()


def test_the_verbatim_text_of_an_import_is_not_rewritten(anna, draft):
    Entry.objects.filter(pk=draft.pk).update(edit_number=1)
    Article.objects.filter(pk=draft.pk).update(sha256="0" * 64)
    Passage.objects.create(article=draft, anchor="p1", position=1, verbatim="As it was")
    form = fields(anna[0].get(change(draft)))
    assert "passages-0-verbatim" not in form
    anna[0].post(change(draft), {**form, "passages-0-verbatim": "Rewritten"})
    assert draft.passages.get().verbatim == "As it was"


def test_an_article_of_many_passages_can_be_saved(anna, draft):
    Passage.objects.bulk_create(
        Passage(article=draft, anchor=f"p{n}", position=n, verbatim=f"Absatz {n}.")
        for n in range(1, 151)
    )
    sent = {**fields(anna[0].get(change(draft))), "title": "Sehr lang", "_save": "1"}
    assert len(sent) > 1_000
    assert anna[0].post(change(draft), sent).status_code == 302
    draft.refresh_from_db()
    assert draft.title == "Sehr lang"


def test_who_may_only_read_the_form_sees_the_captions_too(anna, draft):
    photo = published(make_photo(caption="Ein Mast.", credit_line="Foto: Muster"))
    Placement.objects.create(article=draft, photo=photo, anchor="c1", position=1)
    published(draft)
    text = anna[0].get(change(draft)).content.decode()
    assert "<dd>Ein Mast.</dd>" in text
    assert "Foto: Muster" in text
    assert ">None<" not in text
    assert "Same address" not in text


def test_a_verb_says_what_the_entry_is_now(anna, draft):
    answer = anna[0].post(f"{change(draft)}submit/", {"reason": ""}, follow=True)
    assert (
        "“Kameras überall” now has the status “in review”." in answer.content.decode()
    )


def test_a_language_is_a_code(anna, draft):
    sent = {**fields(anna[0].get(change(draft))), "language": "Deutsch"}
    assert "Enter a language code" in anna[0].post(change(draft), sent).content.decode()
    for code in ("de", "de-CH", "zh-Hans", "zh-Hant-TW", "es-419", "und"):
        sent = {**fields(anna[0].get(change(draft))), "language": code}
        assert anna[0].post(change(draft), sent).status_code == 302, code


def test_an_embargo_stands_on_the_form_and_nothing_links_a_hidden_page(anna, draft):
    draft.embargo_until = datetime(2099, 1, 2, 14, tzinfo=UTC)
    published(draft)
    anna[1].time_zone = "America/New_York"
    anna[1].save()
    text = anna[0].get(change(draft)).content.decode()
    assert "Published, under embargo" in text
    assert "09:00 in America/New York (UTC−05:00), which is 14:00 UTC" in text
    assert f'href="{draft.get_absolute_url()}"' not in text


def test_a_retold_article_cannot_quote_in_the_form(anna, draft):
    Passage.objects.create(article=draft, anchor="p1", position=1, verbatim="Text.")
    sent = fields(anna[0].get(change(draft)))
    sent |= {"text_is": "own_words", "passages-0-kind": "post"}
    answer = anna[0].post(change(draft), sent)
    assert answer.status_code == 200
    assert "make this a paragraph" in answer.content.decode()
    draft.refresh_from_db()
    assert (draft.text_is, draft.passages.get().kind) == ("full", "paragraph")


def test_a_retold_article_becomes_a_full_text_with_its_quotation_at_once(anna, draft):
    Passage.objects.create(article=draft, anchor="p1", position=1, verbatim="Text.")
    Article.objects.filter(pk=draft.pk).update(text_is="own_words")
    sent = fields(anna[0].get(change(draft)))
    sent |= {"text_is": "full", "passages-0-kind": "quotation"}
    assert anna[0].post(change(draft), sent).status_code == 302
    assert draft.passages.get().kind == "quotation"


def test_the_source_of_a_retold_article_is_not_quoted_in_the_form(anna, draft):
    Article.objects.filter(pk=draft.pk).update(text_is="own_words")
    sent = fields(anna[0].get(change(draft)))
    sent |= {
        "citations-TOTAL_FORMS": "1",
        "citations-0-source": published(make_source()).id_code,
        "citations-0-relation": "quotes",
    }
    answer = anna[0].post(change(draft), sent)
    assert "it quotes nobody" in answer.content.decode()
    assert not draft.citations.exists()


def test_the_form_asks_for_the_reply_of_an_organisation(anna, draft):
    tag = Tag.objects.create(scheme="organisation", slug="firm")
    TagLabel.objects.create(tag=tag, language="en", label="A Firm", is_preferred=True)
    sent = {**fields(anna[0].get(change(draft))), "taggings-0-tag": "A Firm"}
    answer = anna[0].post(change(draft), {**sent, "_continue": "1"}, follow=True)
    assert "Does this accuse A Firm?" in answer.content.decode()
    sent = {**fields(anna[0].get(change(draft))), "reply": "The firm denies it."}
    answer = anna[0].post(change(draft), {**sent, "_continue": "1"}, follow=True)
    assert "Does this accuse" not in answer.content.decode()


def make_long_article(editor, captions):
    """A draft with captions, passages, sources, regions and tags."""
    made = make_article(title="Long", language="en")
    for number in range(1, captions + 1):
        photo = make_photo(title=f"Photo {number}", caption=f"Caption {number}")
        record_creation(photo, editor)
        Placement.objects.create(
            article=made, photo=photo, anchor=f"c{number}", position=number
        )
        source = make_source(title=f"Source {number}")
        made.citations.create(source=source, relation="quotes")
        Passage.objects.create(
            article=made, anchor=f"p{number}", position=number, verbatim="Words."
        )
    record_creation(made, editor)
    return made


def test_a_form_costs_no_query_a_caption_source_or_passage(anna):
    """23 queries, whatever the number of rows. A save checks each row."""
    browser, editor = anna
    counts = []
    for captions in (13, 26):
        address = change(make_long_article(editor, captions))
        browser.get(address)
        with CaptureQueriesContext(connection) as opened:
            page = browser.get(address)
        sent = {**fields(page), "lead": "A new lead.", "_continue": "1"}
        with CaptureQueriesContext(connection) as saved:
            assert browser.post(address, sent).status_code == 302
        counts.append((len(opened), len(saved)))
    (opened, saved), (opened_long, saved_long) = counts
    assert opened == opened_long <= 23
    assert saved <= 142 and saved_long - saved <= 13 * 8
