"""What a name is in CSL-JSON, and how it is written out."""

from __future__ import annotations

import re

AuthorName = dict[str, str]

# Scripts that write the family name first and without a space.
UNSPACED_SCRIPT = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
_PARTICLE_KEYS = ("dropping-particle", "non-dropping-particle")


def display_name(name: AuthorName) -> str:
    """A name in one string, as it is spoken: `Vincent van Gogh`, `李明`, `dj`."""
    if "literal" in name:
        return name["literal"]
    if UNSPACED_SCRIPT.search(name["family"]):
        return name["family"] + name.get("given", "")
    keys = ("given", *_PARTICLE_KEYS, "family", "suffix")
    spoken = " ".join(name[key] for key in keys if name.get(key))
    return spoken.replace("- ", "-")
