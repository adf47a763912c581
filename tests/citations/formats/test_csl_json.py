"""CSL-JSON holds what its specification knows, in the shape it wants."""

from __future__ import annotations

import pytest
from jsonschema.exceptions import ValidationError

from tests.citations.cases import cases
from tests.citations.csl_schema import AN_ITEM, ITEM, VALIDATOR

CASES = cases()


def test_the_schema_is_one():
    VALIDATOR.check_schema(ITEM)


@pytest.mark.parametrize("name", CASES)
def test_a_record_is_an_item_of_csl(name):
    AN_ITEM.validate(CASES[name]["item"])


@pytest.mark.parametrize(
    "wrong",
    [
        {"type": "newspaper"},
        {"issued": {"date-parts": [[]]}},
        {"issued": "2019"},
        {"author": [{"name": "dj"}]},
        {"author": "dj"},
        {"journaltitle": "Tagblatt"},
    ],
)
def test_what_csl_does_not_know_would_be_noticed(wrong):
    item = {"id": "4F7K-9Q2T", "type": "article-newspaper", "title": "Titel"}
    with pytest.raises(ValidationError):
        AN_ITEM.validate(item | wrong)
