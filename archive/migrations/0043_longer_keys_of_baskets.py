"""Keys of baskets with 130 random bits; those of 80 that were given stay."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("archive", "0042_entry_relations")]
    operations = [
        migrations.AlterField(
            model_name="basket",
            name="key",
            field=models.CharField(editable=False, max_length=26, unique=True),
        )
    ]
