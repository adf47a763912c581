"""Lists what ZIP, WACZ and WARC files hold, and takes out one part at a time."""

from .packed_parts import PACKED_TYPES, PackedPart, list_parts, take_part

__all__ = ["PACKED_TYPES", "PackedPart", "list_parts", "take_part"]
