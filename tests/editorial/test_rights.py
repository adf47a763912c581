"""Who may call which verb in which state: the whole table."""

import itertools
import re

import pytest
from django.conf import settings

from archive.editorial import RIGHTS, EditorialError, has_right, require_right
from archive.models import User
from tests.factories import make_article, make_user, published

pytestmark = pytest.mark.django_db

# who: o own contributor, e editor, p publisher
TABLE = {
    ("view", "draft"): "oep",
    ("view", "in_review"): "oep",
    ("view", "published"): "ep",
    ("view", "withdrawn"): "ep",
    ("edit", "draft"): "oep",
    ("edit", "in_review"): "ep",
    ("submit", "draft"): "oep",
    ("send_back", "in_review"): "oep",
    ("discard", "draft"): "oep",
    ("publish", "in_review"): "p",
    ("correct", "published"): "ep",
    ("withdraw", "published"): "p",
    ("capture", "draft"): "oep",
    ("capture", "in_review"): "ep",
    ("capture", "published"): "ep",
    ("comment", "draft"): "oep",
    ("comment", "in_review"): "oep",
    ("schedule", "draft"): "oep",
    ("schedule", "in_review"): "ep",
    ("assign", "draft"): "ep",
    ("assign", "in_review"): "ep",
    ("merge", "draft"): "p",
    ("merge", "in_review"): "p",
    ("merge", "published"): "p",
    ("open_capture", "draft"): "ep",
    ("open_capture", "in_review"): "ep",
    ("open_capture", "published"): "ep",
}
VERBS = sorted({verb for verb, _state in TABLE})
STATES = ("draft", "in_review", "published", "withdrawn")


def in_state(state, **fields):
    article = make_article(**fields)
    if state in ("published", "withdrawn"):
        published(article)
    article.status = state
    return article


WRITTEN = {
    "edit": ("edit",),
    "submit, discard": ("submit", "discard"),
    "send back": ("send_back",),
    "publish": ("publish",),
    "correct": ("correct",),
    "withdraw": ("withdraw",),
    "merge with another entry, take that back": ("merge",),
    "add a capture": ("capture",),
    "comment": ("comment",),
    "set the embargo": ("schedule",),
    "assign a reviewer": ("assign",),
    "release a capture, or the checksum of an original": ("open_capture",),
}


def test_the_page_of_the_desk_says_who_may_call_a_verb():
    page = (settings.BASE_DIR / "docs/desk.md").read_text("utf-8")
    _before, _mark, part = page.partition("## Who may do what")
    said = {}
    for line in re.findall(r"(?m)^\| (.+) \|$", part):
        row = line.split(" | ")
        letters = "".join(
            letter for letter, cell in zip("oep", row[2:], strict=True) if cell != "–"
        )
        for verb in WRITTEN.get(row[0], ()):
            for state in row[1].replace("in review", "in_review").split(", "):
                said[verb, state] = letters
    assert said == {key: who for key, who in TABLE.items() if key[0] != "view"}


def test_the_table_names_every_verb_on_an_entry():
    assert set(VERBS) == {verb for verb in RIGHTS if "" not in RIGHTS[verb]}


def test_the_refusal_says_who_may_or_what_is_needed():
    anna = make_user("anna", "editor")
    with pytest.raises(EditorialError, match="who may: publisher"):
        require_right(anna, "publish", in_state("in_review"))
    with pytest.raises(EditorialError, match="Required status: published"):
        require_right(anna, "correct", in_state("draft"))


@pytest.mark.parametrize(("verb", "state"), list(itertools.product(VERBS, STATES)))
def test_a_verb_is_for_these_roles(verb, state):
    carla, anna, dora, adam = (
        make_user(name, role)
        for name, role in (
            ("carla", "contributor"),
            ("anna", "editor"),
            ("dora", "publisher"),
            ("adam", "administrator"),
        )
    )
    own = in_state(state, created_by=carla)
    theirs = in_state(state, created_by=anna)
    allowed = TABLE.get((verb, state), "")
    assert has_right(carla, verb, own) == ("o" in allowed)
    assert not has_right(carla, verb, theirs)
    assert has_right(anna, verb, own) == ("e" in allowed)
    assert has_right(dora, verb, own) == ("p" in allowed)
    assert not has_right(adam, verb, own)


@pytest.mark.parametrize("verb", RIGHTS)
def test_an_account_without_a_role_or_switched_off_may_nothing(verb):
    nobody, gone = make_user("nobody"), make_user("gone", "publisher")
    gone.is_active = False
    entry = None if "" in RIGHTS[verb] else make_article()
    assert not has_right(nobody, verb, entry)
    assert not has_right(gone, verb, entry)


def test_only_an_account_that_nobody_can_enter_signs_for_a_command():
    assert has_right(
        User.objects.get_system_account("import"), "publish", make_article()
    )
    posing = make_user("curation")
    assert not posing.is_system
    assert not has_right(posing, "publish", make_article())
