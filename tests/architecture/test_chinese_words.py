"""The Chinese of the interface keeps to its glossary and its typography."""

from __future__ import annotations

import json
import re

import pytest
from babel.messages.pofile import read_po

from .tree import BASE

HAN = r"[㐀-鿿]"
WIDE = r"[㐀-鿿，。：；？！、（）“”《》]"

# A pattern, and what the glossary or the rule has instead.
FORBIDDEN = {
    r"档案馆|馆内|馆藏": "本站; 本档案库: 档案馆 is a public office",
    r"检索(?!式)": "搜索; only 检索式 (a query) keeps the word",
    r"叙事": "来龙去脉: 叙事 means spin",
    r"弃置": "放弃",
    r"编辑台": "编辑后台",
    r"演示": "示例",
    r"登出": "退出登录",
    r"引文": "引语 (words); 引用 (a citation)",
    r"图片署名": "图片来源; 署名 is the writer's",
    r"文献篮": "资料篮",
    r"标记|取出": "勾选; 移出",
    r"帖文": "帖子",
    r"短网址|永久网址": "短链接; 永久链接",
    r"源头": "最初来源",
    r"链首": "哈希链最新值",
    r"哈希(?![值链])": "哈希值; 哈希链",
    r"眉题": "引题",
    r"无日期|没有日期|日期不明": "日期不详",
    r"撤回": "撤下; 撤稿",
    r"海军部等级": "海军部评级",
    r"审阅|审核": "审稿",
    r"略去|隐去": "省略; 未公开",
    r"澄清": "说明: 澄清 is what an authority does",
    r"泄露文件": "泄密文件",
    r"由远及近|由近及远": "从早到晚; 从新到旧: 远近 is distance",
    r"触及": "涉及",
    r"(?<!时间)线上": "时间线: 线上 means online",
    r"现行页面|最新版本": "当前版本",
    r"(?<![因如彼就从与])此(?![后前])": "name the thing (本, 这个)",
    r"(?<!及)其(?![他中次余间实])": "name the thing; 甲及其 names it",
    r"(?<!应)该(?!地区|来源|标签|条目|事件|组|月|日|机构)": "name the thing after 该",
    r"[你妳]": "您, or no pronoun",
    rf"{WIDE} +(?=[\w%<])|[\w>] +(?={WIDE})": "no space beside Han",
    rf"(?<={HAN})[,;?!()]|[,:;?!()](?={HAN})|(?<={HAN}):": "full-width marks",
    r"\.\.\.": "……",
    r"(?<=：) ": "no space after ：",
}
CATALOGUE = BASE / "archive" / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"


def find_forbidden(text: str) -> list[str]:
    """What to write instead of what a text should not have."""
    return [better for word, better in FORBIDDEN.items() if re.search(word, text)]


def list_translations() -> list[str]:
    """Every Chinese string of the interface: the language has one plural form."""
    with CATALOGUE.open("rb") as file:
        messages = list(read_po(file, locale="zh_Hans"))
    strings = [message.string for message in messages if message.id]
    return [held if isinstance(held, str) else held[0] for held in strings]


def list_scope_notes() -> list[str]:
    """What the vocabulary says of its tags in Chinese."""
    tags = json.loads((BASE / "fixtures" / "tags.json").read_text("utf-8"))
    return [tag["scope_note"]["zh-Hans"] for tag in tags]


@pytest.mark.parametrize(
    "text",
    [
        "档案馆有副本",
        "检索语法",
        "叙事",
        "已弃置",
        "编辑台",
        "演示条目",
        "您已被登出。",
        "核对引文",
        "文献篮的网址（如有）",
        "无日期",
        "引用此记录",
        "其网址随之改变",
        "该已不存在。",
        "你的草稿",
        "共 %(n)s 个条目",
        "第%(n)s版 的变化",
        "本站: 新疆",
        "新疆(地区)",
        "正在搜索...",
        "日期，由远及近",
    ],
)
def test_what_the_glossary_refuses_is_found(text):
    assert find_forbidden(text)


@pytest.mark.parametrize(
    "text",
    [
        "%(n)s个检索式",
        "因此，此后如此。",
        "其他地区也没有符合条件的条目。",
        "还没有关于该地区的条目。",
        "第%(n)s页，共%(all)s页 · 用时%(ms)s毫秒",
        '您是不是要找<a href="%(url)s">%(q)s</a>？',
        "请选择WARC或WACZ文件，最大50 MB。",
        "例如：2019-02-20",
    ],
)
def test_what_the_glossary_has_passes(text):
    assert not find_forbidden(text)


def test_no_chinese_string_has_what_the_glossary_refuses():
    strings = list_translations()
    assert len(strings) > 1000
    found = {text: find_forbidden(text) for text in strings if find_forbidden(text)}
    assert not found


def test_no_scope_note_has_what_the_glossary_refuses():
    notes = list_scope_notes()
    assert len(notes) > 80
    found = {text: find_forbidden(text) for text in notes if find_forbidden(text)}
    assert not found
