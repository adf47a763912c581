"""Where a sentence stands: which entries, passages and versions say it, and how."""

from ._checking import MOST, Checked, check
from ._matching import Place

__all__ = ["MOST", "Checked", "Place", "check"]
