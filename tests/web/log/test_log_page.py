"""The page of the public log shows what the files of the log hold."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256
from html import unescape
from xml.etree import ElementTree

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from archive import editorial
from archive.transparency import add_cosignatures, get_verifier_key
from tests.factories import make_event, make_source, make_user

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def desk():
    return make_user("anna", "editor"), make_user("dora", "publisher")


def release(entry, desk):
    anna, dora = desk
    editorial.record_creation(entry, anna)
    editorial.submit(entry, anna)
    editorial.publish(entry, dora)


def read(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def cosign(note):
    """Our checkpoint cosigned by a witness, as `cosign` does it."""
    witness = Ed25519PrivateKey.generate()
    key = b"\x04" + witness.public_key().public_bytes_raw()
    key_id = sha256(b"witness.example\n" + key).digest()[:4]
    body = note.rpartition("\n\n")[0] + "\n"
    signed = witness.sign(f"cosignature/v1\ntime 1679315147\n{body}".encode())
    line = b64encode(key_id + (1679315147).to_bytes(8, "big") + signed).decode()
    verifier = f"witness.example+{key_id.hex()}+{b64encode(key).decode()}"
    add_cosignatures(f"{note}— witness.example {line}\n", verifier)


def test_the_page_prints_the_checkpoint_the_key_and_who_signed(client, desk):
    for number in range(3):
        release(make_event(title=f"Event {number}"), desk)
    cosign(read(client, "/log/checkpoint"))
    note, page = read(client, "/log/checkpoint"), unescape(read(client, "/log/"))
    assert "— witness.example " in note and f">{note}</pre>" in page
    assert f">{get_verifier_key()}</pre>" in page
    assert [f'<li id="{size}">' in page for size in (1, 2, 3, 4)] == [True] * 3 + [
        False
    ]
    assert "127.0.0.1:8000 · witness.example" in page or (
        f"{note.splitlines()[0]} · witness.example" in page
    )


def test_nothing_published_is_said_and_has_no_checkpoint(client, desk):
    page = read(client, "/log/")
    assert "Nothing has been published yet." in page and "<pre" not in page
    release(make_source(title="Kept", audience="editors"), desk)
    assert read(client, "/log/") == page


def test_readers_of_feeds_keep_every_checkpoint(client, desk):
    notes = []
    for number in range(3):
        release(make_event(title=f"Event {number}"), desk)
        notes.append(read(client, "/log/checkpoint"))
    root = ElementTree.fromstring(read(client, "/feeds/log/"))
    entries = root.findall(f"{ATOM}entry")
    kept = [unescape(e.findtext(f"{ATOM}summary") or "") for e in entries]
    assert kept == [f"<pre>{note}</pre>" for note in reversed(notes)]
    assert [e.findtext(f"{ATOM}title") for e in entries] == [
        "3 versions",
        "2 versions",
        "1 version",
    ]
    ids = [(e.findtext(f"{ATOM}id") or "").rpartition("/")[2] for e in entries]
    assert ids == ["#3", "#2", "#1"]


def test_the_latest_feed_has_the_checkpoint_and_each_feed_leads_to_the_log(
    client, desk
):
    release(make_event(title="Opened"), desk)
    note = read(client, "/log/checkpoint")
    for path in ("latest", "search", "corrections", "log"):
        root = ElementTree.fromstring(read(client, f"/feeds/{path}/"))
        links = {e.get("rel"): e.get("href") for e in root.findall(f"{ATOM}link")}
        assert links["related"].endswith("/log/")
        found = root.findtext("{https://c2sp.org/tlog-checkpoint}checkpoint")
        assert found == (note if path == "latest" else None)


@pytest.mark.parametrize("address", ["/about/", "/about/integrity/"])
def test_the_log_is_linked_where_readers_look_for_it(client, address):
    assert 'href="/log/"' in read(client, address)
