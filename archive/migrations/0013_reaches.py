"""How long each date is, and indexes for windows of the line and latest entries."""


from django.db import migrations, models
from django.db.models import Case, F, Value, When

STEPS = ((0, 0), (1, 30), (2, 365))  # step, days after the first


def fill(apps, schema_editor):
    """Four steps, as `archive.text.dates.compute_reach` has them."""
    entries = apps.get_model("archive", "Entry").objects
    steps = [
        When(counts_to__lte=F("counts_from") + days, then=Value(step))
        for step, days in STEPS
    ]
    dated = entries.filter(counts_from__isnull=False)
    dated.update(reach=Case(*steps, default=Value(3), output_field=models.SmallIntegerField()))


class Migration(migrations.Migration):

    dependencies = [
        ('archive', '0012_links_timestamps_reports'),
    ]

    operations = [
        migrations.AddField(
            model_name='entry',
            name='reach',
            field=models.SmallIntegerField(editable=False, null=True),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name='entry',
            index=models.Index(fields=['status', 'audience', 'reach', 'counts_from', 'date_latest', '-date_earliest', 'id', 'counts_to', 'kind', 'embargo_until'], name='entry_reaching'),
        ),
    ]
