"""Long Chinese names are told from sentences and lists of words."""

from __future__ import annotations

import pytest

from archive.text.names import is_official_name


@pytest.mark.parametrize(
    ("text", "is_name"),
    [
        ("澳门特别行政区", True),
        ("澳門特別行政區", True),
        ("新疆生产建设兵团", True),
        ("中华人民共和国国家安全部", True),
        ("深圳市深网视界科技有限公司", True),
        ("中华人民共和国网络安全法", True),
        ("新疆的监控系统", False),
        ("警察如何使用监控系统", False),
        ("新疆监控摄像头人脸识别", False),
        ("香港", False),
        ("Hong Kong", False),
        ("", False),
    ],
)
def test_an_official_name_ends_in_what_it_is(text, is_name):
    assert is_official_name(text) == is_name
