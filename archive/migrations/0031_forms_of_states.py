"""Revisions carry the version of the form in which their state was written."""

from django.db import migrations, models


def find_form_1(apps, schema_editor):
    """The first release wrote pairs and texts; every later one writes rows."""
    revisions = apps.get_model("archive", "Revision").objects
    first = revisions.filter(state__contains='"citations":[').filter(
        state__contains='"passages":['
    )
    first.exclude(state__contains='"citation":[').update(form=1)


class Migration(migrations.Migration):

    dependencies = [
        ('archive', '0030_plain_names'),
    ]

    operations = [
        migrations.AddField(
            model_name='narrativerevision',
            name='form',
            field=models.PositiveSmallIntegerField(default=2, help_text='Of the state: see state_forms.py.'),
        ),
        migrations.AddField(
            model_name='revision',
            name='form',
            field=models.PositiveSmallIntegerField(default=2, help_text='Of the state: see state_forms.py.'),
        ),
        migrations.RunPython(find_form_1, migrations.RunPython.noop),
    ]
