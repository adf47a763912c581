"""All works of a document, in the order of their style and told apart by it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from ..data.distinction import Distinction
from ..data.item_values import ItemValues
from ..processor import Processor
from ..style.element import Element
from ..text.text_runs import RenderedNode, TextRun
from .citation import CitationCluster, Cite
from .clusters import ClusterWriter
from .disambiguation import CiteTrial, Disambiguation
from .positions import place_cites
from .references import render_references
from .sorting import sort_items

Item = Mapping[str, Any]


class Document:
    """Works cited in one document.

    Without citations, all works count as cited, in the order given. `cite` sets the
    citations and with them the works of the bibliography. Sorting, numbers and what
    tells works apart follow *Sorting* and *Disambiguation* of CSL 1.0.2.
    """

    def __init__(
        self,
        processor: Processor,
        items: Iterable[Item],
        choose_processor: Callable[[Item], Processor] | None = None,
    ) -> None:
        """`choose_processor` gives a work another locale of the same style."""
        self.processor = processor
        self.choose_processor = choose_processor or (lambda _item: processor)
        self.clusters = ClusterWriter(processor)
        self.by_id = {str(item["id"]): item for item in items}
        self.citations: Sequence[CitationCluster] = ()
        self._set_items(list(self.by_id.values()))

    def cite(self, citations: Sequence[CitationCluster]) -> None:
        """Set all citations of the document, in their order."""
        self.citations = place_cites(citations, self.processor)
        self.cite_items([cite.id for one in citations for cite in one.cites])

    def cite_items(self, ids: Iterable[str]) -> None:
        """Set the works that are cited, in the order in which they are first cited."""
        self._set_items([self.by_id[key] for key in dict.fromkeys(ids)])

    def _set_items(self, items: Sequence[Item]) -> None:
        cited = [ItemValues(item, number=n) for n, item in enumerate(items, start=1)]
        self.numbers = {str(one.item["id"]): one.number for one in cited}
        ordered = sort_items(self.processor, "bibliography", cited)
        self.items = [one.item for one in ordered]
        self._number_items()
        options = self.processor.options("citation")
        disambiguation = Disambiguation(options, self.items, self._try_cite)
        self.distinctions: dict[str, Distinction] = {}
        self.distinctions = disambiguation.tell_apart()
        if any(one.year_suffix for one in self.distinctions.values()):
            values = [self.reference_values(item) for item in self.items]
            ordered = sort_items(self.processor, "bibliography", values)
            self.items = [one.item for one in ordered]

    def _number_items(self) -> None:
        """Number the works in the order of the bibliography.

        As citeproc-js does: a macro that sorts by the numbers leaves them as they are;
        a later key that sorts by them from the last on counts them down.
        """
        element = self.processor.style.first("bibliography")
        sort = element.first("sort") if element else None
        keys = list(sort.all("key")) if sort else []
        if keys and self._calls_number(keys[0]):
            return
        order = list(self.items)
        if any(
            key.get("variable") == "citation-number" and key.get("sort") == "descending"
            for key in keys[1:]
        ):
            order.reverse()
        self.numbers = {str(item["id"]): n for n, item in enumerate(order, start=1)}

    def number_from(self, first: int) -> None:
        """Number the works in the order given, whatever the style's own is."""
        self.numbers = {key: n for n, key in enumerate(self.by_id, start=first)}

    def _calls_number(self, key: Element) -> bool:
        macro = self.processor.macros.get(key.get("macro"))
        return macro is not None and any(
            child.get("variable") == "citation-number" for child in macro.children
        )

    def _try_cite(self, item: Item, distinction: Distinction) -> CiteTrial:
        processor = self.choose_processor(item)
        layout = processor.layout("citation")
        if layout is None:
            return CiteTrial("", ())
        values = ItemValues(
            item, area="citation", number=0, distinction=distinction, is_trial=True
        )
        rendering = processor.start_rendering(values)
        runs = processor.write_node(RenderedNode(rendering.render_children(layout)))
        return CiteTrial("".join(run.text for run in runs), rendering.names_lists)

    def cite_values(self, cite: Cite, *, is_first: bool = True) -> ItemValues:
        """A work as it is cited, first or later in its citation."""
        return ItemValues(
            self.by_id[cite.id],
            cite.locator,
            cite.label,
            "citation",
            self.numbers.get(cite.id, 0),
            cite.position,
            cite.is_near,
            cite.first_note,
            cite.hides_author,
            False,
            _continues_text(cite.prefix) or not is_first,
            self.distinctions.get(cite.id, Distinction()),
        )

    def reference_values(self, item: Item) -> ItemValues:
        """A work as it stands in the bibliography."""
        key = str(item["id"])
        return ItemValues(
            item,
            number=self.numbers[key],
            distinction=self.distinctions.get(key, Distinction()),
        )

    def render_cluster(self, cites: Sequence[Cite]) -> list[TextRun]:
        """One citation of several works, sorted and collapsed as the style says."""
        pairs = [
            (
                self.cite_values(cite, is_first=not n or _ends_sentence(cite.prefix)),
                cite,
            )
            for n, cite in enumerate(cites)
        ]
        own = {id(values): (cite, values) for values, cite in pairs}
        ordered = sort_items(
            self.processor, "citation", [values for values, _cite in pairs]
        )
        node = self.clusters.write([own[id(values)] for values in ordered])
        return self.processor.write_node(node)

    def render_citations(self) -> list[list[TextRun]]:
        """All citations of the document."""
        return [self.render_cluster(citation.cites) for citation in self.citations]

    def render_reference(self, item: Item) -> list[TextRun]:
        """The reference of a work, as it is beside no other."""
        processor = self.choose_processor(item)
        layout = processor.layout("bibliography")
        if layout is None:
            return []
        rendering = processor.start_rendering(self.reference_values(item))
        return processor.write_node(rendering.render_layout(layout))

    def render_citation(self, item: Item) -> list[TextRun]:
        """The citation of a work alone."""
        processor, cite = self.choose_processor(item), Cite(str(item["id"]))
        node = ClusterWriter(processor).write([(cite, self.cite_values(cite))])
        return processor.write_node(node)

    def render_bibliography(self) -> list[tuple[Item, list[TextRun]]]:
        """The works that the style lists, with their references, in its order."""
        works = [
            (self.choose_processor(item), self.reference_values(item))
            for item in self.items
        ]
        references = zip(self.items, works, render_references(works), strict=True)
        return [
            (item, processor.write_node(node))
            for item, (processor, _values), node in references
            if node
        ]


def _continues_text(prefix: str) -> bool:
    """Whether a cite goes on in the sentence of its prefix."""
    return bool(prefix.strip()) and not _ends_sentence(prefix)


def _ends_sentence(prefix: str) -> bool:
    """Whether a prefix of several words ends with a full stop."""
    text = prefix.strip(" '\"”’»“«")
    return " " in text and text.endswith((".", "!", "?"))
