"""Second factors are stored so that a copy of the database gives nobody a code."""

import pytest

from archive.models.staff.second_factor_adapter import (
    SecondFactorAdapter,
    UnreadableSecretError,
)

SECRET = "JBSWY3DPEHPK3PXP"


def test_what_is_stored_is_another_text_each_time_and_comes_back():
    adapter = SecondFactorAdapter()
    stored = {adapter.encrypt(SECRET) for _time in range(3)}
    assert len(stored) == 3 and not any(SECRET in each for each in stored)
    assert {adapter.decrypt(each) for each in stored} == {SECRET}


@pytest.mark.parametrize("place", [9, 30, 60, -5])
def test_what_was_changed_in_one_letter_is_not_read(place):
    adapter = SecondFactorAdapter()
    stored = list(adapter.encrypt(SECRET))
    stored[place] = "A" if stored[place] != "A" else "B"
    with pytest.raises(UnreadableSecretError):
        adapter.decrypt("".join(stored))


def test_a_former_key_reads_and_an_unknown_one_does_not(settings):
    adapter = SecondFactorAdapter()
    stored, former = adapter.encrypt(SECRET), settings.SECRET_KEY
    settings.SECRET_KEY = "another key of this site"
    with pytest.raises(UnreadableSecretError):
        adapter.decrypt(stored)
    settings.SECRET_KEY_FALLBACKS = [former]
    assert adapter.decrypt(stored) == SECRET
