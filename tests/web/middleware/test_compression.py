"""Pages go compressed, save where a length would tell something."""

from __future__ import annotations

import gzip

import pytest
from django.http import HttpResponse, StreamingHttpResponse

from archive.web.middleware.compression import (
    PADDING_STEP,
    compress_response,
    count_head_bytes,
)

pytestmark = pytest.mark.django_db
ACCEPTS = {"accept-encoding": "gzip, deflate"}


@pytest.mark.parametrize(
    "path",
    ["/", "/search/?q=camera", "/regions/CN/map.svg", "/opensearch.xml", "/none/"],
)
def test_text_for_everybody_goes_compressed(client, path):
    plain = client.get(path)
    answer = client.get(path, headers=ACCEPTS)
    assert answer.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in answer.headers["Vary"]
    assert len(answer.content) < len(plain.content)
    assert answer.status_code == plain.status_code
    assert gzip.decompress(answer.content)[:200] == plain.content[:200]


def test_who_does_not_ask_gets_it_plain(client):
    assert "Content-Encoding" not in client.get("/").headers


@pytest.mark.parametrize("path", ["/desk/admin/login/", "/search/batch/"])
def test_what_holds_secrets_or_a_readers_words_does_not(client, path):
    answer = client.get(path, headers=ACCEPTS)
    assert "no-store" in answer.headers["Cache-Control"]
    assert "Content-Encoding" not in answer.headers


def test_a_stream_does_not(rf):
    def export(_request):
        return StreamingHttpResponse(["row\n"] * 500, content_type="text/csv")

    answer = compress_response(export)(rf.get("/", headers=ACCEPTS))
    assert "Content-Encoding" not in answer.headers


def count_answer_bytes(answer):
    length = answer.headers["Content-Length"]
    assert int(length) == len(answer.content)
    return count_head_bytes(answer) + len(length) + len(answer.content)


@pytest.mark.parametrize("headers", [ACCEPTS, {}])
@pytest.mark.parametrize(
    "path",
    ["/", "/search/?q=camera", "/about/", "/regions/", "/search/batch/", "/none/"],
)
def test_a_page_with_its_headers_has_a_whole_number_of_kibibytes(client, path, headers):
    assert count_answer_bytes(client.get(path, headers=headers)) % PADDING_STEP == 0


@pytest.mark.parametrize("path", ["/feeds/latest.atom", "/regions/CN/map.svg"])
def test_compressed_feeds_and_drawings_have_too(client, path):
    answer = client.get(path, headers=ACCEPTS, follow=True)
    assert count_answer_bytes(answer) % PADDING_STEP == 0


@pytest.mark.parametrize("length", [*range(1_000, 1_030), 9_990, 9_999, 10_000, 99_999])
@pytest.mark.parametrize("headers", [ACCEPTS, {}])
def test_any_length_is_padded_and_read_as_it_was(rf, length, headers):
    words = "".join(chr(97 + (n * n) % 26) for n in range(length))
    answer = compress_response(lambda _request: HttpResponse(words))(
        rf.get("/", headers=headers)
    )
    assert count_answer_bytes(answer) % PADDING_STEP == 0
    if headers:
        assert gzip.decompress(answer.content).decode() == words
    else:
        assert answer.content.decode().startswith(words)


def test_one_page_always_has_one_length(client):
    sizes = {len(client.get("/about/", headers=ACCEPTS).content) for _ in range(5)}
    assert len(sizes) == 1


def test_an_empty_answer_and_json_without_gzip_stay_as_they_are(rf):
    for given in (
        HttpResponse(""),
        HttpResponse("{}", content_type="application/json"),
    ):
        answer = compress_response(lambda _request, given=given: given)(rf.get("/"))
        assert b"<!--" not in answer.content


def test_who_refuses_gzip_gets_none(client):
    answer = client.get("/", headers={"accept-encoding": "gzip;q=0, br"})
    assert "Content-Encoding" not in answer.headers
