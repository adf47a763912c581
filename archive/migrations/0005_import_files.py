"""A run of several files; a capture with its file and what is known of its moment."""

import django.db.models.deletion
from django.db import migrations, models

COPY = """
INSERT INTO archive_importedfile (run_id, file_name, sha256, outcome, notes)
SELECT id, file_name, sha256, '[]', outcome FROM archive_importrun
"""


class Migration(migrations.Migration):
    dependencies = [("archive", "0004_correction_log")]

    operations = [
        migrations.AlterModelOptions(
            name="capture", options={'verbose_name': 'archived copy', 'verbose_name_plural': 'archived copies', "ordering": ("entry", "captured_at", "pk")}
        ),
        migrations.AddField(
            model_name="capture",
            name="captured",
            field=models.CharField(blank=True, help_text='If the exact time is unknown: 2024-08-21, 2024-08-21/.. or 2024~.', max_length=64, verbose_name='approximate date of capture'),
        ),
        migrations.AddField(
            model_name="capture",
            name="file",
            field=models.FileField(blank=True, editable=False, upload_to='originals/', verbose_name='file'),
        ),
        migrations.AddField(
            model_name="importrun",
            name="undone_at",
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name="importrun",
            name="undone_reason",
            field=models.TextField(blank=True, editable=False),
        ),
        migrations.CreateModel(
            name="ImportedFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("file_name", models.CharField(max_length=255)),
                ("sha256", models.CharField(db_index=True, max_length=64)),
                ("outcome", models.JSONField(default=list)),
                ("notes", models.JSONField(default=list)),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="files",
                        to="archive.importrun",
                    ),
                ),
            ],
            options={'verbose_name': 'imported file', 'verbose_name_plural': 'imported files', "ordering": ("run", "pk")},
        ),
        migrations.RunSQL(COPY, migrations.RunSQL.noop),
        migrations.RemoveField(model_name="importrun", name="file_name"),
        migrations.RemoveField(model_name="importrun", name="sha256"),
        migrations.RemoveField(model_name="importrun", name="outcome"),
    ]
