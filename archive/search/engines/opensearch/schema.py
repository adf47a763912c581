"""The table of fields and columns as an OpenSearch mapping, and a document in it."""

from __future__ import annotations

from typing import Any

from archive.search.engines.document_fields import (
    INDEX_COLUMNS,
    INDEX_FIELDS,
    SCHEMA_VERSION,
    IndexDocument,
)

ID, DIGEST = "id", "digest"
WORDS_SUFFIX = "_words"  # a field's different words, to be listed
LISTED_FIELDS = tuple(field.name for field in INDEX_FIELDS if field.has_positions)
LONGEST_TOKEN = 32_766  # bytes of a term of Lucene's
PAGE_LIMIT = 10_000  # hits that OpenSearch gives at once


def make_index_body(shards: int, replicas: int) -> dict[str, Any]:
    """Settings and mapping. Words come ready made: they are only divided at spaces. No
    text is kept but in postings, and a field that we do not name is refused."""
    analysis = {
        "tokenizer": {"spaces": {"type": "whitespace", "max_token_length": 32_000}},
        "analyzer": {"spaces": {"type": "custom", "tokenizer": "spaces"}},
    }
    column: dict[str, Any] = {"type": "long"}
    properties: dict[str, Any] = {ID: column, DIGEST: _make_word(is_indexed=False)}
    for field in INDEX_FIELDS:
        properties[field.name] = {
            "type": "text",
            "analyzer": "spaces",
            "index_options": "positions" if field.has_positions else "freqs",
        }
    for name in LISTED_FIELDS:
        properties[name + WORDS_SUFFIX] = _make_word(is_indexed=False)
    for one in INDEX_COLUMNS:
        properties[one.name] = column if one.holds != "word" else _make_word()
    return {
        "settings": {
            "number_of_shards": shards,
            "auto_expand_replicas": f"0-{replicas}" if replicas else "false",
            "refresh_interval": "1s",
            "unassigned.node_left.delayed_timeout": "10s",
            "analysis": analysis,
        },
        "mappings": {
            "dynamic": "strict",
            "_source": {"enabled": False},
            "_meta": {"schema": SCHEMA_VERSION},
            "properties": properties,
        },
    }


def _make_word(*, is_indexed: bool = True) -> dict[str, Any]:
    return {"type": "keyword", "index": is_indexed}


def make_document(document: IndexDocument) -> dict[str, Any]:
    """What the cluster is given for one document."""
    held: dict[str, Any] = {ID: document.pk, DIGEST: document.digest}
    for name, terms in document.terms.items():
        if terms:
            held[name] = " ".join(terms)
            if name in LISTED_FIELDS:
                held[name + WORDS_SUFFIX] = sorted(set(terms))
    held |= {name: word for name, word in document.words.items() if word}
    held |= document.number
    held |= {name: list(some) for name, some in document.numbers.items() if some}
    return held
