"""What a line of a newspaper page is by its own text."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache

from archive.text import addresses, dates
from archive.text.languages import HAN_CHARACTER

from .local_dates import find_local_day

POST_PATTERN = re.compile(r"pic\.(?:twitter|x)\.com/|https?://t\.co/|\(@\w+\)")
BYLINE_PATTERN = re.compile(
    r"(?:von|by|(?:story|text|words|reporting) by|ein \w+ von|text:|autor(?:in)?:|"
    r"author:)\s+\S|"
    r"(?:par|texte|autores|texto|redacción|redação|autore|door|tekst|skrevet av|"
    r"skriven av|kirjoittaja|autorzy|opracował|napsal|szerző|yazar|yazan|haber|penulis|"
    r"oleh|reporter|tác giả|автор|текст|بقلم|كتب|نویسنده|ผู้เขียน)\s*[:：]\s*\S|"
    r"(?:par|por|oleh)\s+[A-ZÀ-Þ]\S+\s+[A-ZÀ-Þ]|"
    r"(?:文|撰文|作者|记者|本报记者|特约记者|通讯员)\s*[:：/／|丨\s]\s*\S|"
    r"(?:本报|新华社|中新社)\S{0,8}记者\s*\S",
    re.IGNORECASE,
)
INITIALS_PATTERN = re.compile(r"\(?[a-zäöü]{2,5}\.?(?:\s?[/,]\s?[a-zäöü]{2,5}\.?)*\)?")
NAMES_PATTERN = re.compile(
    r"[A-ZÄÖÜ][\w'’.-]*(?:\s(?:von|van|de|der|und|and|in|[A-ZÄÖÜ][\w'’.-]*)){1,5}"
    r"(?:,\s[A-ZÄÖÜ][\w'’. -]*){0,2}"
)
_JOB_PATTERN = re.compile(  # `Staff Writer` beside a date is nobody's name
    r"(?:\w+ ){0,3}(?:writer|reporter|correspondent|editor|columnist|redakteur|"
    r"korrespondent|journalist|autor)(?:in)?",
    re.IGNORECASE,
)
AGENCY_START_PATTERN = re.compile(r".{2,40}[(（][^()（）]{2,40}[)）]\s*[-–—.:]\s*\S")
UPDATE_PATTERN = re.compile(
    r"aktualisiert|update|modified|geändert|更新|mis à jour|actualizad|atualizad|"
    r"aggiornat|bijgewerkt|oppdatert|opdateret|uppdaterad|päivitetty|zaktualizowan|"
    r"aktualizov|frissít|обновл|оновлен|güncelle|diperbarui|cập nhật|تحديث|수정",
    re.IGNORECASE,
)
CLOCK_PATTERN = re.compile(
    r"\d{1,2}[.:]\d\d(?:[.:]\d\d)?\s*(?:uhr|h|am|pm|a\.m\.|p\.m\.)?", re.I
)
SOURCE_LABEL_PATTERN = re.compile(
    r"(?:来源|稿源|source|quelle)\s*[:：]\s*\S*", re.IGNORECASE
)
NUMERIC_DATE_PATTERN = re.compile(
    r"(?<!\d)(?:\d{1,2}[./-]\d{1,2}[./-](?:\d{2}|\d{4})|\d{4}[./-]\d{1,2}[./-]\d{1,2})"
    r"(?!\d)"
)
FIGURES_PATTERN = re.compile(r"(?<![\d./-])\d{1,4}([./-])\d{1,2}\1\d{2,4}(?![./-]?\d)")
DATE_LANGUAGES = "en de fr it es pt nl sv da pl cs ru uk tr ar fa ja ko id".split()
DATELINE_WORDS = frozenset(
    """
    stand aktualisiert am um uhr veröffentlicht publiziert erschienen erstellt datum vom
    den published updated update last modified first on at date posted gmt utc bst cet
    cest mez mesz est edt et hkt am pm
    montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag mo di mi do fr
    sa so monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu
    thur thurs fri sat sun
    发布时间 发布 时间 日期 更新 更新时间 发表 北京时间
    星期一 星期二 星期三 星期四 星期五 星期六 星期日 星期天
    """.split()
)
RELATED_HEADING_PATTERN = re.compile(
    r"(?:mehr zum thema|zum thema|lesen sie (?:auch|mehr|dazu)|mehr dazu|"
    r"das könnte sie (?:auch )?interessieren|auch interessant|weitere artikel|"
    r"passend zum artikel|meistgelesen\w*|most (?:viewed|read|popular)|"
    r"related(?: stories| articles| content| topics| coverage)?|"
    r"more on this(?: story)?|"
    r"read more|you may also like|recommended(?: for you)?|"
    r"相关新闻|相关阅读|相关报道|相关链接|延伸阅读|推荐阅读|更多新闻|热门推荐)"
    r"\s*(?:[:：]\s*(?P<rest>\S.*)?)?[.…]?",
    re.IGNORECASE,
)
READING_TIP_PATTERN = re.compile(  # “read also”, before the headline of another page
    r"(?:(?:see|read|watch) (?:also|more)|(?:also|further) read(?:ing)?|more:|"
    r"related:|lesen sie (?:auch|mehr)|lesen sie|mehr dazu|siehe auch|"
    r"[aà] lire(?: aussi)?|lire (?:aussi|également)|voir aussi|"
    r"lea (?:también|además|más)|le puede interesar|te puede interesar|"
    r"lee (?:también|más)|ver (?:también|más)|mira también|leia (?:também|mais)|"
    r"veja (?:também|mais)|saiba mais|leggi anche|vedi anche|approfondisci|"
    r"llegiu també|lees (?:ook|meer|verder)|bekijk ook|les (?:også|mer)|"
    r"læs (?:også|mere)|läs (?:också|även|mer)|lue (?:myös|lisää)|loe (?:ka|lisaks)|"
    r"lasi (?:arī|vēl)|skaitykite taip pat|czytaj (?:też|także|również|więcej)|"
    r"zobacz (?:też|także|również)|přečtěte si|čtěte (?:také|též)|prečítajte si|"
    r"pročitajte (?:i|još)|čitajte (?:i|još)|preberite tudi|olvasta már|"
    r"citește (?:și|mai)|lexo (?:edhe|më)|ilgili haber|bakmadan geçme|baca juga|"
    r"lihat juga|simak juga|xem thêm|đọc thêm|basahin|soma (?:pia|zaidi)|"
    r"читайте (?:также|також|ещё|еще)|чытайце таксама|прочетете (?:още|и)|"
    r"прочитајте|прочитајте и|διαβάστε (?:επίσης|ακόμη|ακόμα|και)|"
    r"اقرأ أيضا?ً?|إقرأ أيضا|بیشتر بخوانید|مطالعه کنید|مزید پڑھیں|यह भी पढ़ें|ये भी पढ़ें|"
    r"हे ही वाचा|আরও পড়ুন|மேலும் படிக்க|อ่าน(?:เพิ่มเติม|ต่อ)|"
    r"延伸阅读|延伸閱讀|相关阅读|更多新聞|看更多|関連記事|あわせて読みたい|관련 ?기사)"
    r"(?!\w)",
    re.IGNORECASE,
)
_READING_TIP_LENGTH = 240
PAYWALL_PATTERN = re.compile(
    r"(?:［有料会員限定］|【有料会員】|この記事は(?:有料)?会員限定|有料会員に登録|続きを読むには|"
    r"(?:this (?:article|story|content) is )?(?:for|only for|exclusive to) subscribers|"
    r"to (?:continue|keep) reading|already a subscriber|subscribe to (?:read|continue)|"
    r"(?:jetzt )?weiterlesen mit|dieser (?:artikel|inhalt) ist (?:exklusiv|nur) für|"
    r"sie haben bereits ein .{0,20}abo|"
    r"(?:cet )?article réservé (?:à nos|aux) abonnés|il vous reste .{0,20} cet article|"
    r"la suite est réservée|contenido exclusivo para suscriptores|"
    r"conteúdo exclusivo para assinantes|contenuto riservato agli abbonati|"
    r"dit artikel is (?:exclusief|alleen) voor abonnees|"
    r"artikkelen er (?:kun )?for abonnenter|ten artykuł (?:jest )?(?:tylko )?dla)",
    re.IGNORECASE,
)
_PAYWALL_LENGTH = 240
_LOCAL_LINE_LENGTH = 90
_LOCAL_LINE_LETTERS = 50
PAGE_CONTROL_PATTERN = re.compile(
    r"teilen|merken|drucken|kommentare?(?: \(?\d+\)?)?|\d+ kommentare?|kommentieren|"
    r"anzeige|werbung|newsletter|artikel (?:teilen|merken|anhören|hören)|vorlesen|"
    r"facebook|twitter|whatsapp|e-?mail|startseite|menü|zur startseite|nach oben|"
    r"published|veröffentlicht|save|print|listen|advertisements?|publicidade?|"
    r"continua depois da publicidade|continúa después de la publicidad|"
    r"publicité|pubblicità|reklama|annons|annonse|advertentie|реклама|"
    r"share(?: (?:this|the)(?: (?:article|page|story|post))?)?|"
    r"comments?(?: \(?\d+\)?)?|"
    r"\d+ comments?|skip to (?:main )?content|sign up.{0,60}|subscribe(?: now)?|"
    r"(?:lesezeit:? )?\d+ min(?:uten)?\.?(?: lesezeit| read)?|"
    r"(?:bild|foto|photo|image|picture) \d+ (?:von|of|/) \d+|\d{1,3} ?/ ?\d{1,3}|"
    r"alle rechte vorbehalten\.?|all rights reserved\.?|(?:©|\(c\)|copyright ).{0,120}|"
    r"(?:©|\(c\)|copyright )[^.]{4,80}\. ?all rights reserved\..{0,200}|"
    r"topics?|tags?|themen|schlagw(?:ort|örter)|read more|mehr lesen|"
    r"分享(?:到\S{0,6})?|打印|收藏|评论|字号.{0,12}|广告|[(（]?(?:责任编辑|责编|编辑|校对)\s*[:：].{1,40}|"
    r"[^>›»]{2,30}(?:\s[>›»]\s[^>›»]{2,40})+",
    re.IGNORECASE,
)
_MENU_PART = r"[A-ZÀ-ÞА-Я\u4e00-\u9fff][^|/•·.!?:;,0-9]{1,24}"
MENU_PATTERN = re.compile(rf"{_MENU_PART}(?:\s?[|/•·]\s?{_MENU_PART}){{2,}}")
# What stands above the headline of a press release or of a forwarded e-mail.
RELEASE_HEAD_PATTERN = re.compile(
    r"for immediate release[.!]?|(?:press|media|news) release(?: no\.? ?\d+)?|"
    r"(?:medien|presse)(?:mitteilung|information|aussendung)|"
    r"communiqué(?: de presse)?|comunicato stampa|nota de prensa|"
    r"comunicado (?:de prensa|à imprensa)|persbericht|pressemeddelelse|pressmeddelande|"
    r"пресс-релиз|新闻稿|新闻公报|新聞稿|プレスリリース|보도자료|بيان صحفي|"
    r"(?:embargo(?:ed)?|sperrfrist)\b.{0,80}|"
    r"(?:(?:press|media|medien|presse)[ -]?)?(?:contacts?|kontakt\w*)\s*[:：].{0,160}|"
    r"(?:tel|telefon|phone|mobile?|fax|e-?mail|web|internet|website)\.?\s*[:：].{0,120}|"
    r"(?:from|to|cc|bcc|subject|sent|reply-to|betreff|gesendet|absender|empfänger|"
    r"objet|asunto|oggetto|联系人|电话|传真|邮箱|发件人|收件人|主题)\s*[:：].{0,300}",
    re.IGNORECASE,
)
FURNITURE_REASON = "furniture of the page"
SENTENCE_END_PATTERN = re.compile(r"[.!?…。！？:：;；][»«”“\"」』）)]*\Z")


@dataclass(frozen=True)
class Dateline:
    """A line with a date and little else."""

    date: str
    byline: str
    rest: str
    is_update: bool


def is_short_line(line: str, most: int) -> bool:
    """Whether a line weighs at most so much and has no end of a sentence."""
    return line_weight(line) <= most and not _ends_sentence(line)


@lru_cache(maxsize=8192)
def _ends_sentence(line: str) -> bool:
    return bool(SENTENCE_END_PATTERN.search(line[-12:]))


@lru_cache(maxsize=8192)
def line_weight(line: str) -> int:
    """The length of a line in letters; a Chinese character counts as three."""
    return len(line) + 2 * len(HAN_CHARACTER.findall(line))


def parse_address_line(line: str) -> str:
    """The canonical form of a line that is a URL and nothing else, or ''."""
    if " " in line or not line.lower().startswith(("http://", "https://")):
        return ""
    try:
        return addresses.canonical_url(line)
    except ValueError:
        return ""


def is_date_line(line: str) -> bool:
    """Whether a short line is a date and little else, in any language of the press."""
    if len(line) > 60 or not any(map(str.isdigit, line)):
        return False
    if parse_dateline(line):
        return True
    letters = sum(map(str.isalpha, NUMERIC_DATE_PATTERN.sub("", line)))
    if NUMERIC_DATE_PATTERN.search(line) and letters <= 16:
        return True
    return any(find_local_day(line, language) for language in DATE_LANGUAGES)


def parse_dateline(line: str, language: str = "") -> Dateline | None:
    """The line as a date with time, byline and place, or None. The language of the page
    decides the order of 20.02.19 and 02/03/2019."""
    if len(line) > 120:
        return None
    printed = dates.find_printed_date(line) or _find_ordered_date(line, language)
    if printed is None:
        return None
    edtf, start, end = printed
    around = f"{line[:start]} | {line[end:]}"
    second = dates.find_printed_date(around)
    if second:
        around = f"{around[: second[1]]} | {around[second[2] :]}"
    around = SOURCE_LABEL_PATTERN.sub(" ", CLOCK_PATTERN.sub(" ", around))
    byline, rest = _parse_around_date(around)
    is_sentence = any(part[0].islower() for part in rest)
    if is_sentence or sum(map(line_weight, rest)) > 24 or len(rest) > 2:
        return None
    is_update = bool(UPDATE_PATTERN.search(line))
    return Dateline(edtf.text, byline, ", ".join(rest), is_update)


def parse_local_dateline(line: str, language: str) -> Dateline | None:
    """A line with a day in the words of its language and little else, or None."""
    day = find_local_day(line, language) if len(line) <= _LOCAL_LINE_LENGTH else ""
    if not day or line.endswith((".", "!", "?", "。")):
        return None
    letters = sum(map(str.isalpha, line))
    if letters > _LOCAL_LINE_LETTERS:
        return None
    first_figure = re.search(r"\d", line)
    before = line[: first_figure.start()] if first_figure else ""
    return Dateline(day, "", "", bool(UPDATE_PATTERN.search(before)))


def _find_ordered_date(line: str, language: str) -> tuple[dates.Edtf, int, int] | None:
    """The first day in figures whose order the language knows, and where it stands."""
    for match in FIGURES_PATTERN.finditer(line) if language else ():
        with suppress(dates.DateError):
            return dates.parse_typed_date(match[0], language), *match.span()
    return None


def _parse_around_date(around: str) -> tuple[str, list[str]]:
    """The byline in the text around a date, and its other parts."""
    byline, rest = "", []
    for part in re.split(r"[|·•,，()（）]|\s[–—-]\s|(?=\b作者)", around):
        words = re.split(r"[\s:：]+", part)
        left = (word for word in words if word.lower().strip(".") not in DATELINE_WORDS)
        text = " ".join(left).strip(" .:/–—-")
        if text and (
            BYLINE_PATTERN.match(part.strip()) or INITIALS_PATTERN.fullmatch(text)
        ):
            byline = part.strip()
        elif text:
            rest.append(text)
    return byline, rest


def is_byline_line(line: str) -> bool:
    """Whether the first word of a line says that it is a byline."""
    return (
        line_weight(line) <= 120
        and bool(BYLINE_PATTERN.match(line))
        and line[-1] not in ".!?。"
    )


def is_name_line(line: str) -> bool:
    """Whether the line may be a name or initials, if it is beside the date."""
    if INITIALS_PATTERN.fullmatch(line):
        return True
    if is_job_line(line):
        return False
    return len(line) <= 60 and line[-1] != "." and bool(NAMES_PATTERN.fullmatch(line))


def is_job_line(line: str) -> bool:
    """Whether a line is what an author is by profession: “Staff Writer”."""
    return len(line) <= 60 and bool(_JOB_PATTERN.fullmatch(line))


def is_reading_tip(line: str) -> bool:
    """Whether a line begins as a hint at another article does: “Read also: …”."""
    is_short = len(line) <= _READING_TIP_LENGTH
    return is_short and bool(READING_TIP_PATTERN.match(line))


def find_head_omission(line: str) -> str:
    """Why a line above the headline is no part of the article, or ''."""
    is_head = MENU_PATTERN.fullmatch(line) or RELEASE_HEAD_PATTERN.fullmatch(line)
    return FURNITURE_REASON if is_head else omission_reason(line)


def omission_reason(line: str) -> str:
    """Why the line is no part of an article, or ''."""
    is_short = len(line) <= _PAYWALL_LENGTH
    if PAGE_CONTROL_PATTERN.fullmatch(line):
        return FURNITURE_REASON
    return FURNITURE_REASON if is_short and PAYWALL_PATTERN.match(line) else ""
