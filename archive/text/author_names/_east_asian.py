"""Chinese, Japanese and Korean names in their own scripts: the family name first."""

from __future__ import annotations

import re
from collections.abc import Callable

from archive.text.languages import HAN_CHARACTER

from ._names import AuthorName

_KANA = re.compile(r"[\u3041-\u30ff]")
_HANGUL = re.compile(r"[\uac00-\ud7a3]")
_SEPARATOR = re.compile(r"[\s、，,;；/／|]+")
_CHINESE_DESK_LINE = re.compile(
    r".{0,8}(?:记者|記者|通讯员)|.{0,6}(?:报道|报导|報導|報道)"
)
_CHINESE_ORGANISATION = re.compile(
    r"(?:社|网|報|报|部|局|会|會|院|公司|集团|大学|中心|办|厅|台|委|组|協會|编辑部|日报|"
    r"中央|政府|办公室)$"
)
_COMPOUND_SURNAMES = tuple(
    "欧阳 歐陽 司马 司馬 上官 诸葛 諸葛 东方 皇甫 尉迟 公孙 慕容 司徒 夏侯 令狐".split()
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
# Those of which two in three people in Japan have one; others are not taken apart.
_JAPANESE_FAMILY_NAMES = tuple(
    "佐々木 長谷川 佐藤 鈴木 高橋 田中 伊藤 渡辺 渡邊 山本 中村 小林 加藤 吉田 "
    "山田 山口 松本 井上 木村 斎藤 斉藤 清水 山崎 阿部 池田 橋本 山下 森田 石川 "
    "中島 前田 藤田 後藤 小川 岡田 村上 近藤 石井 坂本 遠藤 藤井 青木 福田 三浦 "
    "西村 藤原 太田 松田 原田 岡本 中野 中川 小野 田村 竹内 金子 和田 中山 石田 "
    "上田 森本 小島 柴田 酒井 工藤 横山 宮崎 宮本 内田 高木 安藤 谷口 大野 丸山 "
    "今井 高田 藤本 武田 村田 上野 杉山 増田 平野 大塚 千葉 久保 松井 小松 野口 "
    "菊地 新井 川口".split()
)
_KOREAN_FAMILY_NAMES = frozenset(
    "김이박최정강조윤장임한오서신권황안송류전홍고문양손배백허유남심노하곽성차주우구민진지엄채"
    "원천방공현함변염석선설길연위표명기반왕"
)
_KOREAN_COMPOUND_NAMES = tuple("남궁 황보 선우 제갈 사공 서문 독고".split())
_KOREAN_JOB = re.compile(r"\s*(?:선임|인턴|수습)?(?:기자|특파원|논설위원|통신원)$")
_KOREAN_ORGANISATION = re.compile(r"(?:뉴스|신문|일보|통신|방송|위원회|[부팀국사])$")


def parse_east_asian(text: str, language: str) -> list[AuthorName]:
    """The names in a byline without its label, in Chinese characters, kana or hangul;
    empty where it has none of these."""
    if _HANGUL.search(text):
        return _parse_korean(text)
    if _KANA.search(text) or language.startswith("ja"):
        return _parse_japanese(text) if _is_east_asian(text) else []
    if not HAN_CHARACTER.search(text):
        return []
    parts = list(filter(None, _SEPARATOR.split(text)))
    names = [part for part in parts if not _CHINESE_DESK_LINE.fullmatch(part)]
    return [_parse_chinese_name(name) for name in names or parts]


def _is_east_asian(text: str) -> bool:
    return bool(_KANA.search(text) or HAN_CHARACTER.search(text))


def _parse_chinese_name(text: str) -> AuthorName:
    length = 2 if text.startswith(_COMPOUND_SURNAMES) else 1
    is_person = (length == 2 or text[:1] in _SURNAMES) and not (
        _CHINESE_ORGANISATION.search(text) and len(text) > 2
    )
    if (
        is_person
        and length < len(text) <= length + 2
        and len(HAN_CHARACTER.findall(text)) > 1
    ):
        return {"family": text[:length], "given": text[length:]}
    return {"literal": text}


def _parse_korean(text: str) -> list[AuthorName]:
    parts = re.split(r"[\s,·/、]+", _KOREAN_JOB.sub("", text))
    return _parse_all(parts, text, _parse_korean_name)


def _parse_korean_name(text: str) -> AuthorName:
    if not _KOREAN_ORGANISATION.search(text) or len(text) == 3:
        length = 2 if text.startswith(_KOREAN_COMPOUND_NAMES) and len(text) > 3 else 1
        is_family = length == 2 or text[:1] in _KOREAN_FAMILY_NAMES
        if is_family and len(text) - length == 2 and not re.search("뉴스$", text):
            return {"family": text[:length], "given": text[length:]}
    return {"literal": text}


def _parse_japanese(text: str) -> list[AuthorName]:
    parts = re.split(r"[、，,;；/／・]+", text)
    return _parse_all(parts, text, _parse_japanese_name)


def _parse_japanese_name(text: str) -> AuthorName:
    family, _space, given = text.strip().replace("\u3000", " ").partition(" ")
    if given and len(family) <= 3 and len(given) <= 4 and " " not in given:
        return {"family": family, "given": given}
    of_two = next((n for n in _JAPANESE_FAMILY_NAMES if text.startswith(n)), "")
    if of_two and 1 <= len(text) - len(of_two) <= 3:
        return {"family": of_two, "given": text[len(of_two) :]}
    return {"literal": text}


def _parse_all(
    parts: list[str], text: str, parse: Callable[[str], AuthorName]
) -> list[AuthorName]:
    """Each part as a name where at least one is sure, else the text as it is."""
    names = [parse(part) for part in parts if part]
    if any("family" in name for name in names):
        return names
    return [{"literal": text}]
