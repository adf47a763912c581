"""The records: what the archive knows."""

from .article import Article, Placement
from .basket import Basket
from .batch import Batch, BatchQuery
from .capture import Capture
from .chain import ChainedRevision
from .correction import Correction
from .entry import SUBJECT_ROLES, Entry
from .event import Event, Evidence
from .former import FormerWord
from .grade import Credibility, Reliability
from .importrun import ImportedFile, ImportRun
from .linkcheck import LinkCheck
from .narrative import Narrative, NarrativeRevision, NarrativeStep
from .outbox import OutboxRow
from .outlet import Outlet
from .passage import Passage
from .photo import Photo
from .region import FormerCode, Region, RegionName
from .report import ErrorReport
from .revision import Revision
from .source import Citation, Derivation, Source
from .tag import Tag, TagLabel
from .tally import Tallied, Tally
from .tie import EntryRegion, Tagging
from .timestamp import Timestamp
from .user import User

__all__ = [
    "SUBJECT_ROLES",
    "Article",
    "Basket",
    "Batch",
    "BatchQuery",
    "Capture",
    "ChainedRevision",
    "Citation",
    "Correction",
    "Credibility",
    "Derivation",
    "Entry",
    "EntryRegion",
    "ErrorReport",
    "Event",
    "Evidence",
    "FormerCode",
    "FormerWord",
    "ImportRun",
    "ImportedFile",
    "LinkCheck",
    "Narrative",
    "NarrativeRevision",
    "NarrativeStep",
    "OutboxRow",
    "Outlet",
    "Passage",
    "Photo",
    "Placement",
    "Region",
    "RegionName",
    "Reliability",
    "Revision",
    "Source",
    "Tag",
    "TagLabel",
    "Tagging",
    "Tallied",
    "Tally",
    "Timestamp",
    "User",
]
