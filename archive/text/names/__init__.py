"""The forms of a name: spelt together or apart, inflected, in other scripts."""

from .forms import LONGEST_FORM, QueryForms, list_name_forms, list_query_forms

__all__ = ["LONGEST_FORM", "QueryForms", "list_name_forms", "list_query_forms"]
