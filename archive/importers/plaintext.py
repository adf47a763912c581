"""A page copied as plain text: one line per element."""

from __future__ import annotations

import re
from hashlib import sha256
from pathlib import Path

from archive.text import dates, languages

from .draft import Caption, Draft, ImportProblem, Segment

NAME = "plaintext"
MOST_BYTES = 5_000_000
LONGEST_LINE = 100_000
CREDIT = re.compile(
    r"(?:(?:Bild|Fotos?|Photos?|图|图片)\s*[:/\uff1a].+|\([\w /.-]{2,40}\))\Z"
)
POST = re.compile(r"pic\.twitter\.com/|https?://t\.co/|\(@\w+\)")
BYLINE = re.compile(r"(?:von\s|by\s|文|记者)", re.IGNORECASE)
SWISS = re.compile(r"\b(?:heisst|gross\w*|ausser\w*|Strasse\w*|Ausmass\w*)\b")
GLUED = re.compile(r"(\w{4,}?[a-zß-ÿ])([A-ZÄÖÜ].*)", re.DOTALL)


def load(path: Path) -> bytes:
    """The file's bytes; no more than a page may have is ever in memory."""
    with path.open("rb") as file:
        content = file.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise ImportProblem("The file is larger than 5 MB: not a newspaper page.")
    return content


def read(content: bytes) -> Draft:
    """Understand a page. Raises `ImportProblem`; nothing is saved."""
    text, notes = _decoded(content)
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if not lines:
        raise ImportProblem("The file is empty.")
    if max(map(len, lines)) > LONGEST_LINE:
        raise ImportProblem("A line is too long for a newspaper page.")
    kicker, title = _split(lines[0], " ".join(lines[1:]))
    if len(title) > 400:
        raise ImportProblem("The first line is too long for a headline.")
    draft = Draft(title, sha256(content).hexdigest(), kicker=kicker, notes=notes)
    rest = _head(draft, lines[1:])
    end = _tail(rest)
    _body(draft, rest[:end])
    why = "teaser of another article"
    draft.segments += [Segment("boilerplate", line, why) for line in rest[end:]]
    draft.language = _language(" ".join([title, draft.lead, *rest[:end]]))
    if not draft.date:
        draft.notes.append("No date was found: the article is undated.")
    return draft


def _decoded(content: bytes) -> tuple[str, list[str]]:
    if len(content) > MOST_BYTES:
        raise ImportProblem("The file is larger than 5 MB: not a newspaper page.")
    if b"\0" in content:
        raise ImportProblem("The file is not text.")
    try:
        return content.decode("utf-8-sig"), []
    except UnicodeDecodeError:
        pass
    try:
        return content.decode("cp1252"), ["Decoded as Windows-1252, not UTF-8."]
    except UnicodeDecodeError as error:
        raise ImportProblem("The file is not text in a known encoding.") from error


def _split(first: str, body: str) -> tuple[str, str]:
    """Kicker and headline, where the kicker recurs as a word and the glue does not."""
    found = GLUED.match(first)
    if not found:
        return "", first
    kicker, headline = found.groups()
    glued = first.split()[0]
    recurs = re.search(rf"\b{re.escape(kicker)}\b", body, re.IGNORECASE)
    return (kicker, headline) if recurs and glued not in body else ("", first)


def _language(text: str) -> str:
    """The language; German with ss throughout and no ß is Swiss."""
    found = languages.detect(text)
    swiss = found == "de" and "ß" not in text and SWISS.search(text)
    return "de-CH" if swiss else found


def _printed(line: str) -> str:
    found = dates.read_printed(line) if len(line) <= 40 else None
    return found.text if found else ""


def _short(line: str, most: int) -> bool:
    return len(line) <= most and line[-1] not in ".!?…。!?"


def _head(draft: Draft, lines: list[str]) -> list[str]:
    """Take byline, date and lead from the top; what is left."""
    dated = next((i for i, line in enumerate(lines[:3]) if _printed(line)), None)
    if dated is not None:
        draft.date = _printed(lines[dated])
        above = [line for line in lines[:dated] if _short(line, 60)]
        draft.byline = above[-1] if above else ""
        kept = [line for line in lines[:dated] if line != draft.byline]
        lines = kept + lines[dated + 1 :]
    elif lines and BYLINE.match(lines[0]) and _short(lines[0], 60):
        draft.byline, lines = lines[0], lines[1:]
    follows = len(lines) > 2 and not CREDIT.match(lines[1])
    if follows and len(lines[0]) <= 400 and not _short(lines[0], 400):
        draft.lead, lines = lines[0], lines[1:]
    return lines


def _tail(lines: list[str]) -> int:
    """Where teasers begin: headline, text and date, twice at least or repeated."""
    dated = [i for i, line in enumerate(lines) if i >= 2 and _printed(line)]
    if not dated:
        return len(lines)
    start = dated[0] - 2
    repeated = lines[start] in lines[start + 1 :]
    return start if repeated or len(dated) > 1 else len(lines)


def _body(draft: Draft, lines: list[str]) -> None:
    credited = [i - 1 for i, line in enumerate(lines) if i and CREDIT.match(line)]
    first = credited[0] if credited else len(lines)
    series = len(credited) >= 3 and first > 0 and _short(lines[first - 1], 120)
    for i, line in enumerate(lines):
        if series and i == first - 1:
            draft.series = line
        elif CREDIT.match(line) and i:
            continue
        elif i in credited:
            draft.captions.append(Caption(line, lines[i + 1]))
        elif series and i > first:
            draft.captions.append(Caption(line))
        else:
            kind = "post" if POST.search(line) else "paragraph"
            draft.segments.append(Segment(kind, line))
