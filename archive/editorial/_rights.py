"""Who may call which verb in which state."""

from __future__ import annotations

from django.utils.translation import gettext as _

from archive.models import Entry, Narrative, User

OWN, EDITORS, PUBLISHERS = "contributor", "editor", "publisher"
ALL = (OWN, EDITORS, PUBLISHERS)
DESK = (EDITORS, PUBLISHERS)

# verb → state of the entry → roles. A contributor may do it to their own entries only.
RIGHTS: dict[str, dict[str, tuple[str, ...]]] = {
    "create": {"": ALL},
    "view": {"draft": ALL, "in_review": ALL, "published": DESK, "withdrawn": DESK},
    "edit": {"draft": ALL, "in_review": DESK},
    "submit": {"draft": ALL},
    "send_back": {"in_review": ALL},
    "discard": {"draft": ALL},
    "publish": {"in_review": (PUBLISHERS,)},
    "correct": {"published": DESK},
    "withdraw": {"published": (PUBLISHERS,)},
    "capture": {"draft": ALL, "in_review": DESK, "published": DESK},
    "open_capture": {"draft": DESK, "in_review": DESK, "published": DESK},
    "answer_report": {"": DESK},
    "vocabulary": {"": ("administrator",)},
    "outlets": {"": (*DESK, "administrator")},
    "users": {"": ("administrator",)},
}
STATES = ("draft", "in_review", "published", "withdrawn")


class EditorialError(ValueError):
    """A verb that cannot be done now; the message says what can."""


def may(user: User | None, verb: str, entry: Entry | Narrative | None = None) -> bool:
    """Whether `user` may call `verb` on `entry`, or a narrative (or at all, without).

    Commands act for nobody (`None`) or as a system user, and may do everything.
    """
    if user is None or user.is_system:
        return True
    if not user.is_active:
        return False
    rights = RIGHTS[verb]
    if entry is None:
        asked = {role for roles in rights.values() for role in roles}
        return bool(user.roles & asked)
    roles = set(rights.get(entry.status if "" not in rights else "", ()))
    if entry.created_by_id != user.pk:
        roles.discard(OWN)
    return bool(user.roles & roles)


def check(user: User | None, verb: str, entry: Entry | Narrative | None = None) -> None:
    """Raise `EditorialError` where `user` may not call `verb`, saying who may."""
    if may(user, verb, entry):
        return
    rights = RIGHTS[verb]
    state = "" if entry is None or "" in rights else entry.status
    allowed = rights.get(state, ())
    if entry is not None and state and not allowed:
        labels = dict(Entry._meta.get_field("status").flatchoices)
        raise EditorialError(
            _("“%(title)s” is %(state)s; for this it must be %(states)s.")
            % {
                "title": entry.title,
                "state": entry.get_status_display(),
                "states": _(" or ").join(str(labels[s]) for s in rights),
            }
        )
    who = _(" or ").join(_("its writer") if r == OWN else r for r in allowed or DESK)
    raise EditorialError(_("This needs another role: %(who)s.") % {"who": who})
