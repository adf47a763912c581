"""The client asks the public web only, once, and not for ever."""

import socket
import ssl
import time

import pytest

from archive import fetching
from archive.fetching import FetchError, fetch, is_public_address
from tests.webserver import write_certificate

ADDRESSES = [
    ("8.8.8.8", True),
    ("93.184.216.34", True),
    ("2606:2800:220:1::1", True),
    ("127.0.0.1", False),
    ("127.8.8.8", False),
    ("0.0.0.0", False),
    ("10.1.2.3", False),
    ("172.16.0.1", False),
    ("192.168.1.1", False),
    ("169.254.169.254", False),  # metadata of clouds
    ("168.63.129.16", False),  # global addresses at which clouds answer their machines
    ("168.63.129.17", True),
    ("192.80.8.124", False),
    ("161.26.0.10", False),
    ("166.8.0.1", False),
    ("166.11.255.1", False),
    ("166.12.0.1", True),
    ("199.36.153.4", False),
    ("199.36.153.11", False),
    ("199.36.153.12", True),
    ("2600:2d00:2:2000::1", False),
    ("::ffff:168.63.129.16", False),
    ("100.100.100.200", False),
    ("fd00:ec2::254", False),
    ("100.64.0.1", False),  # carrier-grade NAT
    ("198.18.0.1", False),
    ("192.0.0.8", False),
    ("192.0.2.1", False),
    ("192.88.99.1", False),
    ("224.0.0.1", False),
    ("240.0.0.1", False),
    ("255.255.255.255", False),
    ("::1", False),
    ("::", False),
    ("::7f00:1", False),
    ("::ffff:127.0.0.1", False),
    ("::ffff:8.8.8.8", False),
    ("64:ff9b::7f00:1", False),  # NAT64
    ("64:ff9b::808:808", False),
    ("64:ff9b:1::1", False),
    ("2002:7f00:1::", False),  # 6to4
    ("2001::1", False),  # Teredo
    ("2001:db8::1", False),
    ("3fff::1", False),
    ("fc00::1", False),
    ("fe80::1", False),
    ("fe80::1%eth0", False),
    ("fec0::1", False),
    ("ff02::1", False),
    ("example.org", False),
    ("", False),
]


@pytest.mark.parametrize(("address", "public"), ADDRESSES)
def test_an_address_of_the_public_internet_is_told_from_others(address, public):
    assert is_public_address(address) == public


REFUSED = [
    "http://127.0.0.1/",
    "http://localhost/",
    "http://[::1]/",
    "http://[::ffff:127.0.0.1]/",
    "http://[64:ff9b::7f00:1]/",
    "http://[2002:7f00:1::]/",
    "http://[fe80::1%25eth0]/",
    "http://100.64.0.1/",
    "http://169.254.169.254/latest/meta-data/",
    "http://0x7f.1/",
    "http://0x7f000001/",
    "http://2130706433/",
    "http://0177.0.0.1/",
    "http://127.1/",
    "http://0/",
    "http://①②⑦.⓪.⓪.①/",
    "http://127。0。0。1/",
    "http://127.0.0.1./",
    "http://8.8.8.8:22/",
    "http://8.8.8.8:6379/",
    "http://8.8.8.8:99999/",
    "http://user:word@8.8.8.8/",
    "http://8.8.8.8\\@127.0.0.1/",
    "http://8.8.8.8 /",
    "http://8.8.8.8/\r\nHost: other",
    "http://8.8.8.8/\x00",
    "file:///etc/passwd",
    "ftp://8.8.8.8/",
    "gopher://8.8.8.8/",
    "data:text/html,hello",
    "//8.8.8.8/",
    "http://",
    "http://[/",
    "http://printer/",
    "http://-a.example.org/",
    "http://" + "a" * 70 + ".org/",
    "http://" + "a." * 200 + "org/",
    "",
]


@pytest.mark.parametrize("url", REFUSED)
def test_an_address_inside_or_of_no_web_is_refused_before_any_packet(url, monkeypatch):
    def nobody(*_args, **_more):
        pytest.fail("a connection was made")

    monkeypatch.setattr(socket.socket, "connect", nobody)
    with pytest.raises(FetchError) as told:
        fetch(url)
    assert told.value.kind == "refused"


def looks_up(monkeypatch, *answers):
    """Let each look-up give the next of `answers`; how often it was asked."""
    asked = []

    def getaddrinfo(host, port, **_more):
        asked.append(host)
        found = answers[min(len(asked), len(answers)) - 1]
        return [(socket.AF_INET, 1, 6, "", (ip, port)) for ip in found]

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    return asked


def test_a_name_that_stands_for_this_machine_is_refused(monkeypatch):
    looks_up(monkeypatch, ["127.0.0.1"])
    with pytest.raises(FetchError, match="not on the public web"):
        fetch("http://page.example.org/")


def test_a_name_of_which_one_address_is_inside_is_refused(monkeypatch):
    looks_up(monkeypatch, ["93.184.216.34", "10.0.0.1"])
    with pytest.raises(FetchError, match="not on the public web"):
        fetch("http://page.example.org/")


def test_a_name_is_looked_up_once_and_what_was_found_is_asked(web, monkeypatch):
    web.page("/", b"here")
    asked = looks_up(monkeypatch, ["127.0.0.1"], ["10.0.0.1"])
    (hop,) = fetch(web.url(host="page.example.org"))
    assert (hop.body, hop.address) == (b"here", "127.0.0.1")
    assert asked == ["page.example.org"]
    assert web.server.asked[0][1]["Host"] == f"page.example.org:{web.port}"


def test_a_name_that_is_not_there_is_told(monkeypatch):
    def getaddrinfo(*_args, **_more):
        raise socket.gaierror(socket.EAI_NONAME, "not known")

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    with pytest.raises(FetchError) as told:
        fetch("http://gone.example.org/")
    assert told.value.kind == "unknown"


def test_a_look_up_that_takes_too_long_ends(monkeypatch):
    # It ends in another test, so it must end well.
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_a, **_m: time.sleep(30) or [])
    with pytest.raises(FetchError) as told:
        fetch("http://slow.example.org/", seconds=0.2)
    assert told.value.kind == "slow"


def test_a_page_comes_with_its_status_headers_and_body(web):
    web.page("/a%20b", b"<p>here", "text/html; charset=utf-8")
    (hop,) = fetch(web.url("/a%20b?q=ü"))
    assert (hop.status, hop.body) == (200, b"<p>here")
    assert hop.header("content-type") == "text/html; charset=utf-8"
    path, headers = web.server.asked[0]
    assert path == "/a%20b?q=%C3%BC"
    assert "Cookie" not in headers and "Authorization" not in headers


def test_these_headers_are_sent_once_and_no_others(web, settings):
    sent = []

    def answer(asked):
        sent.extend(asked.headers.items())
        asked.say(200, b"here")

    web.answers["/"] = answer
    (hop,) = fetch(web.url())
    assert sent == [
        ("Host", web.url().split("/")[2]),
        ("User-Agent", f"SurveillanceArchive (+{settings.BASE_URL}/about/)"),
        ("Accept", "*/*"),
        ("Accept-Encoding", "identity"),
        ("Connection", "close"),
    ]
    assert list(hop.sent) == sent


def test_a_proxy_of_the_environment_is_not_asked(web, monkeypatch):
    for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9/")
    web.page("/", b"here")
    assert fetch(web.url())[-1].body == b"here"


def redirect(where):
    return lambda asked: asked.say(302, Location=where)


@pytest.mark.parametrize(
    ("status", "is_followed"),
    [
        (300, False),
        (301, True),
        (302, True),
        (303, True),
        (304, False),
        (307, True),
        (308, True),
        (200, False),
        (404, False),
    ],
)
def test_these_statuses_lead_elsewhere(web, status, is_followed):
    web.answers["/"] = lambda asked: asked.say(status, Location="/there")
    web.page("/there", b"here")
    statuses = [hop.status for hop in fetch(web.url())]
    assert statuses == ([status, 200] if is_followed else [status])


def test_three_redirects_are_followed_and_kept(web):
    for number in range(3):
        web.answers[f"/{number}"] = redirect(f"/{number + 1}")
    web.page("/3", b"here")
    hops = fetch(web.url("/0"))
    assert [hop.status for hop in hops] == [302, 302, 302, 200]
    assert hops[-1].body == b"here"


def test_a_fourth_redirect_is_not(web):
    web.answers["/"] = redirect("/")
    with pytest.raises(FetchError, match="more than 3 redirects"):
        fetch(web.url())
    assert len(web.server.asked) == 4


@pytest.mark.parametrize(
    "where",
    [
        "http://127.0.0.1:1/",
        "http://localhost/",
        "http://10.0.0.1/",
        "http://[::1]/",
        "http://169.254.169.254/",
        "//0x7f.1/",
        "file:///etc/passwd",
        "http://[",
    ],
)
def test_a_redirect_to_the_inside_is_refused(web, where):
    web.answers["/"] = redirect(where)
    with pytest.raises(FetchError) as told:
        fetch(web.url())
    assert told.value.kind == "refused"


@pytest.mark.parametrize("is_told", [True, False])
def test_a_page_that_is_too_large_is_left(web, is_told):
    def large(asked):
        asked.send_response(200)
        if is_told:
            asked.send_header("Content-Length", "3000000")
        asked.end_headers()
        asked.wfile.write(b"x" * 3_000_000)

    web.answers["/"] = large
    with pytest.raises(FetchError) as told:
        fetch(web.url(), largest=100_000)
    assert told.value.kind == "large"


def drip_head(asked):
    for _byte in range(500):
        asked.wfile.write(b"H")
        time.sleep(0.05)


def drip_body(asked):
    asked.send_response(200)
    asked.end_headers()
    for _byte in range(500):
        asked.wfile.write(b"x")
        asked.wfile.flush()
        time.sleep(0.05)


@pytest.mark.parametrize("drip", [drip_head, drip_body, lambda _a: time.sleep(25)])
def test_a_server_that_drips_is_left_when_the_time_is_over(web, drip):
    web.answers["/"] = drip
    with pytest.raises(FetchError) as told:
        fetch(web.url(), seconds=0.5)
    assert told.value.kind == "slow"


@pytest.mark.parametrize(
    "said",
    [
        b"",
        b"nonsense\r\n\r\n",
        b"HTTP/1.1 xyz\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 500 + b"\r\n",
        b"HTTP/1.1 200 " + b"x" * 100_000,
    ],
)
def test_what_is_no_answer_is_told(web, said):
    web.answers["/"] = lambda asked: asked.wfile.write(said)
    with pytest.raises(FetchError) as told:
        fetch(web.url())
    assert told.value.kind in ("unreachable", "broken")


def test_an_answer_that_breaks_off_is_told(web):
    def half(asked):
        asked.send_response(200)
        asked.send_header("Content-Length", "1000")
        asked.end_headers()
        asked.wfile.write(b"x" * 10)

    web.answers["/"] = half
    with pytest.raises(FetchError):
        fetch(web.url())


def test_a_server_without_tls_is_told(web):
    with pytest.raises(FetchError):
        fetch(web.url().replace("http:", "https:"), seconds=5)


@pytest.mark.parametrize(
    ("host", "is_trusted", "kind"),
    [
        ("news.example", True, ""),
        ("news.example", False, "broken"),  # nobody known signed it
        ("other.example", True, "broken"),  # it is of another host
    ],
)
def test_certificates_are_checked(web, tmp_path, monkeypatch, host, is_trusted, kind):
    file = write_certificate(tmp_path, host)
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(file)
    web.server.socket = server.wrap_socket(web.server.socket, server_side=True)
    if is_trusted:
        monkeypatch.setenv("SSL_CERT_FILE", str(file))
    found = [(socket.AF_INET, 1, 6, "", ("127.0.0.1", web.port))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_args, **_more: found)
    address = f"https://news.example:{web.port}/"
    web.page("/", b"a page")
    if not kind:
        assert fetch(address)[-1].body == b"a page"
        return
    with pytest.raises(FetchError) as told:
        fetch(address)
    assert told.value.kind == kind
    assert not web.server.asked


def test_no_setting_lets_it_ask_this_machine(settings):
    settings.DEBUG = True
    assert not fetching._is_allowed("127.0.0.1", 80)
    assert not fetching._is_allowed("8.8.8.8", 8080)
    assert fetching._is_allowed("8.8.8.8", 443)
