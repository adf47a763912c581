"""An editor brings a bibliography into the intake and chooses its sources."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from archive.editorial import undo_import_run
from archive.importers import intakes
from archive.models import Entry, Intake, Source
from tests.factories import make_source, make_user

pytestmark = pytest.mark.django_db
RIS = """TY  - RPRT
TI  - Cameras at School
AU  - Muster, Anna
DA  - 2019/02/20/
DO  - 10.1234/abc
ER  -
TY  - ELEC
TI  - A Law on Faces
UR  - https://example.org/law
DA  - the day before
ER  -
TY  - ELEC
TI  - A law on faces!
UR  - http://example.org/law
ER  -
"""


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


def add_bibliography(client, content=RIS):
    client.post(
        "/desk/intake/new/", {"file": SimpleUploadedFile("b.ris", content.encode())}
    )
    intake = Intake.objects.latest("pk")
    return intake, f"/desk/intake/{intake.pk}/"


def list_chosen(answer):
    """The numbers that the page has checked."""
    boxes = re.findall(r"<input[^>]*name=.row.[^>]*>", answer.content.decode())
    return [re.search(r'value="(\d+)"', box)[1] for box in boxes if "checked" in box]


@pytest.mark.only_on_sqlite("the page")
def test_sources_are_proposed_and_none_is_saved_before_somebody_confirms(carla):
    intake, path = add_bibliography(carla)
    page = carla.get(path).content.decode()
    assert "Cameras at School" in page and "20 February 2019" in page
    assert "https://doi.org/10.1234/abc" in page
    assert "understand the date “the day before”" in page
    assert intake.name == "Cameras at School and 2 more"
    assert not Entry.objects.exists()


def test_what_the_file_names_twice_is_chosen_once(carla):
    _intake, path = add_bibliography(carla)
    answer = carla.get(path)
    assert "The same as number 2 of this file." in answer.content.decode()
    carla.post(path, {"row": list_chosen(answer)})
    titles = Source.objects.order_by("pk").values_list("title", flat=True)
    assert list(titles) == ["Cameras at School", "A Law on Faces"]


@pytest.mark.only_on_sqlite("the page")
def test_one_source_is_chosen_of_three_and_is_the_editors_draft(carla):
    intake, path = add_bibliography(carla)
    assert carla.post(path, {"row": "1"}).status_code == 302
    source = Source.objects.get()
    assert (source.title, source.creator) == ("Cameras at School", "Anna Muster")
    assert (source.source_kind, source.date) == ("report", "2019-02-20")
    assert source.original_url == "https://doi.org/10.1234/abc"
    assert (source.status, source.created_by.username) == ("draft", "carla")
    intake.refresh_from_db()
    assert intake.state == "accepted"
    assert "Cameras at School" in carla.get(path).content.decode()
    assert intakes.load_original(intake) == RIS.encode()


@pytest.mark.parametrize(
    "held",
    [
        {"title": "Something else", "original_url": "http://www.doi.org/10.1234/abc"},
        {"title": "CAMERAS AT SCHOOL", "original_url": ""},
    ],
)
def test_a_source_that_the_archive_has_is_told_and_not_chosen(held):
    emma = enter("emma", "editor")
    held = {**held, "original_url": held["original_url"].replace("www.", "")}
    make_source(**held)
    _intake, path = add_bibliography(emma)
    answer = emma.get(path)
    assert "The archive has it" in answer.content.decode()
    assert list_chosen(answer) == ["2"]


@pytest.mark.only_on_sqlite("the page")
def test_a_contributor_learns_nothing_of_a_source_they_may_not_see(carla):
    make_source(title="Cameras at School", audience="editors")
    _intake, path = add_bibliography(carla)
    assert "The archive has it" not in carla.get(path).content.decode()


def test_an_address_that_no_form_takes_is_told_and_nothing_is_saved(carla):
    intake, path = add_bibliography(carla, RIS.replace("example.org/law", "exa_mple/l"))
    answer = carla.post(path, {"row": ["1", "2"]})
    assert answer.status_code == 400
    assert "A Law on Faces" in answer.content.decode()
    assert not Source.objects.exists()
    intake.refresh_from_db()
    assert intake.state == "waiting"


@pytest.mark.only_on_sqlite("the page")
def test_choosing_none_is_refused_and_the_intake_waits(carla):
    intake, path = add_bibliography(carla)
    answer = carla.post(path, {"csrfmiddlewaretoken": "x"})
    assert answer.status_code == 400
    assert "Choose the sources to be added" in answer.content.decode()
    intake.refresh_from_db()
    assert intake.state == "waiting"


def test_two_confirmations_give_one_set_of_sources(carla):
    _intake, path = add_bibliography(carla)
    carla.post(path, {"row": "1"})
    carla.post(path, {"row": "1"})
    assert Source.objects.count() == 1


def test_undoing_the_run_lets_the_bibliography_wait_again(carla):
    intake, path = add_bibliography(carla)
    carla.post(path, {"row": ["1", "2"]})
    intake.refresh_from_db()
    undo_import_run(intake.run, "Too early.")
    assert not Source.objects.exists()
    intake.refresh_from_db()
    assert intake.state == "waiting"


def test_duplicates_of_a_thousand_works_cost_one_query(
    carla, django_assert_num_queries
):
    content = "".join(f"TY  - JOUR\nTI  - T {n}\nER  - \n" for n in range(1_000))
    intake, _path = add_bibliography(carla, content)
    with django_assert_num_queries(1):
        assert len(intakes.build_intake_sources(intake, None)) == 1_000
