"""An editor puts right how a page was read, segment by segment."""

import pytest
from django.test import Client

from archive.importers import intakes
from archive.models import Article, Intake, Photo
from tests.admin.forms import fields
from tests.factories import make_user

pytestmark = pytest.mark.django_db
PAGE = """Stadt kauft Kameras
Von Anna Beispiel
20. Februar 2019
Die Stadt hat neue Kamras gekauft, wie am Mittwoch bekannt wurde.
Sie sollen an jeder Kreuzung stehen und alles aufzeichnen, was geschieht.
Eine Kamera an einem Mast. Bild: dpa
"""
TITLE, BYLINE, DATE, LEAD, BODY, CAPTION = range(6)


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


def enter(name, role):
    client = Client()
    client.force_login(make_user(name, role))
    return client


@pytest.fixture
def carla():
    return enter("carla", "contributor")


@pytest.fixture
def path(carla):
    carla.post("/desk/intake/new/", {"text": PAGE})
    return f"/desk/intake/{Intake.objects.get().pk}/segments/"


def send(client, path, **sent):
    """Send the page as it is, with changes: `kind_3="lead"` is of the fourth row."""
    changed = {
        (f"row-{name.rpartition('_')[2]}-{name.rpartition('_')[0]}")
        if name[-1].isdigit()
        else name: value
        for name, value in sent.items()
    }
    return client.post(path, {**fields(client.get(path)), **changed})


def shown(client, path):
    """The kind and text of each row."""
    sent = fields(client.get(path))
    count = int(sent["rows"])
    return [(sent[f"row-{n}-kind"], sent[f"row-{n}-text"]) for n in range(count)]


def confirm(client):
    """Save the draft; the article."""
    page = f"/desk/intake/{Intake.objects.get().pk}/"
    answer = client.post(page, fields(client.get(page)))
    assert answer.status_code == 302, answer.content.decode()
    return Article.objects.get()


@pytest.mark.only_on_sqlite("the form")
def test_every_piece_of_the_page_is_a_row(carla, path):
    assert [kind for kind, _text in shown(carla, path)] == [
        "title",
        "byline",
        "date",
        "paragraph",
        "paragraph",
        "caption",
    ]


def test_a_changed_kind_is_the_draft_s(carla, path):
    send(carla, path, kind_3="lead", kind_4="quotation")
    article = confirm(carla)
    passages = article.passages.values_list("kind", flat=True)
    assert article.lead.startswith("Die Stadt hat")
    assert list(passages) == ["quotation"]


@pytest.mark.only_on_sqlite("the form")
@pytest.mark.parametrize(
    ("action", "order"),
    [
        ("up-4", [TITLE, BYLINE, DATE, BODY, LEAD, CAPTION]),
        ("down-4", [TITLE, BYLINE, DATE, LEAD, CAPTION, BODY]),
        ("up-0", [TITLE, BYLINE, DATE, LEAD, BODY, CAPTION]),
        ("down-99", [TITLE, BYLINE, DATE, LEAD, BODY, CAPTION]),
        ("nonsense", [TITLE, BYLINE, DATE, LEAD, BODY, CAPTION]),
    ],
)
def test_a_row_is_moved(action, order, carla, path):
    before = shown(carla, path)
    send(carla, path, action=action)
    assert shown(carla, path) == [before[number] for number in order]


@pytest.mark.only_on_sqlite("the form")
def test_a_row_is_joined_with_the_next_and_split_again(carla, path):
    send(carla, path, action="join-3")
    assert len(shown(carla, path)) == 5
    send(carla, path, action="split-3", split_words_3="Sie sollen")
    texts = [text for _kind, text in shown(carla, path)]
    assert texts[LEAD].endswith("bekannt wurde.")
    assert texts[BODY].startswith("Sie sollen")


@pytest.mark.only_on_sqlite("the form")
def test_words_for_a_split_are_not_lost_with_another_button(carla, path):
    send(carla, path, action="save", split_words_4="und alles")
    assert shown(carla, path)[5][1].startswith("und alles")


@pytest.mark.only_on_sqlite("the form")
def test_words_that_are_not_there_stay_in_their_field_with_all_else(carla, path):
    answer = send(
        carla, path, action="split-4", split_words_4="Nirgends", kind_3="heading"
    )
    page = answer.content.decode()
    assert answer.status_code == 400
    assert "first words of the second part" in page
    sent = fields(answer)
    assert (sent["row-4-split_words"], sent["row-3-kind"]) == ("Nirgends", "heading")


def test_what_is_left_out_is_kept_listed_and_not_published(carla, path):
    send(carla, path, left_out_because_4="says nothing")
    assert "1 segment is left out" in carla.get(path).content.decode()
    article = confirm(carla)
    left = article.passages.exclude(left_out_because="").get()
    assert left.verbatim.startswith("Sie sollen")
    assert left.left_out_because == "says nothing"


def test_an_emendation_says_why_and_keeps_the_printed_text(carla, path):
    right = "Die Stadt hat neue Kameras gekauft, wie am Mittwoch bekannt wurde."
    send(carla, path, reading_3=right)
    page = carla.get(path).content.decode()
    assert "Say why the text is emended." in page
    intake = f"/desk/intake/{Intake.objects.get().pk}/"
    refused = carla.post(intake, fields(carla.get(intake)))
    assert refused.status_code == 400
    assert "not clear yet" in refused.content.decode()
    send(carla, path, emendation_3="misprint")
    passage = confirm(carla).passages.first()
    assert (passage.reading, passage.emendation) == (right, "misprint")
    assert "Kamras" in passage.verbatim
    assert intakes.load_original(Intake.objects.get()) == PAGE.encode()


def test_a_caption_has_its_own_credit_and_emendation(carla, path):
    send(
        carla,
        path,
        credit_5="Foto: afp",
        reading_5="Eine Kamera am Mast.",
        emendation_5="shorter",
    )
    confirm(carla)
    photo = Photo.objects.get()
    assert (photo.credit_line, photo.reading) == ("Foto: afp", "Eine Kamera am Mast.")
    assert photo.caption == "Eine Kamera an einem Mast."


@pytest.mark.only_on_sqlite("the form")
def test_a_reload_shows_what_was_saved_and_reading_again_keeps_it(carla, path):
    send(carla, path, kind_4="heading")
    decide = f"/desk/intake/{Intake.objects.get().pk}/decide/"
    carla.post(decide, {"read": "1"})
    assert shown(carla, path)[BODY][0] == "heading"


@pytest.mark.only_on_sqlite("the form")
def test_the_reading_comes_back_only_by_who_says_so(carla, path):
    send(carla, path, kind_4="heading")
    send(carla, path, action="reset")
    assert shown(carla, path)[BODY][0] == "heading"
    send(carla, path, action="reset", confirm_reset="on")
    assert shown(carla, path)[BODY][0] == "paragraph"


@pytest.mark.only_on_sqlite("the form")
def test_the_text_itself_is_emended_and_not_rewritten(carla, path):
    answer = send(carla, path, text_4="Something else.")
    assert answer.status_code == 400
    assert "Emend it instead" in answer.content.decode()
    assert shown(carla, path)[BODY][1].startswith("Sie sollen")


def test_two_who_arrange_at_once_lose_nothing(carla, path):
    erna = enter("erna", "editor")
    hers = fields(erna.get(path))
    send(carla, path, kind_4="heading")
    answer = erna.post(path, {**hers, "row-4-kind": "quotation"})
    assert answer.status_code == 400
    assert "Somebody else arranged" in answer.content.decode()
    again = fields(answer)
    assert again["row-4-kind"] == "quotation"
    assert shown(carla, path)[BODY][0] == "heading"
    assert erna.post(path, again).status_code == 302
    assert shown(carla, path)[BODY][0] == "quotation"


@pytest.mark.only_on_sqlite("the form")
@pytest.mark.parametrize("rows", ["0", "5", "7", "99999", "x"])
def test_a_wrong_number_of_rows_changes_nothing(rows, carla, path):
    before = shown(carla, path)
    assert send(carla, path, rows=rows).status_code == 400
    assert shown(carla, path) == before


def test_the_intake_of_another_has_no_segments_for_a_contributor(path):
    other = enter("otto", "contributor")
    assert other.get(path).status_code == 404
    assert other.post(path, {"rows": "1", "seen": "0"}).status_code == 404


@pytest.mark.only_on_sqlite("the form")
def test_what_was_decided_on_is_not_arranged(carla, path):
    confirm(carla)
    assert carla.get(path).status_code == 404
