"""The words of credits: labels, agencies and names, in the languages of the press."""

from __future__ import annotations

import re

LABELS = (
    r"(?:(?:archiv|symbol|agency|file|arkiv|arkistok?|montage)[ -]?)?"
    r"(?:photo(?:graph(?:er|y)?)?s?|fotos?|bild(?:er|quelle|rechte|nachweis)?|"
    r"pictures?|images?|illustration|screenshot|grafik|infografik|video|quelle|source|credits?|"
    r"image credit|photo credit|crédits?(?: photo)?|fotografía|fotograf(?:ia|ie|en)?|"
    r"foto(?:grafie)?s? de|imagen(?: ilustrativa)?|fuente|fonte|"
    r"imagem|immagine|kuva(?:aja)?|kilde|bron|"
    r"källa|beeld|ljósmynd|mynd|zdjęcie|fot|źródło|zdroj|zdroje|forrás|fotó|kép|nuotr|"
    r"sursa|izvor|kaynak|fotoğraf|sumber|gambar|ảnh|nguồn|isithombe|picha|"
    r"larawan|kuha ni|lähde|attēls|avots|argazkia|сурет|surat|зураг|"
    r"фото|снимка|источник|джерело|извор|фотографија|φωτο(?:γραφία)?|πηγή|ფოტო|"
    r"լուսանկարը?|صورة|الصورة|تصوير|المصدر|مصدر الصورة|عکس|عکاس|تصویر|منبع|"
    r"צילום|תמונה|קרדיט|ภาพ(?:จาก)?|ภาพถ่าย|เครดิต|ဓာတ်ပုံ|사진(?:출처)?|출처|자료|"
    r"写真|提供|撮影|出典|图片?|圖片?|图源|图片来源|圖片來源|圖源|来源|來源|摄影|攝影|照片|"
    r"資料照片|資料來源|फोटो|तस्वीर|तस्बिर|ছবি|படம்|ఫోటో|ફોટો)"
)
_AGENCIES = (
    r"(?:AP(?: Photo)?|AFP|Reuters|REUTERS|Getty(?: Images)?|GETTY(?: IMAGES)?|"
    r"EPA(?:-EFE)?|EFE|Efe|Ansa|dpa|"
    r"DPA|APA|PAP|NTB|TT|CP|"
    r"Shutterstock|Bloomberg|Xinhua|Alamy|AAP|PA(?: Wire| Images)?|Keystone|KEYSTONE|"
    r"imago|IMAGO|Imago|ANSA|LaPresse|TASS|Sputnik|UNIAN|Ukrinform|ČTK|CTK|MTI|"
    r"Scanpix|Ritzau|Lehtikuva|BNS|ELTA|LETA|Belga|BELGA|ANP|Lusa|LUSA|Notimex|"
    r"Yonhap|Kyodo|Jiji|CNA|CNS|VCG|Antara|ANTARA|Bernama|PTI|ANI|Anadolu|AA|İHA|DHA|"
    r"Rex|NurPhoto|ZUMA|SIPA|Sipa|Europa Press|ullstein|picture alliance|Pool|Supplied|"
    r"Handout|Unsplash|Pixabay|Pexels|Flickr|Wikimedia(?: Commons)?|Wikipedia|iStock|"
    r"Twitter|Facebook|Instagram|YouTube|Telegram|Screenshot|Profimedia|Magnum|"
    r"Divulgação|Reprodução|Cortesía|ТАСС|РИА Новости|УНИАН|УНІАН|Укринформ|Укрінформ|"
    r"رويترز|أ\.? ?ف\.? ?ب\.?|فرانس برس|الفرنسية|غيتي|الأناضول|"
    r"أسوشيتد برس|وكالات|ایرنا|ایسنا|"
    r"पीटीआई|एएनआई|रॉयटर्स|एएफपी|"
    r"共同|共同社|時事|ロイター|ゲッティ|アフロ|中央社|新华社|新華社|中新社|路透社?|法新社?|美联社|美聯社|"
    r"翻攝\w{0,6}|資料照|示意圖|연합뉴스|뉴시스|뉴스1|게티이미지\w*)"
)
MARK = r"(?:©|ⓒ|\(c\)|（Ｃ）|&copy;)"
_AGENCY = re.compile(rf"(?<![\w-]){_AGENCIES}(?![\w-])")
_CAPITAL = "A-ZÀ-ÖØ-ÞĀĂĄĆĈČĎĐĒĖĘĚĞĠĢĪĮİĶĹĻĽŁŃŅŇŌŐŒŔŘŚŞŠŢŤŪŮŰŲŹŻŽΑ-ΩА-ЯЄІЇҐЁ"
_NAME_WORD = (
    rf"(?:[{_CAPITAL}][\w'’.-]*|van|von|de|der|den|da|di|do|dos|del|la|le|al|el|bin|for|"
    r"via|and|und|et|y|e|for|für|pour|para|per|&)"
)
NAMES = re.compile(
    rf"[{_CAPITAL}][\w'’.-]*(?:(?:[ ,]+|\s?[/|–-]\s?){_NAME_WORD}){{1,7}}"
)
SHORT_NAMES = re.compile(
    rf"[{_CAPITAL}][\w'’.-]+(?: (?:van|von|de|der|da|di|del|al|bin|[{_CAPITAL}][\w'’-]*"
    rf"\.?)){{0,2}} [{_CAPITAL}][\w'’-]+"
)
NAME_AND_SOURCE = re.compile(
    rf"[{_CAPITAL}][\w'’.-]*(?: {_NAME_WORD}){{0,4}}\s?/\s?\w[\w.'’ &-]{{1,40}}|"
    rf"\w[\w-]{{1,20}}\.[a-z]{{2,4}}\s?/\s?[{_CAPITAL}][\w'’.]+ [\w'’. -]{{2,40}}"
)
CAPITALS = re.compile(
    rf"(?=(?:.*[{_CAPITAL}]){{5}})[{_CAPITAL}][{_CAPITAL}'’.,&/|\s«»()-]{{4,79}}"
)
_NAMES_AND_AGENCY = re.compile(rf"{NAMES.pattern} [(（]{_AGENCIES}")
_ALL_NAMES = (_NAMES_AND_AGENCY, CAPITALS, NAME_AND_SOURCE, SHORT_NAMES, NAMES)
_LABELLED = re.compile(rf"(?:{MARK}|{LABELS}\b\s*[:：/／|.]?\s)", re.I)
_DATE = re.compile(r"\d[-./]\d")


def names_agency(text: str) -> bool:
    """Whether a text names an agency or a place that pictures come from."""
    return bool(_AGENCY.search(text))


def find_last_agency(text: str) -> re.Match[str] | None:
    """The last agency that a text names."""
    return next(reversed(list(_AGENCY.finditer(text))), None)


def is_credit_part(text: str) -> bool:
    """Whether a text that has a line or an element of its own may be a credit."""
    text = text.strip(" |/·–—-()（）[]")
    is_long = not 2 <= len(text) <= 100 or len(text.split()) > 12
    if is_long or _DATE.search(text):
        return False
    if len(text) <= 80 and _LABELLED.match(f"{text} "):
        return True
    if text.endswith(("!", "?", "…", "。", "！", "？")):
        return False
    if any(names.fullmatch(text) for names in _ALL_NAMES):
        return True
    agency = find_last_agency(text)
    return agency is not None and len(agency[0]) * 2 >= len(text)
