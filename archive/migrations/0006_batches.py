"""Batches of searches and their queries."""


import archive.models.readers.batch
import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('archive', '0005_import_files'),
    ]

    operations = [
        migrations.CreateModel(
            name='Batch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(default=archive.models.readers.batch.make_secret_key, editable=False, max_length=43, unique=True)),
                ('filters', models.TextField(blank=True, editable=False)),
                ('language', models.CharField(editable=False, max_length=16)),
                ('notes', models.JSONField(default=list, editable=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('kept_until', models.DateTimeField(db_index=True, editable=False)),
                ('free_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('finished_at', models.DateTimeField(editable=False, null=True)),
            ],
            options={
                'verbose_name': 'batch search',
                'verbose_name_plural': 'batch searches',
                'ordering': ('created_at', 'pk'),
            },
        ),
        migrations.CreateModel(
            name='BatchQuery',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(editable=False)),
                ('text', models.CharField(editable=False, max_length=1000)),
                ('total', models.PositiveIntegerField(editable=False, null=True)),
                ('notices', models.JSONField(default=list, editable=False)),
                ('batch', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='queries', to='archive.batch')),
            ],
            options={
                'verbose_name': 'query of a batch search',
                'verbose_name_plural': 'queries of batch searches',
                'ordering': ('batch', 'number'),
                'constraints': [models.UniqueConstraint(fields=('batch', 'number'), name='batch_query_number_once')],
            },
        ),
    ]
