"""Former codes of regions, an index of the latest entries, tallies by role and pair."""

import django.db.models.deletion
from django.db import migrations, models


def clear(apps, schema_editor):
    """What is counted changed: the index, which is of another version now, is rebuilt,
    and the tallies with it; until then entries are counted one by one."""
    apps.get_model("archive", "Tally").objects.all().delete()
    apps.get_model("archive", "Tallied").objects.all().delete()


class Migration(migrations.Migration):

    dependencies = [
        ('archive', '0010_captures'),
    ]

    operations = [
        migrations.RunPython(clear, migrations.RunPython.noop),
        migrations.CreateModel(
            name='FormerCode',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=16, unique=True)),
            ],
            options={
                'verbose_name': 'former code',
                'verbose_name_plural': 'former codes',
                'ordering': ('code',),
            },
        ),
        migrations.AddIndex(
            model_name='entry',
            index=models.Index(fields=['status', 'audience', '-first_published_at', '-id', 'kind', 'embargo_until'], name='entry_latest'),
        ),
        migrations.AddConstraint(
            model_name='region',
            constraint=models.CheckConstraint(condition=models.Q(('parent__isnull', True), models.Q(('parent', models.F('id')), _negated=True), _connector='OR'), name='region_is_not_its_own_parent'),
        ),
        migrations.AddField(
            model_name='formercode',
            name='region',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='former_codes', to='archive.region'),
        ),
    ]
