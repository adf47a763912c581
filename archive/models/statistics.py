"""What a database has to know of its tables to plan queries well."""

from django.db import connection


def refresh_statistics() -> None:
    """Count the tables anew, after many rows came at once.

    PostgreSQL does it of itself a minute later; until then a page of a newly loaded
    archive took minutes. SQLite needs it not.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
