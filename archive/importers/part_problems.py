"""What is wrong with files that hold others and with their parts, and what to do."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

PART_PROBLEMS: dict[str, str | Promise] = {
    "nested": gettext_lazy(
        "This archive was inside another. Unpack it on your computer and add its files."
    ),
    "no-parts": gettext_lazy(
        "There is no page, PDF or text in this archive. Check that it is whole."
    ),
    "many-parts": gettext_lazy(
        "This archive has more than 500 parts, or they are larger than 500 MB. Unpack "
        "it on your computer, and add the files that you need."
    ),
    "part-password": gettext_lazy(
        "This part has a password. Unpack it on your computer and add the file."
    ),
    "part-link": gettext_lazy(
        "This part only points to another file. Add that file instead."
    ),
    "part-large": gettext_lazy(
        "This part is larger than 50 MB. Unpack it on your computer and add what you "
        "need of it."
    ),
    "part-bomb": gettext_lazy(
        "This part unpacks to more than 200 times its size, as traps do. If you trust "
        "its sender, unpack it on your computer and add the file."
    ),
}
