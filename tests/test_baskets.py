"""Lists of entries: read from anything, changed into others, kept within bounds."""

from __future__ import annotations

import pytest

from archive import baskets
from archive.models import Basket
from archive.text import idcodes


def code(number):
    body = "".join(idcodes.ID_ALPHABET[number >> 5 * n & 31] for n in range(7))
    return body + idcodes.check_character(body)


ONE, TWO, THREE = (code(n) for n in (1, 2, 3))


def names(made):
    return [line.name for line in made.lines]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"{ONE}\n{TWO}", [ONE, TWO]),
        (f"{ONE}, {TWO}; ({THREE})", [ONE, TWO, THREE]),
        (idcodes.format_id_code(ONE), [ONE]),
        (f"https://archive.example/entries/{ONE}", [ONE]),
        (f"https://archive.example/entries/{ONE}/v2/#p3", [ONE]),
        (f"<http://x.example/entries/{ONE}.ris>", [ONE]),
        (f"https://archive.example/articles/{ONE}/some-slug/", [ONE]),
        (f"https://archive.example/basket/?id={ONE}&id={TWO}&note.{ONE}=x", [ONE, TWO]),
        (f"{ONE} {ONE}", [ONE]),
        ("nonsense", ["nonsense"]),
        ("", []),
        (" \n ", []),
    ],
)
def test_ids_are_found_in_what_is_pasted(text, found):
    assert names(baskets.build_contents(baskets.read_pasted_ids(text)[0])) == found


@pytest.mark.django_db
def test_a_list_comes_back_from_its_address(client):
    made = baskets.build_contents([TWO, ONE, "x"], {ONE: "a & b = c\n社会"}, "My list")
    request = client.get("/basket/?" + made.to_query()).wsgi_request.GET
    notes = {ONE: request[f"note.{ONE}"]}
    assert (
        baskets.build_contents(request.getlist("id"), notes, request["title"]) == made
    )
    assert made.lines[1].note == "a & b = c 社会"


@pytest.mark.parametrize(
    ("name", "by", "order"),
    [
        (TWO, -1, [TWO, ONE, THREE]),
        (TWO, 1, [ONE, THREE, TWO]),
        (ONE, -1, [ONE, TWO, THREE]),
        (THREE, 1, [ONE, TWO, THREE]),
        ("other", 1, [ONE, TWO, THREE]),
        ("", 1, [ONE, TWO, THREE]),
    ],
)
def test_a_line_moves_up_and_down(name, by, order):
    assert (
        names(baskets.build_contents([ONE, TWO, THREE]).with_line_moved(name, by))
        == order
    )


def test_a_list_has_an_end_and_says_what_is_left_out():
    made = baskets.build_contents(
        code(n) for n in range(baskets.MAX_BASKET_ENTRIES + 7)
    )
    assert len(made.lines) == baskets.MAX_BASKET_ENTRIES and made.too_many == 7


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a" * 200, "a" * 200),
        ("a" * 201, "a" * 200),
        ("a" * 199 + " b", "a" * 199),  # no blank at the end where it is cut
        (" a\n\tb\0c ", "a b c"),
        (" ", ""),
    ],
)
def test_a_title_is_one_line_of_200_characters(text, line):
    assert baskets.build_contents([ONE], title=text).title == line


def test_an_address_carries_so_many_and_so_long():
    assert baskets.build_contents(code(n) for n in range(200)).fits_in_url
    assert not baskets.build_contents(code(n) for n in range(201)).fits_in_url
    notes = {code(n): "社" * 500 for n in range(20)}
    assert not baskets.build_contents(notes, notes).fits_in_url


@pytest.mark.django_db
def test_lists_are_pasted_with_their_notes():
    made = baskets.build_contents([ONE, TWO], {TWO: "a, b & (c)"})
    key = baskets.save_basket(made)
    for address in (
        f"https://x.example/basket/{key}/",
        f"/basket/?{made.to_query()}&style=x",
    ):
        found, notes = baskets.read_pasted_ids(f"{THREE} {address}")
        assert found == [THREE, ONE, TWO] and notes[TWO] == "a, b & (c)"


@pytest.mark.django_db
def test_few_lists_are_read_into_another_and_each_once(django_assert_num_queries):
    keys = [baskets.save_basket(baskets.build_contents([code(n)])) for n in range(12)]
    named = [f"/basket/{key}/" for key in keys]
    with django_assert_num_queries(1):
        assert baskets.read_pasted_ids(f"{named[0]} " * 500)[0] == [code(0)]
    with django_assert_num_queries(10):
        found, _notes = baskets.read_pasted_ids(" ".join(named))
    assert found == [*map(code, range(10)), *named[10:]]


@pytest.mark.django_db
def test_a_kept_list_comes_back_and_the_same_list_has_the_same_key():
    made = baskets.build_contents([ONE, "x"], {ONE: "note", "x": "y"}, "Title")
    key = baskets.save_basket(made)
    assert baskets.load_basket(key) == made
    assert baskets.save_basket(made) == key and Basket.objects.count() == 1
    assert baskets.save_basket(made.with_line_moved(ONE, 1)) != key
    assert baskets.load_basket("0" * 16) is None


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("bound", "value"), [("MAX_NEW_BASKETS_A_DAY", 1), ("MAX_SAVED_BASKET_BYTES", 30)]
)
def test_no_more_is_kept_than_there_is_room_for(monkeypatch, bound, value):
    first = baskets.build_contents([ONE])
    key = baskets.save_basket(first)
    monkeypatch.setattr(baskets, bound, value)
    with pytest.raises(baskets.BasketsFullError):
        baskets.save_basket(baskets.build_contents([TWO]))
    assert baskets.save_basket(first) == key


def test_nobody_guesses_the_key_of_a_list():
    keys = [baskets._basket_key(f"list {n}") for n in range(2_000)]
    assert len(set(keys)) == 2_000
    # Each letter is one of 32, and each of them comes at each place.
    for place in zip(*keys, strict=True):
        assert len(set(place)) == 32
    assert 5 * len(keys[0]) >= 128


@pytest.mark.django_db
def test_a_list_keeps_the_shorter_key_that_it_was_given(client):
    made = baskets.build_contents([ONE])
    Basket.objects.create(key="0123456789abcdef", lines=[[ONE, ""]], size=9)
    assert baskets.load_basket("0123456789abcdef") == made
    assert baskets.read_carried_basket("0123456789abcdef") == made
    linked = "https://x.example/basket/0123456789abcdef/"
    assert baskets.read_pasted_ids(linked)[0] == [ONE]
    assert client.get("/basket/0123456789abcdef/").status_code == 200


def test_a_key_tells_nothing_of_the_list(settings):
    before = baskets._basket_key("list")
    settings.SECRET_KEY = "another"
    assert baskets._basket_key("list") != before
