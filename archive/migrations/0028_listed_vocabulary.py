"""Regions and tags that readers may know of before a public entry has them: those that
the archive ships. All others are listed by their first public entry."""

import json

from django.conf import settings
from django.db import migrations, models

ROWS_PER_UPDATE = 500  # SQLite takes so many values in a query
LABEL = 'show before a public entry has it'
HELP = 'Otherwise readers learn of it when the first entry that has it is public.'


def read_fixture(name):
    path = settings.BASE_DIR / 'fixtures' / name
    return json.loads(path.read_text('utf-8')) if path.is_file() else []


def list_shipped_terms(apps, schema_editor):
    codes = [row['code'] for row in read_fixture('regions.json')]
    keys = {(row['scheme'], row['slug']) for row in read_fixture('tags.json')}
    tags = apps.get_model('archive', 'Tag').objects
    ids = [tag.pk for tag in tags.all() if (tag.scheme, tag.slug) in keys]
    regions = apps.get_model('archive', 'Region').objects
    for start in range(0, len(codes), ROWS_PER_UPDATE):
        some = codes[start:start + ROWS_PER_UPDATE]
        regions.filter(code__in=some).update(is_listed=True)
    for start in range(0, len(ids), ROWS_PER_UPDATE):
        tags.filter(pk__in=ids[start:start + ROWS_PER_UPDATE]).update(is_listed=True)


class Migration(migrations.Migration):

    dependencies = [
        ('archive', '0027_staff_log'),
    ]

    operations = [
        migrations.AddField(
            model_name=model,
            name='is_listed',
            field=models.BooleanField(default=False, help_text=HELP, verbose_name=LABEL),
        )
        for model in ('region', 'tag')
    ] + [migrations.RunPython(list_shipped_terms, migrations.RunPython.noop)]
