"""Chinese names of offices, companies, laws and areas, which are often long."""

from __future__ import annotations

import re

from archive.text.folding import fold_text
from archive.text.languages import is_function_character, remove_question_words

_KINDS = """
省 市 区 县 州 旗 乡 镇 盟 部 局 厅 署 院 所 处 室 会 办 党 军 团 队 司 社 厂 站 台 馆
公司 集团 大学 学院 中学 中心 委员会 法院 检察院 研究所 实验室 银行 政府 议会
法 法案 条例 规定 办法 意见 通知 纲要 公约 宪法 共和国 组织 机构 平台 系统 工程
""".split()
_LONGEST = 24  # characters
_NAME = re.compile(rf"[\u3400-\u9fff]{{5,{_LONGEST}}}(?:{'|'.join(_KINDS)})")
_NO_FUNCTION_WORDS = re.compile("共和国|有限")  # 和 and 有 join nothing here


def is_official_name(text: str) -> bool:
    """Whether Chinese text looks like such a name: it ends in what it is (区, 公司,
    委员会), asks nothing and has no function word (的, 在)."""
    folded = fold_text(text)
    if not _NAME.fullmatch(folded) or remove_question_words(folded) != folded:
        return False
    rest = _NO_FUNCTION_WORDS.sub("", folded)
    return not any(map(is_function_character, rest))
