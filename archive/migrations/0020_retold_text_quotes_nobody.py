"""In retold articles, quotations and posts become paragraphs, and what was quoted is
reported. What was public becomes a new public version, as after a correction."""

import hashlib
import json

import rfc8785
from django.db import migrations
from django.utils import timezone

REASON = "Retold text quotes nobody: quotations and posts in it are paragraphs."
KINDS = ("quotation", "post")


def stop_quoting(apps, schema_editor):
    """Turn the rows, and write what happened into the history of each article."""
    passages = apps.get_model("archive", "Passage")
    citations = apps.get_model("archive", "Citation")
    retold = apps.get_model("archive", "Article").objects.filter(text_is="own_words")
    quoting = passages.objects.filter(article__text_is="own_words", kind__in=KINDS)
    quoted = citations.objects.filter(entry__in=retold.values("pk"), relation="quotes")
    keys = {*quoting.values_list("article_id", flat=True)}
    keys |= {*quoted.values_list("entry_id", flat=True)}
    passages.objects.filter(article__in=keys, kind__in=KINDS).update(kind="paragraph")
    citations.objects.filter(entry__in=keys, relation="quotes").update(
        relation="reports"
    )
    for article in retold.filter(pk__in=keys).order_by("pk"):
        if article.correction_of_id is None:  # a working copy has no history of its own
            record_change(apps, article)


def record_change(apps, article):
    """Chain a revision on the article's last one: a new version where it was public."""
    revisions = apps.get_model("archive", "Revision").objects
    mine = revisions.filter(entry=article.pk).order_by("-number")
    was_public = article.first_published_at is not None
    last = mine.first()
    base = (mine.exclude(publication_sha256="") if was_public else mine).first()
    if base is None:
        return
    state = json.loads(base.state)
    for row in state.get("passage", ()):
        row.update(kind="paragraph" if row["kind"] in KINDS else row["kind"])
    for row in state.get("citation", ()):
        is_quoted = row["relation"] == "quotes"
        row.update(relation="reports" if is_quoted else row["relation"])
    for name in ("passage", "citation"):
        if name in state:
            state[name].sort(key=rfc8785.dumps)
    text = rfc8785.dumps(state).decode()
    version = article.version + 1 if was_public else None
    revisions.create(
        entry_id=article.pk,
        by=None,
        number=last.number + 1,
        at=timezone.now(),
        verb="publish" if was_public else "edit",
        reason=REASON,
        public_version=version,
        state=text,
        previous_sha256=last.sha256,
        sha256=link(last.sha256, text),
        publication_sha256=link(last_publication(revisions), text) if was_public else "",
    )
    if was_public:
        entries = apps.get_model("archive", "Entry").objects.filter(pk=article.pk)
        entries.update(version=version, modified_at=timezone.now())
        entries.model.objects.filter(correction_of=article.pk).update(version=version)
        apps.get_model("archive", "OutboxRow").objects.create(
            entry_id=article.pk, since=timezone.now()
        )


def link(head, text):
    """The next hash of a chain."""
    return hashlib.sha256(f"{head}{text}".encode()).hexdigest()


def last_publication(revisions):
    """The head of the chain of publications."""
    public = revisions.exclude(publication_sha256="").order_by("pk")
    return public.values_list("publication_sha256", flat=True).last() or ""


class Migration(migrations.Migration):

    dependencies = [
        ('archive', '0019_replies_and_kinds_of_events'),
    ]

    operations = [
        migrations.RunPython(stop_quoting, migrations.RunPython.noop),
    ]
