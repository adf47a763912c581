"""The commands that a page shows do what it says."""

import html
import re
import shutil
import subprocess

import pytest

from archive.editorial import publish
from archive.models import Entry
from tests.factories import make_article

TOOLS = ("sh", "curl", "sha256sum")
missing = [tool for tool in TOOLS if not shutil.which(tool)]
pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(bool(missing), reason=f"not installed: {missing}"),
]


def test_the_hash_of_a_version_is_what_its_command_prints(
    live_server, client, settings
):
    settings.BASE_URL = live_server.url
    article = make_article(title="Ausmass 社会信用 “quoted”")
    publish(article, None)
    entry = Entry.objects.get(pk=article.pk)
    page = client.get(f"/entries/{entry.id_code}/v1/").content.decode()
    command = html.unescape(re.search(r"curl -s [^<]*sha256sum", page)[0])
    run = subprocess.run(
        ["sh", "-c", command], check=True, capture_output=True, timeout=30
    )
    printed = run.stdout.decode().split()[0]
    assert re.fullmatch("[0-9a-f]{64}", printed) and printed in page
