"""A folder for backups, and an archive with a file."""

from hashlib import sha256
from pathlib import Path

import pytest

from archive.importers import originals
from archive.models import Article
from tests.factories import make_article


@pytest.fixture(autouse=True)
def var(settings, tmp_path):
    """A folder of this test's own for stamps."""
    settings.VAR = tmp_path


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "backups" / "last"


def keep_original(content: bytes = b"%PDF-1.7 ein Dokument") -> Path:
    """Make an article with an original; the path of the file."""
    article = make_article(title="Ein Titel")
    with originals.store_originals() as store:
        name = store.store(content)
    Article.objects.filter(pk=article.pk).update(
        original_file=name, sha256=sha256(content).hexdigest()
    )
    return originals.originals_folder() / name.rpartition("/")[2]
