"""Chinese names have their sounds."""

from __future__ import annotations

import pytest

from archive.text.names.pinyin import list_pinyin


@pytest.mark.parametrize(
    ("name", "sounds"),
    [
        ("乌鲁木齐", ["wulumuqi"]),
        ("重庆", ["zhongqing", "chongqing"]),
        ("长春", ["zhangchun", "changchun"]),
        ("DNA采集", ["dnacaiji"]),
        ("社會", ["shehui"]),
        ("吕梁", ["lvliang"]),
        ("Xinjiang", []),
        ("", []),
    ],
)
def test_a_name_has_its_sounds(name, sounds):
    found = list(list_pinyin(name))
    assert set(sounds) <= set(found)
    assert bool(found) == bool(sounds)
