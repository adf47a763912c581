"""The public log of corrections."""

import pytest

from archive.editorial import correct, publish, submit, withdraw
from archive.models import Correction
from tests.factories import make_article, make_user, published

pytestmark = pytest.mark.django_db


@pytest.fixture
def corrected():
    """A public article whose correction was published by Dora."""
    anna, dora = make_user("anna", "editor"), make_user("dora", "publisher")
    article = published(make_article(title="Counted wrongly"))
    copy = correct(article, anna)
    Correction.objects.create(entry=copy, was_wrong="<b>742</b>", is_right="724")
    submit(copy, anna)
    return article, copy, dora


def test_a_correction_is_public_from_its_publication_on(client, corrected):
    article, copy, dora = corrected
    assert "742" not in client.get("/corrections/").content.decode()
    publish(copy, dora)
    text = client.get("/corrections/").content.decode()
    assert "&lt;b&gt;742&lt;/b&gt;" in text
    assert article.get_absolute_url() in text
    assert "version 2" in text
    day = Correction.objects.get().at.strftime("%-d %B %Y")
    assert day in text
    # HTML allows no microseconds
    assert f'datetime="{Correction.objects.get().at:%Y-%m-%dT%H:%M:%S}+00:00"' in text


def test_the_log_of_a_withdrawn_entry_is_gone_with_it(client, corrected):
    article, copy, dora = corrected
    publish(copy, dora)
    withdraw(article, dora, "Asked for.")
    text = client.get("/corrections/").content.decode()
    assert "742" not in text
    assert "Counted wrongly" not in text
