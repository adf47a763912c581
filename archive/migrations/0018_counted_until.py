"""Until when all is counted; of what was counted before nobody knows."""

from datetime import UTC, datetime

from django.db import migrations, models


def from_the_beginning(apps, schema_editor):
    """The next count looks at every embargo once."""
    epochs = apps.get_model("archive", "Tally").objects.filter(value="epoch")
    epochs.update(until=datetime(1970, 1, 1, tzinfo=UTC))


class Migration(migrations.Migration):

    dependencies = [
        ('archive', '0017_indexes_of_ties'),
    ]

    operations = [
        migrations.AddField(
            model_name='tally',
            name='until',
            field=models.DateTimeField(help_text='Of the epoch: counted so far.', null=True),
        ),
        migrations.RunPython(from_the_beginning, migrations.RunPython.noop),
    ]
