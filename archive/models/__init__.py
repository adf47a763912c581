"""The records: what the archive knows."""

from .entries.article import Article, Placement
from .entries.author import Author
from .entries.capture import Capture
from .entries.entry import SUBJECT_ROLES, Entry
from .entries.event import Event, Evidence
from .entries.grade import Credibility, Reliability
from .entries.link_check import LinkCheck
from .entries.passage import Passage
from .entries.photo import Photo
from .entries.regions_and_tags import EntryRegion, Tagging
from .entries.relation import EntryRelation
from .entries.source import Citation, Derivation, Source
from .history.chained_revision import ChainedRevision
from .history.correction import Correction
from .history.entry_merge import EntryMerge
from .history.former_word import FormerWord
from .history.import_run import ImportedFile, ImportRun
from .history.intake import Intake
from .history.log import LogCheckpoint, LogLeaf, LogTile
from .history.revision import Revision
from .history.timestamp import Timestamp
from .kinds import ENTRY_KINDS, EntryKind, label_date, load_own_kinds
from .monitoring.command_run import CommandRun
from .monitoring.file_check import FileCheck
from .narrative import Narrative, NarrativeRevision, NarrativeStep
from .outbox import OutboxRow
from .quoting_triggers import QUOTING_TRIGGERS
from .readers.basket import Basket
from .readers.batch import Batch, BatchQuery
from .readers.error_report import ErrorReport
from .redaction import Redaction, SealedText
from .staff.append_only import LOG_TABLE
from .staff.desk_session import DeskSession
from .staff.review import ReviewAssignment, ReviewComment
from .staff.role_request import RoleRequest
from .staff.staff_event import STAFF_EVENT_KINDS, StaffEvent
from .staff.unfinished_form import UnfinishedField, UnfinishedForm
from .user import User
from .vocabulary.name_form import NameForm
from .vocabulary.outlet import Outlet
from .vocabulary.region import FormerCode, Region, RegionName
from .vocabulary.tag import Tag, TagLabel

__all__ = [
    "ENTRY_KINDS",
    "LOG_TABLE",
    "QUOTING_TRIGGERS",
    "STAFF_EVENT_KINDS",
    "SUBJECT_ROLES",
    "Article",
    "Author",
    "Basket",
    "Batch",
    "BatchQuery",
    "Capture",
    "ChainedRevision",
    "Citation",
    "CommandRun",
    "Correction",
    "Credibility",
    "Derivation",
    "DeskSession",
    "Entry",
    "EntryKind",
    "EntryMerge",
    "EntryRegion",
    "EntryRelation",
    "ErrorReport",
    "Event",
    "Evidence",
    "FileCheck",
    "FormerCode",
    "FormerWord",
    "ImportRun",
    "ImportedFile",
    "Intake",
    "LinkCheck",
    "LogCheckpoint",
    "LogLeaf",
    "LogTile",
    "NameForm",
    "Narrative",
    "NarrativeRevision",
    "NarrativeStep",
    "OutboxRow",
    "Outlet",
    "Passage",
    "Photo",
    "Placement",
    "Redaction",
    "Region",
    "RegionName",
    "Reliability",
    "ReviewAssignment",
    "ReviewComment",
    "Revision",
    "RoleRequest",
    "SealedText",
    "Source",
    "StaffEvent",
    "Tag",
    "TagLabel",
    "Tagging",
    "Timestamp",
    "UnfinishedField",
    "UnfinishedForm",
    "User",
    "label_date",
    "load_own_kinds",
]
