"""A story from paste to publication by two people, and how often they click or type.

The article is invented. It has the shape of the one in the archive's own history: a
lead, five paragraphs, a post, thirteen captions, teasers.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import pytest

from .test_editors import enter, found

MOST_INTERACTIONS = 60
CAPTIONS = 13
REGIONS = ("Xinjiang", "Hebei", "Rongcheng")
TAGS = ("Facial recognition", "Social credit", "Mass surveillance", "Uyghurs")
LEAD = (
    "Eine Forscherin hat {word} gefunden, eine Sammlung mit Angaben zu Millionen von "
    "Menschen, die seit Jahren offen im Netz stand."
)
PARAGRAPHS = (
    "Die Sammlung {word} zeigt, wie weit die Massenüberwachung in Xinjiang geht. Dort "
    "leben die Uiguren, die besonders streng beobachtet werden.",
    "Die Forscherin Anna Muster fand die Sammlung einer Firma für Gesichtserkennung. "
    "Sie sei leicht zu ändern gewesen, so Muster gegenüber der «Associated Press».",
    "In der Sammlung waren Namen, Geburtsdaten und Adressen gespeichert, dazu alle "
    "Orte, an denen die Menschen zuletzt gewesen waren.",
    "Innert eines Tages wurden Millionen Orte erfasst. Die Kameras stehen an "
    "Kreuzungen und in Läden und schicken ihre Bilder an eine Zentrale.",
    "Auch in Hebei und in der Stadt Rongcheng gibt es neue Technik: Dort bekommen die "
    "Bewohner in einem Sozialkredit-System Punkte für ihr Verhalten.",
)
POST = (
    "This database holds over 1.234.567 records of people with ID card number, sex, "
    "nation, address, birthday and the locations they passed pic.twitter.com/{word}"
)


@dataclass
class Hands:
    """What a person does on a page, counted."""

    page: object
    count: int = 0

    def click(self, target):
        """Press a button or a link, and wait for the next page."""
        self.count += 1
        self._find(target).click()
        self.page.wait_for_load_state()

    def tick(self, target):
        """Tick a box."""
        self.count += 1
        self._find(target).check()

    def choose(self, target, value):
        """Choose from a list."""
        self.count += 1
        self._find(target).select_option(value)

    def type(self, target, text):
        """Fill a field."""
        self.count += 1
        self._find(target).fill(text)

    def _find(self, target):
        return self.page.locator(target).first if isinstance(target, str) else target


def write_page(title, word):
    """The article as it is pasted."""
    first, second, third, *rest = (text.format(word=word) for text in PARAGRAPHS)
    body = [first, second, third, POST.format(word=word), *rest]
    captions = [
        line
        for number in range(1, CAPTIONS + 1)
        for line in (
            f"Bewohner vor einer Tafel mit Punkten, wie sie dort hängt, Ort {number}.",
            "Bild: dpa",
        )
    ]
    lines = [title, "mm", "20.2.2019", LEAD.format(word=word), *body, *captions]
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("javascript", [True, False])
def test_two_people_publish_a_story_with_few_clicks(visit, site, javascript):
    mark = "mit" if javascript else "ohne"
    title, word = f"Sammlung {mark} Millionen Gesichtern", f"Gesichtsbank{mark}"
    ida = enter(visit, site, f"ida-{mark}", "editor", javascript)
    one = Hands(ida.page)
    paste_and_read(one, title, word)
    make_story(one)
    submitted = ida.page.locator(".messagelist").inner_text()
    assert "(19 entries)" in submitted, submitted
    assert not ida.page.locator(".gaps").get_by_text("no region").count()
    assert not ida.page.locator(".gaps").get_by_text("no date").count()

    uma = enter(visit, site, f"uma-{mark}", "publisher", javascript)
    two = Hands(uma.page)
    two.click(uma.page.locator("#content-main").get_by_role("link", name=title))
    if "/desk/stories/" not in uma.page.url:  # alone, the article would cite drafts
        two.click(uma.page.get_by_role("link", name="Story", exact=True))
    two.click(".story button[value=publish]")
    published = uma.page.locator(".messagelist").inner_text()
    assert "The story was published (19 entries)." in published, published

    print(f"\n{mark} JavaScript: {one.count} + {two.count} interactions")
    assert one.count + two.count <= MOST_INTERACTIONS
    nobody = visit(javascript=javascript)
    assert found(nobody, word, title)
    check_public_caption(nobody)


def paste_and_read(hands, title, word):
    """From the desk to the page of the story."""
    page = hands.page
    hands.click(page.get_by_role("link", name="Import a page"))
    hands.type("[name=text]", write_page(title, word))
    hands.click(".submit-row [type=submit]")
    hands.click("[name=save]")
    assert page.locator(".story h1", has_text=title).is_visible()


def make_story(hands):
    """Three regions, four tags, four sources, an event, and all captions."""
    page = hands.page
    for name in (*REGIONS, *TAGS):
        box = page.get_by_role("checkbox", name=re.compile(f"^{name}"))
        hands.tick(box.first)
    proposed = page.locator("[name^=source-][name$=-use]")
    assert proposed.count() >= 4
    for number in range(4):
        hands.tick(proposed.nth(number))
    hands.type("[name=outlet]", "Die Neue Probe")
    hands.tick("[name=new_outlet]")
    hands.type("[name=event-0-title]", "Sammlung von Gesichtern gefunden")
    hands.choose("[name=event-0-passage]", "p1")
    hands.tick("[name=fill_captions]")
    for number in range(CAPTIONS):
        field = page.locator("[name^=caption-][name$=-alt_text]").nth(number)
        hands.type(field, f"Menschen stehen vor Tafel {number + 1}.")
    hands.click("button[value=submit]")


def check_public_caption(begun):
    """A caption has its date and its places in public."""
    page = begun.page
    page.locator("main h3 a").first.click()
    page.wait_for_load_state()
    text = page.locator("main").inner_text()
    assert "Bewohner vor einer Tafel" in text
    assert "Anna Muster" in text
