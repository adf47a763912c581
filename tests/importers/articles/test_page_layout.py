"""Single rules of a page's layout, one small page each."""

import pytest

from archive.importers.articles import plain_text
from archive.importers.articles.plain_text import parse_text_page
from archive.importers.extraction import line_patterns

BODY = """Der erste Absatz der Seite ist so lang, dass er nie und nimmer Vorspann ist.
Der zweite Absatz der Seite ist ein wenig kürzer, aber ein ganzer Satz.
Der dritte Absatz der Seite ist noch ein wenig kürzer als der zweite.
Der vierte Absatz der Seite ist der letzte, der zum Artikel gehört.
"""


def roles(page):
    """The roles of the page's lines."""
    return [line.role for line in plain_text.parse_text_page(page.encode()).lines]


@pytest.mark.parametrize(
    ("line", "date", "byline"),
    [
        ("20.02.2019, 18:35 Uhr", "2019-02-20", ""),
        ("Mittwoch, 20. Februar 2019 um 18.35 Uhr", "2019-02-20", ""),
        ("Stand: 20.02.2019", "2019-02-20", ""),
        ("Published: Wed 20 Feb 2019 09.15 GMT", "2019-02-20", ""),
        ("February 20, 2019 at 9:15 a.m. EST", "2019-02-20", ""),
        ("2019年2月20日 10:15 来源：示例日报", "2019-02-20", ""),
        ("2019-02-20 10:15:00 来源：示例网 作者：王某", "2019-02-20", "作者：王某"),
        ("Von Clara Muster, 20.02.2019", "2019-02-20", "Von Clara Muster"),
        ("By Jane Example | February 20, 2019", "2019-02-20", "By Jane Example"),
        ("dj, 20.2.2019", "2019-02-20", "dj"),
        ("Wien, 20. Februar 2019", "2019-02-20", ""),
    ],
)
def test_a_dateline_is_known(line, date, byline):
    found = line_patterns.parse_dateline(line)
    assert found is not None
    assert (found.date, found.byline) == (date, byline)


@pytest.mark.parametrize(
    "line",
    [
        "Was am 20. Februar 2019 in der Stadt geschah",
        "Am 20.2.2019 begann alles.",
        "— A. Researcher (@aresearcher) February 14, 2019",
        "20/02/2019",
        "Der Titel",
    ],
)
def test_a_line_that_says_more_is_no_dateline(line):
    assert line_patterns.parse_dateline(line) is None


def test_headlines_at_the_end_are_left_out_from_three_on():
    page = "Ein Titel\n20.2.2019\n" + BODY
    more = "Ein Dorf ohne Kameras\nDie Händler der Daten\n"
    assert roles(page + more).count("boilerplate") == 0
    assert (
        roles(page + more + "Wer zahlt dafür den Preis\n")[-3:] == ["boilerplate"] * 3
    )


@pytest.mark.parametrize(
    "teaser",
    [
        "Ein Dorf\nEin Dorf hat keine Kameras und will keine haben.\n{}\n",
        "Ein Dorf ohne Kameras und ohne Sorgen\n{}\n",
        "{}\nEin Dorf\nEin Dorf hat keine Kameras und will keine haben.\n",
    ],
)
def test_dated_teasers_of_one_shape_are_left_out(teaser):
    page = "Ein Titel\n20.2.2019\n" + BODY
    other = teaser.replace("Dorf", "Tal")
    more = teaser.format("21.08.2024") + other.format("13.08.2024")
    found = roles(page + more)
    assert found[:2] == ["title", "date"]
    assert found[6:] == ["boilerplate"] * len(more.splitlines())
    assert "boilerplate" not in found[:6]


def test_a_single_date_in_the_text_leaves_nothing_out():
    page = "Ein Titel\n20.2.2019\n" + BODY + "21.08.2024\nUnd noch ein Satz danach.\n"
    assert "boilerplate" not in roles(page)


def test_what_follows_a_marker_is_kept_where_it_is_text():
    page = f"Ein Titel\n20.2.2019\n{BODY}Mehr zum Thema\nEin Dorf ohne Kameras\n{BODY}"
    assert roles(page)[6:8] == ["boilerplate"] * 2
    assert roles(page)[8:] == ["paragraph"] * 4


def test_captions_amid_paragraphs_are_no_series():
    lines = BODY.splitlines()
    page = "Ein Titel\n20.2.2019\n" + "".join(
        f"{line}\nEin Platz in der Stadt.\nFoto: dpa\n" for line in lines
    )
    draft = plain_text.parse_text_page(page.encode())
    assert (draft.series, len(draft.captions), len(draft.segments)) == ("", 4, 4)
    assert not any(caption.in_series for caption in draft.captions)


def test_a_credit_without_a_caption_stays_one():
    page = f"Ein Titel\nVon Clara Muster\n20.2.2019\nFoto: Reuters\n{BODY}"
    captions = plain_text.parse_text_page(page.encode()).captions
    assert [(c.text, c.credit) for c in captions] == [("", "Foto: Reuters")]


def test_an_agency_that_signs_the_text_is_no_credit():
    page = f"Ein Titel\n20.2.2019\n{BODY}Mehr war am Abend nicht zu erfahren. (dpa)\n"
    assert plain_text.parse_text_page(page.encode()).captions == []


def test_rows_with_tabs_are_a_table():
    page = f"Ein Titel\n20.2.2019\n{BODY}Stadt\tKameras\nWien\t120\n"
    assert roles(page)[-2:] == ["table"] * 2


@pytest.mark.parametrize(
    ("letters", "left_out"), [(19, 0), (20, 3), (120, 3), (121, 0)]
)
def test_a_headline_at_the_end_has_20_to_120_letters(letters, left_out):
    """Of the three, this is the last but one: what it is decides about all."""
    line = ("Ein Wort " * 20)[: letters - 1] + "x"
    page = f"Ein Titel\n20.2.2019\n{BODY}Ein Dorf ohne die Kameras\n{line}\n"
    found = roles(f"{page}Die Händler unserer Daten\n")
    assert found.count("boilerplate") == left_out


FRENCH = (
    "La commune a posé une caméra au portail sans demander à "
    "personne, selon des notes.",
    "Des experts qui ont lu les notes jugent que les chiffres "
    "sont tout à fait plausibles.",
    "Le maire n'a pas répondu aux questions. Des habitants "
    "disent être filmés sans cesse.",
)
SPANISH = (
    "El pueblo puso una cámara en la puerta sin preguntar a "
    "nadie, según las notas vistas.",
    "Los expertos que leyeron las notas dicen que las cifras son "
    "del todo plausibles ahora.",
    "El alcalde no respondió a las preguntas. Los vecinos "
    "cuentan que los graban a diario.",
)
RUSSIAN = (
    "Город поставил камеру у ворот и никого не спросил, как "
    "следует из старых документов.",
    "Эксперты, прочитавшие документы, сказали, что цифры "
    "правдоподобны и всё совпадает.",
    "Мэр не ответил на вопросы. Жители рассказали, что их "
    "снимают по нескольку раз в день.",
)
ARABIC = (
    "وضعت البلدة كاميرا عند البوابة من دون أن تسأل أحدا، وفقا "
    "لوثائق اطلع عليها الصحفيون.",
    "وقال خبراء قرأوا الوثائق إن الأرقام معقولة وإن النظام بنته ثلاث شركات من العاصمة.",
    "ولم يجب رئيس البلدية على الأسئلة. وقال السكان إنهم يصورون عدة مرات في اليوم.",
)
JAPANESE = (
    "町は火曜日、門にカメラを置いたことを明らかにし、記者が見た文書もそれを確認した。",
    "文書を読んだ専門家は、数字はもっともらしく、三つの会社が建設したと述べた。",
    "町長は質問に答えなかった。住民は一日に何度も撮影されると語った。",
)
KOREAN = (
    "마을은 화요일 정문에 카메라를 설치했다고 밝혔으며 기자들이 "
    "본 문서와 여러 전문가의 말도 "
    "이를 분명히 확인했다.",
    "문서를 읽은 전문가들은 숫자가 그럴듯하며 시스템은 수도에 "
    "있는 세 회사가 함께 만들었다고 "
    "기자들에게 말했다.",
    "시장은 질문에 답하지 않았다. 주민들은 출근길에 하루에 여러 "
    "번 찍힌다고 기자들에게 "
    "말했다고 한다.",
)
TURKISH = (
    "Belediye kapıya kimseye sormadan bir kamera koydu, "
    "gazetecilerin gördüğü notlara göre.",
    "Notları okuyan uzmanlar rakamların makul olduğunu ve her şeyin uyduğunu söylüyor.",
    "Belediye başkanı soruları yanıtlamadı. Sakinler her gün çekildiklerini anlatıyor.",
)
INDONESIAN = (
    "Kota memasang kamera di gerbang tanpa bertanya kepada siapa "
    "pun, menurut catatan itu.",
    "Para ahli yang membaca catatan itu mengatakan bahwa angka "
    "tersebut masuk akal semua.",
    "Wali kota tidak menjawab pertanyaan. Warga mengatakan mereka direkam setiap hari.",
)
HEBREW = (
    "העירייה הציבה מצלמה בשער בלי לשאול איש, לפי מסמכים שראו כתבים בשבוע שעבר בעיר.",
    "מומחים שקראו את המסמכים אמרו שהמספרים סבירים ושהמערכת נבנתה בידי שלוש חברות.",
    "ראש העיר לא השיב לשאלות. תושבים סיפרו שהם מצולמים כמה פעמים בכל יום ביומו.",
)
PAGES = [  # title, byline, date, caption, credit, paragraphs, name
    (
        "Une caméra au portail",
        "Par Anne Modèle",
        "Publié le 4 mai 2023 à 10h30, mis à jour le 5 mai 2023",
        "La caméra au portail.",
        "Anne Modèle / AFP",
        FRENCH,
        "Anne Modèle",
    ),
    (
        "Una cámara en la puerta",
        "Ana Mustra",
        "Madrid - 04 may 2023 - 10:30 CEST",
        "La cámara en la puerta.",
        "Ana Mustra (EFE)",
        SPANISH,
        "Ana Mustra",
    ),
    (
        "Камера у ворот",
        "Иван Иванов",
        "4 мая 2023, 10:30",
        "Камера у ворот города",
        "Фото: Иван Иванов / ТАСС",
        RUSSIAN,
        "Иван Иванов",
    ),
    (
        "كاميرا عند البوابة",
        "بقلم: محمد علي",
        "4 مايو 2023",
        "الكاميرا عند البوابة",
        "(رويترز)",
        ARABIC,
        "محمد علي",
    ),
    (
        "門のカメラ、誰にも聞かず",
        "山田太郎",
        "2023年5月4日 10時30分",
        "門の上のカメラ",
        "（共同）",
        JAPANESE,
        "山田太郎",
    ),
    (
        "정문 카메라, 아무도 묻지 않아",
        "홍길동 기자",
        "2023.05.04 10:30",
        "정문 위의 카메라가 보인다.",
        "연합뉴스",
        KOREAN,
        "홍길동",
    ),
    (
        "Kapıdaki kamera",
        "Ayşe Yılmaz",
        "4 Mayıs 2023 10:30",
        "Kapının üstündeki kamera",
        "Fotoğraf: Ayşe Yılmaz",
        TURKISH,
        "Ayşe Yılmaz",
    ),
    (
        "Kamera di gerbang kota",
        "Budi Santoso - detikNews",
        "Kamis, 04 Mei 2023 10:30 WIB",
        "Kamera di gerbang.",
        "(ANTARA FOTO/Budi Santoso)",
        INDONESIAN,
        "Budi Santoso",
    ),
    (
        "המצלמה בשער העיר",
        "מאת דני כהן",
        "4 במאי 2023",
        "המצלמה מעל השער",
        "צילום: AP",
        HEBREW,
        "דני כהן",
    ),
]


@pytest.mark.parametrize("page", PAGES, ids=[page[0] for page in PAGES])
@pytest.mark.parametrize("between", [" ", "\n"], ids=["one line", "two lines"])
def test_head_caption_and_text_of_a_pasted_page_are_told_apart(page, between):
    title, byline, date, caption, credit, paragraphs, name = page
    lines = [title, byline, date, f"{caption}{between}{credit}", *paragraphs]
    draft = parse_text_page("\n".join(lines).encode())
    kept = [draft.lead, *(s.text for s in draft.segments if s.kind == "paragraph")]
    assert (draft.title, draft.date) == (title, "2023-05-04")
    assert name in draft.byline
    assert [(c.text, c.credit) for c in draft.captions] == [(caption, credit)]
    assert [text for text in kept if text] == list(paragraphs)


def test_a_short_sentence_that_signs_the_text_is_no_caption():
    lines = ["Une caméra au portail", *FRENCH, "Le maire se tait encore (AFP)"]
    draft = parse_text_page("\n".join(lines).encode())
    assert draft.captions == []
