"""The forms of a name: spelt together or apart, inflected, in other scripts."""

from .forms import LONGEST_FORM, QueryForms, list_name_forms, list_query_forms
from .official_names import is_official_name
from .pinyin import find_commonest_sound

__all__ = [
    "LONGEST_FORM",
    "QueryForms",
    "find_commonest_sound",
    "is_official_name",
    "list_name_forms",
    "list_query_forms",
]
