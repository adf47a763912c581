"""Which lists of entries the desk has, and what is in each."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from django.db.models import Count, Exists, F, OuterRef, Q, Subquery
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from archive.editorial import group_same_pages
from archive.models import (
    SUBJECT_ROLES,
    Entry,
    EntryRegion,
    Placement,
    ReviewAssignment,
    Revision,
    Tagging,
    User,
)
from archive.models.entries.entry import EntryQuerySet
from archive.models.visibility import desk_entries

Entries = EntryQuerySet


class DeskList(NamedTuple):
    """A list: its heading, what it selects, and its order."""

    title: str | Promise
    select: Callable[[Entries, User], Entries]
    order: str = "-modified_at"


def list_visible_entries(user: User) -> Entries:
    """What a user may see at the desk. Captions that are reviewed with their article
    are left out, as is what was discarded."""
    together = Placement.objects.filter(article__status=F("photo__status"))
    rows = Entry.objects.filter(desk_entries(user))
    rows = rows.exclude(status="withdrawn", first_published_at=None)
    return rows.exclude(pk__in=together.values("photo"))


def _select_all(rows: Entries, _user: User) -> Entries:
    return rows


def _select_own_drafts(rows: Entries, user: User) -> Entries:
    return rows.filter(status="draft", created_by=user)


def _select_in_review(rows: Entries, _user: User) -> Entries:
    return rows.filter(status="in_review")


def select_assigned(reviewer: User) -> Q:
    """Condition of what somebody is to review: entries, and corrections of them."""
    assigned = ReviewAssignment.objects.filter(reviewer=reviewer).values("entry")
    is_assigned = Q(correction_of=None, pk__in=assigned) | Q(correction_of__in=assigned)
    return is_assigned & Q(status__in=("draft", "in_review"))


def _select_assigned(rows: Entries, user: User) -> Entries:
    return rows.filter(select_assigned(user))


def _select_returned(rows: Entries, _user: User) -> Entries:
    """Drafts that a reviewer sent back and nobody submitted since."""
    ways = Revision.objects.filter(
        entry=OuterRef("pk"), verb__in=("submit", "send_back")
    )
    last = Subquery(ways.order_by("-number").values("verb")[:1])
    return (
        rows.filter(status="draft").annotate(last_way=last).filter(last_way="send_back")
    )


def _select_other_drafts(rows: Entries, user: User) -> Entries:
    return rows.filter(status="draft").exclude(created_by=user)


def _select_scheduled(rows: Entries, _user: User) -> Entries:
    return rows.embargoed()


def _select_published(rows: Entries, _user: User) -> Entries:
    return rows.filter(status="published")


def _select_incomplete(rows: Entries, _user: User) -> Entries:
    return rows.filter(status__in=("draft", "in_review", "published")).filter(any_gap())


def _select_broken_links(rows: Entries, _user: User) -> Entries:
    return rows.filter(link_check__state__in=("dead", "drifted"))


def _select_duplicates(rows: Entries, user: User) -> Entries:
    return rows.filter(pk__in=find_twins(user))


def find_twins(user: User) -> dict[int, list[int]]:
    """Articles and sources of the same page or file as another that the user may see:
    the keys of those others; three queries over all entries."""
    rows = list_visible_entries(user).filter(correction_of=None)
    return group_same_pages(rows.order_by(), user)


DESK_LISTS = {
    "own-drafts": DeskList(_("Your drafts"), _select_own_drafts),
    "review": DeskList(_("Waiting for review"), _select_in_review, "modified_at"),
    "assigned": DeskList(_("Assigned to you"), _select_assigned, "modified_at"),
    "returned": DeskList(_("Sent back"), _select_returned),
    "other-drafts": DeskList(_("Other drafts"), _select_other_drafts),
    "scheduled": DeskList(
        _("Published, under embargo"), _select_scheduled, "embargo_until"
    ),
    "published": DeskList(_("Recently published"), _select_published),
    "gaps": DeskList(_("Entries with gaps"), _select_incomplete),
    "links": DeskList(_("Broken links"), _select_broken_links),
    "duplicates": DeskList(_("Possible duplicates"), _select_duplicates, "title"),
    "all": DeskList(_("All entries"), _select_all),
}


def _has_no_region() -> Q:
    ties = EntryRegion.objects.filter(entry=OuterRef("pk"), role__in=SUBJECT_ROLES)
    return ~Q(Exists(ties))


def _has_no_tag() -> Q:
    return ~Q(Exists(Tagging.objects.filter(entry=OuterRef("pk"))))


GAPS: dict[str, tuple[str | Promise, Callable[[], Q]]] = {
    "date": (_("no date"), lambda: Q(date="")),
    "language": (_("no language"), lambda: Q(language="und")),
    "region": (_("no region"), _has_no_region),
    "tag": (_("no tag"), _has_no_tag),
    "outlet": (_("no outlet"), lambda: Q(kind="article", article__outlet=None)),
    "alt": (_("no alternative text"), lambda: Q(kind="photo", photo__alt_text="")),
}


def any_gap() -> Q:
    """Condition of entries that lack at least one of `GAPS`."""
    condition = Q()
    for _label, find_gap in GAPS.values():
        condition |= find_gap()
    return condition


def count_gaps(rows: Entries) -> list[tuple[str, str | Promise, int]]:
    """Name, label and number of entries of each gap that some have; one query."""
    counts = {name: Count("pk", filter=gap[1]()) for name, gap in GAPS.items()}
    found = rows.order_by().aggregate(
        **{f"{name}_gap": c for name, c in counts.items()}
    )
    return [
        (name, label, found[f"{name}_gap"])
        for name, (label, _find_gap) in GAPS.items()
        if found[f"{name}_gap"]
    ]


def select_entries(name: str, user: User) -> Entries:
    """The entries of a list, in its order."""
    chosen = DESK_LISTS[name]
    rows = chosen.select(list_visible_entries(user), user)
    return rows.order_by(chosen.order, "-pk")


def count_lists(user: User) -> dict[str, int]:
    """The number of entries of each list; one query a list, and three for twins."""
    return {name: select_entries(name, user).count() for name in DESK_LISTS}
