"""Scripts that styles treat like Latin: with italics, initials and spaces."""

from __future__ import annotations

import re

# Latin, Greek, Cyrillic, Hebrew, Arabic and Thai, with digits and the hyphen.
LETTERS = re.compile(
    "[-0-9a-zA-Z\u00c0-\u017f\u0218-\u021b\u0370-\u03ff\u0400-\u052f\u0590-\u05d4"
    "\u05d6-\u06ff\u0e01-\u0e5b\u1f00-\u1fff]"
)
