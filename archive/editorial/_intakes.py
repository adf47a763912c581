"""Intakes: taking in, noting what was read, accepting, dismissing and taking back.

Entries that come of an intake have their revisions; the intake itself keeps who decided
what, and when.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from archive.models import ImportRun, Intake, User
from archive.models.visibility import desk_intakes

from ._rights import EditorialError, require_right


def take_in(intake: Intake, by: User | None) -> Intake:
    """Save an unsaved intake, whose original is stored already. Raises
    `EditorialError`."""
    require_right(by, "create")
    intake.received_by = by
    intake.full_clean(exclude=("received_by", "part_of", "run", "decided_by"))
    intake.save()
    return intake


def note_reading(
    intake: Intake, reading: dict[str, Any] | None, problem: str = ""
) -> None:
    """Note what was read from an intake that still waits, or why it can't be read.
    Segments that an editor arranged stay."""
    arranged = (intake.reading or {}).get("segments")
    if reading is not None and arranged:
        reading = {**reading, "segments": arranged}
    waiting = Intake.objects.waiting().filter(pk=intake.pk)
    if waiting.update(reading=reading, problem=problem):
        intake.reading, intake.problem = reading, problem


def arrange_segments(
    intake: Intake, by: User | None, rows: list[dict[str, Any]], seen: int
) -> int:
    """Keep how an editor arranged the segments of an intake that waits, or with no rows
    go back to what was read; returns the number of this edit.

    `seen` is the number of the edit that the editor saw. Raises `EditorialError` where
    somebody arranged them meanwhile.
    """
    with transaction.atomic():
        row = _lock_waiting(intake, by)
        reading = dict(row.reading or {})
        last = int(reading.get("segments", {}).get("edit", 0))
        if last != seen:
            raise EditorialError(
                _(
                    "Somebody else arranged these segments after you opened the page. "
                    "What you entered is still in the form: check it, and save again."
                )
            )
        reading["segments"] = {"edit": last + 1, "rows": rows}
        row.reading = reading
        row.save(update_fields=["reading"])
        return last + 1


def note_fetched(intake: Intake, fetched: Intake) -> None:
    """Give an intake that waits the original that was fetched from its address."""
    Intake.objects.waiting().filter(pk=intake.pk).update(
        original_file=fetched.original_file,
        sha256=fetched.sha256,
        size=fetched.size,
        media_type=fetched.media_type,
        problem="",
    )


def accept_intake(
    intake: Intake, by: User | None, save_entries: Callable[[], ImportRun | None]
) -> ImportRun | None:
    """Call `save_entries`, and note the run that it returns with the intake; all or
    nothing. It may return None: the intake became other intakes.

    Two editors who confirm at once get one set of entries. Raises `EditorialError`.
    """
    with transaction.atomic():
        row = _lock_waiting(intake, by)
        row.run = save_entries()
        row.state, row.reading, row.problem = "accepted", None, ""
        row.decided_at, row.decided_by = timezone.now(), by
        row.save()
        return row.run


def dismiss_intake(intake: Intake, by: User | None, reason: str) -> None:
    """Put an intake away for a reason. The original stays. Raises `EditorialError`."""
    if not reason.strip():
        raise EditorialError(_("Give a reason: colleagues see it in the list."))
    with transaction.atomic():
        row = _lock_waiting(intake, by)
        row.state, row.reading, row.problem = "dismissed", None, ""
        row.decided_at, row.decided_by = timezone.now(), by
        row.dismissal_reason = reason.strip()[:300]
        row.save()


def reopen_intake(intake: Intake, by: User | None) -> None:
    """Let a dismissed intake wait again; it is to be read anew. Raises
    `EditorialError`."""
    with transaction.atomic():
        row = _lock_intake(intake, by)
        if row.state != "dismissed":
            raise EditorialError(_("This intake was not dismissed."))
        row.state, row.dismissal_reason = "waiting", ""
        row.decided_at = row.decided_by = None
        row.save()


def _lock_waiting(intake: Intake, by: User | None) -> Intake:
    row = _lock_intake(intake, by)
    if row.state != "waiting":
        raise EditorialError(
            _("Somebody decided on this intake meanwhile: %(state)s.")
            % {"state": row.get_state_display()}
        )
    return row


def _lock_intake(intake: Intake, by: User | None) -> Intake:
    """The current row, locked, after checking that `by` may decide on it."""
    require_right(by, "create")
    rows = Intake.objects.select_for_update()
    if by is not None and not by.is_system:
        rows = rows.filter(desk_intakes(by))
    row = rows.filter(pk=intake.pk).first()
    if row is None:
        raise EditorialError(_("This intake is not there, or is somebody else's."))
    return row
