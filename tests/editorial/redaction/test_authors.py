"""A name that is withheld is gone from the rows with its parts too."""

import pytest

from archive import editorial
from archive.editorial import (
    INTEGRITY_CHECKS,
    EditorialError,
    ask_erasure,
    confirm_erasure,
    find_words,
    note_account,
    redact_words,
    restore_words,
)
from archive.models import Article, Author, Revision
from tests.factories import make_article, make_user

pytestmark = pytest.mark.django_db
CHAINS = tuple(name for name in INTEGRITY_CHECKS if name not in ("files", "index"))


@pytest.fixture
def dora():
    made = make_user("dora", "publisher")
    note_account(made, "A test.")
    return made


@pytest.fixture
def article(make_once):
    return make_once(make_authored_article)


def make_authored_article():
    made = make_article(byline="Von Dr. Maria Muster und Ben Beispiel", title="Cameras")
    Author.objects.create(entry=made, position=1, family="Muster", given="Maria")
    Author.objects.create(entry=made, position=2, family="Beispiel", given="Ben")
    editorial.record_creation(made, None)
    editorial.submit(made, None)
    editorial.publish(made, None)
    return Article.objects.get(pk=made.pk)


def find_problems():
    return [(name, finding) for name in CHAINS for finding in INTEGRITY_CHECKS[name]()]


def written_everywhere(client, article):
    code = article.id_code
    addresses = [f"/entries/{code}.{s}" for s in ("ris", "bib", "json", "csl.json")]
    addresses += [f"/entries/{code}/v1/record.json", f"/entries/{code}/v1/"]
    addresses += [article.get_absolute_url()]
    return "\n".join(client.get(address).content.decode() for address in addresses)


@pytest.mark.parametrize(
    "words", ["Maria Muster", "Dr. Maria Muster", "Muster"], ids=lambda words: words
)
def test_words_of_a_byline_go_from_the_rows_of_every_version(
    client, article, dora, words
):
    assert "Muster" in written_everywhere(client, article)
    redact_words(article, dora, words, "Asked for.")
    article.refresh_from_db()
    assert "Muster" not in written_everywhere(client, article)
    states = Revision.objects.values_list("state", flat=True)
    assert not any("Muster" in state for state in states)
    assert "Beispiel" in written_everywhere(client, article)
    assert find_problems() == []


@pytest.mark.parametrize(
    ("words", "field", "left"),
    [
        ("Maria Muster", "", ["⟦withheld⟧", "Ben Beispiel"]),
        ("Maria Muster", "byline", ["⟦withheld⟧", "Ben Beispiel"]),
        ("Dr. Maria Muster", "", ["⟦withheld⟧", "Ben Beispiel"]),
        ("Maria", "byline", ["⟦withheld⟧ Muster", "Ben Beispiel"]),
        ("Maria Muster", "title", ["Maria Muster", "Ben Beispiel"]),
    ],
)
def test_a_name_is_withheld_where_the_words_name_it(article, dora, words, field, left):
    Article.objects.filter(pk=article.pk).update(title="Maria Muster")
    redact_words(article, dora, words, "Asked for.", field=field)
    assert list(map(str, Author.objects.order_by("position"))) == left


def test_words_in_another_order_or_in_capitals_name_the_author(dora):
    made = make_article(byline="MUSTER MARIA")
    Author.objects.create(entry=made, family="Muster", given="Maria")
    editorial.record_creation(made, None)
    redact_words(made, dora, "MUSTER MARIA", "Asked for.")
    assert str(Author.objects.get()) == "⟦withheld⟧"


def test_a_withheld_author_is_put_back_to_the_byte(article, dora):
    before = list(Author.objects.order_by("pk").values())
    states = list(Revision.objects.values_list("state", flat=True))
    made = redact_words(article, dora, "Maria Muster", "Asked.", pseudonym="Anna K.")
    assert str(Author.objects.get(position=1)) == "⟦Anna K.⟧"
    restore_words(made, dora, "She agreed.")
    assert list(Author.objects.order_by("pk").values()) == before
    now = list(Revision.objects.order_by("pk").values_list("state", flat=True))
    assert now[: len(states)] == states
    assert find_problems() == []


def test_words_in_the_parts_of_another_entrys_author_stop_an_erasure(article, dora):
    other = make_article(byline="mm", title="Another")
    row = Author.objects.create(entry=other, family="Muster", given="Maria")
    redaction = redact_words(article, dora, "Maria Muster", "Asked for.")
    places = [(p.model, p.key) for p in find_words("Maria Muster")]
    assert places == [("author", row.pk)]
    ask_erasure(redaction, dora)
    emil = make_user("emil", "publisher")
    note_account(emil, "A test.")
    with pytest.raises(EditorialError, match="author"):
        confirm_erasure(redaction, emil)
    row.delete()
    confirm_erasure(redaction, emil)
