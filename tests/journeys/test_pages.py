"""Every page for everybody: axe, any width, light and dark, the keyboard."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from .conftest import Site
from .slow_line import slow_line_to

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# A page differs in the dark by its colours alone: these rules look at colours.
COLOUR_RULES = ["color-contrast", "link-in-text-block"]
AXE = Axe()
RUN_AXE = "options => axe.run(options).then(found => found.violations)"
SCHEMES = {
    "light": {"type": "tag", "values": RULES},
    "dark": {"type": "rule", "values": COLOUR_RULES},
}
WIDTHS = (320, 390, 1280, 1920)
PAGES = [
    ("/", 200),
    ("/search/", 200),
    ("/search/?q=%C3%9Cberwachung", 200),
    ("/search/?q=%E7%A4%BE%E4%BC%9A%E4%BF%A1%E7%94%A8&kind=source", 200),
    ("/search/?q=zzzzzz", 200),
    ("/search/?from=yesterday", 400),
    ("/search/batch/", 200),
    ("/search/batch/?kind=photo&lang=de", 200),
    ("/search/batch/wrong/", 404),
    ("a batch", 200),
    ("/regions/", 200),
    ("/regions/CN/", 200),
    ("/regions/CN-XJ/", 200),
    ("/regions/CN-SD/?role=shown", 200),
    ("/regions/CN-371300/", 200),
    ("/regions/?find=Xinjang", 200),
    ("/regions/CN-XI/", 404),
    ("/search/?q=Sinkiang", 200),
    ("/timeline/", 200),
    ("/timeline/?from=2019-02&to=2019-02", 200),
    ("/tags/", 200),
    ("/tags/theme/social-credit/", 200),
    ("/articles/", 200),
    ("/photos/", 200),
    ("/sources/", 200),
    ("/events/", 200),
    ("the seed", 200),
    ("citing the seed", 200),
    ("/photos/ first", 200),
    ("/sources/ first", 200),
    ("/events/ first", 200),
    ("/changes/", 200),
    ("/feeds/latest/", 200),
    ("/corrections/", 200),
    ("/about/", 200),
    ("/about/search/", 200),
    ("/about/privacy/", 200),
    ("/nowhere/", 404),
    ("/articles/XXXXXXXX/", 404),
    ("/regions/?lang=de", 200),
    ("/regions/CN/?lang=zh-Hans", 200),
    ("/narratives/", 200),
    ("/narratives/ first", 200),
    ("/desk/admin/login/", 200),
]
every_page = pytest.mark.parametrize(("path", "status"), PAGES)
# The browser itself tells the console of a page that is not a 200.
TOLD = "Failed to load resource: the server responded with a status of"


def opened(visit, path, **how):
    """A page; where its address holds a permanent id, found by its list."""
    begun = visit(**how)
    if path == "a batch":
        return begun, batch(begun)
    where, _, first = path.partition(" ")
    if path.endswith("the seed"):
        where = "/search/?q=2565724&kind=article"
    status = begun.go(where)
    if first or path.endswith("the seed"):
        link = begun.page.locator("main h3 a, main h2 a").first
        address = link.evaluate("a => a.href")
        if path.startswith("citing"):
            address = f"/entries/{address.split('/')[4]}/cite/"
        status = begun.go(address.removeprefix(begun.site.address))
    begun.said[:] = [said for said in begun.said if not said.startswith(TOLD)]
    return begun, status


def batch(begun):
    """Send two queries and wait for their table."""
    begun.go("/search/batch/?lang=en")
    begun.page.fill("#queries", "Überwachung\nnothing of the kind")
    begun.page.click("main .btn")
    begun.page.wait_for_selector("table.counts")
    return 200


def list_violations(page):
    """(scheme, rule, places) of what axe finds, in light and dark. `Axe.run` would put
    its script, of half a megabyte, into the page for each."""
    violations = []
    page.evaluate(AXE.axe_script)
    for scheme, rules in SCHEMES.items():
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        options = {"runOnly": rules, "resultTypes": ["violations"]}
        violations += [
            (scheme, each["id"], [node["target"] for node in each["nodes"][:3]])
            for each in page.evaluate(RUN_AXE, options)
        ]
    return violations


def measure_overflow(page):
    """The width of the page for each width of the window that it goes beyond."""
    beyond = {}
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        wide = page.evaluate("document.documentElement.scrollWidth")
        if wide > width:
            beyond[width] = wide
    return beyond


@every_page
def test_a_page_is_accessible_fits_and_leaves_no_cookie(next_visit, path, status):
    begun, answered = opened(next_visit, path)
    assert answered == status
    assert list_violations(begun.page) == []
    assert measure_overflow(begun.page) == {}
    assert begun.cookies() == [] or "/desk/" in path


@every_page
def test_a_page_fits_and_leaves_no_cookie_without_javascript(next_visit, path, status):
    begun, answered = opened(next_visit, path, javascript=False)
    assert answered == status
    assert measure_overflow(begun.page) == {}
    assert begun.cookies() == [] or "/desk/" in path


BRAND = "document.querySelector('.brand').getBoundingClientRect()"
SLOW = ["/", "/timeline/", "/regions/CN/", "/search/?q=Xinjiang"]
TURNED = ["/", "/search/?q=Xinjiang", "/regions/CN-XJ/", "/timeline/", "the seed"]

# What moved so far: how much, and what.
SHIFTS = """() => new Promise(tell => {
  const seen = [];
  new PerformanceObserver(list => list.getEntries().forEach(shift => seen.push(
    [shift.value, ...(shift.sources || []).map(s => s.node && s.node.nodeName)]
  ))).observe({type: 'layout-shift', buffered: true});
  setTimeout(() => tell(seen), 300);
})"""
HEAVIEST = 200_000  # bytes of a first visit, fonts among them where they are cut


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("path", [*TURNED, "citing the seed", "/regions/CN/"])
def test_a_page_is_light_and_nothing_in_it_moves(visit, path, width):
    begun, _ = opened(visit, path, width=width)
    sizes = {}
    network = begun.page.context.new_cdp_session(begun.page)
    network.send("Network.enable")
    network.send("Network.setCacheDisabled", {"cacheDisabled": True})
    network.on(
        "Network.loadingFinished",
        lambda done: sizes.update({done["requestId"]: done["encodedDataLength"]}),
    )
    begun.page.reload()
    begun.page.mouse.wheel(0, 9_000)
    begun.page.wait_for_load_state("networkidle")
    assert begun.page.evaluate(SHIFTS) == []
    assert len(sizes) > 2, "the page, its style sheet and a font at least were weighed"
    assert sum(sizes.values()) < HEAVIEST


@pytest.mark.parametrize("path", SLOW)
def test_a_page_that_comes_in_parts_does_not_move(visit, site, path):
    begun = visit(width=390)
    with slow_line_to(site.address) as address:
        begun.site = Site(address, {})
        begun.go(path)
        begun.page.wait_for_load_state("networkidle")
        assert begun.page.evaluate(SHIFTS) == []


@pytest.mark.parametrize("path", TURNED)
def test_a_page_that_runs_from_the_right_is_mirrored(visit, path):
    """As a pseudo-locale: the same page, turned."""
    begun, _ = opened(visit, path)
    for width in (390, 1280):
        begun.page.set_viewport_size({"width": width, "height": 900})
        begun.page.evaluate("document.documentElement.dir = 'ltr'")
        from_left = begun.page.evaluate(f"{BRAND}.left")
        begun.page.evaluate("document.documentElement.dir = 'rtl'")
        inner = begun.page.evaluate("document.documentElement.clientWidth")
        from_right = inner - begun.page.evaluate(f"{BRAND}.right")
        assert abs(from_right - from_left) < 2
        wide = begun.page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width


# What has the focus, and whether it, its parent or its parts look otherwise without.
FOCUS = """() => {
  const it = document.activeElement, box = it.getBoundingClientRect();
  const all = [it, it.parentElement, ...it.children];
  const looks = () => JSON.stringify(all.map(each => {
    const style = getComputedStyle(each);
    return [style.outlineStyle === 'none' ? 0 : style.outline, style.boxShadow,
            style.stroke, style.strokeWidth];
  }));
  if (it === document.body) return {body: true};
  const focused = looks();
  it.blur();
  const blurred = looks();
  it.focus({preventScroll: true});
  return {
    what: it.outerHTML.slice(0, 200),
    body: false,
    shown: box.width > 0 && box.height > 0 && box.right > 0 && box.bottom > 0,
    marked: focused !== blurred,
  };
}"""


@pytest.mark.parametrize("path", ["/", "/regions/CN/", "/timeline/", "the seed"])
def test_every_stop_of_the_tab_key_can_be_seen(visit, path):
    begun, _ = opened(visit, path)
    stops = 0
    for _press in range(150):
        begun.page.keyboard.press("Tab")
        now = begun.page.evaluate(FOCUS)
        if now["body"] and stops:
            break
        if now["body"]:  # the page was not listening yet
            continue
        assert now["shown"] and now["marked"], now
        stops += 1
    assert stops > 15


def test_the_skip_link_comes_first_and_skips(visit):
    begun, _ = opened(visit, "/regions/")
    begun.page.keyboard.press("Tab")
    assert begun.page.evaluate("document.activeElement.className") == "skip"
    begun.page.keyboard.press("Enter")
    begun.page.keyboard.press("Tab")
    inside = "document.querySelector('main').contains(document.activeElement)"
    assert begun.page.evaluate(inside)


PAGES_WITH_ENTRIES = [
    "/",
    "/articles/",
    "/regions/CN/",
    "/tags/theme/social-credit/",
    "/search/?q=Kamera",
    "/timeline/",
    "/changes/",
]


@pytest.mark.parametrize("path", PAGES_WITH_ENTRIES)
def test_the_first_entry_is_three_stops_of_the_tab_key_away(visit, path):
    begun, _ = opened(visit, path)
    for _stop in range(2):
        begun.page.keyboard.press("Tab")
    begun.page.keyboard.press("Enter")
    begun.page.keyboard.press("Tab")
    inside = "document.querySelector('#entries > li').contains(document.activeElement)"
    assert begun.page.evaluate(inside)


def test_a_search_is_made_by_keyboard_alone(visit):
    begun, _ = opened(visit, "/")
    for _stop in range(30):
        begun.page.keyboard.press("Tab")
        if begun.page.evaluate("document.activeElement.id") == "q":
            break
    begun.page.keyboard.type("Überwachung")
    begun.page.keyboard.press("Enter")
    begun.page.wait_for_url("**/search/?q=*")
    assert begun.page.locator("mark").count() > 0
