"""Plain names of three fields, and of the searches in a batch; no column changes."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('archive', '0029_role_requests'),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='batchquery',
            options={'ordering': ('batch', 'number'), 'verbose_name': 'search in a batch', 'verbose_name_plural': 'searches in batches'},
        ),
        migrations.AlterField(
            model_name='entry',
            name='is_demonstration',
            field=models.BooleanField(default=False, editable=False, verbose_name='example entry'),
        ),
        migrations.AlterField(
            model_name='entry',
            name='reply',
            field=models.TextField(blank=True, help_text='The denial or answer of the person or body accused here, and who gave it.', verbose_name='reply of the accused party'),
        ),
        migrations.AlterField(
            model_name='narrative',
            name='is_demonstration',
            field=models.BooleanField(default=False, editable=False, verbose_name='example entry'),
        ),
    ]
