"""Teasers are guessed, so that they never take the article with them."""

from archive.importers.articles import plain_text

TEXT = [
    "Stadt kauft Kameras",
    "20.2.2019",
    "Die Stadt hat Kameras gekauft, wie am Mittwoch bekannt wurde, und stellt sie auf.",
    "Sie sollen an jeder Kreuzung stehen und alles aufzeichnen, was dort geschieht.",
    "Der Rat hat darüber drei Stunden lang gestritten und am Ende nichts beschlossen.",
]
TEASERS = [
    "Was die Kameras kosten",
    "Eine Rechnung mit vielen offenen Fragen, und wer sie am Ende bezahlen soll.",
    "22.2.2024",
    "Was die Nachbarn sagen",
    "Ein Besuch an der Kreuzung, an der die ersten beiden Kameras schon hängen.",
    "23.2.2024",
]
AFTER = [
    "Im Januar soll das Geschäft noch einmal auf die Tagesordnung des Rates kommen.",
    "Bis dahin liegt ein Gutachten der Stelle vor, die über den Datenschutz wacht.",
    "Dann entscheidet der Rat, ob die Kameras hängen bleiben oder wieder verschwinden.",
]


def list_kinds(lines):
    """Each line's text with whether it is of the article."""
    draft = plain_text.parse_text_page("\n".join(lines).encode())
    return {s.text: s.kind != "boilerplate" for s in draft.segments}


def test_teasers_at_the_end_are_left_out():
    kinds = list_kinds([*TEXT, *TEASERS])
    assert not any(kinds[line] for line in TEASERS)
    assert all(kinds.get(line, True) for line in TEXT)


def test_text_after_guessed_teasers_stays_in_the_article():
    kinds = list_kinds([*TEXT, *TEASERS, *AFTER])
    assert all(kinds[line] for line in AFTER)
    assert not kinds[TEASERS[0]]
