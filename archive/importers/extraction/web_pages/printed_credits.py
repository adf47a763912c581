"""The credit that the text of a caption ends with, in the languages of the press."""

from __future__ import annotations

import re

from archive.text import credits

_LABELS = (
    r"(?:(?:archiv|symbol|agency|file|arkiv|montage)[ -]?)?"
    r"(?:photo(?:graph(?:er|y)?)?s?|fotos?|bild(?:er|quelle|rechte|nachweis)?|"
    r"pictures?|images?|illustration|grafik|infografik|video|quelle|source|credits?|"
    r"image credit|photo credit|crédits?(?: photo)?|fotografía|fotograf(?:ia|ie|en)?|"
    r"foto(?:grafie)?s? de|imagen|fuente|fonte|imagem|immagine|kuva|kilde|bron|källa|"
    r"zdjęcie|fot|źródło|zdroj|zdroje|forrás|fotó|kép|nuotr|sursa|izvor|kaynak|fotoğraf|"
    r"sumber|gambar|ảnh|nguồn|isithombe|fotó|lähde|attēls|avots|"
    r"фото|снимка|источник|джерело|извор|фотографија|φωτο(?:γραφία)?|πηγή|"
    r"صورة|الصورة|عکس|تصویر|צילום|ภาพ(?:จาก)?|ภาพถ่าย|사진(?:출처)?|출처|자료|写真|提供|撮影|出典|"
    r"图片?|圖片?|图源|图片来源|圖片來源|来源|來源|摄影|攝影|照片|資料照片|資料來源|फोटो|तस्वीर|ছবি)"
)
_AGENCIES = (
    r"(?:AP(?: Photo)?|AFP|Reuters|REUTERS|Getty(?: Images)?|EPA(?:-EFE)?|EFE|Efe|dpa|"
    r"DPA|APA|"
    r"Shutterstock|Bloomberg|Xinhua|Alamy|AAP|PA(?: Wire| Images)?|Keystone|KEYSTONE|"
    r"imago|IMAGO|Imago|ANSA|LaPresse|TASS|Sputnik|UNIAN|Ukrinform|ČTK|CTK|PAP|MTI|TT|"
    r"NTB|Scanpix|Ritzau|Lehtikuva|BNS|ELTA|LETA|Belga|BELGA|ANP|Lusa|LUSA|Notimex|"
    r"Yonhap|Kyodo|Jiji|CNA|CNS|VCG|Antara|ANTARA|Bernama|PTI|ANI|Anadolu|AA|İHA|DHA|"
    r"Rex|NurPhoto|ZUMA|SIPA|Sipa|Europa Press|ullstein|picture alliance|Pool|Supplied|"
    r"Handout|Unsplash|Pixabay|Pexels|Flickr|Wikimedia(?: Commons)?|Wikipedia|iStock|"
    r"Twitter|Facebook|Instagram|YouTube|Telegram|Screenshot|Profimedia|Magnum|"
    r"共同|共同社|時事|中央社|新华社|新華社|中新社|路透社?|法新社?|美联社|美聯社|연합뉴스|뉴시스|뉴스1)"
)
_MARK = r"(?:©|\(c\)|（Ｃ）|&copy;)"
_LABELLED_AT_END = re.compile(
    rf"(?P<credit>[(\[（]?\s*(?:{_MARK}|\b{_LABELS}(?:\s+(?:credits?|courtesy|source))?"
    r"(?:\s*[:：/／|©＝=]|\s+(?:by|of|par|von|de|di|av|af|door)\b|\.(?=\s)))"
    r"[^.!?。]{0,2}.{1,140})\s*\Z",
    re.I,
)
_IN_BRACKETS_AT_END = re.compile(
    r"\s*(?P<credit>[(\[（](?P<inside>[^()（）\[\]]{2,90})[)\]）])\s*[.。]?\Z"
)
_LABEL_AND_NAME = re.compile(rf"{_LABELS}\b[\s.:：|/]+\S.*", re.I)
_AGENCY = re.compile(rf"(?<![\w-]){_AGENCIES}(?![\w-])")
_NAME_WORD = r"(?:[A-ZÀ-ÞĀ-ŽΑ-ΩА-ЯЄІЇҐ][\w'’.-]*|van|von|de|der|da|di|for|via|and|&)"
_NAMES = re.compile(rf"{_NAME_WORD}(?:[ /,-]+{_NAME_WORD}){{1,6}}")
_AFTER_SIGN = re.compile(
    r"(?:\s*[|｜]\s*|\s+/\s+|(?<=[.!?…”\"»])\s*[=＝—–-]\s*|\s*＝\s*)"
    r"(?P<credit>[^|｜＝]{2,80})\Z"
)
_AFTER_SENTENCE = re.compile(r"(?<=[.!?…”\"»。])\s+(?P<credit>[^.!?。]{2,70})\.?\Z")
_PHOTOGRAPHED = re.compile(
    r"(?P<credit>(?<=[、＝。，,\s（(])[^、＝。，,\s（()）]{1,24}"
    r"(?:撮影|写す|提供|摄|摄影|攝|攝影| ?제공| ?기자)[)）]?)\s*\Z"
)
_SIDES = re.compile(
    r"(?:l|r|c|left|right|cent(?:er|re)|links|rechts|mitte|l\.|r\.|archiv(?:bild|foto)?|"
    r"symbolbild|file|izq|dcha|à gauche|à droite|\d{1,4})",
    re.I,
)


def split_printed_credit(text: str) -> tuple[str, str]:
    """The caption and the credit that its text ends with; '' where there is none."""
    before, credit = credits.split_credit(text)
    if credit:
        return before, credit
    if credits.is_credit(text):
        return "", text
    for find in (
        _find_in_brackets,
        _find_labelled,
        _find_photographed,
        _find_after_sign,
        _find_after_sentence,
    ):
        if match := find(text):
            start = match.start("credit")
            return text[:start].rstrip(" |｜/＝=·–—、,"), match["credit"].strip()
    return text, ""


def names_agency(text: str) -> bool:
    """Whether a text names an agency or a place that pictures come from."""
    return bool(_AGENCY.search(text))


def _find_in_brackets(text: str) -> re.Match[str] | None:
    """`(Photo A. Muster. AFP)`, `(Anna Muster/AFP)`, `. (Anna Muster)`."""
    match = _IN_BRACKETS_AT_END.search(text)
    if match is None or _SIDES.fullmatch(match["inside"].strip()):
        return None
    inside = match["inside"].strip()
    is_after_sentence = text[: match.start()].rstrip()[-1:] in tuple('.!?…。”"»')
    is_credit = (
        names_agency(inside)
        or _LABEL_AND_NAME.match(inside)
        or inside.startswith("©")
        or (is_after_sentence and _NAMES.fullmatch(inside))
    )
    return match if is_credit else None


def _find_labelled(text: str) -> re.Match[str] | None:
    match = _LABELLED_AT_END.search(text)
    is_short = match and (match.start("credit") == 0 or len(match["credit"]) <= 110)
    return match if is_short else None


def _find_photographed(text: str) -> re.Match[str] | None:
    return _PHOTOGRAPHED.search(text)


def _find_after_sign(text: str) -> re.Match[str] | None:
    """`… | Anna Muster`, `… / ANNA MUSTER`, `….—Getty Images`."""
    match = _AFTER_SIGN.search(text)
    if match is None or match.start() < 12:
        return None
    credit = match["credit"].strip()
    return match if names_agency(credit) or _NAMES.fullmatch(credit) else None


def _find_after_sentence(text: str) -> re.Match[str] | None:
    """`…. Anna Muster/AFP`, `…. Reuters`, `…. Anna Muster—Getty Images`."""
    match = _AFTER_SENTENCE.search(text)
    if match is None:
        return None
    credit = match["credit"].strip()
    agency = _AGENCY.search(credit)
    is_credit = agency and (
        (agency.end() >= len(credit) - 12 and re.search(r"[/—–|]| via ", credit))
        or len(agency[0]) == len(credit)
    )
    return match if is_credit else None
