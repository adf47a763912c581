"""The title of a photo says what it shows."""

import pytest

from archive.importers.articles.saving import name_photo

LONG = "word " * 30


@pytest.mark.parametrize(
    ("caption", "language", "title"),
    [
        ("A mast.", "en", "A mast"),
        ("A mast in Kashgar. Nobody is seen.", "en", "A mast in Kashgar"),
        (
            "J. R. Smith opens a gate in 2019. It is new.",
            "en",
            "J. R. Smith opens a gate in 2019",
        ),
        (
            "«Unser Dorf war immer gut», sagt er.",
            "de",
            "«Unser Dorf war immer gut», sagt er",
        ),
        ("警察站在门口。他在看手机。", "zh-Hans", "警察站在门口"),
        (
            f"He Junning, head of the office, {LONG}",
            "en",
            "He Junning, head of the office",
        ),
        ("", "de-CH", "Foto 2 von 3"),
        (" \n ", "fr", "Photo 2 of 3"),
        (LONG, "zh-Hans", "照片2/3"),
    ],
)
def test_a_photo_is_named_by_what_its_caption_says_first(caption, language, title):
    assert name_photo(caption, 2, 3, language) == title
