"""Whom a text names as its source."""

import pytest

from archive.text.attributions import find_attributions


def names(text):
    return [attribution.name for attribution in find_attributions(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("According to Human Rights Watch, cameras count.", ["Human Rights Watch"]),
        ("“It is bad,” Maya Wang told Reuters.", ["Reuters"]),
        ("Cited by the newspaper “The Post”, he left.", []),
        ("as cited by the newspaper “The Post”, he left.", ["The Post"]),
        ("Laut dem Forscher Adrian Zenz wurden es mehr.", ["Adrian Zenz"]),
        ("Der «New York Times» zufolge sind es drei.", ["New York Times"]),
        ("sagte er gegenüber der «Associated Press».", ["Associated Press"]),
        ("Das sei falsch, so Muster gegenüber der AFP.", ["Muster", "AFP"]),
        (
            "Nach Angaben von Amnesty International fehlen 10.",
            ["Amnesty International"],
        ),
        ("据新华社3月5日报道，设备已启用。", ["新华社"]),
        ("据环球时报报道", ["环球时报"]),
        ("laut einer Umfrage sind es viele.", []),
        ("According to This, nothing.", []),
        ("", []),
    ],
)
def test_names_of_sources_are_found(text, found):
    assert names(text) == found


def test_a_family_name_is_completed_from_before():
    text = "Der Forscher Victor Gevers fand sie. Es sei leicht, so Gevers später."
    assert names(text) == ["Victor Gevers"]


def test_a_name_counts_once_at_its_first_place():
    text = "Laut Reuters war es so. Laut Reuters blieb es so."
    (attribution,) = find_attributions(text)
    assert attribution.start == 0


def test_words_that_begin_a_sentence_are_no_names():
    assert names("Laut Laut Laut. According to The.") == []
