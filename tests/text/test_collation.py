"""Names in the order of each language."""

import json

import pytest
from django.conf import settings

from archive.text.collation import collation_key, region_collation_key
from archive.text.names import find_commonest_sound

FIXTURES = settings.BASE_DIR / "fixtures"
TAGS = json.loads((FIXTURES / "tags.json").read_text("utf-8"))


@pytest.mark.parametrize(
    ("language", "names"),
    [
        ("de", ["Aadhaar", "Österreich", "Pakistan", "Überwachung", "Zensur"]),
        ("de-CH", ["Ägypten", "Albanien", "Schweiz", "Strasse", "Vereinigte Staaten"]),
        ("en", ["Åland Islands", "Albania", "Ürümqi", "Uzbekistan"]),
        ("zh-hans", ["Aadhaar", "Zhima", "边境监控", "藏族", "吹哨人", "法院判决"]),
        ("zh-Hans", ["安徽", "长沙", "重庆", "斐济", "上海", "新疆", "浙江"]),
        # 亳, 漯, 衢, 圳: rare in GB 2312, which sorts them by radical
        ("zh-Hans", ["保定", "亳州", "杭州", "漯河", "衢州", "深圳", "厦门", "郑州"]),
        ("de", ["Terror", "Überwachung", "Zensur"]),
    ],
)
def test_names_sort_as_readers_of_the_language_expect(language, names):
    mixed = names[::-1]
    assert sorted(mixed, key=lambda n: collation_key(n, language)) == names


def test_chinese_labels_of_tags_begin_with_characters_that_sort_by_pinyin():
    labels = [row["labels"]["zh-Hans"] for row in TAGS]
    ranked = sorted(labels, key=lambda n: collation_key(n, "zh-Hans"))
    assert ranked.index("藏人") < ranked.index("警务") < ranked.index("制裁")


def test_chinese_names_of_regions_stand_by_their_sound():
    rows = json.loads((FIXTURES / "subdivisions.json").read_text("utf-8"))
    names = {row["names"]["zh-Hans"][0] for row in rows if "zh-Hans" in row["names"]}
    ranked = sorted(names, key=lambda name: collation_key(name, "zh-Hans"))
    sounds = [find_commonest_sound(name[0]) for name in ranked if name[0] not in "长重"]
    assert len(sounds) > 2_000
    assert sounds == sorted(sounds)


def test_every_text_has_a_key():
    for text in ("", "\ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16")):
        assert collation_key(text, "zh") == collation_key(text, "zh")


def test_provinces_of_china_follow_gb_t_2260_in_chinese_and_their_names_elsewhere():
    numbers = json.loads((FIXTURES / "former_codes.json").read_text("utf-8"))
    by_number = [code for number, code in sorted(numbers.items()) if len(number) == 5]
    provinces = [code for code in by_number if code.startswith("CN-")]
    assert len(provinces) == 31
    mixed = sorted(provinces)
    assert sorted(mixed, key=lambda c: region_collation_key(c, c, "zh-Hans")) == (
        provinces
    )
    assert sorted(mixed, key=lambda c: region_collation_key(c, c, "en")) == mixed


@pytest.mark.parametrize(
    ("language", "regions"),
    [
        (
            "zh-Hans",
            [("CN-370100", "济南市"), ("CN-370200", "青岛市"), ("CN-371000", "威海市")],
        ),
        (
            "zh-Hans",
            [("AZ", "阿塞拜疆"), ("DE", "德国"), ("US", "美国"), ("CN", "中国")],
        ),
        ("en", [("CN-AH", "Anhui"), ("CN-BJ", "Beijing"), ("CN-TJ", "Tianjin")]),
    ],
)
def test_other_regions_sort_by_number_within_china_and_by_name(language, regions):
    mixed = regions[::-1]
    assert sorted(mixed, key=lambda r: region_collation_key(*r, language)) == regions
