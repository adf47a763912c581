"""Chinese pages write Chinese marks, without spaces beside them."""

from __future__ import annotations

import pytest

from archive.editorial import withdraw
from tests.chinese_marks import find_western_marks

# What templates and catalogue write is held by tests/architecture; these pages have
# what code puts together.
PAGES = [
    "/search/?q=Xinjiang&kind=article&from=2019",
    "/search/?from=yesterday",
    "/regions/CN-XJ/?kind=article",
    "/regions/XX-99/",
    "/timeline/?from=2019&to=2019",
    "/tags/theme/social-credit/",
    "/basket/?id={}",
    "/entries/{}/",
    "/entries/{}/cite/",
    "/entries/{}/v1/",
]


def list_marks(client, path):
    language = {"accept-language": "zh-Hans"}
    response = client.get(path, headers=language, follow=True)
    return find_western_marks(response.content.decode())


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ("<p>地点： <a>新疆</a></p>", ["地点： 新疆"]),
        ("<p>勾选 <span>：标题</span></p>", ["勾选 ：标题"]),
        ("<p>是。 曾是。</p>", ["是。 曾是。"]),
        ("<p>德语 (瑞士)</p>", ["德语 (瑞士)"]),
        ("<p aria-label='地图: 中国'></p>", ["地图: 中国"]),
        ("<p>标题<q>新疆 (中国)</q></p>", []),
        ("<p lang='zh-Hans'>新疆 (中国)</p>", []),
        ("<p>地点：<a>新疆</a>（3）</p>", []),
    ],
)
def test_western_marks_beside_chinese_are_found(html, found):
    assert find_western_marks(html) == found


def test_a_chinese_page_writes_chinese_marks(client, demonstration):
    paths = [path.format(demonstration.id_code) for path in PAGES]
    found = {path: list_marks(client, path) for path in paths}
    assert not {path: marks for path, marks in found.items() if marks}


def test_the_chinese_page_of_a_withdrawn_entry_writes_chinese_marks(
    client, demonstration
):
    withdraw(demonstration.entry_ptr, None, "这篇文章有误 (见更正)")
    path = demonstration.get_absolute_url()
    assert client.get(path).status_code == 410
    assert not list_marks(client, path)
