"""Who may call which verb in which state."""

from __future__ import annotations

from archive.models import Entry, User

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
    "vocabulary": {"": ("administrator",)},
    "outlets": {"": (*DESK, "administrator")},
    "users": {"": ("administrator",)},
}
STATES = ("draft", "in_review", "published", "withdrawn")


class EditorialError(ValueError):
    """A verb that cannot be done now; the message says what can."""


def may(user: User | None, verb: str, entry: Entry | None = None) -> bool:
    """Whether `user` may call `verb` on `entry` (or at all, without one).

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


def check(user: User | None, verb: str, entry: Entry | None = None) -> None:
    """Raise `EditorialError` where `user` may not call `verb`, saying who may."""
    if may(user, verb, entry):
        return
    rights = RIGHTS[verb]
    state = "" if entry is None or "" in rights else entry.status
    allowed = rights.get(state, ())
    words = verb.replace("_", " ")
    if entry is not None and state and not allowed:
        states = " or ".join(s.replace("_", " ") for s in rights)
        raise EditorialError(
            f"“{entry.title}” is {entry.get_status_display()}: to {words} it, "
            f"it must be {states}."
        )
    who = " or ".join(f"own {r}" if r == OWN else r for r in allowed or ("editor",))
    raise EditorialError(f"To {words} this needs another role: {who}.")
