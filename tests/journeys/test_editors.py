"""The editor: a page is pasted, published by somebody else, found and corrected."""

import re
from dataclasses import replace
from time import time

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

each_way = pytest.mark.parametrize("javascript", [True, False])
OWN = "a password of their own"
PASTED = """{title}
Von Anna Beispiel
20. Februar 2019
Die Stadt {word} hat neue Kameras gekauft, wie am Mittwoch bekannt wurde.
Sie sollen an jeder Kreuzung stehen und alles aufzeichnen, was dort geschieht.
Eine Kamera an einem Mast. Bild: dpa
"""


def enter(visit, site, name, role, javascript):
    """Make an account, log in with its one-time password, choose one of their own."""
    told = site.manage("create_editor", name, "--role", role)
    password = re.search(r"password: (\S+)", told)[1]
    begun = visit(javascript=javascript)
    page = begun.page
    begun.go("/desk/")
    page.fill("[name=username]", name)
    page.fill("[name=password]", password)
    press(page, "#login-form [type=submit]")
    page.fill("[name=old_password]", password)
    page.fill("[name=new_password1]", OWN)
    page.fill("[name=new_password2]", OWN)
    press(page, "form:has([name=old_password]) [type=submit]")
    begun.go("/desk/")
    if role == "publisher":
        add_app(page)
        begun.go("/desk/")
    assert page.locator("h1", has_text="Desk").is_visible()
    return begun


def add_app(page):
    """Follow the desk to the setup of a second factor, and add an authenticator app."""
    page.get_by_role("link", name="Add an authenticator app").click()
    page.wait_for_load_state()
    secret = page.locator("#content-main code").inner_text().replace(" ", "")
    code = format_hotp_value(hotp_value(secret, int(time() // 30)))
    page.fill("[name=code]", code)
    page.fill("[name=password]", OWN)
    press(page, "#account-form [type=submit]")
    assert page.locator(".recovery-codes li").count() == 10


def press(page, button):
    """Press a button and wait for the next page."""
    page.locator(button).first.click()
    page.wait_for_load_state()


def verb(page, name):
    """Press a verb in the form, or follow its link where nothing can be edited, and
    press its button; on the page of a review, the verb is the button."""
    button = page.get_by_role("button", name=name, exact=True)
    link = page.locator(".verbs").get_by_role("link", name=name, exact=True)
    is_review = "/desk/review/" in page.url
    button.or_(link).first.click()  # waits for the page where it stands
    page.wait_for_load_state()
    if not is_review:
        press(page, ".submit-row [type=submit]")


def found(begun, words, title):
    """Search until the index worker has written; whether the title is there."""
    for _look in range(20):
        begun.go(f"/search/?q={words}")
        if begun.page.locator("main h3", has_text=title).count():
            return True
        begun.page.wait_for_timeout(500)
    return False


@each_way
def test_a_pasted_page_is_published_by_another_found_and_corrected(
    visit, site, javascript
):
    mark = "mit" if javascript else "ohne"
    title, word = f"Stadt kauft Kameras {mark} Skript", f"Musterstadt{mark}"
    anna = enter(visit, site, f"anna-{mark}", "editor", javascript)
    page, form = anna.page, paste(anna, title, word)

    nobody = visit(javascript=javascript)
    assert not nobody.page.goto(f"{site.address}/search/?q={word}").headers.get(
        "set-cookie"
    )
    assert nobody.page.locator("main h3", has_text=title).count() == 0

    dora = enter(visit, site, f"dora-{mark}", "publisher", javascript)
    dora.page.locator("#content-main").get_by_role("link", name=title).click()
    verb(dora.page, "Publish")
    assert found(nobody, word, title)

    page.goto(form)
    correct(page)
    dora.go("/desk/")
    dora.page.locator("#content-main").get_by_role("link", name=title).first.click()
    verb(dora.page, "Publish")
    assert found(nobody, "Berichtigt", title)
    nobody.page.locator("main h3 a", has_text=title).first.click()
    nobody.page.wait_for_load_state()
    text = nobody.page.locator("main").inner_text()
    assert "Berichtigt: es sind zwei Kameras." in text
    nobody.go("/corrections/")
    assert "Zwei Kameras." in nobody.page.locator("main").inner_text()
    assert nobody.cookies() == []


def paste(begun, title, word):
    """Paste a page, see what it becomes, add a passage, preview, submit; its form."""
    page = begun.page
    page.get_by_role("link", name="Import a page").click()
    page.fill("[name=text]", PASTED.format(title=title, word=word))
    press(page, ".submit-row [type=submit]")
    assert page.locator("td", has_text="20 February 2019").is_visible()
    press(page, "[name=save]")
    page.locator(".verbs").get_by_role("link", name="Edit the text").click()
    page.wait_for_load_state()
    add_passage(begun, f"Ein Absatz mehr über {word}.")
    form = page.url
    page.locator(".verbs").get_by_role("link", name="Preview").click()
    assert f"Ein Absatz mehr über {word}." in page.locator("main").inner_text()
    page.goto(form)
    verb(page, "Submit for review")
    return form


def correct(page):
    """Correct the lead in a working copy, and say what was wrong."""
    verb(page, "Start a correction")
    page.fill("[name=lead]", "Berichtigt: es sind zwei Kameras.")
    page.fill("[name=corrections-0-was_wrong]", "Eine Kamera.")
    page.fill("[name=corrections-0-is_right]", "Zwei Kameras.")
    press(page, "[name=_save]")
    assert page.locator(".errornote").count() == 0
    verb(page, "Submit for review")


def add_passage(begun, text):
    """Write into the first empty row of the passages."""
    page = begun.page
    # A script copies Django's template of a row; what is typed there would be lost.
    assert page.locator("[name*=__prefix__]:visible").count() == 0
    rows = page.locator("textarea[name^=passages-][name$=-verbatim]")
    number = next(n for n in range(rows.count()) if not rows.nth(n).input_value())
    rows.nth(number).fill(text)
    press(page, "[name=_save]")
    assert page.locator(".errornote").count() == 0


def test_what_is_typed_comes_back_after_a_crashed_tab_and_a_second_login(visit, site):
    begun = enter(visit, site, "klara", "editor", javascript=True)
    page, form = begun.page, "/desk/events/new/"
    begun.go(form)
    page.fill("[name=title]", "Nine cameras")
    kept = page.locator(".kept", has_text="Kept at")
    kept.wait_for()
    page.context.clear_cookies()
    page.fill("[name=description]", "Typed after the login had ended.")
    page.locator(".kept", has_text="you are logged out").wait_for()
    again = page.context.new_page()
    again.goto(f"{site.address}/desk/")
    again.fill("[name=username]", "klara")
    again.fill("[name=password]", OWN)
    press(again, "#login-form [type=submit]")
    kept.wait_for()
    page.close(run_before_unload=False)
    begun.said.clear()  # the browser noted each refusal
    again.goto(site.address + form)
    assert again.locator("[name=title]").input_value() == "Nine cameras"
    typed = again.locator("[name=description]").input_value()
    assert typed == "Typed after the login had ended."
    press(again, "[name=_save]")
    assert again.locator(".errornote").count() == 0
    assert again.locator(".kept-form .kept").inner_text() == ""


def test_a_passkey_is_added_and_logs_in(visit, site):
    begun = enter(visit, site, "paula", "editor", javascript=True)
    page = begun.page
    # Browsers make passkeys for names, not for 127.0.0.1: log in again under one.
    named = site.address.replace("127.0.0.1", "localhost")
    begun.site = replace(site, address=named)
    client = page.context.new_cdp_session(page)
    client.send("WebAuthn.enable")
    device = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    client.send("WebAuthn.addVirtualAuthenticator", {"options": device})

    def type_password():
        page.goto(f"{named}/desk/admin/login/?next=/desk/account/")
        page.fill("[name=username]", "paula")
        page.fill("[name=password]", OWN)
        press(page, "#login-form [type=submit]")

    type_password()
    page.get_by_role("link", name="Add a passkey").click()
    page.fill("[name=name]", "Laptop")
    page.fill("[name=password]", OWN)
    page.locator("#add-passkey").click()
    page.wait_for_selector(".recovery-codes li")
    page.context.clear_cookies()
    type_password()
    assert page.locator("h1", has_text="Second step").is_visible()
    page.locator("#use-passkey").click()
    page.wait_for_url(f"{named}/desk/account/")
    assert page.locator("th", has_text="Laptop").is_visible()
    assert not [said for said in begun.said if "Content Security Policy" in said]
