"""Checks of quotations: which entries, passages and versions have them, and how."""

from ._checking import MAX_QUOTATION_LENGTH, QuotationCheck, check_quotation
from ._matching import QuotationMatch

__all__ = [
    "MAX_QUOTATION_LENGTH",
    "QuotationCheck",
    "QuotationMatch",
    "check_quotation",
]
