"""A processor of CSL styles, for one work at a time.

It reads CSL 1.0.2. Tests compare its output, character for character, with citeproc-js
(`tests/citations`). It has no sorting, disambiguation and collapsing, which need
several works, and no markup inside fields, because the archive's titles are plain text.
"""

from .processor import Processor
from .text_runs import TextRun

__all__ = ["Processor", "TextRun"]
