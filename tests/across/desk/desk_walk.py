"""Each page of the desk as its editors have it, line by line and language by language.

What is sent is rolled back, so that the next language gets the same answer.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import transaction
from django.test import Client

from archive.editorial import correct, record_creation, report_error, submit
from archive.models import (
    Article,
    Event,
    Narrative,
    Outlet,
    Region,
    Source,
    Tag,
    User,
)
from tests.admin.forms import fields
from tests.factories import make_source, make_user
from tests.page_text import list_lines

LANGUAGES = ("en", "de", "zh-hans")
PAGE = Path(__file__).parents[2] / "importers" / "articles" / "pages" / "daily_de.txt"
BASE = "/desk/admin"
KINDS = (Article, Source, Event, Narrative)


@dataclass(frozen=True)
class Visit:
    """A page that is asked for, or what is sent to it, beside what its form has."""

    path: str
    sent: dict[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.path} {self.sent or ''}"


def list_vocabulary_visits() -> Iterator[Visit]:
    """What only an administrator has: accounts, regions, tags, outlets."""
    for model in (User, Region, Tag, Outlet):
        path = f"{BASE}/archive/{model._meta.model_name}"
        yield from (Visit(f"{path}/"), Visit(f"{path}/add/", {"slug": " "}))
        found = model.objects.order_by("pk").first()
        yield Visit(f"{path}/{found.pk}/change/")
    region = Region.objects.filter(level="prefecture").first()
    for verb in ("merge", "recode"):
        yield Visit(f"{BASE}/archive/region/{region.pk}/{verb}/", {"into": ""})
    yield Visit(f"{BASE}/archive/user/{User.objects.first().pk}/password/")


def list_entry_visits(by: User) -> Iterator[Visit]:
    """What a publisher has of entries and story trails."""
    yield from map(Visit, ("/desk/", "/desk/reports/?all=1", f"{BASE}/"))
    yield from map(Visit, ("/desk/entries/all/?q=nichts", "/desk/narratives/"))
    yield Visit(f"{BASE}/password_change/", {"old_password": "wrong"})
    yield Visit("/desk/account/")
    yield Visit("/desk/entries/gaps/", {"tags": "qwertz"})
    draft = make_source(title="甲", created_by=by)
    record_creation(draft, by)
    other = make_source(title="乙")
    record_creation(other, None)
    submit(other, None)
    for kind in KINDS:
        path = f"/desk/{kind._meta.model_name}s"
        found = kind.objects.public().order_by("pk").first()
        yield Visit(f"{path}/new/", {"date": "qwertz"})
        yield Visit(f"{path}/{found.id_code}/")
    yield from list_verb_visits(draft, other, by)


def list_verb_visits(draft: Source, other: Source, by: User) -> Iterator[Visit]:
    """Verbs of entries, as they succeed and as they are refused."""
    source = f"/desk/sources/{draft.id_code}/"
    yield Visit(source, {"title": "甲甲"})
    yield Visit(source, {"seen_edit": "0"})
    yield Visit(source, {"taggings-0-tag": "qwertz", "add_row": "entry_regions"})
    for verb in ("submit", "publish", "discard"):
        yield Visit(f"{source}{verb}/", {"reason": ""})
    yield Visit(f"/desk/sources/{other.id_code}/send_back/", {"reason": ""})
    chosen = {"entry": [draft.pk, other.pk]}
    for verb in ("submit", "publish"):
        yield Visit("/desk/entries/all/", {"verb": verb, **chosen})
    public = Article.objects.public().order_by("pk").first()
    copy = correct(public, by)
    yield from list_story_visits(public, copy)
    original, working = (f"/desk/articles/{e.id_code}/" for e in (public, copy))
    yield Visit(f"{original}withdraw/", {"reason": ""})
    yield Visit(working, {"passages-0-kind": "boilerplate"})
    yield Visit(f"{working}submit/", {"reason": ""})
    yield Visit(f"{original}captures/", {"url": "x"})
    yield Visit(f"{original}redactions/", {"words": ""})
    yield Visit("/desk/intake/?state=dismissed")
    yield Visit("/desk/intake/new/", {"text": PAGE.read_text("utf-8")})
    yield Visit("/desk/intake/new/", {"text": "\0"})
    report = report_error(public, "丙", "0" * 64)
    yield Visit(f"/desk/reports/{report.pk}/", {"answer": ""})


def list_story_visits(public: Article, copy: Article) -> Iterator[Visit]:
    """The story of a public article and of its correction, with right and wrong
    entries."""
    yield Visit(f"/desk/stories/{public.id_code}/")
    story = f"/desk/stories/{copy.id_code}/"
    wrong = {"more_regions": "乙", "more_tags": "乙", "outlet": "乙", "date": "qwertz"}
    yield Visit(story, wrong)
    yield Visit(story, {"event-0-title": "甲", "source-0-existing": "乙"})
    yield Visit(story, {"event-0-title": "甲", "verb": "submit", "fill_captions": "on"})


class DeskWalk:
    """The lines of each page, by visit and language."""

    def __init__(self) -> None:
        self.lines: dict[str, dict[str, list[str]]] = {}
        publisher = make_user("卫", "publisher")
        self._walk(make_user("董", "administrator"), list_vocabulary_visits())
        self._walk(publisher, list_entry_visits(publisher))

    def _walk(self, user: User, visits: Iterator[Visit]) -> None:
        client = Client()
        client.force_login(user)
        for visit in visits:
            form = fields(client.get(visit.path)) if visit.sent else {}
            self.lines[str(visit)] = {
                language: self._read(client, visit, form, language)
                for language in LANGUAGES
            }

    def _read(
        self, client: Client, visit: Visit, form: dict[str, Any], language: str
    ) -> list[str]:
        headers = {"accept-language": language}
        if not visit.sent:
            answer = client.get(visit.path, headers=headers)
        else:
            sent = {**form, **visit.sent}
            with transaction.atomic():
                answer = client.post(visit.path, sent, headers=headers, follow=True)
                transaction.set_rollback(True)
        assert answer.status_code in (200, 400, 409), visit
        return list_lines(answer.content.decode())
