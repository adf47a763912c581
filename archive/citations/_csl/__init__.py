"""A processor of CSL styles: one work, or all works of a document.

It reads CSL 1.0.2 (https://docs.citationstyles.org/en/v1.0.2/specification.html). Tests
compare its output, character for character, with citeproc-js (`tests/citations`), and
with the CSL project's own test suite.
"""

from .processor import Processor
from .text.text_runs import TextRun, merge_runs
from .works.citation import CitationCluster, Cite
from .works.document import Document

__all__ = ["CitationCluster", "Cite", "Document", "Processor", "TextRun", "merge_runs"]
