"""A refused date is told in the reader's language, and of all reasons."""

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override

from archive.models import Event
from archive.models.entries.date_errors import DATE_EXPLANATIONS
from archive.text import dates


def test_every_reason_can_be_translated_as_it_is_said():
    with override("en"):
        assert {
            key: str(said) for key, said in DATE_EXPLANATIONS.items()
        } == dates.DATE_ERROR_MESSAGES


def test_an_editor_is_told_why_a_date_is_refused():
    with pytest.raises(ValidationError, match="there is no day 30 in 2019-02"):
        Event(title="An event", date="2019-02-30").clean()
