"""Whether a text names an organisation rather than a person."""

from __future__ import annotations

import re

_ORGANISATION = re.compile(
    r"\b(?:agence|agencies|agency|agentur(?:en)?|alliance|amnesty|archive?s?|"
    r"assembl[yé]e?|associated|association|"
    r"authority|bank|bildredaktion|board|bureau|büro|center|centre|college|commission|"
    r"committee|company|congress|corp|corporation|council|daily|data|department|dienst|"
    r"editors?|foundation|fund|gazette|gmbh|google|government|group|gruppe|images|"
    r"inc|institute?|international|journal|kantons?polizei|keystone|kommission|lab|"
    r"labs|ltd|media|ministry|ministerium|museum|nachrichten\w*|network|news|office|"
    r"organi[sz]ation|police|polizei|post|presse?|project|projekt|redacci[oó]n|"
    r"rédaction|redaktion|reporters|"
    r"research|review|rights|school|service|society|staff|stiftung|team|technologies|"
    r"technology|television|tv|times|universit\w+|verein|verlag|watch|weekly|\w*zeitung|"
    r"\w+amt|\w*anwaltschaft|\w*behörde|bundesrat|\w*bundestag|club|"
    r"conseil|court|gerichtshof\w*|\w*gericht|\w*gesellschaft|holdings?|kanton|"
    r"landtag|minist[eè]re|nations|nationen|parlament|parlement|parliament|radio|"
    r"regierung\w*|\w*republi[ck]|république|senat|senate|staatsrat|tribunal|union|"
    r"\w*verband|\w*versammlung|\w*verwaltung|welle|"
    r"amt|agencia|agência|agentschap|agenzia|asociaci[oó]n|associação|associazione|"
    r"autoridade?|autorità|autorité|autoriteit|comisi[oó]n|comissão|commissie|commissione|"
    r"congreso|congresso|fondation|fondazione|fundaci[oó]n|fundação|gobierno|"
    r"gouvernement|governo|instituto|istituto|ministeri[eo]|ministério|ministero|"
    r"parlamento|polic[ií]a|policja|politie|polizia|rechtbank|redactie|redakcja|"
    r"redação|redazione|regering|secretaría|senado|senato|stichting|tribunale|"
    r"universidade?|vereniging)"
    r"\b(?!-)|\s(?-i:AG|AI|EU|KG|LLC|NGO|PLC|SA|SE|UN)$",
    re.IGNORECASE,
)


def names_organisation(text: str) -> bool:
    """Whether a word in the text is one that organisations have in their names."""
    return bool(_ORGANISATION.search(text))


def is_one_organisation(text: str) -> bool:
    """Whether a text without separators names an organisation, and no person first."""
    if not _ORGANISATION.search(text) or re.search(r"[,;/、]", text):
        return False
    first = re.split(r"\s+(?:and|und|&)\s+", text)[0]
    is_person_first = first != text and re.fullmatch(r"[A-ZÄÖÜ]\w+ [A-ZÄÖÜ]\w+", first)
    return not is_person_first or bool(_ORGANISATION.search(first))
