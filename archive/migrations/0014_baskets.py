"""Readers' own lists, kept for good."""

import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('archive', '0013_reaches'),
    ]

    operations = [
        migrations.CreateModel(
            name='Basket',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(editable=False, max_length=16, unique=True)),
                ('title', models.CharField(blank=True, editable=False, max_length=200)),
                ('lines', models.JSONField(default=list, editable=False)),
                ('size', models.PositiveIntegerField(editable=False, help_text='Bytes of the lines, for the bound on all baskets.')),
                ('created_at', models.DateTimeField(db_index=True, default=django.utils.timezone.now, editable=False)),
            ],
            options={
                'verbose_name': 'basket',
                'verbose_name_plural': 'baskets',
                'ordering': ('created_at', 'pk'),
            },
        ),
    ]
