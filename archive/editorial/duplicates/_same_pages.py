"""Which entries stand for the same page: by the keys of their addresses, or by file."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Hashable, Iterable
from functools import lru_cache

from django.db.models import Q, QuerySet

from archive.models import Article, Entry, Source, User
from archive.models.visibility import desk_originals
from archive.text.addresses import make_address_key, undress_address

_PLAIN_RUN = re.compile(r"[A-Za-z0-9]{4,}")  # what each dress of an address keeps
_PERCENT_SIGNS = re.compile(r"(?:%[0-9A-F]{2})+")


@lru_cache(maxsize=30_000)
def find_address_key(url: str) -> str:
    """The key of an address (`make_address_key`), or "" where it is none."""
    try:
        return make_address_key(url)
    except ValueError:
        return ""


def narrow_to_address(url: str) -> Q:
    """Entries that may have an address in any dress: a condition for the database,
    which `find_address_key` then decides. None where it is no web address."""
    try:
        host, _slash, path = undress_address(url).partition("/")
    except ValueError:
        return Q(pk__in=())
    runs = _PLAIN_RUN.findall(_PERCENT_SIGNS.sub(" ", path))
    kept = max(runs or host.split("."), key=len)
    return Q(article__original_url__icontains=kept) | Q(
        source__original_url__icontains=kept
    )


def has_address(entry: Entry, url: str) -> bool:
    """Whether an article or source is of the page at this address."""
    if entry.kind not in (Article.KIND, Source.KIND):
        return False
    own = getattr(entry, entry.kind).original_url
    return bool(own) and find_address_key(own) == find_address_key(url)


def group_same_pages(rows: QuerySet[Entry], user: User) -> dict[int, list[int]]:
    """For each of these articles and sources that has a twin among them: the keys of
    its twins, of its own type, by address or file. Files only where `user` may compare
    them. Three queries over all rows."""
    articles = Article.objects.filter(pk__in=rows.values("pk"))
    compared = articles.filter(desk_originals(user))
    sources = Source.objects.filter(pk__in=rows.values("pk"))
    groups = [
        *_group_by_key(
            (pk, find_address_key(url)) for pk, url in _list_addresses(articles)
        ),
        *_group_by_key(
            (pk, find_address_key(url)) for pk, url in _list_addresses(sources)
        ),
        *_group_by_key(compared.exclude(sha256="").values_list("pk", "sha256")),
    ]
    twins: defaultdict[int, set[int]] = defaultdict(set)
    for group in groups:
        for pk in group:
            twins[pk] |= group - {pk}
    return {pk: sorted(others) for pk, others in twins.items()}


def _list_addresses(
    rows: QuerySet[Article] | QuerySet[Source],
) -> Iterable[tuple[int, str]]:
    return rows.exclude(original_url="").values_list("pk", "original_url")


def _group_by_key(pairs: Iterable[tuple[int, Hashable]]) -> list[set[int]]:
    groups: defaultdict[Hashable, set[int]] = defaultdict(set)
    for pk, key in pairs:
        if key:
            groups[key].add(pk)
    return [group for group in groups.values() if len(group) > 1]
