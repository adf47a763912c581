"""Words that were public and are no more leave no trace in what readers search."""

from __future__ import annotations

import pytest

from archive import editorial
from archive.models import Entry, OutboxRow, Passage
from archive.search import process_outbox, reindex
from archive.text import idcodes
from tests.across.test_never_there import answers
from tests.factories import make_article, published

pytestmark = pytest.mark.django_db

NAME = "Kamarov"  # two letters from a word that stays public
MANY = "+".join(f"word{letter}" for letter in "abcdefghijklmnopqrstuvwxyzäöü")
DOORS = (
    "/search/?q=Kamarev",
    "/search/?q=Kamerov",
    f"/search/?q={NAME}",
    f"/search/?q={NAME}+{MANY}",
    f"/search/?q={NAME}+OR+gate+OR+market",
    f"/search/?q={NAME}&expand=0",
    "/search/?q=Kamar*",
    "/search/?q=gate+market+cameras",
    "/search/?q=who+watches+the+gate+of+the+market",
    "/search/?q=market+OR+gate",
    f"/quotations/?q=The+cameras+of+{NAME}+watch+the+gate",
)


def write_articles():
    """Public articles of which each word is in some, so that its rarity counts."""
    texts = [
        "Kamerow watches the gate. " + MANY.replace("+", " "),
        "The gate of the market is watched by cameras at night.",
        "A market without a gate has no cameras, says the guard.",
        "The gate was shut; the gate was opened; nobody watched it.",
        "The market, the market, the market and nothing else.",
    ]
    made = []
    for text in texts:
        article = make_article(title=text.split(".")[0][:40], language="en")
        Passage.objects.create(
            article=article, anchor="p1", position=1, verbatim=text, language="en"
        )
        made.append(published(article))
    OutboxRow.objects.add([one.pk for one in made])
    reindex()
    return made


def write_about_kamarov():
    article = make_article(
        title=f"{NAME} and the market",
        language="en",
        id_code=idcodes.new_id_code(),
        lead=f"{NAME} bought cameras for the market, the market and the market. " * 3,
    )
    entry = published(article)
    OutboxRow.objects.add([entry.pk])
    reindex()  # in the files that all others are in
    return entry


def compare(client, doors, before, after_change):
    read = answers(client, doors)
    assert [door for door in doors if read[door] != before[door]] == [], after_change


def test_a_search_tells_nothing_of_the_words_of_an_entry_that_is_gone(client, dora):
    articles = write_articles()
    doors = [*DOORS, *(one.get_absolute_url() for one in articles)]
    before = answers(client, doors)
    gone = write_about_kamarov()
    assert answers(client, doors) != before
    editorial.withdraw(gone, dora, "Asked for.")
    process_outbox()
    compare(client, doors, before, "withdrawn")


def test_a_search_tells_nothing_of_words_that_are_withheld(client, dora):
    write_articles()
    entry = write_about_kamarov()
    editorial.redact_words(entry, dora, NAME, "Asked for.")
    process_outbox()
    with_trace = answers(client, DOORS)
    reindex()  # an index that never had them
    compare(client, DOORS, with_trace, "built anew")
    assert Entry.objects.public().filter(pk=entry.pk).exists()
