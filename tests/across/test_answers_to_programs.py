"""What every answer has or never has, whoever asks and for whatever."""

from __future__ import annotations

import re
import subprocess
import sys
import time

import pytest
from django.conf import settings

from archive.exports import ENTRY_FORMATS, LIST_FORMATS
from tests.factories import make_article, published

pytestmark = pytest.mark.django_db
TEXT = re.compile(r"text/|image/svg\+xml|application/(\S+\+)?xml\b")
PAGES = (
    "/",
    "/about/",
    "/basket/",
    "/feeds/latest/",
    "/changes/",
    "/feeds/changes/feed.json",
    "/feeds/corrections/",
    "/healthz",
    "/log/",
    "/opensearch.xml",
    "/regions/",
    "/robots.txt",
    "/search/?q=a",
    "/search/batch/",
    "/sitemap.xml",
    "/timeline/",
    "/unapi",
    "/.well-known/security.txt",
)
WRONG = ("/nothing", "/desk/nothing", "/search/?from=x", "/basket/?style=x", "/%00")
CODE = (
    "/static/",
    "/static/archive/",
    "/static/archive/js/",
    "/static/../archive/settings.py",
    "/static/%2e%2e/%2e%2e/archive/settings.py",
    "/static//etc/passwd",
    "/.git/config",
    "/manage.py",
    "/archive/settings.py",
    "/var/secret_key",
    "/media/",
    "/media/originals/",
)
OTHER_METHODS = ("TRACE", "TRACK", "PUT", "DELETE", "PATCH", "CONNECT", "MOVE")


@pytest.fixture
def article():
    return published(make_article(title="Cameras"))


def list_addresses(article):
    """Pages, and a file in each format."""
    code = article.id_code
    yield from PAGES
    yield article.get_absolute_url()
    yield from (f"/entries/{code}.{suffix}" for suffix in ENTRY_FORMATS)
    yield from (f"/search/export.{suffix}" for suffix in LIST_FORMATS)
    yield from (f"/basket/export.{suffix}?id={code}" for suffix in LIST_FORMATS)


def ask(client, path, **headers):
    """The answer, closed: a file that is read keeps a place."""
    answer = client.get(path, headers=headers)
    answer.close()
    return answer


def test_every_text_names_its_encoding(client, article):
    for path in list_addresses(article):
        answer = ask(client, path)
        kind = answer.headers["Content-Type"]
        assert answer.status_code == 200, path
        if TEXT.match(kind):
            assert "charset=utf-8" in kind.lower(), (path, kind)
        else:
            no_text = r"application/\S*(json|jsonl|x-|openxmlformats)"
            assert re.match(no_text, kind), (path, kind)


@pytest.mark.parametrize("origin", ["https://elsewhere.example", "null"])
def test_no_other_origin_may_read_an_answer(client, article, origin):
    for path in (*list_addresses(article), *WRONG, "/desk/admin/login/"):
        answer = ask(client, path, origin=origin)
        names = {name.lower() for name in answer.headers}
        assert not [n for n in names if n.startswith("access-control-")], path
        assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"


def test_errors_and_files_have_the_same_defences_as_pages(client, article):
    for path in (*list_addresses(article), *WRONG):
        headers = ask(client, path).headers
        policy = headers["Content-Security-Policy"]
        assert "object-src 'none'" in policy and "base-uri 'none'" in policy, path
        assert "frame-ancestors 'none'" in policy and "default-src 'none'" in policy
        assert headers["X-Content-Type-Options"] == "nosniff", path
        assert headers["Referrer-Policy"] == "same-origin", path


@pytest.mark.parametrize("path", CODE)
def test_no_folder_is_listed_and_no_file_of_the_code_is_served(client, path):
    answer = client.get(path)
    assert answer.status_code in (400, 404)
    assert b"SECRET_KEY" not in answer.content


@pytest.mark.parametrize("method", OTHER_METHODS)
def test_a_method_that_no_page_needs_does_nothing(client, article, method):
    for path in (
        "/",
        "/about/",
        "/search/?q=a",
        article.get_absolute_url(),
        "/basket/",
    ):
        answer = client.generic(method, path, headers={"x-secret": "canary"})
        assert answer.status_code == 405, path
        assert b"canary" not in answer.content


def test_debugging_is_off_unless_it_is_asked_for():
    code = "from archive import settings; print(settings.DEBUG)"
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=settings.BASE_DIR,
        env={"ARCHIVE_VAR": str(settings.VAR), "PATH": ""},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "False\n"


ELSEWHERE = (
    "//evil.example",
    "//evil.example/",
    "/\\evil.example/",
    "///evil.example/%2e%2e",
    "/%2F/evil.example",
    "/%5Cevil.example",
    "/entries//evil.example/",
    "/articles//evil.example",
    "/regions//evil.example/",
    "/regions/%2F%2Fevil.example",
    "/desk//evil.example",
    "/desk/admin//evil.example",
    "/desk/admin/r/1/1//evil.example",
    "/desk/admin/login/?next=//evil.example",
    "/desk/?next=https://evil.example",
    "/desk/admin/jsi18n?next=//evil.example",
    "/narratives//evil.example/",
    "/basket/?ids=https://evil.example&into=//evil.example",
    "/search/cite?next=//evil.example",
    "/search/?lang=//evil.example",
    "/?lang=de%0d%0aLocation:%20//evil.example",
)


@pytest.mark.parametrize("path", ELSEWHERE)
def test_no_redirect_leads_to_another_host(client, article, path):
    name, _, query = path.partition("?")
    answer = client.generic("GET", name, QUERY_STRING=query)
    location = answer.headers.get("Location", "/")
    assert re.match(r"/(?![/\\])", location), location


def test_scripts_store_the_colours_and_nothing_else():
    scripts = list((settings.BASE_DIR / "archive/static").rglob("*.js"))
    assert len(scripts) == 5
    text = "".join(script.read_text("utf-8") for script in scripts)
    assert set(re.findall(r"localStorage\.(\w+)", text)) == {"theme"}
    assert not re.search(r"sessionStorage|indexedDB|document\.cookie|caches\b", text)


LONG = 90_000  # the longest head that the server takes is little more
COSTLY_HEADERS = {
    "accept": ("a/b" + ";" * LONG, "a/b" + ";q=1" * (LONG // 4), "," * LONG),
    "accept-language": ("a-" * (LONG // 2), "aa," * (LONG // 3)),
    "accept-encoding": ("gzip;q=0," * (LONG // 9),),
    "cookie": ("a=b;" * (LONG // 4), 'a="' + "\\" * LONG),
    "if-none-match": ('W/"' * (LONG // 3), '"a",' * (LONG // 4)),
    "origin": ("a" * LONG,),
    "x-forwarded-for": ("," * LONG,),
}


@pytest.mark.parametrize("name", COSTLY_HEADERS)
def test_no_header_costs_much_however_long_it_is(client, article, name):
    for path in (f"/entries/{article.id_code}", "/search/?q=a"):
        client.get(path)
        for value in COSTLY_HEADERS[name]:
            began = time.thread_time()
            answer = client.get(path, headers={name: value})
            assert time.thread_time() - began < 0.3, (path, value[:20])
            assert answer.status_code in (200, 303), path
