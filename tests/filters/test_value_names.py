"""What readers call the values of filters: each has a name in each language."""

from __future__ import annotations

import pytest

from archive.filters import ROLE_NAMES, ROLES, SCHEME_NAMES, name_language
from archive.models import Tag


def test_every_role_and_scheme_has_a_name():
    assert set(ROLE_NAMES) == set(ROLES)
    schemes = {value for value, _label in Tag._meta.get_field("scheme").choices}
    assert set(SCHEME_NAMES) == schemes


@pytest.mark.parametrize(
    ("code", "language", "name"),
    [
        ("de", "zh-hans", "德语"),
        ("de-CH", "zh-hans", "德语（瑞士）"),
        ("de-1901", "en", "German (1901)"),
        ("zh-Hant", "de", "Chinesisch (traditionell)"),
        ("de-CH", "nonsense", "German (Switzerland)"),
    ],
)
def test_a_language_is_named_in_the_language_of_the_page(code, language, name):
    assert name_language(code, language) == name
