"""The table of fields and columns as a tantivy schema, and a document in it."""

from __future__ import annotations

from pathlib import Path

from tantivy import (
    Document,
    Index,
    Schema,
    SchemaBuilder,
    TextAnalyzerBuilder,
    Tokenizer,
)

from archive.search.engines import document_fields
from archive.search.engines.document_fields import INDEX_COLUMNS, INDEX_FIELDS

ID, DIGEST = "id", "digest"
_TOKENIZER = "words"  # the tokenizer of fields: ready-made words between spaces


def make_tantivy_schema() -> Schema:
    """A new schema. Every number is signed: tantivy's writer dies of a Python number
    in an unsigned field."""
    builder = SchemaBuilder()
    builder.add_integer_field(ID, indexed=True, fast=True)
    builder.add_text_field(
        DIGEST, stored=True, tokenizer_name="raw", index_option="basic"
    )
    for field in INDEX_FIELDS:
        option = "position" if field.has_positions else "freq"
        builder.add_text_field(
            field.name,
            stored=field.is_read_back,
            tokenizer_name=_TOKENIZER,
            index_option=option,
        )
    for column in INDEX_COLUMNS:
        if column.holds == "word":
            builder.add_text_field(
                column.name, fast=True, tokenizer_name="raw", index_option="basic"
            )
        else:
            builder.add_integer_field(column.name, indexed=True, fast=True)
    return builder.build()


def open_tantivy_index(folder: Path) -> Index:
    """The index in a folder, with the tokenizer that its fields name."""
    index = Index.open(str(folder))
    words = TextAnalyzerBuilder(Tokenizer.whitespace()).build()
    index.register_tokenizer(_TOKENIZER, words)
    return index


def make_tantivy_document(document: document_fields.IndexDocument) -> Document:
    """What tantivy is given for one document."""
    stored = Document()
    stored.add_integer(ID, document.pk)
    stored.add_text(DIGEST, document.digest)
    for name, terms in document.terms.items():
        if terms:
            stored.add_text(name, replace_surrogates(" ".join(terms)))
    for name, word in document.words.items():
        if word:
            stored.add_text(name, replace_surrogates(word))
    for name, number in document.number.items():
        stored.add_integer(name, number)
    for name, numbers in document.numbers.items():
        for number in numbers:
            stored.add_integer(name, number)
    return stored


def replace_surrogates(text: str) -> str:
    """The text without halves of characters (lone surrogates), which no file holds."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode()
