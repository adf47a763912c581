"""A processor of CSL styles, for one work at a time.

It reads version 1.0.2 of the language. What it prints is compared, character for
character, with citeproc-js (`tests/citations`). Not there: sorting, disambiguation and
collapsing, which need several works; markup inside fields, for the archive's titles are
plain text.
"""

from .processor import Processor
from .text_runs import TextRun

__all__ = ["Processor", "TextRun"]
