"""How a page was read, segment by segment, for editors to put right before a draft is
made of it."""

from __future__ import annotations

from dataclasses import asdict

from django.contrib import admin, messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from archive.editorial import EditorialError, arrange_segments
from archive.importers import intakes
from archive.importers.articles.draft import ImportProblem
from archive.importers.segments.drafted_segments import (
    find_unclear_segments,
    has_same_characters,
)
from archive.importers.segments.segment import Segment
from archive.importers.segments.segment_edits import (
    join_with_next,
    move_segment,
    split_before,
)
from archive.models import Intake, User

from ..intake_pages import get_desk_intake, require_writer
from ..kept_forms import KeptForm
from .segment_form import SegmentActionForm, SegmentRow

STEPS = {"up": -1, "down": 1}


class SegmentRows:
    """The rows of an intake, from what was sent or what is kept."""

    def __init__(self, intake: Intake, data: QueryDict | None) -> None:
        self.data = data
        self.read = intakes.list_intake_segments(intake)
        arranged, edit = intakes.list_arranged_segments(intake)
        self.kept = arranged or self.read
        self.is_arranged = bool(arranged)
        initial = {"rows": len(self.kept), "seen": edit}
        self.form = SegmentActionForm(data, initial=initial)
        if data is not None and self.form.is_valid():
            count = self.form.cleaned_data["rows"]
            self.rows = [SegmentRow(number, data) for number in range(count)]
        else:
            listed = enumerate(self.kept)
            self.rows = [SegmentRow(number, None, kept) for number, kept in listed]
        problems = find_unclear_segments(self.kept) if data is None else {}
        self.problem = problems.get(-1, "")
        for number, row in enumerate(self.rows):
            row.problem = problems.get(number, "")

    def follow_edit(self, intake: Intake) -> None:
        """Let the form that was refused be saved over what somebody else saved."""
        current = Intake.objects.get(pk=intake.pk)
        data = (self.data or QueryDict()).copy()
        data["seen"] = str(intakes.list_arranged_segments(current)[1])
        self.form.data = data

    def has_text_as_read(self) -> bool:
        """Whether the rows have the text of the reading, whatever else is wrong."""
        if self.form.errors:
            return False
        texts = [str(row["text"].value() or "") for row in self.rows]
        sent = [Segment(kind="paragraph", text=text) for text in texts]
        return all(texts) and has_same_characters(sent, self.read)

    def list_sent(self) -> list[Segment]:
        """The segments that were sent; empty where a row has an error or a text is not
        as it was read."""
        if self.form.errors or not all(row.is_valid() for row in self.rows):
            return []
        sent = [row.make_segment() for row in self.rows]
        if not has_same_characters(sent, self.read):
            told = _("The text of a segment is not as it was read. Emend it instead.")
            self.form.add_error(None, told)
            return []
        return sent


@require_http_methods(["GET", "HEAD", "POST"])
@require_writer
def segment_page(request: HttpRequest, user: User, pk: int) -> HttpResponse:
    """The segments of an intake; each button of a POST saves all that was entered, and
    then does what it says. What can't be saved stays in its fields."""
    intake = get_desk_intake(user, pk)
    if intake.state != Intake.State.WAITING:
        raise Http404
    kept = KeptForm(request, user)
    rows = _open_rows(intake, kept)
    if not rows.read:
        raise Http404
    parts = [rows.form, *rows.rows]
    answer = kept.answer(parts, lambda: _keep_arranged(request, user, intake, rows))
    if answer is not None:
        return answer
    is_refused = any(form.errors for form in parts)
    context = {
        **admin.site.each_context(request),
        "intake": intake,
        "rows": rows,
        "left_out": sum(segment.is_left_out for segment in rows.kept),
        "has_errors": bool(is_refused),
        **kept.describe(),
    }
    status = 400 if is_refused else 200
    return render(request, "desk/segments/page.html", context, status=status)


def _open_rows(intake: Intake, kept: KeptForm) -> SegmentRows:
    """The rows as they were sent or kept; what was kept of another text than was read
    is not shown."""
    rows = SegmentRows(intake, kept.data)
    is_shown = kept.is_sent or not kept.values or rows.has_text_as_read()
    return rows if is_shown else SegmentRows(intake, None)


def _keep_arranged(
    request: HttpRequest, user: User, intake: Intake, rows: SegmentRows
) -> HttpResponse | None:
    """Keep what was sent; None where it is refused, with the reason in the form."""
    sent = rows.list_sent()
    if not sent:
        return None
    verb, number = rows.form.read_action()
    is_reset = verb == "reset" and rows.form.cleaned_data["confirm_reset"]
    try:
        arranged = [] if is_reset else _apply_action(sent, rows, verb, number)
        listed = [asdict(segment) for segment in arranged]
        arrange_segments(intake, user, listed, rows.form.cleaned_data["seen"])
    except (EditorialError, ImportProblem) as error:
        rows.form.add_error(None, str(error))
        rows.follow_edit(intake)
        return None
    messages.success(request, _("Saved."))
    page = reverse("desk-intake-segments", args=[intake.pk])
    target = number + STEPS.get(verb, 0)
    return redirect(f"{page}#row-{max(target, 0)}" if number >= 0 else page)


def _apply_action(
    segments: list[Segment], rows: SegmentRows, verb: str, number: int
) -> list[Segment]:
    """The segments after the button's verb. Words for splitting that were typed split
    their segments whatever button was pressed. Raises `ImportProblem`."""
    if verb == "join" and number + 1 < len(segments):
        return join_with_next(segments, number)
    if verb in STEPS and number < len(segments):
        return move_segment(segments, number, STEPS[verb])
    typed = {n: row.cleaned_data["split_words"] for n, row in enumerate(rows.rows)}
    if verb == "split" and not typed.get(number):
        raise ImportProblem(_("Enter the first words of the second part."))
    return _split_typed(segments, rows, {n: w for n, w in typed.items() if w})


def _split_typed(
    segments: list[Segment], rows: SegmentRows, typed: dict[int, str]
) -> list[Segment]:
    """The segments split before the words typed for them, from the last one on."""
    for number in sorted(typed, reverse=True):
        try:
            segments = split_before(segments, number, typed[number])
        except ImportProblem as error:
            rows.rows[number].add_error("split_words", str(error))
            raise
    return segments
