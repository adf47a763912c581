"""Replies, kinds of events, evidence that disputes, who issued a text, unions of countries."""
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('archive', '0018_counted_until'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='region',
            name='region_level_is_known',
        ),
        migrations.AddField(
            model_name='article',
            name='issued_by',
            field=models.CharField(blank=True, help_text='Who wrote the text, where the outlet only republishes it.', max_length=200, verbose_name='text issued by'),
        ),
        migrations.AddField(
            model_name='entry',
            name='reply',
            field=models.TextField(blank=True, help_text='A denial or answer of whoever is accused here, and who gave it.', verbose_name='reply of whoever is accused'),
        ),
        migrations.AddField(
            model_name='event',
            name='event_kind',
            field=models.CharField(choices=[('happened', 'happened'), ('plan', 'plan'), ('call', 'call for something'), ('claim', 'claim')], default='happened', help_text='A plan, call or claim has the date on which it was made.', max_length=8, verbose_name='type of event'),
        ),
        migrations.AddField(
            model_name='evidence',
            name='relation',
            field=models.CharField(choices=[('supports', 'supports'), ('announces', 'announces'), ('disputes', 'disputes')], default='supports', max_length=9, verbose_name='relation'),
        ),
        migrations.AlterField(
            model_name='region',
            name='level',
            field=models.CharField(choices=[('union', 'union of countries'), ('country', 'country'), ('province', 'province'), ('prefecture', 'prefecture'), ('county', 'county or city')], max_length=12, verbose_name='level'),
        ),
        migrations.AddConstraint(
            model_name='event',
            constraint=models.CheckConstraint(condition=models.Q(('event_kind__in', ('happened', 'plan', 'call', 'claim'))), name='event_kind_of_event_is_known'),
        ),
        migrations.AddConstraint(
            model_name='evidence',
            constraint=models.CheckConstraint(condition=models.Q(('relation__in', ('supports', 'announces', 'disputes'))), name='evidence_relation_is_known'),
        ),
        migrations.AddConstraint(
            model_name='region',
            constraint=models.CheckConstraint(condition=models.Q(('level__in', ('union', 'country', 'province', 'prefecture', 'county'))), name='region_level_is_known'),
        ),
    ]
