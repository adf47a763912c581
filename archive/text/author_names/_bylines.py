"""What stands around the names in a byline: labels, roles, jobs and places."""

from __future__ import annotations

import re

_GENRE = (
    r"gastbeitrag|gastkommentar|beitrag|artikel|bericht|text|essay|kommentar|analyse|"
    r"reportage|recherche|interview|porträt|kolumne|rezension|meinung|leitartikel|"
    r"protokoll|analysis|opinion|report|story|words|comment|column|review|feature|"
    r"reporting|article|investigation|reported|written|compiled|material|"
    r"agenturmaterial|propos recueillis|recueilli|haber|texto|testo|tekst"
)
_OWN_REPORTER = (
    r"(?:(?:unser(?:em|er|en)?|our|notre|nuestr[oa])\s+(?:[\w-]+\s+)?"
    r"(?:korrespondent\w*|correspondents?|reporter\w*|envoyée?s? spécial\w*|"
    r"corresponsal)\s+(?=(?-i:[A-ZÄÖÜÉ])))?"
)
_BYLINE_LABEL = re.compile(
    rf"^\s*(?:(?:(?:(?:ein|eine|einem|einer|an|a|mit|with)\s+)?(?:{_GENRE})\s+"
    r"(?:(?:aus|in|zu|from)\s+\S+\s+)?)?"
    r"(?:von|by|from|par|por)(?:\s*:\s*|\s+)(?!und zu )"
    + _OWN_REPORTER
    + r"|(?:di|door|av|af|oleh)\s+(?=(?-i:[A-ZÅÄÖØÆÉ])\S*\s)"
    r"|aus\s+\S+(?:\s\S+)?\s+berichte(?:t|n)\s+"
    rf"|(?:autor(?:in|innen|en|es)?|auteurs?|authors?|автор|írta|yazan|{_GENRE})\s*:\s*"
    r"|(?:text|autor(?:in)?|gastautor(?:in)?|author|words)\s+"
    r"|(?:来源|來源)\s*[:：]\s*"
    r"|(?:[\u4e00-\u9fff]{1,7}(?:社|报|報|网|網|台|电视|刊|闻|聞)(?:特约)?)?"
    r"(?:文|撰文|作者|(?:特约|實習|实习|见习)?(?:记者|記者)|本报记者|本報記者|通讯员)"
    r"\s*[:：/／|｜]?\s*)",
    re.IGNORECASE,
)
# 新华社北京2月20日电（记者王小明、李雷）
_REPORTERS_IN_BRACKETS = re.compile(
    r"[（(][^（）()]{0,6}(?:记者|記者)\s*[:：]?\s*([^（）()]+)[)）]"
)
_PICTURES = r"fotos?|bild(?:er)?|photo(?:s|graph[sy]?)?|pictures?|illustration(?:en)?"
_MAKER_OF_PICTURES = re.compile(
    r"(?:^|\s*(?:[,;/]|\bund\b|\band\b|\bet\b)\s*)[^,;/()]+?\s*"
    rf"\((?:{_PICTURES}|video|grafik(?:en)?|graphics)\)",
    re.IGNORECASE,
)
_OTHER_ROLE = re.compile(
    rf"\s*[,;|/]?\s*\b(?:{_PICTURES}|video|grafik(?:en)?|"
    r"editing by|edited by|redaktion)(?:\s*[:：]|(?<=by))\s*\S.*$|"
    r"\s*[,;|/，；]?\s*(?:摄影|攝影|编辑|責編|责编|编译|責任編輯|责任编辑|图片?|圖片?)"
    r"\s*[:：／/]\s*\S.*$",
    re.IGNORECASE | re.DOTALL,
)
_JOB = re.compile(
    r"(?:(?:senior|chief|staff|political|business|science|health|foreign|special|"
    r"deputy|news|technology|security|education|environment|legal|home|managing)\s+)*"
    r"(?:correspondents?|reporters?|editors?|writers?|columnist|journalist\w*|"
    r"korrespondent(?:in)?|(?:chef)?redakt(?:eur|or)(?:in)?|autor(?:in)?|photographer|"
    r"producer|analyst)(?:\s+(?:in|for|at|of)\s+.*)?"
    r"|(?:[\w-]+\s+){0,2}bureau chief(?:\s.*)?",
    re.IGNORECASE,
)
_PLACE_AT_END = re.compile(
    r"(?<=\w)\s+(?:in|aus|für|for|from|reporting from|berichtet aus)\s+"
    r"(?:[Tt]he\s+)?[A-ZÄÖÜ][\w.-]+(?:\s[A-ZÄÖÜ][\w.-]+){0,2}$"
)
_DEGREE = re.compile(
    r",?\s+(?:Ph\.?\s?D|M\.?D|MBA|LL\.?M|M\.?Sc|B\.?Sc|Esq|CBE|OBE)\b\.?"
    r"(?=\s*(?:[,;]|$|and\s|und\s))"
)
_ACCOUNT = re.compile(r"\s+(?:@\w+|[\w.+-]+@[\w-]+\.[\w.-]+)")
_BRACKETS = re.compile(r"\s*[(（\[][^()（）\[\]]*[)）\]]")


def strip_byline(byline: str) -> str:
    """A byline without its label, what stands in brackets, and who did other things."""
    byline = re.sub(r"^\s*〔(.*)〕\s*$", r"\1", byline)
    if reporters := _REPORTERS_IN_BRACKETS.search(byline):
        return reporters[1].strip()
    text = _MAKER_OF_PICTURES.sub("", strip_byline_label(byline)).strip() or byline
    text = _BRACKETS.sub("", text).strip() or byline.strip()
    for what in (_OTHER_ROLE, _ACCOUNT, _DEGREE):
        text = what.sub("", text).strip() or text
    return text


def strip_byline_label(byline: str) -> str:
    """The name without its label: `Von Clara Muster` → `Clara Muster`.

    A byline that is only a label stays as it is.
    """
    return _BYLINE_LABEL.sub("", byline, count=1).strip() or byline.strip()


def is_job(text: str) -> bool:
    """Whether a text is a job alone: *Senior Correspondent*."""
    return bool(_JOB.fullmatch(text))


def strip_place(text: str) -> str:
    """A name without where or for whom it reports: *Anna Muster in Peking*."""
    return _PLACE_AT_END.sub("", text)
