"""Captions in the data of scripts, of pages that draw their pictures by JavaScript."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from .linked_data import read_string

# An object without others inside it, as a program writes it.
_OBJECT = re.compile(r"\{[^{}]*\"caption\"\s*:\s*\"(?:[^\"\\]|\\.)+\"[^{}]*\}")
_START = re.compile(r"[\[{]\s*[\[{\"]")  # of data
_DECODER = json.JSONDecoder(strict=False)
_PICTURE = re.compile(r"\.(?:jpe?g|png|webp|avif|gif)(?:[?&#].*)?\Z|/storyimage/", re.I)
_PICTURE_KEYS = re.compile(r"image|img|photo|src|thumbnail", re.I)
_CREDIT_KEYS = ("credit", "credits", "photographer", "copyright", "source", "agency")
_CAPTION_LENGTHS = range(20, 1_201)
_MAX_CAPTIONS = 12  # of one page; a feed of other articles holds more
_MAX_LENGTH = 3_000_000  # characters of a script that is read


def list_script_captions(tree: Any) -> list[tuple[str, str]]:
    """The captions of pictures in the scripts of a page, each once, with its credit;
    none where there are more than an article has."""
    found: dict[str, str] = {}
    for script in tree.iter("script"):
        is_data = "ld+json" not in (script.get("type") or "").lower()
        text = script.text or ""
        if is_data and '"caption"' in text and len(text) <= _MAX_LENGTH:
            for caption, credit in _iter_captions(text):
                found[caption] = found.get(caption) or credit
    return list(found.items()) if len(found) <= _MAX_CAPTIONS else []


def _iter_captions(text: str) -> Iterator[tuple[str, str]]:
    for picture in _iter_objects(text):
        caption = read_string(picture["caption"])
        is_length = len(caption) in _CAPTION_LENGTHS
        if is_length and "\ufffd" not in caption and _is_picture(picture):
            said = (read_string(picture.get(key)) for key in _CREDIT_KEYS)
            credit = next(filter(None, said), "")
            yield caption, credit if len(credit) <= 200 else ""


def _iter_objects(text: str) -> Iterator[dict[str, Any]]:
    """The objects with a caption: of one assigned value that is JSON as a whole, else
    those that hold no other."""
    start = _START.search(text)
    try:
        state = _DECODER.raw_decode(text, start.start() if start else 0)[0]
    except (ValueError, RecursionError):
        for match in _OBJECT.finditer(text):
            with suppress(ValueError):
                yield json.loads(match[0], strict=False)
        return
    waiting = [state]
    while waiting:
        node = waiting.pop()
        inside = list(node.values() if isinstance(node, dict) else node)
        waiting += [n for n in reversed(inside) if isinstance(n, dict | list)]
        if isinstance(node, dict) and isinstance(node.get("caption"), str):
            yield node


def _is_picture(picture: dict[str, Any]) -> bool:
    """Whether an object is of a picture, and not of a film or another article."""
    if any(key in picture for key in ("headline", "duration", "video")):
        return False
    return any(
        isinstance(value, str)
        and (_PICTURE.search(value) or (_PICTURE_KEYS.search(key) and value))
        for key, value in picture.items()
        if key != "caption"
    )
