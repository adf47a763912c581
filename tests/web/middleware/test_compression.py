"""Pages go compressed, save where a length would tell something."""

from __future__ import annotations

import gzip

import pytest
from django.http import StreamingHttpResponse

from archive.web.middleware.compression import compress_response

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
