"""Each field, changed alone by verbs: recorded, laid back, told by the comparison."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from html import unescape

import pytest

from archive import editorial
from archive.models import (
    Author,
    Citation,
    Correction,
    Derivation,
    Entry,
    EntryRegion,
    Evidence,
    Outlet,
    Passage,
    Placement,
    Region,
    Revision,
    Tag,
    Tagging,
)
from archive.versions import compare_versions, list_versions, load_entry_as_of
from tests.factories import make_photo, make_source, make_user
from tests.markup import page_text

from . import fields
from .everything import KINDS, make_everything

pytestmark = pytest.mark.django_db
OWN_ROWS = {
    "article": (Passage, Placement, Author, EntryRegion, Tagging, Citation),
    "photo": (EntryRegion, Tagging),
    "source": (Derivation, EntryRegion, Tagging),
    "event": (Evidence, EntryRegion, Tagging),
}
# Fields that an editor enters and that no comparison shows, and why.
BESIDE_TEXT = ("capture", "original_audience")  # these change beside the text
NOT_COMPARED = {
    "audience": "the entry is hidden then, and its versions with it",
    "embargo_until": "the entry is hidden then, and its versions with it",
    "tombstone_title": "on the tombstone only",
    "sensitivity": "for editors",
    "original_file": "for editors",
    "original_audience": "decides whether readers have the checksum",
    "passage.language": "for programs",
    "passage.position": "the order is told where it changed",
    "placement.position": "the order is told where it changed",
    "citation.quotation_prefix": "finds the words anew",
    "citation.quotation_suffix": "finds the words anew",
    "evidence.passage": "for editors",
}
OTHER = {
    "date": "2003-04-05",
    "language": "pl",
    "original_url": "https://other.example/",
    "retrieved_at": datetime(2020, 1, 2, tzinfo=UTC),
    "embargo_until": datetime(2020, 1, 2, tzinfo=UTC),
    "text_is": "full",
    "text_access": "editors",
    "audience": "editors",
    "source_kind": "dataset",
    "held": False,
    "reliability": "E",
    "credibility": "5",
    "sha256": "b2" * 32,
    "original_file": "originals/other",
    "licence": "https://licence.example/other",
    "anchor": "{0}9",
    "position": 97,
    "kind": "heading",
    "role": "about",
    "event_kind": "claim",
    "citation.relation": "reports",
    "evidence.relation": "announces",
}
BY_MACHINE = {name for name, why in fields.OF_THE_DESK["entry"].items()} - {
    "audience",
    "embargo_until",
    "tombstone_title",
}


def cases():
    """(kind, field of its own or of a row that hangs on it)."""
    for kind, model in KINDS.items():
        for field in model._meta.concrete_fields:
            if field.name not in BY_MACHINE and not field.primary_key:
                yield kind, field.name
        for row in OWN_ROWS[kind]:
            owner = row._meta.concrete_fields[1].name
            for field in row._meta.concrete_fields:
                if not field.primary_key and field.name != owner:
                    yield kind, f"{row._meta.model_name}.{field.name}"


@pytest.fixture(scope="module")
def everything(stand):
    made = {}

    def make():
        anna, dora = make_user("anna", "editor"), make_user("dora", "publisher")
        made.update(make_everything(anna, dora), anna=anna, dora=dora)
        made["more"] = _others(anna, dora)

    stand(make)
    return made


def _others(anna, dora):
    """What a key may be changed to."""
    region = Region.objects.create(code="DE", level="country", is_listed=True)
    outlet = Outlet.objects.create(slug="other", name="Another outlet")
    found = {"region": region, "outlet": outlet}
    found["tag"] = Tag.objects.create(scheme="theme", slug="other", is_listed=True)
    for name, made in (
        ("photo", make_photo(title="Another photo", caption="Another caption.")),
        ("source", make_source(title="Another source")),
    ):
        editorial.record_creation(made, anna)
        editorial.submit(made, anna)
        editorial.publish(made, dora)
        found[name] = made
    return found | {"origin": found["source"], "entry": found["source"]}


def other_value(made, model, name, value):
    if name in made["more"]:
        return made["more"][name]
    if name == "passage":
        return None
    for known in (f"{model}.{name}", name):
        if known in OTHER:
            other = OTHER[known]
            return other.format(value[0]) if name == "anchor" else other
    return f"{value} anew"


def may_have(model, row, field):
    """Whether the field is one of this row: an author has parts or a whole name."""
    return model != "author" or bool(row["literal"]) == (field == "literal")


def changed(made, copy, name):
    """Change one field of a working copy, or of the row that hangs on it; the value."""
    model, _dot, field = name.rpartition(".")
    if not model:
        record = copy
    else:
        row = next(r for r in OWN_ROWS[copy.kind] if r._meta.model_name == model)
        owner = row._meta.concrete_fields[1].name
        rows = row.objects.filter(**{owner: copy.pk}).order_by("pk")
        record = next(r for r in rows if may_have(model, vars(r), field))
    value = other_value(made, model, field, getattr(record, field))
    assert getattr(record, field) != value, "the same value shows nothing"
    setattr(record, field, value)
    record.save()
    return value


def part_of(state, name):
    model, _dot, field = name.rpartition(".")
    rows = state[model] if model else [state]
    return sorted(str(row[field]) for row in rows)


def published_state(entry):
    rows = Revision.objects.filter(entry=entry.pk, public_version__isnull=False)
    return json.loads(rows.order_by("public_version").last().state)


def corrected(made, entry, change):
    copy = editorial.correct(Entry.objects.get(pk=entry.pk), made["anna"])
    change(copy)
    editorial.record_edit(copy, made["anna"])
    Correction.objects.create(entry=copy, was_wrong="-", is_right="-")
    editorial.submit(copy, made["anna"])
    editorial.publish(copy, made["dora"])
    return Entry.objects.get(pk=entry.pk)


def names_of(kind):
    return [name for of, name in cases() if of == kind and name not in BESIDE_TEXT]


def as_recorded(value):
    """A value as a revision has it: what it points to by its permanent name."""
    for name in ("id_code", "code", "key"):
        if hasattr(value, name):
            return str(getattr(value, name))
    if hasattr(value, "isoformat"):
        return value.isoformat()
    return str(getattr(value, "pk", value))


@pytest.mark.parametrize("kind", list(KINDS))
def test_no_field_is_lost_between_a_working_copy_and_what_is_public(
    everything, db, kind
):
    before = published_state(everything[kind])
    values = {}

    def change(copy):
        held = {k: v for k, v in before.items() if k not in BESIDE_TEXT}
        now = editorial.describe_entry(copy)
        assert now == held, "a correction begins with what is public"
        for name in names_of(kind):
            values[name] = changed(everything, copy, name)

    live = corrected(everything, everything[kind], change)
    after = published_state(live)
    for name, value in values.items():
        key = f"{name}_id" if f"{name}_id" in after else name
        assert part_of(after, key) != part_of(before, key), f"{name} is not recorded"
        assert as_recorded(value) in part_of(after, key), f"{name} is recorded wrong"
    now = json.loads(editorial.write_canonical_json(editorial.describe_entry(live)))
    held = {k: v for k, v in after.items() if k not in BESIDE_TEXT}
    assert now == held, "the public entry is not as it was recorded"


def altered(made, state, name):
    """The state with one field changed, in the first row that readers see."""
    model, _dot, field = name.rpartition(".")
    copied = json.loads(json.dumps(state))
    rows = copied[model] if model else [copied]
    rows = [row for row in rows if may_have(model, row, field)]
    place = next(row for row in rows if row.get("anchor") not in ("p42", "p44"))
    key = f"{field}_id" if f"{field}_id" in place else field
    value = other_value(made, model, field, str(place[key]))
    if key.endswith("_id"):
        place[key] = value.pk
    elif isinstance(value, bool | int | None):
        place[key] = value
    else:
        place[key] = as_recorded(value)
    return copied


@pytest.mark.parametrize("kind", list(KINDS))
def test_the_comparison_tells_of_each_field_that_readers_see(everything, db, kind):
    newest = list_versions(everything[kind])[-1]
    silent = set()
    for name in names_of(kind):
        other = replace(newest, state=altered(everything, newest.state, name))
        if not compare_versions(
            load_entry_as_of(newest), load_entry_as_of(other), "en"
        ):
            silent.add(name)
    assert silent == NOT_COMPARED.keys() & set(names_of(kind))


def test_every_field_that_is_not_compared_is_one(everything):
    assert NOT_COMPARED.keys() <= {name for _kind, name in cases()}


def compared(client, entry):
    old, new = entry.version - 1, entry.version
    answer = client.get(f"/entries/{entry.id_code}/diff/{old}/{new}/")
    return " ".join(unescape(answer.content.decode()).split())


def test_the_page_that_compares_tells_of_roles_uses_and_order(client, everything, db):
    def change(copy):
        copy.entry_regions.update(role="about")
        copy.citations.update(relation="shows", locator="page 12")
        Passage.objects.filter(article=copy, anchor="p41").update(position=99)
        copy.article.passages.create(anchor="p50", position=50, verbatim="A new one.")

    entry = corrected(everything, everything["article"], change)
    text = compared(client, entry)
    assert "added: </span>Regionnamenamewort (about); </ins>" in text
    assert "removed: </span>Regionnamenamewort (shown in pictures); </del>" in text
    assert "Sourcetitlewort (shows, p41, page 12: “Citationquotationexactwort”)" in text
    assert "A new one." in text and 'id="order"' not in text

    def move(copy):
        Passage.objects.filter(article=copy, anchor="p41").update(position=1)

    text = compared(client, corrected(everything, entry, move))
    assert 'id="order"' in text and "Order of passages and captions" in text
    assert 'id="regions"' not in text and 'id="sources"' not in text


def test_words_quoted_from_a_passage_withheld_since_are_in_no_comparison(
    client, everything, db
):
    def change(copy):
        copy.citations.update(quotation_exact="Other words")
        Passage.objects.filter(article=copy, anchor="p41").update(audience="editors")

    entry = corrected(everything, everything["article"], change)
    text = compared(client, entry)
    assert "Citationquotationexactwort" not in text and "Other words" not in text


@pytest.mark.parametrize("kind", list(KINDS))
def test_a_version_is_cited_on_its_page_as_on_the_living_one(
    client, everything, db, kind
):
    entry = corrected(everything, everything[kind], lambda copy: None)
    Revision.objects.filter(entry=entry.pk, public_version=entry.version).update(
        at=datetime(2031, 2, 3, tzinfo=UTC)
    )
    said = []
    for path in (f"v{entry.version}/", "cite/"):
        answer = client.get(f"/entries/{entry.id_code}/{path}")
        text = page_text(answer).partition('id="ct0"')[2]
        said.append(text.partition(">")[2].partition("</p>")[0])
    assert said[0] == said[1]
    assert "Corrected" in said[0]
    assert ("2031" in said[0]) == (kind == "event")
