"""Names of authors as CSL-JSON writes them: in parts where the parts are sure."""

from __future__ import annotations

import re

from .languages import HAN_CHARACTER

AuthorName = dict[str, str]

_BYLINE_LABEL = re.compile(
    r"^\s*(?:(?:von|by|par|di|por|text|autor(?:in)?|author|words)(?:\s*:\s*|\s+)"
    r"|(?:文|作者|记者|記者|本报记者|本報記者)\s*[:：/／|｜]?\s*)",
    re.IGNORECASE,
)
_AUTHOR_SEPARATOR = re.compile(
    r"\s+(?:und|and|et|e|y|&)\s+|\s*[;/／|、，,]\s*(?=[^\s])"
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
    "wang li zhang liu chen yang huang zhao wu zhou xu sun ma zhu hu guo he lin gao "
    "luo zheng liang xie song tang feng deng cao peng zeng xiao tian dong yuan pan "
    "jiang cai yu du ye cheng su wei lü lu ding ren shen yao cui tan liao fan shi "
    "jin jia xia qiu fang hou zou xiong meng qin bai yan xue yin duan lei tao gu "
    "mao hao gong shao wan qian xi wen kang xiang".split()
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
    text = _BRACKETS.sub("", strip_byline_label(byline)).strip() or byline.strip()
    if not text:
        return []
    if _ORGANISATION.search(text) and not re.search(r"[,;/、]", text):
        return [{"literal": text}]
    if HAN_CHARACTER.search(text):
        parts = filter(None, _CHINESE_SEPARATOR.split(text))
        return [_parse_chinese_name(part) for part in parts]
    family_first = re.fullmatch(r"([^\s,]+), ([^\s,]+(?: [^\s,]+)?)", text)
    if family_first and not _ORGANISATION.search(text) and text[0].isupper():
        return [_parse_person(family_first[2] + " " + family_first[1], "und")]
    return _parse_western(text, language)


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
    return [(part, separator) for part, separator in parts if part]


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
    last = len(words) - 1
    begin = next((n for n in range(1, last) if words[n] in _PARTICLE_WORDS), last)
    end = next((n for n in range(begin, last) if words[n] not in _PARTICLE_WORDS), last)
    given, particles, family = words[:begin], words[begin:end], words[end:]
    if any(map(str.islower, [*given, *family])):
        return {"literal": text}
    name = {"family": " ".join(family), "given": " ".join(given)}
    _add_particles(name, particles)
    return name | ({"suffix": suffix[1]} if suffix else {})


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
    return bool(is_pinyin) or language.startswith("zh")
