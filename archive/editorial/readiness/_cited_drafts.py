"""An article is not published beside its sources without its publisher knowing."""

from __future__ import annotations

from django.utils.translation import gettext as _

from archive.models import Citation, Entry, Narrative

from .._rights import EditorialError

SHOWN_TITLES = 3


def list_cited_drafts(document: Entry | Narrative) -> list[Entry]:
    """The sources that an entry cites and that are not published yet; one query."""
    if isinstance(document, Narrative):
        return []
    cited = Citation.objects.filter(entry=document.pk).values("source")
    waiting = Entry.objects.filter(pk__in=cited, status__in=("draft", "in_review"))
    return list(waiting.order_by("pk"))


def refuse_cited_drafts(document: Entry | Narrative) -> None:
    """Raise `EditorialError` where an entry cites sources that readers would not
    see."""
    drafts = list_cited_drafts(document)
    if drafts:
        titles = ", ".join(f"“{draft.title}”" for draft in drafts[:SHOWN_TITLES])
        raise EditorialError(
            _(
                "Readers would not see these sources, which are not published yet: "
                "%(titles)s. Publish the whole story, or tick “Publish without its "
                "unpublished sources”."
            )
            % {"titles": titles + (" …" if len(drafts) > SHOWN_TITLES else "")}
        )
