"""What cannot be taken from a form comes back in it, marked at its field."""

import re
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from archive.search import reindex
from archive.web.corrections import report_form
from tests.factories import make_article, published

pytestmark = pytest.mark.django_db
ENGLISH = {"accept-language": "en"}


def tag_of(text, name):
    """The one visible tag of a field."""
    tags = re.findall(rf'<(?:input|select|textarea)[^>]*\bname="{name}"[^>]*>', text)
    (found,) = [tag for tag in tags if 'type="hidden"' not in tag]
    return found


def told_at(text, name):
    """What is told at a field that is marked as wrong."""
    tag = tag_of(text, name)
    assert 'aria-invalid="true"' in tag
    where = re.search(r'aria-describedby="([^"]+)"', tag)[1].split()[-1]
    return re.search(rf'<p[^>]*id="{where}"[^>]*>(.*?)</p>', text, re.DOTALL)[1]


def page(answer, status=400):
    assert answer.status_code == status
    return unescape(answer.content.decode())


@pytest.fixture
def article():
    return published(make_article(title="Shown"))


def test_a_report_that_is_too_short_is_told_at_its_text(client, article, monkeypatch):
    monkeypatch.setattr(report_form, "STAMP_MIN_AGE", 0)
    address = f"/entries/{article.id_code}/report/"
    blank = page(client.get(address), 200)
    assert "aria-invalid" not in blank
    stamp = re.search(r'name="stamp" value="([^"]+)"', blank)[1]
    sent = {"text": "bad", "stamp": stamp}
    text = page(client.post(address, sent, headers=ENGLISH))
    assert "Write in a sentence what is wrong" in told_at(text, "text")
    assert re.search(r"<textarea[^>]*>\s*bad</textarea>", text)


def test_a_file_that_is_no_text_is_told_at_the_file(client, db):
    file = SimpleUploadedFile("q.pdf", b"%PDF-1.7")
    sent = {"queries": "camera", "file": file}
    text = page(client.post("/search/batch/", sent, headers=ENGLISH))
    assert "Save it as text or CSV in UTF-8" in told_at(text, "file")
    assert re.search(r"<textarea[^>]*>\s*camera</textarea>", text)
    assert "aria-invalid" not in tag_of(text, "queries")


def test_a_batch_without_queries_is_told_at_the_queries(client, db):
    text = page(client.post("/search/batch/", {"queries": ""}, headers=ENGLISH))
    assert "at least one search" in told_at(text, "queries")


def test_a_filter_of_a_batch_that_cannot_be_read_leaves_the_form(client, db):
    text = page(client.get("/search/batch/?from=x&q=camera", headers=ENGLISH))
    assert "“x” isn't a date we know" in text
    assert 'href="/search/batch/?q=camera">Search without this date' in text
    assert re.search(r"<textarea[^>]*>\s*camera</textarea>", text)


def test_an_unknown_style_of_a_basket_leaves_the_basket(client, article):
    address = f"/basket/?id={article.id_code}&title=Mine"
    text = page(client.get(f"{address}&style=none", headers=ENGLISH))
    told = told_at(text, "style")
    assert "“none” isn't possible here" in told and "apa" in told
    assert f'href="{address}">Cite in the usual style' in told
    assert "Shown" in text and 'value="Mine"' in text


def test_a_hash_of_the_wrong_length_is_told_at_its_field(client, db):
    text = page(client.get("/about/integrity/?hash=abc", headers=ENGLISH))
    assert "A hash value has 64 characters" in told_at(text, "hash")
    assert 'value="abc"' in tag_of(text, "hash")


def test_what_of_an_entry_cannot_be_cited_is_told_with_the_choice(client, article):
    address = f"/entries/{article.id_code}/cite/"
    text = page(client.get(f"{address}?of=nothing&style=mla", headers=ENGLISH))
    told = re.search(r'id="field-of_error"[^>]*>(.*?)</p>', text, re.DOTALL)[1]
    assert "“nothing” isn't possible here" in told
    assert f'href="{address}?style=mla">Cite the entry' in told
    assert re.search(r'name="of"\s+value="record"\s+checked', text)


def test_a_quotation_stays_in_its_field(client, article):
    reindex()
    text = page(client.get("/quotations/?q=one+two+three", headers=ENGLISH), 200)
    assert re.search(r"<textarea[^>]*>\s*one two three</textarea>", text)
