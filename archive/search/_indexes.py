"""Entry → document: public entries only, and of those the public texts only."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import sha256

from archive.models import Article, Entry, Event, Passage, Photo, Source
from archive.models.entry import EntryQuerySet
from archive.text.segmenting import stems, tokens

BATCH = 200
GAP = "|"  # between texts, so that no phrase crosses from one to the next


def texts(entry: Entry) -> Iterator[tuple[str, str, str]]:
    """(anchor, language, text) of all that readers see of a public entry."""
    yield "", entry.language, entry.title
    yield "", entry.language, entry.summary
    if entry.kind == "article":
        yield from _article(Article.objects.get(pk=entry.pk))
    elif entry.kind == "photo":
        photo = Photo.objects.get(pk=entry.pk)
        yield "", entry.language, photo.text
        yield "", entry.language, photo.caption if photo.reading else ""
        yield "", "und", photo.credit_line
    elif entry.kind == "source":
        source = Source.objects.get(pk=entry.pk)
        yield "", "und", source.creator
        yield "", "und", source.publisher
    elif entry.kind == "event":
        yield "", entry.language, Event.objects.get(pk=entry.pk).description


def _article(article: Article) -> Iterator[tuple[str, str, str]]:
    yield "", article.language, article.kicker
    yield "", "und", article.byline
    yield "", "und", article.outlet.name if article.outlet else ""
    if article.text_access != "public":
        return
    yield "", article.language, article.lead
    for passage in Passage.objects.public().filter(article=article):
        language = passage.language if passage.language != "und" else article.language
        yield passage.anchor, language, passage.text
        if passage.reading:
            yield passage.anchor, language, passage.verbatim


def document(entry: Entry) -> dict[str, str]:
    """The document of one entry whose vocabulary is prefetched; 1-3 queries."""
    found: dict[str, list[str]] = {"exact": [], "pairs": [], "stems": []}
    for _anchor, language, text in texts(entry):
        exact, pairs = terms(text)
        found["exact"] += [*exact, GAP]
        found["pairs"] += [*pairs, GAP]
        found["stems"] += [token.term for token in stems(text, language)]
    words, label_pairs = [], []
    for label in labels(entry):
        exact, pairs = terms(label)
        words += [*exact, GAP]
        label_pairs += [*pairs, GAP]
    fields = {
        "title": " ".join(terms(entry.title)[0]),
        **{name: " ".join(values) for name, values in found.items()},
        "labels": " ".join(words),
        "label_pairs": " ".join(label_pairs),
    }
    digest = sha256("\n".join(fields.values()).encode()).hexdigest()
    return {"pk": str(entry.pk), "digest": digest, **fields}


def terms(text: str) -> tuple[list[str], list[str]]:
    """Words with single characters, and Chinese pairs; each in order."""
    exact, pairs, last = [], [], -1
    for token in tokens(text, "und"):
        is_pair = len(token.term) == 2 and "\u3400" <= token.term[0] <= "\ufaff"
        if not is_pair:
            exact.append(token.term)
            continue
        if token.position != last + 1:
            pairs.append(GAP)
        pairs.append(token.term)
        last = token.position
    return exact, pairs


def labels(entry: Entry) -> Iterator[str]:
    """Labels and synonyms of its tags and regions, in every language."""
    for tagging in entry.taggings.all():
        for label in tagging.tag.labels.all():
            yield label.label
    for tied in entry.entry_regions.all():
        if tied.role != "published_in":
            for name in tied.region.names.all():
                yield name.name


def documents(entries: EntryQuerySet) -> Iterator[dict[str, str]]:
    """Documents of `entries`, a batch in memory at a time."""
    found: Iterable[Entry] = entries.with_vocabulary().iterator(chunk_size=BATCH)
    for entry in found:
        yield document(entry)
