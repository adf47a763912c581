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
        self.genders: dict[str, str] = {}
        # Number (-1: all others) and gender → suffix and rule of matching.
        self.ordinals: dict[tuple[int, str], tuple[str, str]] = {}
        self.punctuation_in_quote = False
        self.limits_day_ordinals = False
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
            if limit := options.get("limit-day-ordinals-to-day-1"):
                self.limits_day_ordinals = limit == "true"
        self._add_ordinals(element)
        for date in element.all("date"):
            self.dates[date.get("form")] = date
        for terms in element.all("terms"):
            for term in terms.all("term"):
                if not term.get("gender-form"):
                    self._add_term(term)

    def _add_term(self, term: Element) -> None:
        name, form = term.get("name"), term.get("form", "long")
        single, multiple = term.first("single"), term.first("multiple")
        one = single.text if single else term.text
        self.terms[name, form] = one, multiple.text if multiple else one
        if gender := term.get("gender"):
            self.genders[name] = gender

    def _add_ordinals(self, element: Element) -> None:
        """Add the ordinals of a locale, which replace all of the ones before."""
        found = {}
        for terms in element.all("terms"):
            for term in terms.all("term"):
                name, _dash, digits = term.get("name").partition("-")
                if name == "ordinal" and (not digits or digits.isdigit()):
                    key = int(digits or -1), term.get("gender-form")
                    found[key] = term.text, term.get("match")
        if found:
            self.ordinals = found

    def term(self, name: str, form: str = "long", plural: bool = False) -> str:
        """A term in a form; empty where the locale does not have it."""
        while (name, form) not in self.terms:
            if form not in _FORM_FALLBACKS:
                return ""
            form = _FORM_FALLBACKS[form]
        return self.terms[name, form][plural]

    def gender(self, name: str) -> str:
        """The gender of a term: masculine, feminine or neither."""
        return self.genders.get(name, "")

    def ordinal_suffix(self, number: int, variable: str) -> str:
        """The suffix of an ordinal number, in the gender of what it counts."""
        return self.find_ordinal(number, self.gender(variable))

    def find_ordinal(self, number: int, gender: str) -> str:
        """The suffix of an ordinal number; see *Ordinal Suffixes* in CSL 1.0.2.

        The term of the number itself comes first, then those of its last two digits and
        its last one.
        """
        for digits, rule in (
            (number, "whole-number"),
            (number % 100, "last-two-digits"),
            (number % 10, "last-digit"),
        ):
            for own in (gender, "") if gender else ("",):
                text, match = self.ordinals.get((digits, own), ("", ""))
                default = "last-two-digits" if digits >= 10 else "last-digit"
                is_exact = number == digits
                if text and ((match or default) == rule or is_exact):
                    return text
        return self.ordinals.get((-1, gender), self.ordinals.get((-1, ""), ("", "")))[0]
