"""The head of a copied e-mail gives headline and date, and the rest is left out."""

import pytest

from archive.importers.articles.mail_heads import find_mail_head
from archive.importers.articles.page_files import read_article_file
from archive.importers.articles.plain_text import parse_text_page

BODY = """
The city has bought new cameras, as was announced on Wednesday in the council.
They are to stand at every crossing and to record all that happens there.
"""


@pytest.mark.parametrize(
    "head",
    [
        "Von: Anna Muster <a@example.org>\nGesendet: Mittwoch, 20. Februar 2019 10:00\n"
        "An: Redaktion\nBetreff: City buys cameras",
        "From: Anna Muster\nSent: 20 February 2019 10:00\nTo: Desk\n"
        "Subject: City buys cameras",
        "Subject: City buys cameras\nFrom: a@example.org",
        "De : Anna\nEnvoyé : mercredi 20 février\nÀ : B\nObjet : City buys cameras",
        "发件人: 王小明\n发送时间: 2019年2月20日\n收件人: 编辑部\n"
        "主题：City buys cameras",
    ],
)
def test_the_subject_is_the_headline_and_the_head_is_left_out(head):
    draft = parse_text_page((head + BODY).encode())
    assert draft.title == "City buys cameras"
    left_out = [s for s in draft.segments if s.kind == "boilerplate"]
    assert left_out and all(s.left_out_because == "head of an e-mail" for s in left_out)
    kept = [s.text for s in draft.segments if s.kind == "paragraph"]
    assert [text for text in (draft.lead, *kept) if text] == BODY.split("\n")[1:3]
    if "20" in head and "février" not in head:
        assert draft.date == "2019-02-20"


@pytest.mark.parametrize(
    "page",
    [
        "To: be or not to be\nA play that the city forbade on Wednesday.",
        "From: Bern to Geneva\nBern and Geneva buy cameras together, they said.",
        "An: A name\nAn: Another name\nAn: A third",
    ],
)
def test_headlines_that_look_like_a_label_stay(page):
    assert not find_mail_head(page.splitlines())


def test_a_head_copied_from_an_english_mail_program_gives_its_date():
    head = (
        "From: Anna Muster\nSent: Wednesday, February 20, 2019 10:00 AM\n"
        "To: Desk\nSubject: City buys cameras\n"
    )
    draft = read_article_file("", (head + BODY).encode()).draft
    assert (draft.title, draft.date) == ("City buys cameras", "2019-02-20")
    assert draft.byline == "Anna Muster"
