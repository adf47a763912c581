"""Tallies, and the days on which a date counts."""


from django.db import migrations, models
from django.db.models import F


OPEN_EARLIEST = -2_147_483_648
OPEN_LATEST = 2_147_483_647


def fill(apps, schema_editor):
    """The days on which each date counts: an open end is the known one."""
    entries = apps.get_model("archive", "Entry").objects.filter(date_earliest__isnull=False)
    entries.update(counts_from=F("date_earliest"), counts_to=F("date_latest"))
    entries.filter(date_earliest=OPEN_EARLIEST).update(counts_from=F("date_latest"))
    entries.filter(date_latest=OPEN_LATEST).update(counts_to=F("date_earliest"))


class Migration(migrations.Migration):

    dependencies = [
        ('archive', '0006_batches'),
    ]

    operations = [
        migrations.CreateModel(
            name='Tallied',
            fields=[
                ('entry_id', models.BigIntegerField(primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=8)),
                ('first', models.IntegerField(null=True)),
                ('last', models.IntegerField(null=True)),
                ('values', models.JSONField(default=list)),
            ],
            options={
                'verbose_name': 'tallied',
                'verbose_name_plural': 'tallied',
            },
        ),
        migrations.CreateModel(
            name='Tally',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('value', models.CharField(max_length=120)),
                ('kind', models.CharField(max_length=8)),
                ('month', models.IntegerField()),
                ('starts', models.IntegerField(default=0)),
                ('ends', models.IntegerField(default=0)),
            ],
            options={
                'verbose_name': 'tally',
                'verbose_name_plural': 'tallies',
            },
        ),
        migrations.RemoveIndex(
            model_name='entry',
            name='entry_public_dates',
        ),
        migrations.AddField(
            model_name='entry',
            name='counts_from',
            field=models.IntegerField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name='entry',
            name='counts_to',
            field=models.IntegerField(editable=False, null=True),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name='entry',
            index=models.Index(fields=['status', 'audience', 'counts_from', 'date_latest', '-date_earliest', 'id', 'counts_to', 'kind', 'embargo_until'], name='entry_on_the_line'),
        ),
        migrations.AddIndex(
            model_name='entry',
            index=models.Index(condition=models.Q(('embargo_until__isnull', False)), fields=['embargo_until'], name='entry_embargoed'),
        ),
        migrations.AddIndex(
            model_name='tally',
            index=models.Index(condition=models.Q(('month', -2)), fields=['value'], name='tally_of_all_months'),
        ),
        migrations.AddConstraint(
            model_name='tally',
            constraint=models.UniqueConstraint(fields=('value', 'kind', 'month'), name='tally_value_kind_month_once'),
        ),
    ]
