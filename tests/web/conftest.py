"""The demonstration, loaded and indexed."""

import pytest
from django.conf import settings

from archive.importers.demonstration import load_demonstration
from archive.importers.vocabulary import load_vocabulary
from archive.models import Article
from archive.search import reindex


@pytest.fixture
def demonstration():
    """The record of the seed article, with all the others around it."""
    load_vocabulary(settings.BASE_DIR / "fixtures")
    load_demonstration(settings.BASE_DIR / "fixtures" / "demonstration")
    reindex()
    return Article.objects.get(import_key="seed-article")
