"""Drafts saved as records: all or nothing, once for each file and URL."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from archive.editorial import EditorialError, find_duplicates, publish, record_revision
from archive.importers.file_types import WORD_TYPE
from archive.importers.originals import OriginalStore, store_originals
from archive.models import (
    Article,
    Capture,
    Entry,
    ImportedFile,
    ImportRun,
    Passage,
    Photo,
    Placement,
    User,
)
from archive.models.entries.author import make_author
from archive.text import languages

from .draft import ArticleDraft, DuplicateProblem

IMPORT_METHODS = {
    "text/plain": gettext_noop("imported text file"),
    "text/html": gettext_noop("imported web page"),
    "application/pdf": gettext_noop("imported PDF file"),
    WORD_TYPE: gettext_noop("imported Word file"),
    "message/rfc822": gettext_noop("imported e-mail"),
}
PHOTO_TITLES = {
    "de": "Foto {0} von {1}",
    "en": "Photo {0} of {1}",
    "zh": "照片{0}/{1}",
}


# A title is a caption's first sentence, or of a long one what comes before a comma,
# dash or colon: a whole part, so that it does not end amid a name.
MOST_TITLE_CHARACTERS = 120
FIRST_SENTENCE = re.compile(
    r"(.*?\w{4}[\"”»’)]*)[.!?]\s|([^。！？]*)[。！？]", re.DOTALL
)
FIRST_PARTS = re.compile(rf"(.{{20,{MOST_TITLE_CHARACTERS}}})(?:[,;:]| [-–—])\s")
FIRST_CHINESE_PARTS = re.compile(r"(.{8,60})[，；：—]")


def name_photo(caption: str, number: int, total: int, language: str) -> str:
    """The title of a photo of an article: what its caption says first, which is what
    it shows; else its number, in the article's language or in English."""
    text = " ".join(caption.split())
    found = FIRST_SENTENCE.match(text)
    sentence = (found[1] or found[2]) if found else text.rstrip(".")
    if len(sentence) > MOST_TITLE_CHARACTERS:
        cut = FIRST_PARTS.match(sentence) or FIRST_CHINESE_PARTS.match(sentence)
        sentence = cut[1] if cut else ""
    if sentence:
        return sentence
    title = PHOTO_TITLES.get(language.partition("-")[0], PHOTO_TITLES["en"])
    return title.format(number, total)


@dataclass(frozen=True)
class ImportedPage:
    """A file and the draft that an importer made of it."""

    name: str
    content: bytes
    draft: ArticleDraft
    media_type: str = "text/plain"


def save_pages(
    pages: list[ImportedPage],
    importer: str,
    *,
    by: User | None = None,
    release: bool = False,
    again: bool = False,
) -> ImportRun:
    """Save pages as one run, and publish them if `release` is set; all or nothing.

    The run belongs to `by`, who owns the drafts, or else to the system user `import`.
    Publishing raises an `EditorialError` once there is a publisher's account. A file or
    URL that was imported before raises `DuplicateProblem`, unless `again` is set.
    """
    if release and User.objects.publishers().exists():
        raise EditorialError(
            "This site has a publisher: import without --publish, and let them "
            "publish what was imported."
        )
    with store_originals() as store, transaction.atomic():
        user = by or User.objects.get_system_account("import")
        run = ImportRun.objects.create(at=timezone.now(), by=user, importer=importer)
        for page in pages:
            if not again:
                refuse_duplicate(page, by)
            _save_page(page, run, user, store, release=release)
    return run


def refuse_duplicate(page: ImportedPage, by: User | None = None) -> None:
    """Raise `DuplicateProblem` where the file or its URL was imported before, into an
    entry that `by` may see; nobody (a command) sees all."""
    url, sha256 = page.draft.original_url, page.draft.sha256
    duplicate = next(iter(find_duplicates(url, sha256, seen_by=by)), None)
    if duplicate is None:
        return
    is_file = Article.objects.filter(pk=duplicate.pk, sha256=sha256).exists()
    what = "file" if is_file else "address"
    raise DuplicateProblem(
        f"This {what} is there already: {duplicate.id_code_display} "
        f"“{duplicate.title}” ({duplicate.get_status_display()}). "
        "To import it once more, add --again.",
        duplicate.pk,
    )


def _save_page(
    page: ImportedPage,
    run: ImportRun,
    user: User,
    store: OriginalStore,
    *,
    release: bool,
) -> None:
    article = _create_article(page.draft, store.store(page.content))
    Capture.objects.create(
        entry=article,
        url=article.original_url,
        method=IMPORT_METHODS.get(page.media_type, IMPORT_METHODS["text/plain"]),
        media_type=page.media_type,
        size=len(page.content),
        sha256=article.sha256,
        file=article.original_file.name,
    )
    entries: list[Entry] = [*_create_photos(page.draft, article), article]
    Entry.objects.filter(pk__in=[e.pk for e in entries]).update(created_by=user)
    for entry in entries:
        record_revision(entry, "import", user)
    if release:
        publish(article, user, "import")
    run.entries.add(*(entry.pk for entry in entries))
    ImportedFile.objects.create(
        run=run,
        file_name=page.name[:255],
        sha256=article.sha256,
        outcome=[
            {"line": line.number, "is": line.role, "anchor": line.anchor}
            for line in page.draft.lines
        ],
        notes=[*page.draft.warnings, *page.draft.notes],
    )


def _create_article(draft: ArticleDraft, original: str) -> Article:
    article = Article.objects.create(
        title=draft.title,
        kicker=draft.kicker,
        byline=draft.byline,
        date=draft.date,
        lead=draft.lead,
        language=draft.language,
        original_url=draft.original_url,
        original_file=original,
        sha256=draft.sha256,
        text_access=settings.TEXT_ACCESS,
    )
    for number, name in enumerate(draft.authors, start=1):
        make_author(name, number, entry=article).save()
    for number, segment in enumerate(draft.segments, start=1):
        Passage.objects.create(
            article=article,
            anchor=f"p{number}",
            position=number,
            kind=segment.kind,
            verbatim=segment.text,
            reading=segment.reading,
            emendation=segment.emendation,
            language=_passage_language(segment.text, draft.language),
            left_out_because=segment.left_out_because,
        )
    return article


def _passage_language(text: str, article: str) -> str:
    if languages.base_language(article) not in languages.ARCHIVE_LANGUAGES:
        return article
    language = languages.detect_language(text, article)
    return article if language == languages.base_language(article) else language


def _create_photos(draft: ArticleDraft, article: Article) -> list[Photo]:
    photos = []
    for number, caption in enumerate(draft.captions, start=1):
        total, said = len(draft.captions), caption.reading or caption.text
        series = draft.series if caption.in_series else ""
        photo = Photo.objects.create(
            title=name_photo(said, number, total, draft.language),
            caption=caption.text,
            reading=caption.reading,
            emendation=caption.emendation,
            credit_line=caption.credit,
            language=draft.language,
            audience=article.text_access,
        )
        Placement.objects.create(
            article=article,
            photo=photo,
            anchor=f"c{number}",
            position=number,
            series_heading=series,
        )
        photos.append(photo)
    return photos
