"""Names of authors as CSL-JSON writes them: in parts where the parts are sure."""

from __future__ import annotations

import re

from .languages import HAN_CHARACTER

AuthorName = dict[str, str]

_GENRE = (
    r"gastbeitrag|gastkommentar|beitrag|artikel|bericht|text|essay|kommentar|analyse|"
    r"reportage|recherche|interview|porträt|kolumne|rezension|meinung|leitartikel|"
    r"protokoll|analysis|opinion|report|story|words|comment|column|review|feature|"
    r"reporting|article|investigation|reported|written|compiled"
)
_BYLINE_LABEL = re.compile(
    rf"^\s*(?:(?:(?:(?:ein|eine|einem|einer|an|a)\s+)?(?:{_GENRE})\s+)?"
    r"(?:von|by|par|di|por)(?:\s*:\s*|\s+)(?!und zu )"
    rf"|(?:autor(?:in|innen|en)?|authors?|{_GENRE})\s*:\s*"
    r"|(?:text|autor(?:in)?|author|words)\s+"
    r"|(?:[\u4e00-\u9fff]{1,7}(?:社|报|報|网|網|台|电视|刊|闻|聞)(?:特约)?)?"
    r"(?:文|撰文|作者|(?:特约|實習|实习)?(?:记者|記者)|本报记者|本報記者|通讯员)"
    r"\s*[:：/／|｜]?\s*)",
    re.IGNORECASE,
)
_OTHER_ROLE = re.compile(
    r"\s*[,;|/]?\s*\b(?:fotos?|bilder|photos?|illustration(?:en)?|video|grafik(?:en)?|"
    r"editing by|edited by|redaktion)(?:\s*[:：]|(?<=by))\s*\S.*$|"
    r"\s*[,;|/，；]?\s*(?:摄影|攝影|编辑|責編|责编)\s*[:：]\s*\S.*$",
    re.IGNORECASE | re.DOTALL,
)
_JOB = re.compile(
    r"(?:(?:senior|chief|staff|political|business|science|health|foreign|special|"
    r"deputy|news|technology|security|education|environment|legal|home)\s+)*"
    r"(?:correspondents?|reporters?|editors?|writers?|columnist|journalist\w*|"
    r"korrespondent(?:in)?|redakt(?:eur|or)(?:in)?|autor(?:in)?|photographer|producer|"
    r"analyst|bureau chief)(?:\s+(?:in|for|at|of)\s+.*)?",
    re.IGNORECASE,
)
_PLACE_AT_END = re.compile(
    r"(?<=\w)\s+(?:in|aus|für|for|from|reporting from)\s+(?:the\s+)?[A-ZÄÖÜ][\w.-]+"
    r"(?:\s[A-ZÄÖÜ][\w.-]+){0,2}$"
)
_CHINESE_DESK_LINE = re.compile(
    r".{0,8}(?:记者|記者|通讯员)|.{0,6}(?:报道|报导|報導|報道)"
)
_IBERIAN_JOINT = re.compile(r"\s+(?:y|e)\s+")
_AUTHOR_SEPARATOR = re.compile(
    r"\s+(?:und(?!\s+zu\s)|and|et|&|mit|with)\s+|\s*[;/／|、，,]\s*(?=[^\s])"
)
_CHINESE_SEPARATOR = re.compile(r"[\s、，,;；/／|]+")
_BRACKETS = re.compile(r"\s*[(（\[][^()（）\[\]]*[)）\]]")
_TITLES = re.compile(
    r"^(?:(?:Dr|Prof|Mag|Dipl|Ing|med|phil|jur|Mr|Mrs|Ms|Sir)\.?\s+|Herrn?\s+|Frau\s+)+"
)
_SUFFIX = re.compile(r",?\s+(Jr\.?|Sr\.?|II|III|IV)$")
_ORGANISATION = re.compile(
    r"\b(?:agence|agency|agentur|alliance|amnesty|archive?s?|assembl[yé]e?|associated|"
    r"association|"
    r"authority|bank|bildredaktion|bureau|büro|center|centre|college|commission|"
    r"committee|company|congress|corp|corporation|council|daily|data|department|dienst|"
    r"editors?|foundation|fund|gazette|gmbh|google|government|group|gruppe|images|"
    r"inc|institute?|international|journal|kantons?polizei|keystone|kommission|lab|"
    r"labs|ltd|media|ministry|ministerium|museum|nachrichten\w*|network|news|office|"
    r"organi[sz]ation|police|polizei|post|presse?|project|projekt|redaktion|reporters|"
    r"research|review|rights|school|service|society|staff|stiftung|team|technologies|"
    r"technology|television|tv|times|universit\w+|verein|verlag|watch|weekly|\w*zeitung|"
    r"\w+amt|\w*anwaltschaft|\w*behörde|bundesrat|\w*bundestag|club|"
    r"conseil|court|gerichtshof\w*|\w*gericht|\w*gesellschaft|holdings?|kanton|"
    r"landtag|minist[eè]re|nations|nationen|parlament|parlement|parliament|radio|"
    r"regierung\w*|\w*republi[ck]|république|senat|senate|staatsrat|tribunal|union|"
    r"\w*verband|\w*versammlung|\w*verwaltung|welle)"
    r"\b(?!-)|\s(?-i:AG|AI|EU|KG|LLC|NGO|PLC|SA|SE|UN)$",
    re.IGNORECASE,
)
_HAN_ORGANISATION = re.compile(
    r"(?:社|网|報|报|部|局|会|會|院|公司|集团|大学|中心|办|厅|台|委|组|協會|编辑部|日报)$"
)
_ARABIC_ARTICLE = re.compile(r"(?:al|el|as|ar|at|az|ad|an|ash)-(?=[A-Z])")
_DROPPING_PARTICLES = frozenset("von zu zur zum vom am de du des d' do dos und".split())
_NON_DROPPING_PARTICLES = frozenset(
    "van der den dem ter ten het 't la le el al bin ibn di da della del "
    "af av e y".split()
)
_PARTICLE_WORDS = _DROPPING_PARTICLES | _NON_DROPPING_PARTICLES
_COMPOUND_SURNAMES = (
    "欧阳",
    "歐陽",
    "司马",
    "司馬",
    "上官",
    "诸葛",
    "諸葛",
    "东方",
    "皇甫",
    "尉迟",
    "公孙",
    "慕容",
    "司徒",
    "夏侯",
    "令狐",
)
_SURNAMES = frozenset(
    "王李张張刘劉陈陳杨楊黄黃赵趙吴吳周徐孙孫马馬朱胡郭何林高罗羅郑鄭梁谢謝宋唐许許韩韓"
    "冯馮邓鄧曹彭曾肖萧蕭田董袁潘蒋蔣蔡余杜叶葉程苏蘇魏吕呂丁任沈姚卢盧傅姜鍾钟崔谭譚"
    "廖范汪陆陸金石戴贾賈韦韋夏邱方侯邹鄒熊孟秦白江阎閻薛尹段雷黎史龙龍陶贺賀顾顧毛郝"
    "龚龔邵万萬钱錢严嚴武戚莫孔向汤湯习習温溫康施文牛樊葛邢安齐齊易乔喬伍庞龐颜顏倪庄莊"
    "聂聶章鲁魯岳翟殷詹申欧歐耿关關兰蘭焦俞左柳甘祝包宁寧尚符舒阮柯纪紀梅童凌毕畢单單季"
    "裴霍涂成苗谷盛曲翁冉骆駱蓝藍路游辛靳管柴蒙鲍鮑华華喻祁蒲房滕屈饶饒解牟艾尤阳陽时時"
    "穆农農司卓古吉缪繆简簡车車项項连連芦蘆麦麥褚娄婁窦竇戴岑景党黨宫宮费費卜冷晏席卫衛"
)
_PINYIN_FAMILY = frozenset(
    "ai wang li zhang liu chen yang huang zhao wu zhou xu sun ma zhu hu guo he lin gao "
    "luo zheng liang xie song tang feng deng cao peng zeng xiao tian dong yuan pan "
    "jiang cai yu du ye cheng su wei lü lu ding ren shen yao cui tan liao fan shi "
    "jin jia xia qiu fang hou zou xiong meng qin bai yan xue yin duan lei tao gu "
    "mao hao gong shao wan qian xi wen kang xiang".split()
)
_KOREAN_FAMILY = frozenset(
    "Kim Lee Park Choi Jung Jeong Kang Cho Yoon Moon Han".split()
)
_SYLLABLE = (
    r"(?:(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?(?:iang|iong|uang|ang|eng|ing|ong|iao|ian|"
    r"uai|uan|ai|ei|ao|ou|an|en|in|un|ia|ie|iu|ua|uo|ui|üe|ue|a|e|i|o|u|ü))"
)
_PINYIN_GIVEN = re.compile(rf"{_SYLLABLE}['’-]?{_SYLLABLE}?", re.IGNORECASE)


def parse_authors(byline: str, language: str = "und") -> list[AuthorName]:
    """The authors in a byline or credit, in its order, as CSL-JSON names.

    A person has `family` and `given`, and where the name has them `dropping-particle`
    (Alexander *von* Humboldt), `non-dropping-particle` (Vincent *van* Gogh) and
    `suffix`. All else becomes a `literal`, as it is printed: organisations, initials
    such as *dj*, accounts, single words.

    The family name of a Chinese name comes first: always in Chinese characters; in
    Latin letters where `language` is Chinese or both parts are pinyin. Affiliations in
    brackets are left out, and so is a single word after a name and a comma (*Clara
    Muster, Peking*).
    """
    text = _strip_byline(byline)
    if not text:
        return []
    if _is_one_organisation(text):
        return [{"literal": text}]
    if HAN_CHARACTER.search(text):
        return list(map(_parse_chinese_name, _split_chinese_names(text)))
    family_first = re.fullmatch(r"([^\s,]+), ([^\s,]+(?: [^\s,]+)?)", text)
    if family_first and not _ORGANISATION.search(text) and text[0].isupper():
        return [_parse_person(family_first[2] + " " + family_first[1], "und")]
    return _parse_western(text, language)


def _strip_byline(byline: str) -> str:
    """A byline without its label, what stands in brackets, and who did other things."""
    text = _BRACKETS.sub("", strip_byline_label(byline)).strip() or byline.strip()
    return _OTHER_ROLE.sub("", text).strip() or text


def _split_chinese_names(text: str) -> list[str]:
    parts = list(filter(None, _CHINESE_SEPARATOR.split(text)))
    names = [part for part in parts if not _CHINESE_DESK_LINE.fullmatch(part)]
    return names or parts


def _is_one_organisation(text: str) -> bool:
    """Whether a text without separators names an organisation, and no person first."""
    if not _ORGANISATION.search(text) or re.search(r"[,;/、]", text):
        return False
    first = re.split(r"\s+(?:and|und|&)\s+", text)[0]
    is_person_first = first != text and re.fullmatch(r"[A-ZÄÖÜ]\w+ [A-ZÄÖÜ]\w+", first)
    return not is_person_first or bool(_ORGANISATION.search(first))


def strip_byline_label(byline: str) -> str:
    """The name without its label: `Von Clara Muster` → `Clara Muster`.

    A byline that is only a label stays as it is.
    """
    return _BYLINE_LABEL.sub("", byline, count=1).strip() or byline.strip()


def display_name(name: AuthorName) -> str:
    """A name in one string, as it is spoken: `Vincent van Gogh`, `李明`, `dj`."""
    if "literal" in name:
        return name["literal"]
    if HAN_CHARACTER.search(name["family"]):
        return name["family"] + name.get("given", "")
    spoken = _join_name_parts(name, "given", *_PARTICLE_KEYS, "family", "suffix")
    return spoken.replace("- ", "-")


_PARTICLE_KEYS = ("dropping-particle", "non-dropping-particle")


def _join_name_parts(name: AuthorName, *keys: str) -> str:
    return " ".join(name[key] for key in keys if name.get(key))


def _parse_western(text: str, language: str) -> list[AuthorName]:
    authors: list[AuthorName] = []
    for part, separator in _split_authors(text):
        name = _parse_author(part, language)
        is_single_word = separator == "," and "literal" in name and part[:1].isupper()
        name_before = authors[-1] if is_single_word and authors else {}
        if "family" in name_before and _SUFFIX.search(f" {part}"):
            name_before["suffix"] = part
        elif "family" not in name_before:
            authors.append(name)
    return authors


def _split_authors(text: str) -> list[tuple[str, str]]:
    """The names, each with the separator in front of it."""
    parts: list[tuple[str, str]] = []
    position, separator = 0, ""
    for match in _AUTHOR_SEPARATOR.finditer(text):
        parts.append((text[position : match.start()].strip(), separator))
        position, separator = match.end(), match[0].strip()
    parts.append((text[position:].strip(), separator))
    named = parts[:1] + [part for part in parts[1:] if not _JOB.fullmatch(part[0])]
    labelled = [(strip_byline_label(part), sep) for part, sep in named if part]
    return [each for part in labelled for each in _split_iberian(*part)]


def _split_iberian(part: str, separator: str) -> list[tuple[str, str]]:
    """*Ana García y Luis Pérez* are two persons; *José Ortega y Gasset* is one."""
    names = _IBERIAN_JOINT.split(part)
    if len(names) > 1 and all(" " in name for name in names):
        return [(name, separator) for name in names]
    return [(part, separator)]


def _parse_chinese_name(text: str) -> AuthorName:
    length = 2 if text.startswith(_COMPOUND_SURNAMES) else 1
    is_person = (length == 2 or text[:1] in _SURNAMES) and not (
        _HAN_ORGANISATION.search(text) and len(text) > 2
    )
    if (
        is_person
        and length < len(text) <= length + 2
        and len(HAN_CHARACTER.findall(text)) > 1
    ):
        return {"family": text[:length], "given": text[length:]}
    return {"literal": text}


def _parse_author(text: str, language: str) -> AuthorName:
    text = _PLACE_AT_END.sub("", text)
    words = text.split()
    is_full = 2 <= len(words) <= 6 and words[0][0].isupper()
    is_full = is_full and any(c.isupper() for c in words[-1])
    is_no_name = re.search(r"[@\d:]|^(?:The|Der|Die|Das) ", text)
    if not is_full or is_no_name or _ORGANISATION.search(text):
        return {"literal": text}
    return _parse_person(text, language)


def _parse_person(text: str, language: str) -> AuthorName:
    text = _TITLES.sub("", text)
    suffix = _SUFFIX.search(text)
    words = (text[: suffix.start()] if suffix else text).split()
    if len(words) < 2:
        return {"literal": text}
    if _is_family_name_first(words, language):
        return {"family": words[0], "given": " ".join(words[1:])}
    if joint := _find_family_joint(words):
        return _join_family_names(words, joint)
    name = _parse_particles(words)
    return name | ({"suffix": suffix[1]} if suffix and "family" in name else {})


def _parse_particles(words: list[str]) -> AuthorName:
    last = len(words) - 1
    begin = next((n for n in range(1, last) if words[n] in _PARTICLE_WORDS), last)
    end = next((n for n in range(begin, last) if words[n] not in _PARTICLE_WORDS), last)
    given, particles, family = words[:begin], words[begin:end], words[end:]
    if any(map(str.islower, [*given, *family])):
        return {"literal": " ".join(words)}
    name = {"family": " ".join(family), "given": " ".join(given)}
    _add_particles(name, particles)
    return name


def _join_family_names(words: list[str], joint: int) -> AuthorName:
    """*José Ortega y Gasset*; without a given name it stays whole."""
    if joint == 1:
        return {"literal": " ".join(words)}
    given, family = words[: joint - 1], words[joint - 1 :]
    return {"family": " ".join(family), "given": " ".join(given)}


def _find_family_joint(words: list[str]) -> int:
    """Where a particle joins two family names, as in *José Ortega y Gasset*; or 0."""
    joints = (n for n in range(1, len(words) - 1) if words[n] in ("y", "e", "i"))
    return next(joints, 0)


def _add_particles(name: AuthorName, particles: list[str]) -> None:
    article = _ARABIC_ARTICLE.match(name["family"])
    if article and not particles:  # al-Rashid
        name["family"] = name["family"][article.end() :]
        particles = [article[0]]
    if particles:
        is_dropping = bool(set(particles) & _DROPPING_PARTICLES)
        key = "dropping-particle" if is_dropping else "non-dropping-particle"
        name[key] = " ".join(particles)


def _is_family_name_first(words: list[str], language: str) -> bool:
    """Whether two words are a Chinese name, with the family name first."""
    if len(words) != 2:
        return False
    family, given = words
    is_pinyin = family.lower() in _PINYIN_FAMILY and _PINYIN_GIVEN.fullmatch(given)
    is_korean = family in _KOREAN_FAMILY and "-" in given
    return bool(is_pinyin) or is_korean or language.startswith("zh")
