"""Unsaved text of forms in Django's admin belongs to the pages of the desk."""

import re

from django.db import migrations

FORMER = re.compile(r"/desk/admin/archive/([a-z]+)/(?:(\d{1,18})/change|add)/")


def move_pages(apps, schema_editor):
    """Give each unfinished form the address that its record has now."""
    forms = apps.get_model("archive", "UnfinishedForm").objects
    models = {name: apps.get_model("archive", name) for name in ("Entry", "Narrative")}
    for form in forms.filter(page__startswith="/desk/admin/archive/"):
        found = FORMER.fullmatch(form.page)
        if not found:
            continue
        kind = found[1]
        key = found[2]
        page = f"/desk/{kind}s/new/"
        if key:
            model = models["Narrative" if kind == "narrative" else "Entry"]
            rows = model.objects.filter(pk=int(key)).values_list("id_code", flat=True)
            if (code := rows.first()) is None:
                continue
            page = f"/desk/{kind}s/{code}/"
        forms.filter(pk=form.pk).update(page=page)


class Migration(migrations.Migration):
    dependencies = [("archive", "0047_joined_entries")]
    operations = [migrations.RunPython(move_pages, migrations.RunPython.noop)]
