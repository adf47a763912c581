"""The demonstration as a reader meets it."""

import pytest
from django.conf import settings

from archive.importers.demonstration import load_demonstration, remove_demonstration
from archive.models import Entry
from archive.text import idcodes
from archive.web.middleware.security_headers import CONTENT_SECURITY_POLICY

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "query",
    ["Ausmaß", "Überwachung", "社会信用", "2565724", "2'565'724", "Uberwachung"],
)
def test_the_seed_is_found(client, demonstration, query):
    text = client.get(
        "/search/",
        {"q": query, "kind": "article", "to": "2019-02-20", "from": "2019-02-20"},
    ).content.decode()
    assert demonstration.id_code in text


def test_the_seed_page_holds_its_record(client, demonstration):
    text = client.get(demonstration.get_absolute_url()).content.decode()
    assert text.count('class="frame"') == 13
    assert text.count('<b lang="de-CH">Bild: dpa</b>') == 12
    assert "Credit not stated" in text
    assert "2.565.724" in text and "6.680.348" in text
    assert "in its own words" in text


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/search/",
        "/regions/",
        "/regions/CN/",
        "/regions/CN-XJ/",
        "/timeline/",
        "/timeline/?from=2019&to=2019",
        "/timeline/?from=2019-02&to=2019-02",
        "/timeline/?undated=1",
        "/timeline/?q=Gevers",
        "/tags/",
        "/tags/theme/social-credit/",
        "/articles/",
        "/photos/",
        "/sources/",
        "/events/",
        "/about/",
        "/healthz",
        "/robots.txt",
        "/sitemap.xml",
        "/?lang=de",
    ],
)
def test_a_page_answers_with_the_policy_and_no_cookie(client, demonstration, path):
    response = client.get(path)
    assert response.status_code == 200
    assert response["Content-Security-Policy"] == CONTENT_SECURITY_POLICY
    assert not response.cookies
    assert "http://cdn" not in response.content.decode()


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/search/?from=yesterday", 400),
        ("/search/?page=0", 400),
        ("/search/?page=99999", 404),
        ("/timeline/?from=2020&to=2018", 400),
        ("/articles/XXXXXXXX/", 404),
        ("/regions/XX-99/", 404),
        ("/search/?q=" + "a" * 10_000, 200),
        ("/search/?q=%22", 200),
        ("/search/?q=-", 200),
        ("/search/?q=(((", 200),
        ("/search/?q=*", 200),
        ("/search/?q=%00%01", 200),
        ("/search/?q=OR", 200),
    ],
)
def test_a_bad_value_gets_a_proper_page(client, demonstration, path, status):
    response = client.get(path)
    assert response.status_code == status
    assert "<h1" in response.content.decode()


def test_a_mistyped_id_is_told(client, demonstration):
    code = demonstration.id_code
    wrong = code[:-1] + next(c for c in idcodes.ID_ALPHABET if c != code[-1])
    response = client.get(f"/articles/{wrong}/")
    assert response.status_code == 404 and "typing error" in response.content.decode()


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ("4f7k", "Eine Kennung hat acht Buchstaben und Ziffern"),
        ("4f7k9q2x", "Diese Kennung enthält einen Tippfehler"),
    ],
)
def test_a_mistyped_id_is_told_in_the_language_of_the_page(
    client, demonstration, wrong, message
):
    response = client.get(f"/articles/{wrong}/?lang=de")
    assert response.status_code == 404 and message in response.content.decode()


def test_an_id_in_another_dress_and_an_old_slug_redirect(client, demonstration):
    right = demonstration.get_absolute_url()
    shown = demonstration.id_code_display
    for path in (f"/articles/{shown}/", f"/articles/{demonstration.id_code}/old/"):
        response = client.get(path)
        assert (response.status_code, response["Location"]) == (301, right)


@pytest.mark.only_on_sqlite("files; `remove_demonstration` has a file of tests")
@pytest.mark.parametrize("suffix", ["bib", "ris", "csl.json"])
def test_a_reference_can_be_fetched(client, demonstration, suffix):
    response = client.get(f"/entries/{demonstration.id_code}.{suffix}")
    assert response.status_code == 200
    assert "Massen" in response.content.decode()


def test_the_demonstration_can_be_removed_and_loaded_again(demonstration):
    number = Entry.objects.count()
    assert remove_demonstration() == number
    assert not Entry.objects.exists()
    folder = settings.BASE_DIR / "fixtures" / "demonstration"
    assert load_demonstration(folder) == number
    assert load_demonstration(folder) == 0


def test_a_region_tells_each_further_name_once(client, demonstration):
    answer = client.get("/regions/CN-XJ/")
    names = [n.name for n in answer.context["other_names"]]
    assert "Sinkiang" in names
    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    ("query", "helps"), [("%22", False), ("qqqx", False), ("qqqx+wwwx", True)]
)
def test_fewer_words_are_advised_only_where_there_are_several(
    client, demonstration, query, helps
):
    said = client.get(f"/search/?q={query}").content.decode()
    assert "You can try this" in said
    assert ("Use other words, or fewer words" in said) is helps
