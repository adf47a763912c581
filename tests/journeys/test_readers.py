"""The journalist and the researcher, with JavaScript and without."""

import json

import pytest

each_way = pytest.mark.parametrize("javascript", [True, False])


def follow(page, name, within="main"):
    """Click a link by its words."""
    page.locator(within).get_by_role("link", name=name).first.click()
    page.wait_for_load_state()


def seen(page):
    """The words of the page."""
    return page.locator("main").inner_text()


@each_way
def test_a_journalist_goes_from_the_map_to_a_credited_caption(visit, javascript):
    begun = visit(javascript=javascript)
    begun.go("/")
    page = begun.page
    follow(page, "Regions", "header")
    follow(page, "China", "main section:has(h2)")
    assert page.url.endswith("/regions/CN/")
    follow(page, "Xinjiang", "main .rank")
    assert page.locator("h1").inner_text() == "Xinjiang"
    page.get_by_label("View of these entries").get_by_text("Timeline").click()
    assert "region=CN-XJ" in page.url
    follow(page, "2019")
    assert "from=2019" in page.url and "region=CN-XJ" in page.url
    follow(page, "Datenbank zeigt")
    assert "2.565.724" in seen(page)
    captions = page.locator("ol.plates > li")
    assert captions.count() == 13
    assert captions.filter(has_text="Bild: dpa").count() == 12
    follow(page, "Xinjiang")
    assert page.url.endswith("/regions/CN-XJ/")
    assert begun.cookies() == []


@each_way
def test_a_journalist_reads_in_german(visit, javascript):
    begun = visit(javascript=javascript)
    begun.go("/regions/CN-XJ/")
    begun.page.locator("header a[hreflang=de]").click()
    assert begun.page.locator("html").get_attribute("lang") == "de"
    assert begun.cookies() == []


@each_way
@pytest.mark.parametrize("words", ["Ausmaß", "Überwachung", "社会信用", "2565724"])
def test_a_researcher_finds_the_seed_by_its_words(visit, javascript, words):
    begun = visit(javascript=javascript)
    begun.go("/")
    page = begun.page
    page.locator("#q").first.fill(words)
    page.locator("form[role=search] button").first.click()
    page.wait_for_load_state()
    page.goto(page.url + "&kind=article&from=2019-02&to=2019-02")
    assert "Datenbank zeigt" in seen(page)
    # The seed is in German; its tag is found, and marked, by its Chinese label.
    assert page.locator("mark").count() > 0
    assert begun.cookies() == []


@each_way
def test_a_researcher_narrows_reads_and_cites(visit, javascript):
    begun = visit(javascript=javascript)
    begun.go("/search/?q=SenseNets")
    page = begun.page
    facet = page.locator("a.n[href*='kind=article']").first
    number = int(facet.inner_text())
    facet.click()
    page.wait_for_load_state()
    assert page.locator("h1").inner_text().startswith(f"{number} entr")
    follow(page, "Datenbank zeigt")
    page.get_by_text("Cite this entry").click()
    reference = page.locator("#cite details details[open] p").first.inner_text()
    assert "Datenbank zeigt" in reference and "2019" in reference
    anchor = page.locator("a.anchor").first.get_attribute("href")
    begun.page.goto(page.url + anchor)
    assert page.locator(anchor).is_visible()
    for suffix, says in (("bib", "@"), ("ris", "TY  - "), ("csl.json", "title")):
        link = page.locator(f"main a[href$='.{suffix}']").first.get_attribute("href")
        answer = page.request.get(begun.site.address + link)
        assert answer.status == 200 and says in answer.text()
    csl = json.loads(answer.text())
    assert "Datenbank" in json.dumps(csl, ensure_ascii=False)
    follow(page, "Cite a passage, or the original")
    assert "Datenbank zeigt" in seen(page)
    assert begun.cookies() == []


def test_the_colours_are_switched_and_kept_without_a_cookie(visit):
    begun = visit(scheme="light")
    begun.go("/")
    begun.page.locator("[data-theme-toggle]").click()
    begun.go("/about/")
    assert begun.page.locator("html").get_attribute("data-theme") == "dark"
    assert begun.cookies() == []
