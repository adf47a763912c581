"""From a draft to records: all or nothing, once per file."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from archive.editorial import EditorialError, publish, record
from archive.models import Article, Entry, ImportRun, Passage, Photo, Placement, User
from archive.text import languages

from .draft import Draft


@transaction.atomic
def save(draft: Draft, file_name: str, *, release: bool = False) -> Article | None:
    """Save the draft, and publish it if asked; None when the file is there already.

    Published imports are signed by the system user `import`; refused with an
    `EditorialError` once there is a publisher's account.
    """
    if Article.objects.filter(sha256=draft.sha256).exists():
        return None
    publishers = User.objects.filter(is_active=True, groups__name="publisher")
    if release and publishers.exists():
        raise EditorialError("There is a publisher: let them publish the import.")
    user, _new = User.objects.get_or_create(
        username="import", defaults={"is_active": False, "password": "!"}
    )
    article = _article(draft)
    entries: list[Entry] = [*_photos(draft, article), article]
    for entry in entries:
        record(entry, "import", user)
        if release:
            publish(entry, user, "import")
    run = ImportRun.objects.create(
        at=timezone.now(),
        by=user,
        importer="plaintext",
        file_name=file_name[:255],
        sha256=draft.sha256,
        outcome=draft.notes,
    )
    run.entries.set([entry.pk for entry in entries])
    return article


def _article(draft: Draft) -> Article:
    article = Article.objects.create(
        title=draft.title,
        kicker=draft.kicker,
        byline=draft.byline,
        date=draft.date,
        lead=draft.lead,
        language=draft.language,
        sha256=draft.sha256,
        retrieved_at=None,
    )
    for number, segment in enumerate(draft.segments, start=1):
        Passage.objects.create(
            article=article,
            anchor=f"p{number}",
            position=number,
            kind=segment.kind,
            verbatim=segment.text,
            language=_language(segment.text, draft.language),
            left_out_because=segment.left_out_because,
        )
    return article


def _language(text: str, article: str) -> str:
    found = languages.detect(text, article)
    return article if found == languages.base(article) else found


def _photos(draft: Draft, article: Article) -> list[Photo]:
    photos = []
    for number, caption in enumerate(draft.captions, start=1):
        photo = Photo.objects.create(
            title=f"Photo {number} of {len(draft.captions)}",
            caption=caption.text,
            credit_line=caption.credit,
            language=draft.language,
        )
        Placement.objects.create(
            article=article,
            photo=photo,
            anchor=f"c{number}",
            position=number,
            series_heading=draft.series,
        )
        photos.append(photo)
    return photos
