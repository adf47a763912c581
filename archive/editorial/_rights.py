"""The workflow as a table: which role may call which verb in which state, and the state
after it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from django.utils.translation import gettext as _

from archive.models import Entry, Narrative, User
from archive.models.user import ROLE_NAMES

OWN, EDITORS, PUBLISHERS = "contributor", "editor", "publisher"
ALL_WRITERS = (OWN, EDITORS, PUBLISHERS)
EDITORS_AND_PUBLISHERS = (EDITORS, PUBLISHERS)

Publishable = Entry | Narrative  # what goes from draft to published
RolesByState = dict[
    str, tuple[str, ...]
]  # by state; "" where the state does not matter


class WorkflowTransition(NamedTuple):
    """The roles that may call a verb in a state, and the state it leads to."""

    roles: RolesByState
    leads_to: str


# A contributor may do it to their own entries only. Beginning to correct an entry
# leaves it published, with a draft beside it; a narrative becomes that draft itself.
TRANSITIONS = {
    "submit": WorkflowTransition({"draft": ALL_WRITERS}, "in_review"),
    "send_back": WorkflowTransition({"in_review": ALL_WRITERS}, "draft"),
    "publish": WorkflowTransition({"in_review": (PUBLISHERS,)}, "published"),
    "correct": WorkflowTransition({"published": EDITORS_AND_PUBLISHERS}, "draft"),
    "withdraw": WorkflowTransition({"published": (PUBLISHERS,)}, "withdrawn"),
    "discard": WorkflowTransition({"draft": ALL_WRITERS}, "withdrawn"),
}
RIGHTS: dict[str, RolesByState] = {
    "create": {"": ALL_WRITERS},
    "view": {
        "draft": ALL_WRITERS,
        "in_review": ALL_WRITERS,
        "published": EDITORS_AND_PUBLISHERS,
        "withdrawn": EDITORS_AND_PUBLISHERS,
    },
    "edit": {"draft": ALL_WRITERS, "in_review": EDITORS_AND_PUBLISHERS},
    **{verb: transition.roles for verb, transition in TRANSITIONS.items()},
    "capture": {
        "draft": ALL_WRITERS,
        "in_review": EDITORS_AND_PUBLISHERS,
        "published": EDITORS_AND_PUBLISHERS,
    },
    "open_capture": {
        "draft": EDITORS_AND_PUBLISHERS,
        "in_review": EDITORS_AND_PUBLISHERS,
        "published": EDITORS_AND_PUBLISHERS,
    },
    "comment": {"draft": ALL_WRITERS, "in_review": ALL_WRITERS},
    "schedule": {"draft": ALL_WRITERS, "in_review": EDITORS_AND_PUBLISHERS},
    "assign": {"draft": EDITORS_AND_PUBLISHERS, "in_review": EDITORS_AND_PUBLISHERS},
    "merge": {
        "draft": (PUBLISHERS,),
        "in_review": (PUBLISHERS,),
        "published": (PUBLISHERS,),
    },
    "redact": {"": (PUBLISHERS,)},
    "restore": {"": (PUBLISHERS,)},
    "erase": {"": (PUBLISHERS, "administrator")},
    "answer_report": {"": EDITORS_AND_PUBLISHERS},
    "undo_import": {"": EDITORS_AND_PUBLISHERS},
    "vocabulary": {"": ("administrator",)},
    "outlets": {"": (*EDITORS_AND_PUBLISHERS, "administrator")},
    "users": {"": ("administrator",)},
    "view_status": {"": ("administrator",)},
}


class EditorialError(ValueError):
    """A verb that is not possible now; the message says what is."""


def has_right(
    user: User | None, verb: str, document: Publishable | None = None
) -> bool:
    """Whether `user` may call `verb` on a document; without a document, on any.

    Commands act as nobody (`None`) or as a system user, and may do everything.
    """
    if user is None or user.is_system:
        return True
    if not user.is_active:
        return False
    rights = RIGHTS[verb]
    if document is None:
        anywhere = {role for roles in rights.values() for role in roles}
        return bool(user.roles & anywhere)
    roles = set(rights.get("" if "" in rights else document.status, ()))
    if document.created_by_id != user.pk:
        roles.discard(OWN)
    return bool(user.roles & roles)


def require_right(
    user: User | None, verb: str, document: Publishable | None = None
) -> None:
    """Raise `EditorialError` where `user` may not call `verb`; the message says who
    may."""
    if has_right(user, verb, document):
        return
    rights = RIGHTS[verb]
    state = "" if document is None or "" in rights else document.status
    allowed = rights.get(state, ())
    if document is not None and state and not allowed:
        raise EditorialError(_describe_wrong_state(document, rights))
    raise EditorialError(_describe_missing_role(allowed or EDITORS_AND_PUBLISHERS))


def _describe_wrong_state(document: Publishable, allowed_states: Iterable[str]) -> str:
    labels = dict(Entry._meta.get_field("status").flatchoices)
    template = _(
        "You can't do this while “%(title)s” has the status “%(status)s”. Required "
        "status: %(statuses)s."
    )
    return template % {
        "title": document.title,
        "status": document.get_status_display(),
        "statuses": ", ".join(str(labels[status]) for status in allowed_states),
    }


def _describe_missing_role(roles: Iterable[str]) -> str:
    names = (
        _("author of the text") if role == OWN else str(ROLE_NAMES[role])
        for role in roles
    )
    template = _("Your account may not do this. Ask somebody who may: %(roles)s.")
    return template % {"roles": ", ".join(names)}


def require_publisher(user: User | None, change: str) -> None:
    """Raise `EditorialError` where nobody who may sign `change` does.

    `change` begins the message. A site without a publisher needs no signature.
    """
    if user is not None and "publisher" not in user.roles:
        raise EditorialError(
            f"{user.get_username()} is not a publisher. Nothing was changed."
        )
    if user is None and User.objects.publishers().exists():
        raise EditorialError(
            f"{change}, and this site has a publisher. Nothing was changed: say "
            "who signs the change with --by NAME."
        )
