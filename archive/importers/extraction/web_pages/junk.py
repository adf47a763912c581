"""Parts of a page that are not its article: menus, teasers, comments, offers."""

from __future__ import annotations

import re
from typing import Any

from archive.importers.extraction.line_patterns import FURNITURE_REASON

_JUNK_ELEMENTS = frozenset(("nav", "footer", "dialog", "menu", "form"))
_JUNK_ROLES = frozenset(
    "navigation contentinfo complementary search banner menu dialog alert".split()
)
# Words of class names and ids. Each word stands alone or between hyphens.
_JUNK_WORDS = {
    "teaser of another article": re.compile(
        r"\b(?:related|recommend\w*|teasers?|more-?(?:on|from|stories|news)|read-?more|"
        r"readmore|most-?(?:read|popular|viewed)|popular|trending|outbrain|taboola|"
        r"also-?(?:read|like)|you-?may|up-?next|next-?(?:article|story)|prev-?next|"
        r"article-?list|news-?list|latest-?(?:news|posts|articles)|recent-?posts|"
        r"similar|verwandt\w*|mehr-?zum-?thema|weiterlesen|meistgelesen|lesetipps?|"
        r"inline-?(?:link|related)|linkbox|storylinks?|suggest\w*|onward|ligatus|"
        r"yarpp|jp-relatedposts|xgwd|tuijian|hot-?news|rich-?link|slideshow-?nav|"
        r"post-?navigation|nav-?links|relacionad\w+|correlat\w+|lire-aussi|a-lire|"
        r"leer-?mas|leia-?(?:mais|tambem)|veja-?tambem|lees-?(?:ook|meer)|les-?ogsa|"
        r"laes-?ogsa|las-?mer|czytaj-?\w*|souvisejici|kapcsolodo|ilgili\w*|terkait|"
        r"baca-?juga|lien-?quan|recirc\w*|attached-?content|more-?links)\b",
        re.I,
    ),
    FURNITURE_REASON: re.compile(
        r"\b(?:nav|navi|navbar|navigation|menu|submenu|breadcrumbs?|footer|foot|"
        r"sidebar|side-?bar|social\w*|share\w*|sharing|sharedaddy|addthis\w*|"
        r"share-?bar|newsletter\w*|subscri\w+|subscription|sign-?up|signup|promo\w*|"
        r"advert\w*|ads?|adslot|ad-?\w*container|werbung|anzeige|sponsor\w*|"
        r"cookies?\w*|consent|gdpr|paywall-?(?:banner|offer)|login|register|search|"
        r"modal|popup|toolbar|tools|widget\w*|tag-?list|tags|tagcloud|"
        r"topics|keywords|author-?(?:bio|box|info|card|description)|about-?author|"
        r"bio|disclaimer|skip-?link|screen-?reader\w*|sr-?only|"
        r"visually-?hidden|a11y|feedback|rating|voting|vote|poll|survey|"
        r"entry-?meta|post-?meta|byline-?wrapper|article-?tools|app-?promo|"
        r"donat\w+|support-?us|membership|metered|regwall|pagination|pager|"
        r"player|podcast-?embed|audio-?player|quiz|factoid-?nav|mobile-?menu|sharebox|"
        r"trustbox\w*|back-?to-?top|piano-\w+|partner-?box\w*|abo-?box|werbe\w*)\b",
        re.I,
    ),
    "comment of a reader": re.compile(
        r"\b(?:comments?|commentlist|comment-?(?:list|form|area|section)|respond|"
        r"disqus\w*|kommentare?|kommentar-?\w*|replies|pinglun|user-?comments|"
        r"comentarios?\w*|commentaires?|commenti|reacties?|kommentarer|komentar\w*|"
        r"koment[ae]\w*|yorumlar?|hozzaszolas\w*|opiniones|binh-?luan|viafoura\w*)\b",
        re.I,
    ),
}
MAX_CLASS_LENGTH = 400  # of a class attribute that is looked at
_ARGUMENT = re.compile(r"\([^()]{0,80}\)")  # of a style: `Trs($transition-readmore)`
_WORD_BREAK = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|_+")


def find_junk_reason(element: Any, article: set[Any]) -> str:
    """Why an element is no part of the article, by the elements around it, or ''.

    `article` holds the elements around the text: their names say nothing.
    """
    for node in [element, *element.iterancestors()]:
        if node in article or node.tag in ("body", "html"):
            return ""
        if reason := _find_own_reason(node):
            return reason
    return ""


def _find_own_reason(node: Any) -> str:
    if node.tag in _JUNK_ELEMENTS or (node.get("role") or "").lower() in _JUNK_ROLES:
        return FURNITURE_REASON
    classes = str(node.get("class") or "")[:MAX_CLASS_LENGTH]
    names = f"{classes} {str(node.get('id') or '')[:MAX_CLASS_LENGTH]}"
    names = _WORD_BREAK.sub("-", _ARGUMENT.sub("", names))
    for reason, pattern in _JUNK_WORDS.items():
        if pattern.search(names):
            return reason
    return FURNITURE_REASON if node.tag == "aside" else ""
