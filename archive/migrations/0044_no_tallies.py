"""The index counts: the tables of numbers kept in advance go."""

from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('archive', '0043_longer_keys_of_baskets'),
    ]

    operations = [
        migrations.DeleteModel(
            name='Tallied',
        ),
        migrations.DeleteModel(
            name='Tally',
        ),
    ]
