"""Years of what a region has of a concept, and indexes of ties. What was counted has none: it is counted
anew at the next `reindex`, or when the next entry changes."""

from django.db import migrations, models


def empty(apps, schema_editor):
    """Counting one by one is exact until then."""
    with schema_editor.connection.cursor() as cursor:
        for name in ("Tally", "Tallied"):
            table = apps.get_model("archive", name)._meta.db_table
            fast = schema_editor.connection.vendor == "postgresql"
            cursor.execute(f"{'TRUNCATE' if fast else 'DELETE FROM'} {table}")


class Migration(migrations.Migration):

    dependencies = [
        ('archive', '0015_former_words'),
    ]

    operations = [
        migrations.RunPython(empty, migrations.RunPython.noop),
        migrations.AddField(
            model_name='tally',
            name='years',
            field=models.JSONField(default=dict),
        ),
        migrations.AddIndex(
            model_name='entryregion',
            index=models.Index(fields=['region', 'role', 'entry'], name='entries_of_region'),
        ),
        migrations.AddIndex(
            model_name='tagging',
            index=models.Index(fields=['tag', 'entry'], name='entries_of_tag'),
        ),
    ]
