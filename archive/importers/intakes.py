"""What comes in: kept as it came, then read, then saved once an editor confirms."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from contextlib import suppress
from dataclasses import asdict
from hashlib import sha256
from pathlib import Path, PurePosixPath

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive.editorial import accept_intake, note_fetched, note_reading, take_in
from archive.fetching import FetchError, fetch
from archive.models import ImportRun, Intake, User
from archive.text.addresses import make_address_key
from archive.text.author_names import AuthorName

from .articles import plain_text
from .articles.draft import ArticleDraft, ImportProblem
from .articles.extracted_draft import EXTRACTION_PROBLEMS, build_draft
from .articles.page_files import EXTRACTED_TYPES, OTHER_TYPES, refuse_large_file
from .articles.saving import ImportedPage, save_pages
from .articles.told_dates import read_told_date
from .extraction.bibliographies import BIBLIOGRAPHY_TYPES
from .extraction.bibliographies.listed_work import ListedWork
from .extraction.extracted_page import ExtractedPage, ExtractionError
from .extraction.file_marks import FileMark
from .extraction.packed import PACKED_TYPES, PackedPart
from .extraction_process import (
    extract_in_child,
    find_marks_in_child,
    list_parts_in_child,
    list_works_in_child,
    take_part_in_child,
)
from .file_types import find_article_type
from .originals import OriginalStore, store_originals
from .part_problems import PART_PROBLEMS
from .segments.drafted_segments import (
    apply_segments,
    find_unclear_segments,
    list_segments,
)
from .segments.segment import Segment
from .sources import SourceDraft, build_source_drafts, save_sources

INTAKE_IMPORTER = "intake"
MAX_INTAKE_BYTES = 50_000_000
LONGEST_ADDRESS = 4_000
INTAKE_PROBLEMS = {
    **EXTRACTION_PROBLEMS,
    "erased": gettext_lazy("The original was erased on request."),
    **PART_PROBLEMS,
    "fetch-refused": gettext_lazy(
        "We don't open this address: it is not a page of the public web. Save the page "
        "in your browser and add the file."
    ),
    "fetch-unknown": gettext_lazy("There is no site at this address. Check it."),
    "fetch-unreachable": gettext_lazy(
        "The site doesn't answer. Try again later, or save the page in your browser "
        "and add the file."
    ),
    "fetch-slow": gettext_lazy(
        "The site took too long. Try again later, or save the page in your browser and "
        "add the file."
    ),
    "fetch-large": gettext_lazy(
        "This page is larger than 50 MB. Save the article in your browser and add the "
        "file."
    ),
    "fetch-broken": gettext_lazy(
        "The site's answer was incomplete or a loop. Save the page in your browser and "
        "add the file."
    ),
    "fetch-status": gettext_lazy(
        "The site answered with an error instead of the page. Save the page in your "
        "browser and add the file."
    ),
}


def receive_paste(text: str, html: str, by: User | None) -> Intake:
    """Keep a paste: the clipboard's HTML where the browser gave it, else its text."""
    content = (html or text.replace("\r\n", "\n")).encode()
    return _take_in_content(Intake(way=Intake.Way.PASTE), content, by)


def receive_file(name: str, content: bytes, by: User | None) -> Intake:
    """Keep a file; of its name, the last part. Raises `ImportProblem` where it is empty
    or too large."""
    last = PurePosixPath(name.replace("\\", "/")).name
    shown = "".join(c for c in last if c.isprintable())[:255]
    return _take_in_content(Intake(way=Intake.Way.FILE, file_name=shown), content, by)


def receive_address(url: str, by: User | None) -> Intake:
    """Note an address, which `read_intake` then fetches. Raises `ImportProblem`."""
    try:
        key = make_address_key(url)
    except ValueError as error:
        raise ImportProblem(
            _("A web address begins with https:// or http://.")
        ) from error
    if len(url) > LONGEST_ADDRESS:
        raise ImportProblem(_("This address is too long."))
    return take_in(Intake(way=Intake.Way.ADDRESS, url=url, address_key=key), by)


def read_intake(intake: Intake) -> None:
    """Read an intake that waits, and note what was read or why that is not possible.

    An address is fetched first, if it was not yet. Starts a process for all but plain
    text; killed in the middle, the intake stays unread and can be read again.
    """
    try:
        if intake.sha256 and not intake.original_file:
            raise ExtractionError("erased")
        day = str(intake.fetched_on or "")
        if not intake.sha256:
            _fetch_original(intake)
            day = str(timezone.localdate())
        reading = _read_content(intake)
        marks = [[mark.kind, mark.detail] for mark in _find_marks(intake)]
        note_reading(intake, {**reading, "marks": marks, "fetched_on": day})
    except ExtractionError as error:
        note_reading(intake, None, error.code)
    except ImportProblem:
        note_reading(intake, None, "text")


def load_original(intake: Intake) -> bytes:
    """The bytes of an intake's original. Raises `ImportProblem` where it is gone."""
    path = Path(settings.MEDIA_ROOT) / str(intake.original_file.name)
    if not intake.original_file or not path.is_file():
        raise ImportProblem(_("The original is not in the folder of media."))
    return path.read_bytes()


def describe_problem(intake: Intake) -> str:
    """Why an intake can't be read, and what to do, in the reader's language; empty
    where it was read or is still to be."""
    if intake.problem == "type":
        return str(OTHER_TYPES[intake.media_type])
    if intake.problem == "text":
        try:
            _parse_text(intake)
        except ImportProblem as error:
            return str(error)
    return str(INTAKE_PROBLEMS.get(intake.problem, ""))


def list_file_marks(intake: Intake) -> list[FileMark]:
    """What in the original may name its source. Of an intake that was not read it is
    found now, which starts a process."""
    reading = intake.reading or {}
    if "marks" in reading:
        return [FileMark(*mark) for mark in reading["marks"]]
    return _find_marks(intake) if intake.original_file else []


def _find_marks(intake: Intake) -> list[FileMark]:
    """Plain text has no others than those of its characters; what is packed is looked
    at part by part."""
    if intake.media_type in {"text/plain", *BIBLIOGRAPHY_TYPES, *PACKED_TYPES}:
        return []
    return find_marks_in_child(intake.media_type, load_original(intake))


def build_intake_draft(intake: Intake) -> ArticleDraft | None:
    """The article as read, with the reason for each guess, and as editors arranged it;
    None where nothing was read."""
    draft = _build_read_draft(intake)
    if draft is None:
        return None
    arranged, _edit = list_arranged_segments(intake)
    draft = apply_segments(draft, arranged) if arranged else draft
    read_told_date(draft, intake.fetched_on)
    return draft


def _build_read_draft(intake: Intake) -> ArticleDraft | None:
    reading = intake.reading or {}
    if reading.get("is") == "text":
        draft = _parse_text(intake)
    elif reading.get("is") == "page":
        draft = build_draft(ExtractedPage.from_json(dict(reading["page"])))
    else:
        return None
    draft.sha256 = intake.sha256
    draft.original_url = draft.original_url or intake.url
    return draft


def list_intake_segments(intake: Intake) -> list[Segment]:
    """The segments of an article as it was read."""
    draft = _build_read_draft(intake)
    return list_segments(draft) if draft else []


def list_arranged_segments(intake: Intake) -> tuple[list[Segment], int]:
    """The segments as editors arranged them, none where nobody did, and the number of
    that edit."""
    arranged = (intake.reading or {}).get("segments", {})
    rows = [Segment.from_json(row) for row in arranged.get("rows", ())]
    return rows, int(arranged.get("edit", 0))


def save_intake_article(
    intake: Intake,
    by: User | None,
    fields: dict[str, str],
    *,
    authors: Sequence[AuthorName] = (),
    again: bool = False,
) -> ImportRun:
    """Make the draft article that an editor confirmed: as read, with these fields and
    these rows of authors.

    Raises `DuplicateProblem`, unless `again` is set, `EditorialError` or
    `ImportProblem`, and then the intake waits as before.
    """
    draft = build_intake_draft(intake)
    if draft is None:
        raise ImportProblem(_("This intake was not read. Read it again first."))
    arranged, _edit = list_arranged_segments(intake)
    if arranged and find_unclear_segments(arranged):
        raise ImportProblem(
            _("Some segments are not clear yet. Arrange them first, then save.")
        )
    for name, value in fields.items():
        setattr(draft, name, value)
    draft.authors = list(authors)
    page = ImportedPage(
        intake.file_name or f"{intake.way}-{intake.pk}",
        load_original(intake),
        draft,
        intake.media_type,
    )
    run = accept_intake(
        intake, by, lambda: save_pages([page], INTAKE_IMPORTER, by=by, again=again)
    )
    assert run is not None
    return run


def build_intake_sources(intake: Intake, by: User | None) -> list[SourceDraft]:
    """The sources of a bibliography, with what the archive has of them, as far as `by`
    may see it; empty where the intake is none, or was not read. One query."""
    reading = intake.reading or {}
    works = [ListedWork(**work) for work in reading.get("works", ())]
    return build_source_drafts(works, by) if works else []


def save_intake_sources(
    intake: Intake, by: User | None, numbers: Collection[int]
) -> ImportRun:
    """Make draft sources of those that an editor chose, by their numbers; the others
    stay in the original. Raises `EditorialError` or `ImportProblem`, and then the
    intake waits as before."""
    drafts = build_intake_sources(intake, by)
    chosen = [draft for draft in drafts if draft.number in numbers]
    if not chosen:
        raise ImportProblem(_("Choose the sources to be added, or dismiss the intake."))
    run = accept_intake(
        intake, by, lambda: save_sources(chosen, intake, INTAKE_IMPORTER, by)
    )
    assert run is not None
    return run


def list_intake_parts(intake: Intake) -> list[PackedPart]:
    """The parts of a file that holds others; empty where the intake is none, or was not
    read."""
    return [PackedPart(**part) for part in (intake.reading or {}).get("parts", ())]


def unpack_intake(
    intake: Intake, by: User | None, numbers: Collection[int]
) -> list[Intake]:
    """Make intakes of the parts that an editor chose, by their numbers from 1; the
    packed file stays as it came. All or nothing; none of them is read yet.

    Starts a process for each part. Raises `EditorialError`, `ImportProblem` or
    `OriginalsError`, and then the intake waits as before.
    """
    listed = enumerate(list_intake_parts(intake), start=1)
    chosen = [(number, part) for number, part in listed if number in numbers]
    if not chosen:
        raise ImportProblem(_("Choose the parts to be unpacked."))
    content, made = load_original(intake), []
    with store_originals() as store, transaction.atomic():
        for number, part in chosen:
            made.append(_take_part(intake, by, store, content, number, part))
        accept_intake(intake, by, lambda: None)
    return made


def _take_part(
    intake: Intake,
    by: User | None,
    store: OriginalStore,
    packed: bytes,
    number: int,
    part: PackedPart,
) -> Intake:
    try:
        content = take_part_in_child(intake.media_type, packed, number)
    except ExtractionError as error:
        told = INTAKE_PROBLEMS.get(error.code, EXTRACTION_PROBLEMS["broken"])
        raise ImportProblem(f"{part.name or part.url}: {told}") from error
    if not content.strip():
        empty = _("%(name)s is empty: don't choose it.")
        raise ImportProblem(empty % {"name": part.name or part.url})
    made = Intake(way=Intake.Way.PART, part_of=intake, file_name=part.name[-255:])
    with suppress(ValueError):
        made.address_key, made.url = make_address_key(part.url), part.url
    made.original_file = store.store(content)
    _describe_original(made, content)
    return take_in(made, by)


def _take_in_content(intake: Intake, content: bytes, by: User | None) -> Intake:
    if not content.strip():
        raise ImportProblem(_("The file is empty. Choose a file with text."))
    if len(content) > MAX_INTAKE_BYTES:
        raise ImportProblem(
            _("The file is larger than %(size)s MB. Choose a smaller one.")
            % {"size": MAX_INTAKE_BYTES // 1_000_000}
        )
    with store_originals() as store:
        intake.original_file = store.store(content)
        _describe_original(intake, content)
        return take_in(intake, by)


def _describe_original(intake: Intake, content: bytes) -> None:
    intake.sha256 = sha256(content).hexdigest()
    intake.size = len(content)
    intake.media_type = find_article_type(content)


def _fetch_original(intake: Intake) -> None:
    """Fetch an address and keep the answer. Raises `ExtractionError`."""
    try:
        last = fetch(intake.url, largest=MAX_INTAKE_BYTES)[-1]
    except FetchError as error:
        raise ExtractionError(f"fetch-{error.kind}") from error
    if last.status != 200 or not last.body:
        raise ExtractionError("fetch-status")
    with store_originals() as store:
        intake.original_file = store.store(last.body)
        _describe_original(intake, last.body)
        note_fetched(intake, intake)


def _read_content(intake: Intake) -> dict[str, object]:
    content = load_original(intake)
    if intake.media_type in PACKED_TYPES:
        return _read_parts(intake, content)
    if intake.media_type in BIBLIOGRAPHY_TYPES:
        return _read_works(intake.media_type, content)
    if intake.media_type in OTHER_TYPES:
        raise ExtractionError("type")
    try:
        refuse_large_file(intake.media_type, len(content))
    except ImportProblem as error:
        raise ExtractionError("too-large") from error
    if intake.media_type in EXTRACTED_TYPES:
        page = extract_in_child(intake.media_type, content)
        title = build_draft(page).title
        return {"is": "page", "title": title, "page": page.to_json()}
    title = _parse_text(intake).title
    return {"is": "text", "title": title}


def _read_works(media_type: str, content: bytes) -> dict[str, object]:
    works, untitled = list_works_in_child(media_type, content)
    title = works[0].title
    if len(works) > 1:
        counted = {"title": title[:200], "count": len(works) - 1}
        title = _("%(title)s and %(count)s more") % counted
    rows = [asdict(work) for work in works]
    return {"is": "sources", "title": title, "works": rows, "untitled": untitled}


def _read_parts(intake: Intake, content: bytes) -> dict[str, object]:
    if intake.part_of_id:
        raise ExtractionError("nested")
    parts = list_parts_in_child(intake.media_type, content)
    rows = [asdict(part) for part in parts]
    return {"is": "parts", "title": intake.file_name, "parts": rows}


def _parse_text(intake: Intake) -> ArticleDraft:
    return plain_text.parse_text_page(load_original(intake))
