"""What only earlier states said."""

import pytest

from archive.text.former_words import find_lost_words


def state(*passages, **own):
    return {
        **own,
        "passage": [{"verbatim": text, "reading": ""} for text in passages],
    }


@pytest.mark.parametrize(
    ("former", "newest", "lost"),
    [
        ([], state("A new text"), set()),
        ([state("The same")], state("The same"), set()),
        ([state("Grosse Zahl")], state("Kleine Zahl"), {"grosse", "zahl"}),
        (
            [state("One two"), state("Two three")],
            state("Four"),
            {"one", "two", "three"},
        ),
        ([state(title="Titel")], state(title="Titel"), set()),
        ([state(caption="Bild")], state(), {"bild"}),
        ([state("社会")], state("信用"), {"社", "会"}),
        ([{"title": None}], {}, set()),
    ],
)
def test_words_of_texts_that_stand_no_more_are_lost(former, newest, lost):
    assert find_lost_words(former, newest) == lost
