"""Pages on which readers see, change, keep and export baskets; without account or
cookie."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from django.core.exceptions import TooManyFieldsSent
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_safe

from archive import baskets
from archive.baskets import MAX_ENTRIES_IN_URL, BasketContents, BasketLine
from archive.citations import (
    STYLES,
    CitedWork,
    cite_all,
    cite_sorted,
    context_object,
    page_reference,
)
from archive.exports import LIST_FORMATS, load_batches
from archive.exports.loading import load_public_entries
from archive.filters import SearchFilters
from archive.models import Entry, Photo
from archive.web.baskets.basket_form import BasketChangeForm, BasketForm, parse_style
from archive.web.entries.entry_addresses import HttpResponseSeeOther
from archive.web.errors import refuse_parameters
from archive.web.lists.entry_lists import EntryItem, PageLink, build_item
from archive.web.lists.view_bar import build_view_bar
from archive.web.page_signposts import (
    PROGRAM_FORMATS,
    PageFile,
    add_list_signposts,
)
from archive.web.private_forms import get_content_length, private_form
from archive.web.search.search_export import (
    FileLink,
    stream_export,
)

LINES_PER_PAGE = 100  # lines of a page
MOST_LINKED_CHARACTERS = 1_000  # of an address in `Link`: heads of answers are short
MOST_FORM_BYTES = 2_000_000  # bytes of a form: 5,000 ids, and notes for a page of them


@private_form
@require_http_methods(["GET", "HEAD", "POST"])
def basket_page(request: HttpRequest, list_key: str = "") -> HttpResponse:
    """The basket in the address, or the kept one with this key; a POST redirects to a
    changed basket."""
    try:
        if request.method == "POST":
            is_long = get_content_length(request) > MOST_FORM_BYTES
            return (
                _refuse_too_many(request, 413) if is_long else _change_basket(request)
            )
        basket = _load_basket(request, list_key)
    except (baskets.TooManyIdsError, TooManyFieldsSent):
        return _refuse_too_many(request, 400)
    if basket is None:
        return render(request, "basket/gone.html", status=404)
    if basket.fits_in_url and not {"ids", "into", "basket"}.isdisjoint(request.GET):
        return HttpResponseSeeOther(_get_basket_url(basket, "", False))
    form = BasketForm(request, basket)
    status = 200 if form.is_valid() else 400
    return _render_basket(request, basket, list_key, form, status=status)


def _refuse_too_many(request: HttpRequest, status: int) -> HttpResponse:
    """A page that says how many ids a basket takes, instead of reading them."""
    context = {"most": baskets.MAX_BASKET_ENTRIES, "most_sent": baskets.MAX_SENT_IDS}
    return render(request, "basket/too_many.html", context, status=status)


def _render_basket(
    request: HttpRequest,
    basket: BasketContents,
    key: str,
    form: BasketForm,
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    pages = max(1, -(-len(basket.lines) // LINES_PER_PAGE))
    page, style = min(_parse_page_number(request), pages), form.style
    first = (page - 1) * LINES_PER_PAGE
    keys = baskets.public_entry_keys(basket)
    cited = _cite_page_entries(basket, keys, first, style)
    lines = basket.lines[first : first + LINES_PER_PAGE]
    further = (*basket.lines[:first], *basket.lines[first + LINES_PER_PAGE :])
    context = {
        "form": form,
        "made": basket,
        "key": key,
        "rows": _build_basket_rows(lines, first, cited),
        "carried": () if key else basket.lines,
        "elsewhere": () if key else further,
        "styles": STYLES.items(),
        "files": _build_file_links(basket, key, style),
        "problem": problem,
        **_describe_size(basket, keys),
        **_build_onward_links(basket, key, keys),
        "turns": _build_page_links(basket, key, style, page, pages),
    }
    response = render(request, "basket/index.html", context, status=status)
    return _add_basket_signposts(response, basket, key)


def _describe_size(basket: BasketContents, keys: dict[str, int]) -> dict[str, object]:
    """How many entries a basket has, and may have."""
    return {
        "number": len(keys),
        "missing": len(basket.lines) - len(keys),
        "fits": basket.fits_in_url,
        "most": baskets.MAX_BASKET_ENTRIES,
    }


def _cite_page_entries(
    basket: BasketContents, keys: dict[str, int], first: int, style: str
) -> dict[str, tuple[Entry, CitedWork]]:
    """The public entries of one page with their references, by id.

    Numbers are those in the whole list; lines without an entry have none. A basket on
    one page has the letters of its style (2020a, 2020b).
    """
    lines = basket.lines[first : first + LINES_PER_PAGE]
    entries = load_public_entries(
        [keys[line.code] for line in lines if line.code in keys]
    )
    before = sum(line.code in keys for line in basket.lines[:first])
    cited = cite_all(
        entries,
        get_language() or "en",
        style,
        before + 1,
        has_letters=len(basket.lines) <= LINES_PER_PAGE,
    )
    by_key = {e.pk: (e, text) for e, text in zip(entries, cited, strict=True)}
    codes = [line.code for line in lines if line.code in keys]
    return {code: by_key[keys[code]] for code in codes if keys[code] in by_key}


@dataclass(frozen=True)
class BasketRow:
    """A line of a basket with its entry and reference, or what is wrong with it."""

    number: int
    line: BasketLine
    name: str
    entry: Entry | None = None
    reference: CitedWork | None = None
    coins: str = ""
    item: EntryItem | None = None
    is_mistyped: bool = False
    is_withdrawn: bool = False


def _build_basket_rows(
    lines: Sequence[BasketLine],
    first: int,
    references: dict[str, tuple[Entry, CitedWork]],
) -> list[BasketRow]:
    gone = baskets.withdrawn_id_codes(BasketContents(tuple(lines)))
    rows = []
    for number, line in enumerate(lines, start=first + 1):
        row = BasketRow(number, line, line.name)
        if line.code in references:
            entry, cited = references[line.code]
            coins = context_object(page_reference(entry))
            item = build_item(entry, photo=entry if isinstance(entry, Photo) else None)
            row = replace(row, entry=entry, reference=cited, coins=coins, item=item)
        else:
            is_withdrawn = line.code in gone
            row = replace(row, is_mistyped=not line.code, is_withdrawn=is_withdrawn)
        rows.append(row)
    return rows


def _change_basket(request: HttpRequest) -> HttpResponse:
    """Redirect to the address of the basket as the form changes it."""
    sent = BasketChangeForm(request.POST).cleaned_data
    key = sent["list"]
    before = (baskets.load_basket(key) if key else None) or _parse_basket(request.POST)
    added, noted = baskets.read_pasted_ids(sent["ids"]) if key else ([], {})
    names = [*(line.name for line in before.lines), *added]
    notes = noted | {line.name: line.note for line in before.lines}
    title = sent["title"] if "title" in request.POST else before.title
    basket = baskets.build_contents(names, notes | _parse_notes(request.POST), title)
    basket = basket.with_line_moved(sent["up"], -1).with_line_moved(sent["down"], 1)
    basket = basket.without_line(sent["remove"])
    try:
        return HttpResponseSeeOther(
            _get_basket_url(basket, sent["style"], sent["keep"])
        )
    except baskets.BasketsFullError:
        form = BasketForm(request, basket, sent["style"])
        return _render_basket(request, basket, "", form, "full", 503)


def _get_basket_url(basket: BasketContents, style: str, is_to_keep: bool) -> str:
    """The address of a basket. Raises `BasketsFullError` where it must be saved and
    cannot be."""
    more = f"style={style}" if style and style != next(iter(STYLES)) else ""
    if basket.fits_in_url and not is_to_keep:
        query = "&".join(part for part in (basket.to_query(), more) if part)
        return reverse("archive:basket") + (f"?{query}" if query else "")
    path = reverse("archive:basket-kept", args=[baskets.save_basket(basket)])
    return path + (f"?{more}" if more else "")


def _load_basket(request: HttpRequest, key: str) -> BasketContents | None:
    return baskets.load_basket(key) if key else _parse_basket(request.GET)


def _parse_basket(query: QueryDict) -> BasketContents:
    """The basket in a query string or a form.

    What was selected in a search goes behind what is in the basket that it was for: the
    pasted `into`, or the `basket` that the search carried.
    """
    added, noted = baskets.read_pasted_ids(query.get("ids", ""))
    first, last, title = query.getlist("id"), added, query.get("title", "")
    if pasted := query.get("into", ""):
        before, noted = baskets.read_pasted_ids(pasted)
        first, last = before, first
    elif carried_text := query.get("basket", ""):
        carried = baskets.read_carried_basket(carried_text)
        noted = {line.name: line.note for line in carried.lines if line.note}
        first, last = [line.name for line in carried.lines], first
        title = title or carried.title
    return baskets.build_contents([*first, *last], noted | _parse_notes(query), title)


def _parse_notes(query: QueryDict) -> dict[str, str]:
    return {
        name.removeprefix("note."): value
        for name, value in query.items()
        if name.startswith("note.") and isinstance(value, str)
    }


def _parse_page_number(request: HttpRequest) -> int:
    number = request.GET.get("page", "1")
    return max(1, int(number)) if number.isdecimal() and len(number) < 6 else 1


def _build_page_links(
    basket: BasketContents, key: str, style: str, page: int, pages: int
) -> list[PageLink]:
    """Links to the pages of a long list."""
    path = reverse("archive:basket-kept", args=[key]) if key else ""
    query = "" if key else basket.to_query()
    return (
        [
            PageLink(
                n,
                f"{path}?{query}&style={style}&page={n}".replace("?&", "?"),
                n == page,
            )
            for n in range(1, pages + 1)
        ]
        if pages > 1
        else []
    )


def _build_onward_links(
    basket: BasketContents, key: str, keys: dict[str, int]
) -> dict[str, object]:
    """What searches carry, and the same entries in the other views: by the key of the
    basket, or by its ids as far as addresses take them; notes and title stay here."""
    codes = [line.code for line in basket.lines if line.code]
    listed = key or (".".join(codes) if len(codes) <= MAX_ENTRIES_IN_URL else "")
    is_seen = bool(listed and keys)
    return {
        "views": build_view_bar(SearchFilters(in_basket=listed)) if is_seen else (),
        "basket_in_address": baskets.carry_basket(basket, key),
    }


def _build_file_links(basket: BasketContents, key: str, style: str) -> list[FileLink]:
    """A link for each list format, with the basket in the address."""
    rows = []
    for suffix, form in LIST_FORMATS.items():
        if key:
            url = reverse("archive:basket-kept-export", args=[key, suffix])
        else:
            url = (
                reverse("archive:basket-export", args=[suffix])
                + "?"
                + basket.to_query()
            )
        style_of = "&" if "?" in url else "?"
        url += f"{style_of}style={style}" if suffix == "txt" else ""
        rows.append(FileLink(form.name, url))
    return rows


def _add_basket_signposts(
    response: HttpResponse, basket: BasketContents, key: str
) -> HttpResponse:
    """Only a saved basket has an address that is cited."""
    kept = reverse("archive:basket-kept", args=[key]) if key else ""
    files = _list_program_files(basket, key)
    return add_list_signposts(response, "CollectionPage", files, cite_as=kept)


def _list_program_files(basket: BasketContents, key: str) -> list[PageFile]:
    """The basket as files that programs read; one whose address is long has none, as
    heads of answers are short."""
    rows = []
    for suffix in (
        PROGRAM_FORMATS
        if key or len(basket.to_query()) <= MOST_LINKED_CHARACTERS
        else ()
    ):
        query = "" if key else f"?{basket.to_query()}"
        name, more = ("basket-kept-export", [key]) if key else ("basket-export", [])
        path = reverse(f"archive:{name}", args=[*more, suffix])
        rows.append(PageFile(path + query, LIST_FORMATS[suffix].media_type))
    return rows


@private_form
@require_safe
def basket_export(
    request: HttpRequest, suffix: str, list_key: str = ""
) -> HttpResponseBase:
    """The public entries of a basket with the notes as a file: references in words as
    the style sorts them, all other formats in the order of the basket."""
    form = LIST_FORMATS.get(suffix)
    if form is None:
        raise Http404
    try:
        basket = _load_basket(request, list_key)
    except baskets.TooManyIdsError:
        return _refuse_too_many(request, 400)
    if basket is None:
        return render(request, "basket/gone.html", status=404)
    style, problems = parse_style(request)
    if problems:
        return refuse_parameters(problems)
    keys = baskets.public_entry_keys(basket)
    ids = [keys[line.code] for line in basket.lines if line.code in keys]
    is_text = suffix == "txt"
    pieces = (
        _write_bibliography(basket, keys, style)
        if is_text
        else form.write(_iterate_with_notes(basket, keys))
    )
    return stream_export(request, pieces, form, len(ids))


def _iterate_with_notes(
    basket: BasketContents, keys: dict[str, int]
) -> Iterator[list[Entry]]:
    """The entries of a basket in its order, each with the note of its line."""
    lines = [line for line in basket.lines if line.code in keys]
    notes = {keys[line.code]: line.note for line in reversed(lines)}
    for entries in load_batches([keys[line.code] for line in lines]):
        for entry in entries:
            entry.annotation = notes[entry.pk]
        yield entries


def _write_bibliography(
    basket: BasketContents, keys: dict[str, int], style: str
) -> Iterator[str]:
    """References in a style, sorted and numbered as it says, with the note below
    each."""
    notes: list[str] = []

    def iterate_batches() -> Iterator[list[Entry]]:
        for entries in _iterate_with_notes(basket, keys):
            notes.extend(entry.annotation for entry in entries)
            yield entries

    language = get_language() or "en"
    for place, cited in cite_sorted(iterate_batches(), language, style):
        note = f"    {notes[place]}\n" if notes[place] else ""
        yield f"{cited}\n{note}"
