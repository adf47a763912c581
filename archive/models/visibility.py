"""The only definition of "public": every page, file and index starts from here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import (
    BooleanField,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    QuerySet,
)

from .prepared_queries import get_query_time

if TYPE_CHECKING:
    from .entries.article import Article
    from .entries.entry import Entry
    from .user import User


def public_entries(prefix: str = "") -> Q:
    """Condition under which anybody may see an entry, for a lookup below `prefix`.

    Published, open to the public and past its embargo. `prefix` is a lookup path
    with its two underscores, such as ``"entry__"``.
    """
    now = get_query_time()
    embargo_over = Q(**{f"{prefix}embargo_until__isnull": True}) | Q(
        **{f"{prefix}embargo_until__lte": now}
    )
    return embargo_over & Q(
        **{f"{prefix}status": "published", f"{prefix}audience": "public"}
    )


def public_column(prefix: str = "") -> ExpressionWrapper:
    """Whether each entry is public, as a column to annotate.

    Used as a condition, SQLite without statistics reads every public entry to find a
    few.
    """
    return ExpressionWrapper(public_entries(prefix), BooleanField())


def withdrawn_entries() -> Q:
    """Condition of entries that were public and were withdrawn: their pages answer 410.

    An entry that was withdrawn before its embargo ended was never public, so readers do
    not learn of it. (Withdrawing is the last change of an entry.)
    """
    was_over = Q(embargo_until__isnull=True) | Q(embargo_until__lte=F("modified_at"))
    return was_over & Q(
        status="withdrawn", audience="public", first_published_at__isnull=False
    )


def merged_entries() -> Q:
    """Condition of entries that were public and were merged into one that is: their
    addresses lead there, and their versions may still be read."""
    return withdrawn_entries() & public_entries("merged_into__")


def listed_terms(terms: QuerySet[Any], tie: str, prefix: str = "") -> Q:
    """Condition of tags or regions that readers may know of.

    Those that an editor (or the archive's own vocabulary) lists, and those of a public
    entry, or of one below them. `terms` are all of that model, `tie` its relation to
    entries, `prefix` a lookup path to the term. A row that is not listed by itself
    costs an index look-up, and without public entries of its own a walk over `terms`.
    """
    is_public = public_entries(f"{tie}__entry__")
    own = terms.filter(is_public, pk=OuterRef(f"{prefix}pk"))
    below = terms.filter(is_public, path__startswith=OuterRef(f"{prefix}path"))
    return Q(**{f"{prefix}is_listed": True}) | Q(Exists(own)) | Q(Exists(below))


def public_narratives() -> Q:
    """Condition of narratives that anybody may read, as last published."""
    return Q(version__gte=1) & ~Q(status="withdrawn")


def withdrawn_narratives() -> Q:
    """Condition of narratives that were public and now answer 410."""
    return Q(version__gte=1, status="withdrawn")


def public_passages(prefix: str = "") -> Q:
    """Condition of passages whose text readers may see and the index may hold."""
    return Q(**{f"{prefix}audience": "public", f"{prefix}left_out_because": ""})


def withheld_passages() -> Q:
    """Condition of passages that readers see as a placeholder, never the text."""
    return Q(left_out_because="") & ~Q(audience="public")


def public_text() -> Q:
    """Condition of articles whose full text readers may see."""
    return Q(text_access="public")


def is_text_public(article: Article) -> bool:
    """Whether readers may see the full text of an article."""
    return article.text_access == "public"


def public_captures() -> Q:
    """Condition of captures of public entries that an editor released to readers: their
    file or link, and their date, method, note, type, size and checksum."""
    return Q(audience="public") & (~Q(file="") | ~Q(external_url=""))


def held_captures() -> Q:
    """Condition of captures of which readers learn only that the archive has a copy."""
    return ~public_captures() & ~Q(file="")


def public_originals() -> Q:
    """Condition of articles whose original's checksum an editor released to readers.

    A source that marks each copy would recognise by the checksum whose copy it was.
    """
    return Q(original_audience="public")


def desk_originals(user: User, prefix: str = "") -> Q:
    """Condition of articles whose original a user may compare with a file of theirs:
    all for editors and publishers; for a contributor their own, and those whose
    checksum readers have. Whoever has marked copies would learn which one is held."""
    if user.roles & {"editor", "publisher"}:
        return Q()
    own = Q(**{f"{prefix}created_by": user.pk})
    if "contributor" not in user.roles:
        own = Q(pk__in=())
    return own | Q(**{f"{prefix}original_audience": "public"})


def get_public_checksum(article: Article) -> str:
    """The SHA-256 of the article's original where readers may have it, else ""."""
    return article.sha256 if article.original_audience == "public" else ""


def desk_entries(user: User) -> Q:
    """Condition of entries that a user may see at the desk.

    Editors and publishers see all, including confidential sources. A contributor sees
    public entries and their own; everybody else only public ones.
    """
    if user.roles & {"editor", "publisher"}:
        return Q()
    own = Q(created_by=user.pk) if "contributor" in user.roles else Q(pk__in=())
    return public_entries() | own


def desk_narratives(user: User) -> Q:
    """Condition of narratives whose text a user may see at the desk."""
    if user.roles & {"editor", "publisher"}:
        return Q()
    return Q(created_by=user.pk) if "contributor" in user.roles else Q(pk__in=())


def desk_passages(user: User) -> Q:
    """Condition of passages that a user may see at the desk: those of entries they may
    see, and of public articles only what readers see."""
    if user.roles & {"editor", "publisher"}:
        return Q()
    own = Q(article__created_by=user.pk) if "contributor" in user.roles else Q(pk=None)
    is_shown = Q(article__text_access="public") & public_passages()
    return own | (public_entries("article__") & is_shown)


def desk_intakes(user: User) -> Q:
    """Condition of intakes that a user may see at the desk: all for editors and
    publishers, their own for contributors."""
    if user.roles & {"editor", "publisher"}:
        return Q()
    return Q(received_by=user.pk) if "contributor" in user.roles else Q(pk__in=())


def is_confidential(entry: Entry) -> bool:
    """Whether only editors see the entry, in whatever state."""
    return str(entry.audience) != "public"
