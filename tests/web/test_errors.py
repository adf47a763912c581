"""What is wrong is said, with the status that programs expect."""

from __future__ import annotations

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from archive.filters import ParameterProblem, SearchFilters
from archive.search import SearchUnavailable
from archive.web import errors
from archive.web.search_slots import TooManySearches

pytestmark = pytest.mark.django_db
EXAMPLES = {
    "Accept-Datetime": "Accept-Datetime: Wed, 20 Feb 2019 12:00:00 GMT",
    "from": "from=2018-05",
    "kind": "kind=article",
    "of": "of=record",
    "page": "page=2",
    "passage": "passage=p1",
    "region": "region=CN-XJ",
    "role": "role=about",
    "sort": "sort=added",
    "source": "source=4F7K9T2R",
    "style": "style=apa",
    "tag": "tag=theme/surveillance",
    "to": "to=2019-02-20",
}


def refuse(*names):
    problems = [ParameterProblem(name, "x", f"Wrong {name}.") for name in names]
    return errors.refuse_parameters(problems)


@pytest.mark.parametrize(("name", "example"), [*EXAMPLES.items(), ("other", "")])
def test_a_program_is_told_what_is_wrong_and_what_is_right(name, example):
    answer = refuse(name)
    lines = ["We can't read this address", f"{name}: Wrong {name}."]
    lines += [f"Example: {example}"] if example else []
    assert (answer.status_code, answer["Content-Type"]) == (400, errors.PLAIN_TEXT)
    assert answer.content.decode() == "\n".join(lines) + "\n"


def test_each_problem_has_its_line():
    assert refuse("other", "page", "more").content.decode().splitlines()[1:] == [
        *("other: Wrong other.", "page: Wrong page.", "Example: page=2"),
        "more: Wrong more.",
    ]


@pytest.mark.parametrize(
    ("error", "status", "retry"),
    [
        (None, 200, None),
        (TooManySearches(), 503, str(errors.BUSY_RETRY_AFTER)),
        (SearchUnavailable("x"), 503, "60"),
    ],
)
def test_a_search_that_cannot_be_made_is_told_when_to_come_back(error, status, retry):
    @errors.handle_search_unavailable
    def view(_request, text, *, more):
        if error:
            raise error
        return HttpResponse(text + more)

    answer = view(RequestFactory().get("/"), "a", more="b")
    assert (answer.status_code, answer.headers.get("Retry-After")) == (status, retry)
    assert (answer.content == b"ab") is (error is None)
    assert view.__name__ == "view"


def test_another_error_is_not_hidden():
    @errors.handle_search_unavailable
    def view(_request):
        raise KeyError("x")

    with pytest.raises(KeyError):
        view(RequestFactory().get("/"))


@pytest.mark.parametrize(
    ("render", "status"),
    [
        (lambda request: errors.render_unreadable_address(request, 414), 414),
        (lambda request: errors.render_unreadable_address(request, 400), 400),
        (lambda request: errors.render_wrong_proxy(request, "host"), 400),
        (lambda request: errors.handle_not_found(request, ValueError()), 404),
        (lambda request: errors.render_mistyped_id(request, "x"), 404),
    ],
)
def test_each_page_of_an_error_has_its_status(render, status):
    assert render(RequestFactory().get("/")).status_code == status


def test_a_page_beyond_the_last_leads_to_the_last():
    request = RequestFactory().get("/search/")
    answer = errors.render_page_missing(request, SearchFilters(q="a", page=9), 4)
    assert answer.status_code == 404
    assert 'href="/search/?q=a&amp;page=4"' in answer.content.decode()
    (message,) = errors.ID_MESSAGES[:1]
    mistyped = errors.render_mistyped_id(request, message)
    assert message in mistyped.content.decode()
