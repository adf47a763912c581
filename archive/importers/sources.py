"""Sources as a bibliography proposes them, and saved once an editor confirms."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from archive.editorial import find_duplicate_works, record_revision
from archive.models import Entry, ImportedFile, ImportRun, Intake, Source, User
from archive.text import dates
from archive.text.addresses import is_web_url, make_address_key
from archive.text.languages import LANGUAGE_TAG

from .articles.draft import ImportProblem
from .extraction.bibliographies.listed_work import ListedWork, build_doi_address

SOURCE_KINDS = {
    "article-newspaper": "web_page",
    "article-magazine": "web_page",
    "webpage": "web_page",
    "post-weblog": "web_page",
    "post": "social_post",
    "report": "report",
    "pressrelease": "press_release",
    "legislation": "law",
    "bill": "law",
    "legal_case": "judgment",
    "dataset": "dataset",
    "map": "map",
    "graphic": "photograph_series",
    "interview": "interview",
    "personal_communication": "interview",
}
_KINDS_OF_GENRES = {
    "press release": "press_release",
    "medienmitteilung": "press_release",
    "pressemitteilung": "press_release",
    "新闻稿": "press_release",
    "leak": "leak",
}
_LANGUAGE_NAMES = {
    "english": "en",
    "american": "en-US",
    "british": "en-GB",
    "german": "de",
    "ngerman": "de",
    "deutsch": "de",
    "nswissgerman": "de-CH",
    "naustrian": "de-AT",
    "chinese": "zh",
    "中文": "zh",
    "french": "fr",
    "italian": "it",
    "spanish": "es",
    "russian": "ru",
    "japanese": "ja",
}


@dataclass
class SourceDraft:
    """A source as read from a bibliography; `number` counts from 1 in its order.

    `addresses` are all that name the work; `same` the entries that the archive has of
    it, and `repeats` the number of the same work before it in the file, or 0.
    """

    number: int
    title: str
    source_kind: str
    creator: str = ""
    publisher: str = ""
    date: str = ""
    language: str = "und"
    original_url: str = ""
    notes: list[str] = field(default_factory=list)
    addresses: list[str] = field(default_factory=list)
    same: list[Entry] = field(default_factory=list)
    repeats: int = 0

    @property
    def kind_label(self) -> str:
        """What the desk calls its type."""
        return str(Source.SourceKind(self.source_kind).label)

    @property
    def date_in_words(self) -> str:
        """The date as the desk shows it, or ''."""
        if not self.date:
            return ""
        return dates.parse_edtf(self.date).display(get_language() or "en")

    @property
    def is_new(self) -> bool:
        """Whether neither the archive nor the file has it before."""
        return not self.same and not self.repeats


def build_source_drafts(
    works: Sequence[ListedWork], seen_by: User | None
) -> list[SourceDraft]:
    """The sources that works give, with what the archive has of them, as far as
    `seen_by` may see it; one query."""
    drafts = [_build_draft(number, work) for number, work in enumerate(works, start=1)]
    named = [(draft.title, draft.addresses) for draft in drafts]
    first: dict[str, int] = {}
    for draft, same in zip(drafts, find_duplicate_works(named, seen_by), strict=True):
        draft.same = same
        title = "".join(filter(str.isalnum, draft.title.casefold()))
        keys = [*map(make_address_key, draft.addresses), f"{title} {draft.date[:4]}"]
        draft.repeats = min((first[key] for key in keys if key in first), default=0)
        first |= {key: draft.number for key in keys if key not in first}
    return drafts


def save_sources(
    drafts: Sequence[SourceDraft], intake: Intake, importer: str, by: User | None
) -> ImportRun:
    """Save drafts of sources as one run; all or nothing."""
    with transaction.atomic():
        user = by or User.objects.get_system_account("import")
        run = ImportRun.objects.create(at=timezone.now(), by=user, importer=importer)
        outcome = []
        for draft in drafts:
            source = Source(
                title=draft.title,
                source_kind=draft.source_kind,
                creator=draft.creator,
                publisher=draft.publisher,
                date=draft.date,
                language=draft.language,
                original_url=draft.original_url,
            )
            _refuse_invalid(source)
            source.save()
            Entry.objects.filter(pk=source.pk).update(created_by=user)
            record_revision(source, "import", user)
            run.entries.add(source.pk)
            outcome.append(
                {"line": draft.number, "is": "source", "anchor": source.id_code}
            )
        ImportedFile.objects.create(
            run=run,
            file_name=intake.file_name or f"{intake.way}-{intake.pk}",
            sha256=intake.sha256,
            outcome=outcome,
        )
    return run


def _refuse_invalid(source: Source) -> None:
    """Raise `ImportProblem`, which names the source, for what no form would take."""
    source.derive_columns()
    try:
        source.full_clean()
    except ValidationError as error:
        told = " ".join(error.messages)
        raise ImportProblem(f"“{source.title[:80]}”: {told}") from error


def _build_draft(number: int, work: ListedWork) -> SourceDraft:
    doi_address = build_doi_address(work.doi)
    given = work.url if is_web_url(work.url) else ""
    draft = SourceDraft(
        number,
        work.title[:400],
        _find_kind(work),
        creator=work.creator[:200],
        publisher=work.publisher[:200],
        language=_find_language(work.language),
        original_url=(doi_address or given)[:1000],
        addresses=[url for url in dict.fromkeys((doi_address, given)) if url],
    )
    _read_date(draft, work.date)
    _note_losses(draft, work)
    return draft


def _find_kind(work: ListedWork) -> str:
    genre = work.genre.casefold()
    kind = _KINDS_OF_GENRES.get(genre) or SOURCE_KINDS.get(work.type, "document")
    is_on_paper = kind == "web_page" and not work.url and not work.doi
    return "document" if is_on_paper else kind


def _find_language(name: str) -> str:
    named = _LANGUAGE_NAMES.get(name.casefold())
    return named or (
        name if LANGUAGE_TAG.fullmatch(name) and len(name) <= 16 else "und"
    )


def _read_date(draft: SourceDraft, text: str) -> None:
    if not text:
        return
    try:
        draft.date = dates.parse_typed_date(text, draft.language).text
    except dates.DateError:
        note = _("We don't understand the date “%(date)s”, so the source is undated.")
        draft.notes.append(note % {"date": text[:60]})


def _note_losses(draft: SourceDraft, work: ListedWork) -> None:
    if work.url and not draft.addresses:
        note = _("“%(url)s” is not a web address, so we leave it out.")
        draft.notes.append(note % {"url": work.url[:120]})
    cut = len(work.title) > 400 or max(len(work.creator), len(work.publisher)) > 200
    if cut:
        draft.notes.append(_("Too long for one field: cut. The file has all of it."))
