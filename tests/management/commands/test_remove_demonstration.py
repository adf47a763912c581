"""`remove_demonstration`: what people changed since is not removed unasked."""

import pytest
from django.core.management import CommandError, call_command

from archive import editorial
from archive.editorial import INTEGRITY_CHECKS
from archive.models import Citation, Entry, Narrative, NarrativeStep
from tests.factories import make_article, make_source, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def examples():
    """An article that cites a source, both of the demonstration; and a story trail."""
    source = make_source(title="Cited", is_demonstration=True)
    article = make_article(title="Citing", is_demonstration=True)
    Citation.objects.create(entry=article, source=source, relation="reports")
    make_source(title="Alone", is_demonstration=True)
    trail = Narrative.objects.create(title="A story trail", is_demonstration=True)
    NarrativeStep.objects.create(narrative=trail, position=1, entry=source)
    for record in (*Entry.objects.order_by("pk"), trail):
        editorial.record_creation(record, None)
    return {"article": article, "source": source, "trail": trail}


def list_titles():
    return sorted(Entry.objects.values_list("title", flat=True))


def change_article(examples):
    editorial.record_edit(examples["article"], make_user("anna", "editor"))


def correct_article(examples):
    anna = make_user("anna", "editor")
    editorial.publish(examples["article"], None)
    editorial.correct(examples["article"], anna)


def change_trail(examples):
    editorial.record_edit(examples["trail"], make_user("anna", "editor"))


def cite_source(examples):
    entry = make_article(title="Own")
    Citation.objects.create(entry=entry, source=examples["source"], relation="reports")
    editorial.record_creation(entry, None)


WORK = {
    change_article: ("edit by anna", ["Cited", "Citing"]),
    correct_article: ("correct by anna", ["Cited", "Citing", "Citing"]),
    change_trail: ("edit by anna", ["Cited"]),
    cite_source: ("used by article", ["Cited", "Own"]),
}


def test_untouched_examples_go_without_a_question(examples):
    call_command("remove_demonstration")
    assert list_titles() == [] and not Narrative.objects.exists()


@pytest.mark.parametrize("work", WORK)
def test_examples_that_people_changed_or_use_are_named_and_kept(examples, work):
    work(examples)
    before, (sentence, kept) = list_titles(), WORK[work]
    with pytest.raises(CommandError, match=sentence) as caught:
        call_command("remove_demonstration")
    assert caught.value.returncode == 2 and "Nothing was removed" in str(caught.value)
    assert list_titles() == before
    call_command("remove_demonstration", keep_changed=True)
    assert list_titles() == kept
    assert Narrative.objects.exists() == (work is change_trail)
    checks = ("revisions", "narratives", "states")
    assert not [found for name in checks for found in INTEGRITY_CHECKS[name]()]


@pytest.mark.parametrize("work", [change_article, correct_article, change_trail])
def test_changed_examples_go_where_that_is_asked(examples, work):
    work(examples)
    call_command("remove_demonstration", even_changed=True)
    assert list_titles() == [] and not Narrative.objects.exists()


def test_an_example_that_an_own_entry_cites_cannot_go(examples):
    cite_source(examples)
    with pytest.raises(CommandError, match="Other entries refer"):
        call_command("remove_demonstration", even_changed=True)
    assert "Cited" in list_titles()
