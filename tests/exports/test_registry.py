"""Every format of every kind of entry is read by a library that did not write it."""

from __future__ import annotations

import io
import json
import re
from functools import partial
from html import unescape

import pytest
import rdflib

from archive.exports import ENTRY_FORMATS
from archive.models import Passage
from tests.citations.foreign import READERS as REFERENCES
from tests.factories import make_article, make_event, make_photo, make_source, published

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning"),
]

MAKERS = (make_article, make_photo, make_source, make_event)
TITLES = (
    "Überwachung {und} 100 % \\ _Daten_ & $ # ~ ^",
    "</script><script>alert(1)</script>",
    "社会信用体系建设规划纲要",
    "Two\nlines, and a brace }",
)


def read_reference(suffix, text):
    if suffix == "csl.json":
        assert "<" not in text
    (row,) = REFERENCES[suffix](text)
    return row["title"]


def read_wiki(text):
    assert text.startswith("{{") and text.endswith("}}\n") and text.count("{{") == 1
    return unescape(re.search(r"[|](?:title|[Tt]itel)=(.*?) [|]", text)[1])


def read_json(text):
    assert "<" not in text
    return json.loads(text)["title"]


def read_jsonld(text):
    assert "<" not in text
    graph = rdflib.Graph().parse(io.StringIO(text), format="json-ld")
    return str(next(graph.objects(None, rdflib.URIRef("https://schema.org/name"))))


def read_txt(text):
    return text


READERS = {
    **{suffix: partial(read_reference, suffix) for suffix in REFERENCES},
    "wiki.txt": read_wiki,
    "json": read_json,
    "jsonld": read_jsonld,
    "txt": read_txt,
}


def test_every_format_has_a_reader_here():
    assert set(READERS) == set(ENTRY_FORMATS)


@pytest.mark.parametrize("suffix", list(ENTRY_FORMATS))
@pytest.mark.parametrize("make", MAKERS)
def test_a_title_comes_back_out_of_every_format(client, suffix, make):
    for title in TITLES:
        entry = published(make(title=title, language="de-CH", date="2019-02-20"))
        answer = client.get(f"/entries/{entry.id_code}.{suffix}")
        assert answer.status_code == 200
        assert answer["Content-Type"] == ENTRY_FORMATS[suffix].media_type
        back = READERS[suffix](answer.content.decode())
        one_line = suffix in REFERENCES
        if one_line or suffix == "wiki.txt":
            assert back == " ".join(title.split())
        else:
            assert title in back


@pytest.mark.parametrize("suffix", [*ENTRY_FORMATS, ""])
def test_an_id_in_another_dress_moves_to_the_canonical_one(client, suffix):
    article = published(make_article())
    dot = f".{suffix}" if suffix else ""
    answer = client.get(f"/entries/{article.id_code_display}{dot}?lang=de")
    assert answer.status_code == 301
    assert answer["Location"] == f"/entries/{article.id_code}{dot}?lang=de"


def test_the_language_survives_the_way_to_the_page(client):
    article = published(make_article())
    answer = client.get(f"/entries/{article.id_code}?lang=de")
    assert answer.status_code == 303
    assert answer["Location"] == f"{article.get_absolute_url()}?lang=de"
    answer = client.get(f"/articles/{article.id_code}/old-slug/?lang=de")
    assert answer["Location"] == f"{article.get_absolute_url()}?lang=de"


@pytest.mark.parametrize(
    "door", [*(f".{suffix}" for suffix in ENTRY_FORMATS), "/cite/", ""]
)
@pytest.mark.parametrize("make", MAKERS)
def test_what_is_hidden_has_no_file(client, door, make):
    draft = make(title="Not yet")
    gone = published(make(title="Gone"))
    gone.status = "withdrawn"
    gone.save()
    for entry, status in ((draft, 404), (gone, 410)):
        answer = client.get(f"/entries/{entry.id_code}{door}")
        assert answer.status_code == status
        assert entry.title not in answer.content.decode()


@pytest.mark.parametrize("suffix", list(ENTRY_FORMATS))
def test_a_text_for_editors_is_in_no_file(client, suffix):
    article = published(make_article(text_access="editors"))
    Passage.objects.create(article=article, anchor="p1", position=1, verbatim="Secret.")
    assert b"Secret" not in client.get(f"/entries/{article.id_code}.{suffix}").content


def test_a_text_stands_as_printed_with_its_emendation_beside_it(client):
    article = published(make_article(language="de"))
    Passage.objects.create(
        article=article,
        position=1,
        kind="paragraph",
        anchor="p1",
        verbatim="Der Sicherheitsformer fand sie.",
        reading="Der Sicherheitsforscher fand sie.",
        emendation="A slip of the printer",
    )
    photo = published(
        make_photo(caption="Das Sozialkedit.", reading="Das Sozialkredit.")
    )
    text = client.get(f"/entries/{article.id_code}.txt").content.decode()
    assert "[p1] Der Sicherheitsformer [sic: Sicherheitsforscher] fand sie." in text
    text = client.get(f"/entries/{photo.id_code}.txt").content.decode()
    assert "Das Sozialkedit [sic: Sozialkredit]." in text
