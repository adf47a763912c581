"""The public log, and salts that keep hashes of revisions from being guessed."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('archive', '0021_original_audience'),
    ]

    operations = [
        migrations.CreateModel(
            name='LogCheckpoint',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('size', models.BigIntegerField(unique=True)),
                ('note', models.TextField()),
                ('at', models.DateTimeField()),
            ],
            options={
                'verbose_name': 'checkpoint of the log',
                'verbose_name_plural': 'checkpoints of the log',
                'ordering': ('-size',),
            },
        ),
        migrations.AddField(
            model_name='narrativerevision',
            name='salt',
            field=models.CharField(blank=True, max_length=32),
        ),
        migrations.AddField(
            model_name='revision',
            name='salt',
            field=models.CharField(blank=True, max_length=32),
        ),
        migrations.CreateModel(
            name='LogLeaf',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('index', models.BigIntegerField(unique=True)),
                ('id_code', models.CharField(max_length=8)),
                ('version', models.PositiveIntegerField()),
                ('statement', models.TextField()),
                ('record', models.TextField()),
                ('salts', models.JSONField()),
            ],
            options={
                'verbose_name': 'leaf of the log',
                'verbose_name_plural': 'leaves of the log',
                'ordering': ('index',),
                'constraints': [models.UniqueConstraint(fields=('id_code', 'version'), name='log_leaf_version_once')],
            },
        ),
        migrations.CreateModel(
            name='LogTile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('level', models.PositiveSmallIntegerField()),
                ('index', models.BigIntegerField()),
                ('tile_hash', models.BinaryField(max_length=32)),
            ],
            options={
                'verbose_name': 'tile of the log',
                'verbose_name_plural': 'tiles of the log',
                'ordering': ('level', 'index'),
                'constraints': [models.UniqueConstraint(fields=('level', 'index'), name='log_tile_once')],
            },
        ),
    ]
