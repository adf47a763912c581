"""Chinese pages write Chinese marks, without spaces beside them."""

from __future__ import annotations

import pytest

from archive.models import Entry
from tests.chinese_marks import find_western_marks

PAGES = [
    "/",
    "/search/?q=新疆",
    "/search/?q=Xinjiang&kind=article&from=2019",
    "/search/?q=zzzzqqq",
    "/search/?from=yesterday",
    "/search/batch/",
    "/regions/",
    "/regions/CN-XJ/?kind=article",
    "/timeline/?from=2019&to=2019",
    "/tags/theme/social-credit/",
    "/narratives/",
    "/corrections/",
    "/quotations/",
    "/basket/",
    "/about/",
    "/articles/XXXXXXXX/",
    "/regions/XX-99/",
]


def list_marks(client, path):
    response = client.get(path, headers={"accept-language": "zh-Hans"})
    return find_western_marks(response.content.decode())


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ("<p>地点： <a>新疆</a></p>", ["地点： 新疆"]),
        ("<p>勾选 <span>：标题</span></p>", ["勾选 ：标题"]),
        ("<p>德语 (瑞士)</p>", ["德语 (瑞士)"]),
        ("<p aria-label='地图: 中国'></p>", ["地图: 中国"]),
        ("<p>标题<q>新疆 (中国)</q></p>", []),
        ("<p lang='zh-Hans'>新疆 (中国)</p>", []),
        ("<p>地点：<a>新疆</a>（3）</p>", []),
    ],
)
def test_western_marks_beside_chinese_are_found(html, found):
    assert find_western_marks(html) == found


@pytest.mark.parametrize("path", PAGES)
def test_a_chinese_page_writes_chinese_marks(client, demonstration, path):
    assert not list_marks(client, path)


@pytest.mark.parametrize("kind", ["article", "photo", "source", "event"])
def test_the_chinese_page_of_an_entry_writes_chinese_marks(client, demonstration, kind):
    entry = Entry.objects.public().filter(kind=kind).first()
    for end in ("cite/", "history/", "v1/", "report/", ""):
        assert not list_marks(client, f"/entries/{entry.id_code}/{end}"), end
    assert not list_marks(client, entry.get_absolute_url())
