"""References name the authors that an editor confirmed, else those of the byline."""

import json
import re
from html import unescape
from urllib.parse import unquote

import pytest

from archive import editorial
from archive.citations import cite, csl_record, name_authors
from archive.models import Article, Author, Correction, Entry, Revision
from archive.versions import compare_versions, list_versions, load_entry_as_of
from tests.factories import make_article, make_photo, make_source, published

pytestmark = pytest.mark.django_db


def test_rows_outrank_the_byline():
    article = make_article(byline="Von dj und Yang Liu")
    assert name_authors(article) == [{"literal": "dj"}, {"literal": "Yang Liu"}]
    Author.objects.create(entry=article, position=1, family="Jost", given="Daniela")
    Author.objects.create(entry=article, position=2, family="Yang", given="Liu")
    names = [
        {"family": "Jost", "given": "Daniela"},
        {"family": "Yang", "given": "Liu"},
    ]
    assert name_authors(article) == names
    assert csl_record(article)["author"] == names
    assert "Jost, D., & Yang, L." in str(cite(published(article), "en"))


@pytest.mark.parametrize(
    "entry",
    [
        lambda: make_article(byline="dj"),
        lambda: make_photo(creator="dj"),
        lambda: make_photo(credit_line="Bild: dj"),
        lambda: make_source(creator="dj"),
    ],
)
def test_each_kind_that_somebody_made_has_authors(entry):
    made = entry()
    assert name_authors(made) == [{"literal": "dj"}]
    Author.objects.create(entry=made, family="Jost", given="Daniela")
    assert name_authors(made) == [{"family": "Jost", "given": "Daniela"}]


# A row, and the same name as one line with a comma behind the family name.
ROWS = [
    ({"family": "Ai", "given": "Weiwei"}, "Ai, Weiwei"),
    ({"family": "王", "given": "小明"}, "王, 小明"),
    ({"family": "Ortega y Gasset", "given": "José"}, "Ortega y Gasset, José"),
    (
        {
            "family": "Liechtenstein",
            "given": "Maria",
            "dropping_particle": "von und zu",
        },
        "von und zu Liechtenstein, Maria",
    ),
    (
        {"family": "Gogh", "given": "Vincent", "non_dropping_particle": "van"},
        "van Gogh, Vincent",
    ),
    ({"family": "King", "given": "Martin", "suffix": "Jr."}, "King, Martin, Jr."),
    ({"literal": "Tsering Woeser"}, "Tsering Woeser"),
    ({"literal": "Reuters"}, "Reuters"),
]


def find_all(pattern, text):
    return [unescape(found) for found in re.findall(pattern, text)]


@pytest.mark.parametrize(("row", "line"), ROWS, ids=[line for _row, line in ROWS])
def test_all_channels_name_the_author_alike(client, row, line):
    article = released(byline="By somebody else")
    Author.objects.create(entry=article, **row)
    code = article.id_code

    def read(address):
        return client.get(address).content.decode()

    page = read(article.get_absolute_url())
    coins = unquote(unescape(re.search(r'Z3988" title="([^"]*)"', page)[1]))
    bib = re.search(r"author = \{(.*)\},", read(f"/entries/{code}.bib"))[1]
    parts = line.split(", ")
    # Where programs would take a name of several words apart, a comma stops them.
    in_one = f"{line}," if "literal" in row and " " in line else line
    in_bib = ", ".join([parts[0], *parts[2:], *parts[1:2]])
    assert bib == ("{" + line + "}" if "literal" in row else in_bib)
    assert find_all(r"AU  - (.*?)\r?\n", read(f"/entries/{code}.ris")) == [line]
    assert find_all(r'"citation_author" content="([^"]*)"', page) == [in_one]
    assert find_all(r'"DC.creator" content="([^"]*)"', page) == [line]
    assert find_all(r"rft\.au(?:corp)?=([^&]*)", coins) == [line]
    [author] = find_all(
        r"<author>([^<]*)</author>", read(f"/entries/{code}.endnote.xml")
    )
    assert author == (f"{line}," if "literal" in row else line)
    mods = read(f"/entries/{code}.mods.xml")
    assert find_all(r"<namePart[^>]*>([^<]*)<", mods) == parts
    [in_csl] = json.loads(read(f"/entries/{code}.csl.json"))[0]["author"]
    [in_json] = json.loads(read(f"/entries/{code}.json"))["authors"]
    assert in_csl == in_json == {k.replace("_", "-"): v for k, v in row.items()}
    assert "somebody else" not in bib + coins + mods


def released(**given):
    """Published by verbs, so that it has a version."""
    made = make_article(**given)
    editorial.record_creation(made, None)
    editorial.submit(made, None)
    editorial.publish(made, None)
    return Article.objects.get(pk=made.pk)


def correct_authors(article):
    """Version 1 has no rows; a correction names the author."""
    copy = editorial.correct(Entry.objects.get(pk=article.pk), None)
    Author.objects.create(entry_id=copy.pk, family="Jost", given="Daniela")
    editorial.record_edit(copy, None)
    Correction.objects.create(entry=copy, was_wrong="dj", is_right="Daniela Jost")
    editorial.submit(copy, None)
    editorial.publish(copy, None)
    return Article.objects.get(pk=article.pk)


def test_a_correction_names_the_author_and_the_former_version_does_not(client):
    article = released(byline="dj")
    first = Revision.objects.get(public_version=1)
    article = correct_authors(article)
    assert name_authors(article) == [{"family": "Jost", "given": "Daniela"}]
    [one, two] = [load_entry_as_of(v) for v in list_versions(article)]
    assert name_authors(one.entry) == [{"literal": "dj"}]
    assert name_authors(two.entry) == [{"family": "Jost", "given": "Daniela"}]
    changes = {c.field: c for c in compare_versions(one, two, "en")}
    assert changes["authors"].pieces[0].text == "Daniela Jost; "
    assert Revision.objects.get(public_version=1).sha256 == first.sha256
    pages = [
        client.get(f"/entries/{article.id_code}/v{n}/").content.decode() for n in (1, 2)
    ]
    assert ["Jost" in page for page in pages] == [False, True]


def test_authors_of_a_draft_of_a_correction_are_not_public(client):
    article = released(byline="dj")
    copy = editorial.correct(Entry.objects.get(pk=article.pk), None)
    Author.objects.create(entry_id=copy.pk, family="Jost", given="Daniela")
    editorial.record_edit(copy, None)
    for suffix in ("ris", "json", "csl.json"):
        answer = client.get(f"/entries/{article.id_code}.{suffix}")
        assert "Jost" not in answer.content.decode()


def test_a_state_from_before_there_were_rows_is_read_as_it_was_written():
    article = released(byline="Von Clara Muster")
    [version] = list_versions(article)
    state = {k: v for k, v in version.state.items() if k != "author"}
    former = type(version)(**{**vars(version), "state": state})
    then = load_entry_as_of(former)
    assert then.authors == ()
    assert name_authors(then.entry) == [{"family": "Muster", "given": "Clara"}]
