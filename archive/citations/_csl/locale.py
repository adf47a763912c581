"""Terms, dates and options of a locale, with those that a style overrides."""

from __future__ import annotations

from .element import XML_LANG, Element

# The form that replaces one that a term does not have.
_FORM_FALLBACKS = {
    "verb-short": "verb",
    "symbol": "short",
    "verb": "long",
    "short": "long",
}


# locales-zh-CN.xml translates *circa* as *between*.
_TERM_CORRECTIONS = {("zh-CN", "circa", "long"): ("约", "约")}


class CslLocale:
    """The locale of a style: the style's own terms first, then those of the file."""

    def __init__(self, name: str, file: Element, style: Element) -> None:
        self.name = name
        self.terms: dict[tuple[str, str], tuple[str, str]] = {}
        self.dates: dict[str, Element] = {}
        self.punctuation_in_quote = False
        own = {e.get(XML_LANG): e for e in style.all("locale")}
        chain = (own.get(""), own.get(name[:2]), own.get(name))
        for element in (file, *chain):
            if element:
                self._add(element)
        for (locale, term, form), texts in _TERM_CORRECTIONS.items():
            if locale == name:
                self.terms[term, form] = texts

    def _add(self, element: Element) -> None:
        for options in element.all("style-options"):
            value = options.get("punctuation-in-quote")
            self.punctuation_in_quote = value == "true" or (
                not value and self.punctuation_in_quote
            )
        for date in element.all("date"):
            self.dates[date.get("form")] = date
        for terms in element.all("terms"):
            for term in terms.all("term"):
                single, multiple = term.first("single"), term.first("multiple")
                one = single.text if single else term.text
                many = multiple.text if multiple else one
                form = term.get("form", "long")
                self.terms[term.get("name"), form] = one, many

    def term(self, name: str, form: str = "long", plural: bool = False) -> str:
        """A term in a form; empty where the locale does not have it."""
        while (name, form) not in self.terms:
            if form not in _FORM_FALLBACKS:
                return ""
            form = _FORM_FALLBACKS[form]
        return self.terms[name, form][plural]
