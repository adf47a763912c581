"""How much of one text is found in another."""

import pytest

from archive.text.copies.near_texts import list_shingles, measure_overlap

GERMAN = (
    "Die Stadt hat an jeder Kreuzung Kameras gekauft, und niemand wurde vorher gefragt."
)
ENGLISH = "The town bought a camera for every crossing, and nobody was asked."
CHINESE = "该市在每个路口都安装了摄像头，事先没有征求任何居民的意见。"


@pytest.mark.parametrize(
    ("one", "other", "least", "most"),
    [
        (GERMAN * 2, GERMAN.upper().replace(",", " –") * 2, 1, 1),
        (ENGLISH * 2, f"{ENGLISH * 2} More words follow here, and they are new.", 1, 1),
        (CHINESE, CHINESE.replace("，", "\n"), 1, 1),
        (
            CHINESE * 2,
            CHINESE + "警方没有回答记者提出的问题，居民说每天都被拍摄好几次。",
            0.5,
            0.9,
        ),
        (GERMAN * 2, ENGLISH * 2, 0, 0),
        ("Nur drei Wörter", "Nur drei Wörter", 0, 0),
    ],
)
def test_the_share_of_the_shorter_text(one, other, least, most):
    share = measure_overlap(list_shingles(one), list_shingles(other))
    assert least <= share <= most
