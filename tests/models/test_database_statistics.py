"""A database that knows its tables reads no more of them than it must."""

import pytest
from django.db import connection

from archive.models import Article
from archive.models.database_statistics import refresh_statistics
from tests.factories import make_article, published

pytestmark = pytest.mark.django_db


def test_a_few_public_entries_are_found_by_their_ids():
    ids = [published(make_article(title=f"Entry {n}")).pk for n in range(120)][:40]
    refresh_statistics()
    plan = Article.objects.public().filter(pk__in=ids).order_by().explain()
    if connection.vendor == "sqlite":  # elsewhere 120 rows are best read at once
        assert "entry_public_dates" not in plan
