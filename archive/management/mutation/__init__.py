"""Small faults made on purpose, to see whether a test notices."""

from .fault_making import Fault, find_faults, make_fault
from .fault_runs import FaultRun, Outcome, run_faults
from .layer_report import LayerShare, describe_survivors, format_shares, share_by_layer
from .nearby_tests import choose_tests

__all__ = [
    "Fault",
    "FaultRun",
    "LayerShare",
    "Outcome",
    "choose_tests",
    "describe_survivors",
    "find_faults",
    "format_shares",
    "make_fault",
    "run_faults",
    "share_by_layer",
]
