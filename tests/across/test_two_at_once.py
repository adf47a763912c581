"""Two people, or two processes, at once: one waits, and nothing is lost or doubled.

The first call stays in its open transaction while the second begins: what the first
has not locked, the second takes for free. PostgreSQL only: SQLite lets one write.
"""

from __future__ import annotations

import threading
from collections import Counter

import pytest
from django.db import connection, connections, transaction
from django.test import Client
from django.utils import timezone

from archive import baskets, batches, editorial
from archive.editorial import INTEGRITY_CHECKS, EditorialError
from archive.filters import SearchFilters
from archive.models import (
    Basket,
    Capture,
    Correction,
    Entry,
    ErrorReport,
    ImportRun,
    Narrative,
    NarrativeStep,
    OutboxRow,
    Placement,
    Region,
    Revision,
)
from archive.search import drain, reindex
from tests.admin.forms import fields
from tests.factories import (
    make_article,
    make_event,
    make_photo,
    make_source,
    make_user,
)

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.only_on_postgresql]
WAIT = 20  # seconds after which something hangs
HELD = 0.3  # seconds for which the first transaction stays open


def outcome(call):
    """What a call gives, or the error by which it refuses."""
    try:
        return call()
    except EditorialError as error:
        return error


def two_at_once(first, second):
    """What both give, the second begun before the first is committed."""
    given = {}
    begun = threading.Event()

    def in_the_open():
        with transaction.atomic():
            given["first"] = outcome(first)
            begun.set()
            threading.Event().wait(HELD)

    def behind_it():
        begun.wait(WAIT)
        given["second"] = outcome(second)

    def run(work):
        try:
            work()
        except BaseException as error:  # told in the test, not on the console
            given[work.__name__] = error
            begun.set()
        finally:
            connections.close_all()

    threads = [
        threading.Thread(target=run, args=(w,)) for w in (in_the_open, behind_it)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(WAIT)
    assert not any(thread.is_alive() for thread in threads), "both wait for each other"
    broken = [given[name] for name in ("in_the_open", "behind_it") if name in given]
    assert broken == [], broken
    return given["first"], given["second"]


@pytest.fixture
def cast():
    """Anna writes; Dora and Erna publish."""
    names = ("anna", "editor"), ("dora", "publisher"), ("erna", "publisher")
    return {name: make_user(name, role) for name, role in names}


def fresh(document):
    model = Narrative if isinstance(document, Narrative) else Entry
    return model.objects.get(pk=document.pk)


def sound():
    """That `verify` finds nothing, and that no number is there twice."""
    found = [
        f"{finding.where}: {finding.message}"
        for name, check in INTEGRITY_CHECKS.items()
        if name != "index"
        for finding in check()
    ]
    numbers = Counter(Revision.objects.values_list("entry_id", "public_version"))
    doubled = [key for key, n in numbers.items() if n > 1 and key[1] is not None]
    return found + doubled


def make_entry(cast):
    entry = make_event(title="Found", date="2019-02-03")
    editorial.record_creation(entry, cast["anna"])
    return Entry.objects.get(pk=entry.pk)


def make_path(cast):
    event = make_entry(cast)
    bring(event, "published", cast)
    path = Narrative.objects.create(title="A path", language="en")
    NarrativeStep.objects.create(narrative=path, position=1, entry=event)
    editorial.record_creation(path, cast["anna"])
    return path


def make_correction(cast):
    entry = make_entry(cast)
    bring(entry, "published", cast)
    copy = editorial.correct(fresh(entry), cast["anna"])
    Correction.objects.create(entry=copy, was_wrong="-", is_right="-")
    return Entry.objects.get(pk=copy.pk)


def bring(document, state, cast):
    if state in ("in_review", "published"):
        editorial.submit(fresh(document), cast["anna"])
    if state == "published":
        editorial.publish(fresh(document), cast["dora"])


# verb, the state that it needs, its reason
VERBS = (
    ("submit", "draft", ""),
    ("send_back", "in_review", "A date."),
    ("publish", "in_review", ""),
    ("withdraw", "published", "Asked for."),
    ("discard", "draft", ""),
)


@pytest.mark.parametrize(
    ("make", "verb", "state", "reason"),
    [
        (make, *called)
        for make in (make_entry, make_path, make_correction)
        for called in VERBS
        if make is not make_correction or called[1] != "published"
    ],
)
def test_of_two_who_call_a_verb_one_is_refused(cast, make, verb, state, reason):
    document = make(cast)
    bring(document, state, cast)
    call = getattr(editorial, verb)
    before = Revision.objects.count()
    one, other = fresh(document), fresh(document)
    first, second = two_at_once(
        lambda: call(one, cast["dora"], reason),
        lambda: call(other, cast["erna"], reason),
    )
    assert not isinstance(first, EditorialError), first
    assert isinstance(second, EditorialError), second
    if not isinstance(document, Narrative):
        assert Revision.objects.count() == before + 1
    assert sound() == []


@pytest.mark.parametrize("make", [make_entry, make_path])
def test_of_two_who_correct_both_get_the_same_draft_or_one_is_told(cast, make):
    document = make(cast)
    bring(document, "published", cast)
    one, other = fresh(document), fresh(document)
    first, second = two_at_once(
        lambda: editorial.correct(one, cast["anna"]),
        lambda: editorial.correct(other, cast["erna"]),
    )
    if isinstance(document, Narrative):
        assert isinstance(second, EditorialError)
    else:
        assert first.pk == second.pk
        assert Entry.objects.filter(correction_of=document).count() == 1
    assert sound() == []


def test_two_publications_at_once_are_one_chain(cast):
    entries = [make_entry(cast) for _n in range(4)]
    for entry in entries:
        bring(entry, "in_review", cast)
    for pair in (entries[:2], entries[2:]):
        one, other = (fresh(entry) for entry in pair)
        two_at_once(
            lambda one=one: editorial.publish(one, cast["dora"]),
            lambda other=other: editorial.publish(other, cast["erna"]),
        )
    heads = Revision.objects.exclude(publication_sha256="")
    assert heads.values("publication_sha256").distinct().count() == 4
    assert sound() == []


def test_a_caption_of_two_articles_is_published_once(cast):
    photo = make_photo(title="Photo 1 of 1", caption="A mast.")
    editorial.record_creation(photo, cast["anna"])
    articles = []
    for _n in range(2):
        article = make_article(title="An article")
        Placement.objects.create(article=article, photo=photo, anchor="c1", position=1)
        editorial.record_creation(article, cast["anna"])
        articles.append(article)
    bring(articles[0], "in_review", cast)
    bring(articles[1], "in_review", cast)
    one, other = (fresh(article) for article in articles)
    two_at_once(
        lambda: editorial.publish(one, cast["dora"]),
        lambda: editorial.publish(other, cast["erna"]),
    )
    assert fresh(photo).version == 1
    assert photo.revisions.filter(verb="publish").count() == 1
    assert sound() == []


def test_who_withdraws_and_who_publishes_a_correction_do_not_wait_for_each_other(cast):
    for turn in range(2):
        copy = make_correction(cast)
        bring(copy, "in_review", cast)
        original, mine = fresh(copy).correction_of, fresh(copy)
        calls = [
            lambda entry=original: editorial.withdraw(entry, cast["dora"], "Asked."),
            lambda entry=mine: editorial.publish(entry, cast["erna"]),
        ]
        first, second = two_at_once(*(calls if turn else calls[::-1]))
        assert not isinstance(first, EditorialError)
        # Withdrawn first, the correction is gone; published first, it can be withdrawn.
        assert isinstance(second, EditorialError) == bool(turn)
    assert sound() == []


def test_two_edits_at_once_are_two_revisions(cast):
    entry = make_entry(cast)
    one, other = fresh(entry), fresh(entry)

    def edit(row, by):
        with transaction.atomic():
            editorial.record_edit(row, by)

    two_at_once(lambda: edit(one, cast["anna"]), lambda: edit(other, cast["dora"]))
    assert list(entry.revisions.values_list("number", flat=True)) == [1, 2, 3]
    assert fresh(entry).edit_number == 3
    assert sound() == []


def test_of_two_forms_that_are_saved_at_once_one_is_shown_the_other(cast):
    entry = make_entry(cast)
    address = f"/desk/admin/archive/event/{entry.pk}/change/"
    clients, forms = [], []
    for name in ("anna", "dora"):
        client = Client()
        client.force_login(cast[name])
        clients.append(client)
        forms.append(fields(client.get(address)) | {"title": f"By {name}"})
    first, second = two_at_once(
        lambda: clients[0].post(address, forms[0]).status_code,
        lambda: clients[1].post(address, forms[1]).status_code,
    )
    assert (first, second) == (302, 409)
    assert fresh(entry).title == "By anna"
    assert sound() == []


def test_a_form_of_a_correction_published_meanwhile_is_answered(cast):
    copy = make_correction(cast)
    bring(copy, "in_review", cast)
    address = f"/desk/admin/archive/event/{copy.pk}/change/"
    client = Client()
    client.force_login(cast["anna"])
    form = fields(client.get(address)) | {"title": "Too late"}
    mine = fresh(copy)
    _version, status = two_at_once(
        lambda: editorial.publish(mine, cast["dora"]),
        lambda: client.post(address, form).status_code,
    )
    assert status < 500
    assert not Entry.objects.filter(title="Too late").exists()
    assert sound() == []


def test_the_same_copy_added_twice_is_there_once(cast):
    entry = make_entry(cast)
    one, other = fresh(entry), fresh(entry)

    def add(row, by):
        copy = Capture(external_url="https://copy.example/", method="a web archive")
        return editorial.add_capture(row, by, copy)

    first, second = two_at_once(
        lambda: add(one, cast["anna"]), lambda: add(other, cast["dora"])
    )
    assert isinstance(second, EditorialError) and first.pk
    assert Capture.objects.count() == 1
    assert sound() == []


def test_a_report_sent_twice_is_one(cast):
    entry = make_entry(cast)
    bring(entry, "published", cast)
    row = fresh(entry)
    first, second = two_at_once(
        lambda: editorial.report_error(row, "A word.", "a-stamp"),
        lambda: editorial.report_error(row, "A word.", "a-stamp"),
    )
    assert first.pk == second.pk
    assert ErrorReport.objects.count() == 1


def test_a_report_taken_up_by_two_is_one_correction(cast):
    entry = make_entry(cast)
    bring(entry, "published", cast)
    report = editorial.report_error(fresh(entry), "A word.", "a-stamp")
    one, other = (ErrorReport.objects.get() for _n in range(2))
    first, second = two_at_once(
        lambda: editorial.take_up_report(one, cast["anna"]),
        lambda: editorial.take_up_report(other, cast["dora"]),
    )
    assert first.pk == second.pk
    report.refresh_from_db()
    assert report.state == "taken_up"


def test_two_answers_to_a_report_are_the_later_one_whole(cast):
    entry = make_entry(cast)
    bring(entry, "published", cast)
    editorial.report_error(fresh(entry), "A word.", "a-stamp")
    one, other = (ErrorReport.objects.get() for _n in range(2))
    two_at_once(
        lambda: editorial.answer_report(one, cast["anna"], "It was right."),
        lambda: editorial.answer_report(other, cast["dora"], "It is corrected."),
    )
    row = ErrorReport.objects.get()
    assert (row.answer, row.answered_by) == ("It is corrected.", cast["dora"])


@pytest.mark.parametrize("turn", [1, -1])
def test_two_regions_are_not_merged_into_each_other(cast, turn):
    regions = [Region.objects.create(code=code, level="country") for code in "AB"]
    a, b = regions[::turn]
    first, second = two_at_once(
        lambda: editorial.merge_regions(a, b, None, "The same."),
        lambda: outcome_of_merge(b, a),
    )
    assert first == 0 and isinstance(second, EditorialError)
    assert Region.objects.get().code == b.code


def outcome_of_merge(region, into):
    return editorial.merge_regions(region, into, None, "The same.")


def test_two_regions_do_not_get_the_same_code(cast):
    one, other = (
        Region.objects.create(code=code, level="country") for code in ("AA", "BB")
    )
    _first, second = two_at_once(
        lambda: editorial.recode_region(one, "CC", None, "A new one."),
        lambda: editorial.recode_region(other, "CC", None, "A new one."),
    )
    assert isinstance(second, EditorialError)
    codes = list(Region.objects.order_by("pk").values_list("code", flat=True))
    assert codes == ["CC", "BB"]


def test_an_import_is_undone_once(cast):
    run = ImportRun.objects.create(at=timezone.now(), importer="text")
    source = make_source()
    editorial.record_creation(source, None)
    run.entries.add(source.pk)
    one, other = (ImportRun.objects.get() for _n in range(2))
    first, second = two_at_once(
        lambda: editorial.undo_import_run(one, "A mistake."),
        lambda: editorial.undo_import_run(other, "A mistake."),
    )
    assert not isinstance(first, EditorialError)
    assert isinstance(second, EditorialError)


def test_a_basket_kept_twice_is_one(cast):
    entry = make_entry(cast)
    bring(entry, "published", cast)
    contents = baskets.build_contents([entry.id_code])
    first, second = two_at_once(
        lambda: baskets.save_basket(contents), lambda: baskets.save_basket(contents)
    )
    assert first == second
    assert Basket.objects.count() == 1


def test_a_batch_is_claimed_by_one_worker(cast):
    reindex()
    for _n in range(2):
        batches.submit_batch([(1, "found")], SearchFilters(), "en", [])
    first, second = two_at_once(batches._claim_batch, batches._claim_batch)
    assert first and second and first.pk != second.pk
    assert batches._claim_batch() is None


def test_two_workers_of_the_index_lose_no_row(cast):
    reindex()
    entries = [make_entry(cast) for _n in range(3)]
    for entry in entries:
        bring(entry, "published", cast)
    done = []
    threads = [
        threading.Thread(target=lambda: (done.append(drain()), connections.close_all()))
        for _n in range(2)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(WAIT)
    assert len(done) == 2 and not OutboxRow.objects.exists()
    found = [f.message for f in INTEGRITY_CHECKS["index"]()]
    assert found == []
    assert connection.vendor == "postgresql"
