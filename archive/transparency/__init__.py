"""The public log of public versions: a Merkle tree whose signed checkpoints outsiders
keep, and proofs that they check without us."""

from ._checkpoints import (
    SignedCheckpoint,
    add_cosignatures,
    get_checkpoint,
    get_latest_checkpoint,
    list_latest_checkpoints,
    sign_tree_head,
)
from ._kept_proofs import (
    CheckpointCheck,
    RecordCheck,
    check_kept_checkpoint,
    check_record_hash,
)
from ._log_key import (
    LogKeyError,
    find_verifier_key,
    get_verifier_key,
    has_signing_key,
    make_signing_key,
)
from ._log_leaves import (
    LoggedVersion,
    enter_all_versions,
    enter_lapsed_embargoes,
    enter_public_versions,
    find_leaf_alterations,
    is_log_incomplete,
    list_altered_fields,
    load_logged_version,
    withhold_disclosure,
)
from ._log_verification import verify_log
from ._merkle_tree import (
    check_consistency,
    check_inclusion,
    hash_leaf,
    hash_range,
    prove_consistency,
    prove_inclusion,
)
from ._proof_files import read_entry_bundle, read_tile, write_proof
from ._record_files import write_record_file
from ._signed_notes import (
    Checkpoint,
    NoteError,
    find_valid_signature,
    get_cosigned_time,
    parse_checkpoint,
    parse_verifier_key,
)
from ._tree_reader import TreeReader, count_leaves

__all__ = [
    "Checkpoint",
    "CheckpointCheck",
    "LogKeyError",
    "LoggedVersion",
    "NoteError",
    "RecordCheck",
    "SignedCheckpoint",
    "TreeReader",
    "add_cosignatures",
    "check_consistency",
    "check_inclusion",
    "check_kept_checkpoint",
    "check_record_hash",
    "count_leaves",
    "enter_all_versions",
    "enter_lapsed_embargoes",
    "enter_public_versions",
    "find_leaf_alterations",
    "find_valid_signature",
    "find_verifier_key",
    "get_checkpoint",
    "get_cosigned_time",
    "get_latest_checkpoint",
    "get_verifier_key",
    "has_signing_key",
    "hash_leaf",
    "hash_range",
    "is_log_incomplete",
    "list_altered_fields",
    "list_latest_checkpoints",
    "load_logged_version",
    "make_signing_key",
    "parse_checkpoint",
    "parse_verifier_key",
    "prove_consistency",
    "prove_inclusion",
    "read_entry_bundle",
    "read_tile",
    "sign_tree_head",
    "verify_log",
    "withhold_disclosure",
    "write_proof",
    "write_record_file",
]
