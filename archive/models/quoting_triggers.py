"""Triggers of the database: a retold article quotes nobody.

Whether an article is retold stands in its own table, so no check constraint of passages
or citations can ask for it. `migrate` drops the triggers before it begins and makes
them when it is done: SQLite rebuilds a table to alter it, which loses its triggers and
fails where another table's trigger names it.
"""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate, pre_migrate
from django.dispatch import receiver

from .entries.article import QUOTING_KINDS, QUOTING_RELATION

KINDS = ", ".join(f"'{kind}'" for kind in QUOTING_KINDS)
OF_ARTICLE = (
    "SELECT 1 FROM archive_article "
    "WHERE entry_ptr_id = NEW.{column} AND text_is = 'own_words'"
)
# By name: the table, the columns whose change is looked at, what is refused, and why.
QUOTING_TRIGGERS = {
    "passage_of_retold_text_quotes_nobody": (
        "archive_passage",
        "kind, article_id",
        f"NEW.kind IN ({KINDS}) AND EXISTS ({OF_ARTICLE.format(column='article_id')})",
        "a retold article has no quotation or post",
    ),
    "citation_of_retold_text_quotes_nobody": (
        "archive_citation",
        "relation, entry_id",
        f"NEW.relation = '{QUOTING_RELATION}' "
        f"AND EXISTS ({OF_ARTICLE.format(column='entry_id')})",
        "a retold article quotes no source",
    ),
    "retold_article_quotes_nobody": (
        "archive_article",
        "text_is",
        "NEW.text_is = 'own_words' AND (EXISTS (SELECT 1 FROM archive_passage "
        f"WHERE article_id = NEW.entry_ptr_id AND kind IN ({KINDS})) "
        "OR EXISTS (SELECT 1 FROM archive_citation "
        f"WHERE entry_id = NEW.entry_ptr_id AND relation = '{QUOTING_RELATION}'))",
        "an article that quotes is not retold",
    ),
}


def create_quoting_triggers(using: str) -> None:
    """Make the triggers that are missing. A row that breaks the rule raises
    `IntegrityError` from then on; rows that are there already are not looked at."""
    connection = connections[using]
    with connection.cursor() as cursor:
        for name, (table, columns, condition, message) in QUOTING_TRIGGERS.items():
            if connection.vendor == "sqlite":
                moments = {"insert": "INSERT", "update": f"UPDATE OF {columns}"}
                for verb, when in moments.items():
                    cursor.execute(
                        f"CREATE TRIGGER IF NOT EXISTS {name}_{verb} "
                        f"BEFORE {when} ON {table} WHEN {condition} "
                        f"BEGIN SELECT RAISE(ABORT, '{message}'); END"
                    )
            elif connection.vendor == "postgresql":
                cursor.execute(
                    f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger AS $$ BEGIN "
                    f"IF {condition} THEN RAISE EXCEPTION '{message}' "
                    "USING ERRCODE = 'check_violation'; END IF; RETURN NEW; END $$ "
                    "LANGUAGE plpgsql"
                )
                cursor.execute(
                    f"CREATE OR REPLACE TRIGGER {name} "
                    f"BEFORE INSERT OR UPDATE OF {columns} ON {table} "
                    f"FOR EACH ROW EXECUTE FUNCTION {name}()"
                )


def drop_quoting_triggers(using: str) -> None:
    """Take the triggers away, so that tables can be altered."""
    connection = connections[using]
    with connection.cursor() as cursor:
        for name, (table, *_rest) in QUOTING_TRIGGERS.items():
            if connection.vendor == "sqlite":
                for verb in ("insert", "update"):
                    cursor.execute(f"DROP TRIGGER IF EXISTS {name}_{verb}")
            elif connection.vendor == "postgresql":
                cursor.execute(f"DROP TRIGGER IF EXISTS {name} ON {table}")


@receiver(pre_migrate)
def _before_migrations(sender: AppConfig, using: str, **_more: Any) -> None:
    if sender.label == "archive":
        drop_quoting_triggers(using)


@receiver(post_migrate)
def _after_migrations(sender: AppConfig, using: str, **_more: Any) -> None:
    tables = connections[using].introspection.table_names()
    if sender.label == "archive" and "archive_citation" in tables:
        create_quoting_triggers(using)
