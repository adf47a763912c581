"""A reader's list: in the address, changed by buttons, kept, exported."""

from __future__ import annotations

import json
import re
import time
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest
import rispy
from django.db import connection
from django.test.utils import CaptureQueriesContext

from archive import baskets
from archive.exports import LIST_FORMATS
from archive.models import Basket
from archive.text import idcodes
from tests.factories import make_article, make_event, make_photo, make_source, published
from tests.markup import page_text, read_file_text
from tests.test_baskets import code

pytestmark = pytest.mark.django_db


@pytest.fixture
def entries():
    return [
        published(make(title=f"Entry {n}", date=f"201{n}"))
        for n, make in enumerate((make_article, make_photo, make_source, make_event))
    ]


def ids(entries):
    return [entry.id_code for entry in entries]


def shown(client, address):
    """Titles and what is said of lines that are none, in order."""
    answer = client.get(address, headers={"accept-language": "en"})
    text = page_text(answer)
    rows = (
        text.partition('<ol class="picked">')[2].partition("</ol>")[0].split("<li>")[1:]
    )
    said = (re.search(r'(?:class="missing">|<a [^>]*>)(.*?)<', row) for row in rows)
    return [found[1].strip() for found in said if found]


def sent(client, **fields):
    answer = client.post("/basket/", fields)
    assert answer.status_code == 303
    return answer["Location"]


def carried(address):
    return [value for key, value in parse_qsl(urlsplit(address).query) if key == "id"]


def test_the_list_stands_in_the_address_in_its_order(client, entries):
    wanted = ids(entries)[::-1]
    answer = client.get("/basket/", {"id": wanted})
    assert answer["Cache-Control"] == "no-store" and not answer.cookies
    assert shown(client, "/basket/?" + "&".join(f"id={i}" for i in wanted)) == [
        entry.title for entry in entries[::-1]
    ]


def test_what_is_no_entry_says_why(client, entries):
    gone = published(make_article(title="Gone"))
    gone.status = "withdrawn"
    gone.save()
    draft = make_article(title="Not yet")
    wrong = entries[0].id_code[:-1] + ("0" if entries[0].id_code[-1] != "0" else "1")
    asked = [entries[0].id_code, wrong, "<b>", gone.id_code, draft.id_code, code(5)]
    found = shown(client, "/basket/?" + "&".join(f"id={i}" for i in asked))
    assert found[0] == "Entry 0"
    assert "typing error" in found[1] and "&lt;b&gt;” isn't a valid id" in found[2]
    assert found[3] == f"{gone.id_code.upper()} was withdrawn."
    assert found[4] == f"{draft.id_code.upper()} is not in the archive."
    assert found[5] == f"{code(5).upper()} is not in the archive."


@pytest.mark.parametrize(
    ("button", "at", "order"),
    [
        ("up", 1, [1, 0, 2, 3]),
        ("down", 1, [0, 2, 1, 3]),
        ("remove", 1, [0, 2, 3]),
        ("up", 0, [0, 1, 2, 3]),
    ],
)
def test_a_button_leads_to_another_list(client, entries, button, at, order):
    all_of_them = ids(entries)
    address = sent(client, id=all_of_them, **{button: all_of_them[at]})
    assert carried(address) == [all_of_them[n] for n in order]


def test_a_note_and_a_title_go_along(client, entries):
    first = entries[0].id_code
    address = sent(
        client, id=[first], title="For the book", **{f"note.{first}": 'see "p. 3" <i>'}
    )
    text = page_text(client.get(address))
    assert "<h1>For the book</h1>" in text
    assert 'value="see &quot;p. 3&quot; &lt;i&gt;"' in text


def test_ids_are_added_by_pasting_also_without_a_form(client, entries):
    first, second, *_rest = ids(entries)
    pasted = f"https://archive.example/entries/{second} {idcodes.format_id_code(first)}"
    assert carried(sent(client, id=[first], ids=pasted)) == [first, second]
    answer = client.get("/basket/", {"ids": f"{second} {first}"})
    assert carried(answer["Location"]) == [second, first]


def test_what_is_marked_goes_behind_what_is_in_a_basket(client, entries):
    first, second, third, _fourth = ids(entries)
    made = baskets.build_contents([third], {third: "mine"})
    for before in (
        f"/basket/{baskets.save_basket(made)}/",
        f"http://x/basket/?{made.to_query()}",
    ):
        answer = client.get("/basket/", {"id": [first, second], "into": before})
        assert carried(answer["Location"]) == [third, first, second]
        assert f"note.{third}=mine" in answer["Location"]


def test_a_long_list_is_kept_behind_a_short_address(client, entries):
    names = [*ids(entries), *(code(n) for n in range(300))]
    address = sent(client, ids="\n".join(names))
    assert re.fullmatch(r"/basket/[0-9a-z]{26}/", address)
    assert sent(client, ids="\n".join(names)) == address
    text = page_text(client.get(address, headers={"accept-language": "en"}))
    assert "4 entries" in text and "300 lines without a valid id" in text
    assert "?page=2" in text or "page=2" in text
    key = address.split("/")[2]
    other = sent(client, list=key, remove=names[0])
    assert other != address and shown(client, address)[0] == "Entry 0"
    assert shown(client, other)[0] == "Entry 1"


def test_five_thousand_ids_are_a_list_and_no_more(client, entries):
    names = [*ids(entries), *(code(n) for n in range(baskets.MAX_BASKET_ENTRIES))]
    address = sent(client, ids="\n".join(names))
    assert len(Basket.objects.get().lines) == baskets.MAX_BASKET_ENTRIES
    found = json.loads(client.get(f"{address}export.json").getvalue())
    assert [row["title"] for row in found] == [entry.title for entry in entries]
    last = page_text(client.get(address, {"page": 50}))
    assert last.count('name="remove"') == 100


def test_notes_of_other_pages_stay(client):
    names = [code(n) for n in range(150)]
    made = baskets.build_contents(names, {names[140]: "far away"})
    page = page_text(client.get("/basket/?" + made.to_query()))
    pairs = re.findall(r'<input type="hidden" name="(\S+)" value="([^"]*)">', page)
    fields: dict[str, list[str]] = {}
    for name, value in pairs:
        fields.setdefault(name, []).append(value)
    address = sent(client, **fields, up=names[1])
    assert dict(parse_qsl(urlsplit(address).query))[f"note.{names[140]}"] == "far away"
    assert len(carried(address)) == 150


@pytest.mark.parametrize("suffix", list(LIST_FORMATS))
def test_every_file_holds_the_list_in_its_order(client, entries, suffix):
    wanted = [entries[2], entries[0]]
    made = baskets.build_contents(ids(wanted), {wanted[0].id_code: "my note"})
    direct = client.get(f"/basket/export.{suffix}?{made.to_query()}")
    assert direct.status_code == 200
    assert direct["Content-Type"] == LIST_FORMATS[suffix].media_type
    text = read_file_text(direct)
    is_sorted = suffix == "txt"  # APA sorts by title
    assert (text.index("Entry 0") < text.index("Entry 2")) == is_sorted
    kept = client.get(f"/basket/{baskets.save_basket(made)}/export.{suffix}")
    assert read_file_text(kept) == text or suffix == "ics"
    if suffix not in ("ics", "wiki.txt"):
        assert "my note" in text


def test_the_notes_reach_a_reference_manager(client, entries):
    first = entries[0].id_code
    query = baskets.build_contents([first], {first: "p. 3, the figure"}).to_query()
    (row,) = rispy.loads(client.get(f"/basket/export.ris?{query}").getvalue().decode())
    assert row["notes"][0] == "p. 3, the figure"


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/basket/0000000000000000/", 404),
        ("/basket/x/", 404),
        ("/basket/x/export.ris", 404),
        ("/basket/export.docx", 404),
        ("/basket/?style=none", 400),
        ("/basket/export.txt?style=none", 400),
        ("/basket/?page=x&id=a", 200),
        ("/basket/?page=99999&id=a", 200),
        ("/basket/?id=&id=%00&id=%20", 200),
        ("/basket/?note.x=y&note.=z&title=%00", 200),
    ],
)
def test_bad_input_gets_a_page(client, address, status):
    assert client.get(address).status_code == status


def test_a_form_of_another_site_changes_nothing(client, entries):
    answer = client.post(
        "/basket/",
        {"id": ids(entries), "keep": "1"},
        headers={"sec-fetch-site": "cross-site"},
    )
    assert answer.status_code == 403 and not Basket.objects.exists()


def test_a_full_shelf_is_told_and_the_list_is_still_there(client, entries, monkeypatch):
    monkeypatch.setattr(baskets, "MAX_NEW_BASKETS_A_DAY", 0)
    answer = client.post(
        "/basket/", {"id": ids(entries), "keep": "1"}, headers={"accept-language": "en"}
    )
    assert answer.status_code == 503
    assert "save more baskets today" in page_text(answer)
    assert "Entry 3" in page_text(answer)


def test_a_form_that_is_far_too_long_is_not_read(client):
    assert client.post("/basket/", {"ids": "x " * 1_100_000}).status_code == 413


ID = code(1)
LONG_BASKETS = [
    "/basket/?" + "&".join(f"id={code(n)}" for n in range(first, first + 4_000))
    for first in range(0, 20_000, 4_000)
]
COSTLY = {
    "ids": {"ids": f"{ID} " * 150_000},
    "letters": {"ids": "a " * 900_000},
    "links": {"ids": "/entries/a" * 120_000},
    "a basket's link": {"ids": "/basket/?" + f"id={ID}&" * 100_000},
    "baskets' links": {"ids": " ".join(LONG_BASKETS)},
    "marked": {"into": f"{ID} " * 150_000, "id": ID},
    "fields": {"id": [ID] * 15_000},
    "more fields": {"id": [ID] * 150_000},
}


@pytest.mark.parametrize("fields", COSTLY.values(), ids=COSTLY)
def test_more_ids_than_a_basket_takes_are_refused_before_they_are_read(client, fields):
    sent_form = urlencode(fields, doseq=True)
    began = time.thread_time()
    answer = client.post(
        "/basket/",
        sent_form,
        content_type="application/x-www-form-urlencoded",
        headers={"accept-language": "en"},
    )
    assert time.thread_time() - began < 1
    assert answer.status_code == 400 and not Basket.objects.exists()
    assert "up to 10,000 ids at once" in page_text(answer)


def test_search_and_entry_lead_to_a_basket(client, entries):
    text = page_text(client.get("/articles/"))
    assert f'name="id" value="{entries[0].id_code}" form="pick"' in text
    assert '<form class="picking" id="pick" action="/basket/">' in text
    page = page_text(client.get(entries[0].get_absolute_url()))
    assert f'href="/basket/?id={entries[0].id_code}"' in page


def test_a_style_that_numbers_numbers_the_list(client, entries, monkeypatch):
    first, second, third = (entry.id_code for entry in entries[:3])
    lost = code(77)
    query = f"id={first}&id={lost}&id={second}&id={third}&style=iso690"
    text = client.get(f"/basket/export.txt?{query}").getvalue().decode()
    assert re.findall(r"(?m)^(\d+)\. ", text) == ["1", "2", "3"]
    monkeypatch.setattr("archive.web.baskets.basket_pages.LINES_PER_PAGE", 2)
    page = page_text(client.get(f"/basket/?{query}&page=2"))
    assert re.findall(r'<p class="reference">(\d+)\. ', page) == ["2", "3"]
    assert "follow the order of your basket" in page


@pytest.mark.parametrize("suffix", ["txt", "json", "jsonl", "csv", "ris", "csl.json"])
def test_a_longer_list_asks_no_more_questions(client, suffix):
    """Who asks the database once an entry is slow at ten thousand."""

    def asked(number):
        made = [
            published(make_article(title=f"One of {number}")) for _ in range(number)
        ]
        query = "&".join(f"id={entry.id_code}" for entry in made)
        with CaptureQueriesContext(connection) as seen:
            client.get(f"/basket/export.{suffix}?{query}").getvalue()
        return len(seen)

    assert asked(3) == asked(9)
