"""Every field reaches every output that it belongs in, as it is, and no other."""

from __future__ import annotations

import re
import shutil
from html import unescape
from urllib.parse import unquote

import pytest

from archive.citations import REFERENCE_FORMATS, STYLES
from archive.exports import ENTRY_FORMATS, LIST_FORMATS
from archive.filters import (
    SearchFilters,
    make_choices,
)
from archive.models import Entry, Source
from archive.search import find_entry_ids
from tests.factories import make_user
from tests.markup import page_text

from . import fields
from .everything import KINDS, ROWS, is_word, make_everything, value_of

pytestmark = pytest.mark.django_db
MODELS = {model._meta.model_name: model for model in (*KINDS.values(), *ROWS)}
# How it is cited, and what is like it.
BESIDE = re.compile(
    r'<section class="box( cite"|" aria-labelledby="h-alike").*?</section>', re.DOTALL
)


@pytest.fixture(scope="module")
def made_once(stand):
    """The entries by kind, and the folder of their index."""
    made = {}

    def make():
        anna, dora = make_user("anna", "editor"), make_user("dora", "publisher")
        made.update(make_everything(anna, dora))

    return made, stand(make)


@pytest.fixture
def everything(made_once, index, db, tmp_path):
    made, folder = made_once
    shutil.copytree(folder, tmp_path / "index")
    return made


def rows_of(output, kind):
    """(field, how it is written) of one kind in one output."""
    for name, kinds, field, written in fields.rows():
        if name == output and kinds in ("all", kind):
            yield (field if "." in field else f"{kind}.{field}"), written


def every_field():
    """Every column; those that all kinds share stand in each."""
    for name, model in MODELS.items():
        for field in model._meta.concrete_fields:
            if not field.primary_key:
                yield model, name, field


def value_at(name):
    model, _dot, field = name.partition(".")
    return str(value_of(MODELS[model], field))


def words_of_all():
    """The word by which each field's value is known, by field."""
    found = {}
    for model, name, field in every_field():
        told = re.search(r"\w+wort", str(value_of(model, field.name)))
        if is_word(field) and field.editable and told:
            found[f"{name}.{field.name}"] = told[0]
    return found


def visible(html):
    """The text of a page's main part, without what stands beside the entry."""
    main = html.partition("<main")[2].partition("</main")[0].partition(">")[2]
    return unescape(re.sub(r"<[^>]+>", " ", BESIDE.sub(" ", main)))


def opened(client, entry, output):
    """What one output says of an entry."""
    code, page = entry.id_code, entry.get_absolute_url()
    addresses = {
        "ris of original": f"/entries/{code}.ris?of=original",
        "ris of capture": f"/entries/{code}.ris?of=capture",
        "wiki.txt in German": f"/entries/{code}.wiki.txt?lang=de",
        "csv": f"/search/export.csv?kind={entry.kind}",
        "timelinejs.csv": f"/search/export.timelinejs.csv?kind={entry.kind}",
        "ics": f"/search/export.ics?kind={entry.kind}",
        "atom": f"/feeds/search/?kind={entry.kind}",
        "corrections as atom": "/feeds/corrections/",
        "record.json": f"/entries/{code}/v{entry.version}/record.json",
        "version": f"/entries/{code}/v{entry.version}/",
        **dict.fromkeys(("head", "coins", "page"), page),
        **{style: f"/entries/{code}/cite/?style={style}" for style in STYLES},
        **{suffix: f"/entries/{code}.{suffix}" for suffix in ENTRY_FORMATS},
    }
    answer = client.get(addresses[output])
    assert answer.status_code == 200, addresses[output]
    return part_of(answer.getvalue().decode(), output)


def part_of(text, output):
    if output == "head":
        # `test_json_ld` compares the block for programs with the file.
        head = re.sub(r'<script type="application/ld.*?</script>', "", text, flags=re.S)
        text = unescape(head.partition("</head>")[0])
    elif output == "coins":
        text = unquote(unescape(re.search(r'Z3988" title="([^"]*)"', text)[1]))
    elif output in ("page", "version"):
        text = visible(text)
    elif output in STYLES:
        found = re.search(r'id="ct0"[^>]*>(.*?)</p>', text, re.DOTALL)
        text = unescape(re.sub(r"<[^>]+>", "", found[1])).casefold()
    elif output == "ics":
        text = text.replace("\r\n ", "")
    return " ".join(text.split())


def kinds_in(output):
    """The kinds of which there is such an output."""
    only = {
        "ris of original": ("article", "photo", "source"),
        "ris of capture": ("article",),
        "corrections as atom": ("article",),
    }
    return only.get(output, KINDS)


@pytest.mark.parametrize("output", fields.OUTPUTS)
def test_every_field_is_in_the_outputs_it_belongs_in_and_in_no_other(
    client, everything, output
):
    codes = {kind: entry.id_code for kind, entry in everything.items()}
    codes["origin"] = Source.objects.get(title="Origintitlewort").id_code
    wrong = []
    for kind in kinds_in(output):
        text = opened(client, everything[kind], output)
        known = set()
        for field, written in rows_of(output, kind):
            known.add(field)
            wanted = written.replace("§", value_at(field))
            for name, code in codes.items():
                wanted = wanted.replace(f"{{{name}}}", code)
            wanted = wanted.casefold() if output in STYLES else wanted
            if wanted not in text:
                wrong.append(f"{kind}: {field} is not there as {wanted!r}")
        for field, word in words_of_all().items():
            if field not in known and word.casefold() in text.casefold():
                wrong.append(f"{kind}: {field} must not be there")
    assert wrong == [], "\n".join(wrong)


def test_every_output_has_a_table(everything):
    tables = set(fields.OUTPUTS)
    assert set(ENTRY_FORMATS) | set(STYLES) <= tables
    # Lists hold what single files do: `test_a_list_holds_what_the_files_hold`; a
    # workbook what CSV does: `test_a_workbook_holds_what_csv_holds`.
    assert set(LIST_FORMATS) <= tables | {"jsonl", "xlsx"}


def test_every_field_has_a_row_or_a_reason(everything):
    shown = {
        name
        for output in fields.OUTPUTS
        for kind in KINDS
        for name, _written in rows_of(output, kind)
    }
    for model, name, field in every_field():
        shared = field.model is Entry
        reasons = fields.OF_THE_DESK.get("entry" if shared else name, {})
        key = f"{name}.{field.name}"
        assert (key in shown) != (field.name in reasons), (
            f"say in which outputs {key} is (fields.txt), or why in none (fields.py)"
        )
        assert model in MODELS.values()


def test_every_reason_is_of_a_field_that_there_is(everything):
    for name, reasons in fields.OF_THE_DESK.items():
        model = Entry if name == "entry" else MODELS[name]
        assert reasons.keys() <= {field.name for field in model._meta.fields}, name


@pytest.mark.parametrize("kind", list(KINDS))
def test_a_word_of_a_field_finds_the_entry_where_readers_see_it(everything, kind):
    wanted = set()
    for line in fields.SEARCHED.strip().splitlines():
        kinds, names = (part.strip() for part in line.split("|"))
        if kinds in ("all", kind):
            wanted |= {n if "." in n else f"{kind}.{n}" for n in names.split()}
    found = set()
    for field, word in words_of_all().items():
        chosen = SearchFilters(q=f'"{word}"', kinds=make_choices(kind))
        if everything[kind].pk in find_entry_ids(chosen):
            found.add(field)
    assert found == wanted


@pytest.mark.parametrize("kind", list(KINDS))
def test_a_list_holds_what_the_files_hold(client, everything, kind):
    entry = everything[kind]
    for suffix in sorted(set(LIST_FORMATS) & {*REFERENCE_FORMATS, "json", "jsonl"}):
        single = "json" if suffix == "jsonl" else suffix
        one = page_text(client.get(f"/entries/{entry.id_code}.{single}"))
        address = f"/search/export.{suffix}?kind={kind}"
        many = client.get(address).getvalue().decode()
        squeezed = ["".join(text.split()).strip("[]") for text in (one, many)]
        core = re.sub(r"^<\?xml.*?<(?:records|modsCollection[^>]*)>", "", squeezed[0])
        core = re.sub(r"</(?:records></xml|modsCollection)>$", "", core)
        assert core in squeezed[1], suffix


UNAPI = {
    "ris": "ris",
    "bibtex": "bib",
    "csl-json": "csl.json",
    "endnote.xml": "endnote.xml",
    "mods.xml": "mods.xml",
}


@pytest.mark.parametrize("name", list(UNAPI))
def test_a_reference_manager_saves_the_original_with_every_field(
    client, everything, name
):
    """Of what is kept here, with the original's own address and that of the version."""
    for kind, entry in everything.items():
        answer = client.get("/unapi", {"id": entry.id_code, "format": name})
        assert answer.status_code == 200
        text = " ".join(answer.content.decode().split())
        for field, written in rows_of(UNAPI[name], kind):
            wanted = written.replace("§", value_at(field))
            if not field.endswith("original_url"):
                assert wanted in text, f"{kind}: {field} is not there as {wanted!r}"
            else:
                assert value_at(field) in text
        assert f"/entries/{entry.id_code}/v{entry.version}/" in text
