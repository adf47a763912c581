"""Time stamps are of checkpoints; those of former heads have no size."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('archive', '0023_redactions'),
    ]

    operations = [
        migrations.AddField(
            model_name='timestamp',
            name='size',
            field=models.BigIntegerField(editable=False, null=True),
        ),
    ]
