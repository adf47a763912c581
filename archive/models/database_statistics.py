"""Refreshes the statistics from which a database plans its queries."""

from django.apps import apps
from django.db import connection

SQLITE_ANALYSIS_LIMIT = 1_000  # of each index, by SQLite


def refresh_statistics() -> None:
    """Count our tables anew, after many rows came at once.

    PostgreSQL does it of itself a minute later; until then a page of a newly loaded
    archive took minutes. SQLite never does: it believes that few entries are public,
    and reads all of them to find twenty. Only our tables: a bare ANALYZE waits for
    whoever holds the catalogues that all databases of a server share.
    """
    models = apps.get_app_config("archive").get_models(include_auto_created=True)
    names = [connection.ops.quote_name(model._meta.db_table) for model in models]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # What is vacuumed is read from an index alone; not inside a transaction.
            how = "ANALYZE" if connection.in_atomic_block else "VACUUM (ANALYZE)"
            cursor.execute(f"{how} {', '.join(names)}")
        elif connection.vendor == "sqlite":
            cursor.execute(f"PRAGMA analysis_limit = {SQLITE_ANALYSIS_LIMIT}")
            for name in names:
                cursor.execute(f"ANALYZE {name}")
