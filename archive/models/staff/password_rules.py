"""What no password may be, besides what Django refuses."""

from __future__ import annotations

import re
from itertools import pairwise

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext

from archive.models.user import User

LEAST_NAME_CHARACTERS = 4  # shorter parts of a name are in too many words
LEAST_DIFFERENT_CHARACTERS = 6
MOST_SHARE_OF_STEPS = 0.5
_KEYBOARD_ROWS = ("qwertzuiopü", "qwertyuiop", "asdfghjklöä", "yxcvbnm", "zxcvbnm")


class NameInPasswordValidator:
    """Refuses the names of the person and of the site."""

    def validate(self, password: str, user: User | None = None) -> None:
        """Raises `ValidationError`."""
        folded = _fold_letters(password)
        names = [settings.SITE_NAME, *settings.SITE_NAME.split()]
        if user is not None:
            names += [user.username, user.first_name, user.last_name]
            names += re.split(r"[@.\-_]", user.email)
        folded_names = [_fold_letters(name) for name in names]
        if any(len(n) >= LEAST_NAME_CHARACTERS and n in folded for n in folded_names):
            raise ValidationError(
                gettext("The password contains your name or the name of this site."),
                code="password_has_name",
            )

    def get_help_text(self) -> str:
        """For the form."""
        return gettext("Not your name and not the name of this site.")


class PatternValidator:
    """Refuses repetitions and sequences: `abcabcabcabc`, `123456789012`,
    `qwertzuiop12`."""

    def validate(self, password: str, user: User | None = None) -> None:
        """Raises `ValidationError`."""
        folded = password.casefold()
        steps = sum(map(_is_step, pairwise(folded)))
        is_sequence = steps > MOST_SHARE_OF_STEPS * (len(folded) - 1)
        is_repeated = re.fullmatch(r"(.{1,8}?)\1+.{0,7}", folded, re.DOTALL) is not None
        few = len(set(folded)) < LEAST_DIFFERENT_CHARACTERS
        if is_sequence or is_repeated or few:
            raise ValidationError(
                gettext("The password repeats itself or is a sequence."),
                code="password_is_pattern",
            )

    def get_help_text(self) -> str:
        """For the form."""
        return gettext("Not a repetition (abcabc) and not a sequence (123456, qwertz).")


class SamePasswordValidator:
    """Refuses the password that the account has now, so that a one-time password, which
    somebody else has seen, does not become one's own."""

    def validate(self, password: str, user: User | None = None) -> None:
        """Raises `ValidationError`. Costs a password hash."""
        if user is not None and user.pk and user.check_password(password):
            raise ValidationError(
                gettext("This is the password you have now. Choose another."),
                code="password_is_same",
            )

    def get_help_text(self) -> str:
        """For the form."""
        return gettext("Not the password you have now.")


def _fold_letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.casefold())


def _is_step(pair: tuple[str, str]) -> bool:
    """Whether two characters are alike, or neighbours of alphabet or keyboard."""
    first, second = pair
    if abs(ord(first) - ord(second)) <= 1:
        return True
    return any(first + second in r or second + first in r for r in _KEYBOARD_ROWS)
