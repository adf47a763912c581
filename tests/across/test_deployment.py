"""The archive behind a real nginx with TLS, from a path with a space and an umlaut that
nobody may write, on a machine whose clock is in Shanghai."""

from __future__ import annotations

import re
import shutil
import socket
import ssl
import subprocess
import tempfile
import warnings
from datetime import UTC, datetime, timedelta
from http.cookies import SimpleCookie
from pathlib import Path
from urllib.parse import urlencode

import pytest

from .deployment import DATA_FOLDER, ONION, find_nginx, obey_modes, run_deployment

PASSWORD = "Wolkenbruch-Ofen-7"
PAGE = """Ein Titel vom Kamerawald
20.2.2019
Es ist ein Satz über die Stadt, und er ist der erste von zweien.
Und noch ein Satz.
"""


@pytest.fixture(scope="module")
def deployed(copy_migrated):
    nginx = find_nginx()
    if nginx is None:
        pytest.skip("no nginx is installed")
    folder = Path(tempfile.mkdtemp(prefix="Archiv für Prüfung "))
    copy_migrated(folder / DATA_FOLDER / "archive.sqlite3")
    try:
        with run_deployment(folder, nginx) as made:
            (folder / "page.txt").write_text(PAGE, "utf-8")
            made.manage("import_text", str(folder / "page.txt"), "--publish")
            yield made
    finally:
        for path in folder.rglob("*"):
            if path.is_dir() and not path.is_symlink():
                path.chmod(0o700)
        shutil.rmtree(folder)


@pytest.fixture(scope="module")
def article(deployed):
    """The address of the article, once a search finds it."""
    for _attempt in range(120):
        _status, _headers, page = deployed.ask("/search/?q=Kamerawald")
        if found := re.search(r'href="(/articles/[^"?]+)', page):
            return found[1]
    pytest.fail(f"the article is not found\n{deployed.read_logs()}")


def test_the_checkout_cannot_be_written(deployed):
    done = subprocess.run(
        ["touch", "archive/new"],
        cwd=deployed.checkout,
        preexec_fn=obey_modes,
        capture_output=True,
        check=False,
    )
    assert done.returncode and b"Permission denied" in done.stderr


def test_a_page_comes_by_https_and_is_to_come_so_for_a_year(deployed):
    status, headers, page = deployed.ask("/about/")
    assert status == 200 and "Surveillance Archive" in page
    assert headers["Strict-Transport-Security"] == (
        "max-age=31536000; includeSubDomains"
    )
    assert headers["Onion-Location"] == f"http://{ONION}/about/"
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "Set-Cookie" not in headers


def shake_hands(deployed, **limits):
    """The version and cipher on which a client with these limits and nginx agree."""
    context = ssl.create_default_context(cafile=str(deployed.folder / "fullchain.pem"))
    context.set_ciphers(limits.pop("ciphers", "DEFAULT"))
    for name, value in limits.items():
        setattr(context, name, value)
    with (
        socket.create_connection(("localhost", deployed.https), timeout=60) as line,
        context.wrap_socket(line, server_hostname="localhost") as secured,
    ):
        return secured.version(), secured.cipher()[0]


def test_only_safe_versions_and_ciphers_of_tls_are_spoken(deployed):
    assert shake_hands(deployed)[0] == "TLSv1.3"
    older = ssl.TLSVersion.TLSv1_2
    version, cipher = shake_hands(deployed, maximum_version=older)
    assert version == "TLSv1.2"
    assert re.match(r"ECDHE-(ECDSA|RSA)-(AES256-GCM|CHACHA20)", cipher), cipher
    for weak in ("AES128-SHA", "AES256-GCM-SHA384", "ECDHE+AES128+SHA1", "DHE+AESGCM"):
        with pytest.raises(ssl.SSLError):
            shake_hands(deployed, maximum_version=older, ciphers=f"{weak}:@SECLEVEL=0")
    with pytest.raises(ssl.SSLError), warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        shake_hands(
            deployed,
            ciphers="ALL:@SECLEVEL=0",
            minimum_version=ssl.TLSVersion.TLSv1,
            maximum_version=ssl.TLSVersion.TLSv1_1,
        )


def test_a_reader_without_https_is_sent_there(deployed):
    status, headers, _page = deployed.ask_plainly(
        deployed.http, "/search/?q=a", Host="localhost"
    )
    assert (status, headers["Location"]) == (301, "https://localhost/search/?q=a")


@pytest.mark.parametrize(
    ("path", "accept", "status"),
    [
        ("/search/?q=a", "text/html,*/*;q=0.8", 301),
        ("/search/?q=a", "*/*", 301),
        ("/about/", "text/html", 301),
        ("/feeds/search/?q=a", "application/atom+xml", 403),
        ("/feeds/search/?q=a", "text/html", 403),
        ("/search/export.csv?q=a", "*/*", 403),
        ("/entries/4f7k9q2t.json", "*/*", 403),
        ("/log/checkpoint", "*/*", 403),
        ("/unapi?id=4f7k9q2t", "*/*", 403),
        ("/entries/4f7k9q2t", "application/ld+json", 403),
    ],
)
def test_a_program_without_https_is_told_and_not_led_there(
    deployed, path, accept, status
):
    answer, headers, page = deployed.ask_plainly(
        deployed.http, path, Host="localhost", Accept=accept
    )
    assert (answer, "Location" in headers) == (status, status == 301)
    assert ("Use https://localhost/" in page) is (status == 403)
    assert "4f7k9q2t" not in page and "q=a" not in page.replace(path, "")


def test_what_was_published_is_found_and_dated_in_the_zone_of_the_site(
    deployed, article
):
    status, _headers, page = deployed.ask(article)
    assert status == 200 and "Kamerawald" in page
    assert f'"https://localhost:{deployed.https}/articles/' in page
    id_code = article.split("/")[2]
    _status, _headers, record = deployed.ask(f"/entries/{id_code}.json")
    moment = re.search(r'"first_published_at": ?"([^"]+)"', record)[1]
    at = datetime.fromisoformat(moment)
    assert at.utcoffset() == timedelta()
    assert abs(datetime.now(UTC) - at) < timedelta(minutes=30)


class Browser:
    """Keeps cookies and sends forms, as a browser at the desk does."""

    def __init__(self, deployed):
        self.deployed, self.cookies = deployed, SimpleCookie()

    def go(self, path, form=None):
        """Open an address or send a form there; what came."""
        cookies = "; ".join(f"{n}={morsel.value}" for n, morsel in self.cookies.items())
        here = f"https://localhost:{self.deployed.https}"
        body = None
        if form is not None:
            token = self.cookies["__Host-csrftoken"].value
            body = urlencode({**form, "csrfmiddlewaretoken": token})
        status, headers, page = self.deployed.ask(
            path, body, Cookie=cookies, Origin=here, Referer=here + path
        )
        for cookie in headers.get_all("Set-Cookie") or ():
            self.cookies.load(cookie)
        return status, headers, page


def test_an_editor_logs_in_and_gets_no_further_than_a_password_of_her_own(deployed):
    made = deployed.manage("create_editor", "anna", "--role", "editor")
    one_time = re.search(r"password[^:]*: *(\S+)", made)[1]
    browser, login = Browser(deployed), "/desk/admin/login/?next=/desk/"
    assert browser.go(login)[0] == 200
    form = {"username": "anna", "password": one_time, "next": "/desk/"}
    status, headers, _page = browser.go(login, form)
    assert (status, headers["Location"]) == (302, "/desk/")
    change = "/desk/admin/password_change/"
    for path in ("/desk/", "/desk/admin/archive/article/"):
        assert browser.go(path)[1]["Location"] == change
    form = {"old_password": one_time}
    form |= {"new_password1": PASSWORD, "new_password2": PASSWORD}
    assert browser.go(change, form)[0] == 302
    assert browser.go("/desk/")[0] == 200
    for name in ("__Host-sessionid", "__Host-csrftoken"):
        cookie = browser.cookies[name]
        assert cookie["secure"] and cookie["path"] == "/" and not cookie["domain"]
    assert set(browser.cookies) == {"__Host-sessionid", "__Host-csrftoken"}


def test_a_web_server_that_forgets_the_scheme_is_told(deployed):
    status, headers, page = deployed.ask_plainly(
        deployed.site, "/desk/admin/login/", Host="localhost"
    )
    assert status == 400 and "X-Forwarded-Proto" in page
    assert "Set-Cookie" not in headers


def test_another_host_name_gets_our_page(deployed):
    status, headers, page = deployed.ask("/", Host="other.example")
    assert status == 400 and "host name in your address" in page
    assert "Content-Security-Policy" in headers


def test_the_public_process_has_no_desk(deployed):
    for path in ("/desk/", "/desk/admin/login/"):
        status, _headers, page = deployed.ask_plainly(
            deployed.public, path, Host="localhost"
        )
        assert status == 404 and "</footer>" in page


def test_the_public_process_leaves_a_login_of_the_desk_alone(deployed):
    for path in ("/", "/no/such/page/"):
        _status, headers, _page = deployed.ask(path, Cookie="__Host-sessionid=abc")
        assert "Set-Cookie" not in headers


@pytest.mark.parametrize(("length", "status"), [(64_000, 200), (66_000, 414)])
def test_a_long_address_reaches_the_archive(deployed, length, status):
    answered, _headers, page = deployed.ask(f"/search/?q={'a' * length}")
    assert answered == status and "</footer>" in page


def test_the_onion_service_has_pages_and_no_desk(deployed):
    status, headers, page = deployed.ask_onion("/about/", X_Forwarded_Proto="https")
    assert status == 200 and "</footer>" in page
    assert "Strict-Transport-Security" not in headers
    assert "Onion-Location" not in headers
    for path in ("/desk", "/desk/", "/desk/admin/login/"):
        assert deployed.ask_onion(path)[0] == 404


def test_a_flood_on_one_circuit_of_tor_leaves_the_forms_to_readers_on_another(deployed):
    def send_batch(circuit):
        form = urlencode({"queries": "Kamera"})
        return deployed.ask_onion(
            "/search/batch/",
            form,
            circuit=circuit,
            X_Forwarded_For=f"203.0.113.{circuit}",  # a reader's, which nobody believes
        )[0]

    assert [send_batch(1) for _n in range(6)] == [*[303] * 5, 503]
    assert send_batch(2) == 303


def test_no_log_has_what_a_reader_asked_also_where_the_archive_is_down(
    deployed, article
):
    deployed.ask("/search/?q=zwitscherkanari")
    deployed.stop("public")
    try:
        status, _headers, _page = deployed.ask("/search/?q=zwitscherkanari")
    finally:
        deployed.serve_public()  # other tests may run after this one
    assert status == 502
    logs = deployed.read_logs()
    for word in ("zwitscherkanari", "/search/", "127.0.0.1,", "GET "):
        assert word not in logs
