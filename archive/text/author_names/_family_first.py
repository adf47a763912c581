"""Names in letters whose family name stands first, and names without one."""

from __future__ import annotations

import re
from typing import Literal

Order = Literal["family first", "given first", "unsure", ""]

_PINYIN_FAMILY = frozenset(
    "ai wang li zhang liu chen yang huang zhao wu zhou xu sun ma zhu hu guo he lin "
    "gao luo zheng liang xie song tang feng deng cao peng zeng xiao tian dong yuan "
    "pan jiang cai yu du ye cheng su wei lü lu ding ren shen yao cui tan liao fan "
    "shi jin jia xia qiu fang hou zou xiong meng qin bai yan xue yin duan lei tao "
    "gu mao hao gong shao wan qian xi wen kang xiang dai fu gan hong ji kong lai "
    "lan long mei miao mu ni nie ning niu pang qi qiao qu rong ruan sha shu tong "
    "weng zang zhan zhen zhong zhuang zuo mo han".split()
)
_SYLLABLE = (
    r"(?:(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?(?:iang|iong|uang|ang|eng|ing|ong|iao|ian|"
    r"uai|uan|ai|ei|ao|ou|an|en|in|un|ia|ie|iu|ua|uo|ui|üe|ue|a|e|i|o|u|ü))"
)
_PINYIN_GIVEN = re.compile(rf"{_SYLLABLE}['’-]?{_SYLLABLE}?", re.IGNORECASE)
# Kim Jong-un, Tsai Ing-wen: two syllables, the second without a capital.
_TWO_SYLLABLES = re.compile(r"[A-Z][a-z]{0,5}-[a-z]{1,6}")
_KOREAN_FAMILY = frozenset(
    "Kim Lee Park Choi Choe Jung Jeong Chung Kang Cho Yoon Moon Han Shin Seo Yoo Ryu "
    "Noh Roh Son Song Jang Lim Oh Kwon Ahn Hong Baek Hwang Bae Nam Ban".split()
)
_VIETNAMESE_FAMILY = frozenset(
    "Nguyễn Trần Lê Phạm Huỳnh Hoàng Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Đinh "
    "Trịnh Nguyen Tran Pham Huynh Hoang Vo Dang Bui Ngo Duong Dinh Trinh".split()
)
_JAPANESE_FAMILY = frozenset(
    "Tanaka Suzuki Takahashi Watanabe Yamamoto Nakamura Kobayashi Yoshida Yamada "
    "Sasaki Yamaguchi Matsumoto Kimura Hayashi Shimizu Saito Murakami Kawabata "
    "Kurosawa Miyazaki Ishiguro Mishima Inoue".split()
)
_HUNGARIAN_GIVEN = frozenset(
    "Ádám Ágnes Ákos András Anikó Anna Attila Balázs Bálint Béla Bence Dániel Dávid "
    "Dóra Edit Emese Endre Erika Erzsébet Éva Ferenc Gábor Gergely Gergő György Gyula "
    "Ildikó Imre István Ivett János Judit Júlia József Kálmán Károly Katalin Kinga "
    "Klára Kristóf Krisztina László Levente Magda Margit Mária Márk Márta Márton "
    "Máté Mihály Miklós Mónika Nóra Orsolya Pál Péter Piroska Réka Rita Róbert Sándor "
    "Sára Szabolcs Szilvia Tamás Tibor Tímea Viktor Viktória Vilmos Zoltán Zsófia "
    "Zsolt Zsuzsanna".split()
)
_TIBETAN = frozenset(
    "Tenzin Tsering Lobsang Dolma Dorje Gyatso Wangchuk Phuntsok Yangzom Dhondup "
    "Dhondrup Lhamo Kelsang Ngawang Jigme Choekyi Woeser Gyaltsen Gyalpo Thubten "
    "Jamyang Rinzin Choedon Tsewang Tsundue Palden Yeshe Kunchok Tsultrim".split()
)
_BURMESE = frozenset(
    "Aung San Suu Kyi Kyaw Zaw Thant Win Htun Tun Min Myint Naing Soe Hlaing Khin "
    "Maung Thein Tin Moe Wai Lwin Phyo Oo Zin Htet Nyi Lin Thu Hein Htoo Wa Lone "
    "Myo".split()
)
_SLAVIC_FAMILY = re.compile(
    r"\w{2,}(?:ский|ская|цкий|цкая|енко)|\w{4,}(?:ова|ева|ов|ев)"
)
_PATRONYMIC = re.compile(r"\w+(?:вич|вна|ична)")


def find_name_order(words: list[str], language: str) -> Order:
    """How the words of a person's name are ordered; "" where nothing speaks against
    given names first, and "unsure" where the name is better left whole."""
    for find in (_ask_language, _ask_east_asian, _ask_slavic, _ask_without_family):
        if order := find(words, language):
            return order
    return ""


def _ask_language(words: list[str], language: str) -> Order:
    if language.startswith("vi"):
        return "family first"
    if language.startswith("zh") and len(words) == 2:
        return "family first"
    if language.startswith("hu"):
        is_last, is_first = (words[n] in _HUNGARIAN_GIVEN for n in (-1, 0))
        if is_last == is_first:
            return "unsure"
        return "family first" if is_last else "given first"
    return "unsure" if language == "is" else ""


def _ask_east_asian(words: list[str], _language: str) -> Order:
    """In this order: the rule of two syllables is for Korean and Taiwanese names."""
    for ask in (_ask_list, _ask_syllables, _ask_pinyin):
        if order := ask(words[0], words[-1], words):
            return order
    return ""


def _ask_list(first: str, last: str, _words: list[str]) -> Order:
    for names in (_VIETNAMESE_FAMILY, _JAPANESE_FAMILY):
        if first in names:
            return "unsure" if last in names else "family first"
    return ""


def _ask_syllables(first: str, last: str, words: list[str]) -> Order:
    if any(_TWO_SYLLABLES.fullmatch(word) for word in words[1:]):
        return "family first" if len(words) == 2 else "unsure"
    if first not in _KOREAN_FAMILY:
        return ""
    if len(words) == 2:
        return "family first" if "-" in last else ""
    is_short = len(words) == 3 and max(map(len, words)) <= 5
    return "unsure" if is_short else ""


def _ask_pinyin(first: str, last: str, words: list[str]) -> Order:
    is_pinyin = first.lower() in _PINYIN_FAMILY and _PINYIN_GIVEN.fullmatch(last)
    if len(words) != 2 or not is_pinyin:
        return ""
    return "unsure" if last.lower() in _PINYIN_FAMILY else "family first"


def _ask_slavic(words: list[str], _language: str) -> Order:
    if len(words) == 3 and _PATRONYMIC.fullmatch(words[2]):
        return "family first"
    first, last = (_SLAVIC_FAMILY.fullmatch(words[n]) for n in (0, -1))
    return "family first" if first and not last and len(words) == 2 else ""


def _ask_without_family(words: list[str], _language: str) -> Order:
    """Tibetan, Burmese and Icelandic names have no family name."""
    is_tibetan = words[0] in _TIBETAN
    is_burmese = len(words) > 1 and all(word in _BURMESE for word in words)
    is_icelandic = words[-1].endswith("dóttir")
    return "unsure" if is_tibetan or is_burmese or is_icelandic else ""
