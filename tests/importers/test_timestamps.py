"""The head of the chain, stamped by an authority that the test makes."""

import shutil
import subprocess
from hashlib import sha256

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from archive.editorial import INTEGRITY_CHECKS, publish
from archive.importers.timestamps import TimestampError, stamp_checkpoint
from archive.models import LogCheckpoint, Timestamp
from archive.transparency import get_latest_checkpoint
from tests.factories import make_article

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not shutil.which("openssl"), reason="openssl is not installed"),
]
CONFIG = """
[req]
distinguished_name = name
[name]
[ca]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign
subjectKeyIdentifier = hash
[tsa_cert]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = critical, timeStamping
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
[tsa]
default_tsa = ours
[ours]
serial = serial
signer_digest = sha256
default_policy = 1.2.3.4
digests = sha256
accuracy = secs:1
tsa_name = no
ess_cert_id_chain = no
ess_cert_id_alg = sha256
crypto_device = builtin
"""


def openssl(folder, *arguments, **more):
    return subprocess.run(
        ["openssl", *arguments], cwd=folder, check=True, capture_output=True, **more
    ).stdout


def authority(folder):
    """A root and a certificate for stamping, in a folder."""
    folder.mkdir(exist_ok=True)
    (folder / "openssl.cnf").write_text(CONFIG)
    key = "-newkey rsa:2048 -nodes -config openssl.cnf".split()
    root = "-keyout root.key -out root.pem -subj /CN=Root -days 2 -extensions ca"
    openssl(folder, "req", "-x509", *key, *root.split())
    stamps = "-keyout tsa.key -out tsa.csr -subj /CN=Stamps"
    openssl(folder, "req", "-new", *key, *stamps.split())
    signed = (
        "-in tsa.csr -CA root.pem -CAkey root.key -CAcreateserial -out tsa.pem "
        "-days 2 -extfile openssl.cnf -extensions tsa_cert"
    )
    openssl(folder, "x509", "-req", *signed.split())
    return folder


def sign(folder, query):
    (folder / "serial").write_text("01")
    (folder / "query.tsq").write_bytes(query)
    files = "-queryfile query.tsq -signer tsa.pem -inkey tsa.key -out answer.tsr"
    openssl(folder, "ts", "-reply", "-config", "openssl.cnf", *files.split())
    return (folder / "answer.tsr").read_bytes()


@pytest.fixture(scope="module")
def issuer(tmp_path_factory):
    return authority(tmp_path_factory.mktemp("authority") / "a")


@pytest.fixture
def stamping(web, issuer, settings):
    """An authority that answers at an address of the settings."""
    publish(make_article(), None)
    web.answers["/tsa"] = lambda asked: asked.say(
        200, sign(issuer, asked.sent()), Content_Type="application/timestamp-reply"
    )
    settings.TIMESTAMP_URL = web.url("/tsa")
    settings.TIMESTAMP_CERTIFICATES = str(issuer / "root.pem")
    return web


def test_it_is_off_until_an_authority_is_set(settings):
    assert settings.TIMESTAMP_URL == ""
    with pytest.raises(CommandError, match="No authority is set"):
        call_command("timestamp")


def test_nothing_published_is_nothing_to_stamp(stamping, settings):
    Timestamp.objects.all().delete()
    LogCheckpoint.objects.all().delete()
    with pytest.raises(TimestampError, match="Nothing was published"):
        stamp_checkpoint()


def test_the_head_is_stamped_once_and_nothing_but_a_hash_is_sent(stamping, capsys):
    call_command("timestamp")
    call_command("timestamp")
    found = Timestamp.objects.get()
    text = get_latest_checkpoint().text
    assert found.head == sha256(text.encode()).hexdigest()
    assert found.head in capsys.readouterr().out
    assert len(stamping.server.asked) == 1
    publish(make_article(title="Another"), None)
    call_command("timestamp")
    assert Timestamp.objects.count() == 2


def test_the_page_shows_the_commands_that_verify_it(stamping, client, issuer, tmp_path):
    stamp_checkpoint()
    text = client.get("/about/integrity/").content.decode()
    shown = text.partition('id="verify"')[2].partition("</pre>")[0]
    lines = shown.partition(">")[2].splitlines()
    for line, name in zip(lines[:2], ("head.txt", "head.tsr"), strict=True):
        path = line.partition("/about/")[2]
        answer = client.get(f"/about/{path}")
        assert answer.status_code == 200
        (tmp_path / name).write_bytes(answer.content)
    shutil.copy(issuer / "root.pem", tmp_path / "authority.pem")
    command = lines[2].split()
    assert command[0] == "openssl"
    assert b"OK" in openssl(tmp_path, *command[1:])
    (tmp_path / "head.txt").write_text("0" * 64 + "\n")
    with pytest.raises(subprocess.CalledProcessError):
        openssl(tmp_path, *command[1:])


def test_an_answer_of_another_authority_is_refused(stamping, settings, tmp_path):
    other = authority(tmp_path / "other")
    settings.TIMESTAMP_CERTIFICATES = str(other / "root.pem")
    with pytest.raises(TimestampError, match="is not valid"):
        stamp_checkpoint()
    assert not Timestamp.objects.exists()


def test_an_old_answer_is_refused(stamping, issuer):
    stamp_checkpoint()
    old = bytes(Timestamp.objects.get().answer)
    Timestamp.objects.all().delete()
    stamping.answers["/tsa"] = lambda asked: asked.say(200, old)
    with pytest.raises(TimestampError, match="is not valid"):
        stamp_checkpoint()


@pytest.mark.parametrize("body", [b"", b"nonsense", b"\x30\x80" * 1000])
def test_what_is_no_answer_is_refused(stamping, body):
    stamping.answers["/tsa"] = lambda asked: asked.say(200, body)
    with pytest.raises(TimestampError, match="is not valid"):
        stamp_checkpoint()


def test_an_authority_that_is_not_there_is_told(stamping):
    stamping.answers["/tsa"] = lambda asked: asked.say(503)
    with pytest.raises(CommandError, match="answered 503"):
        call_command("timestamp")


def test_a_redirect_is_not_followed_with_what_was_sent(stamping):
    stamping.answers["/tsa"] = lambda asked: asked.say(307, Location="/else")
    with pytest.raises(TimestampError, match="answered 307"):
        stamp_checkpoint()


def test_certificates_that_cannot_be_read_are_told(stamping, settings):
    for path in ("", "/nowhere.pem", __file__):
        settings.TIMESTAMP_CERTIFICATES = path
        with pytest.raises(TimestampError, match="PEM file"):
            stamp_checkpoint()


def test_a_stamped_checkpoint_that_is_not_there_is_found(stamping):
    stamp_checkpoint()
    assert not list(INTEGRITY_CHECKS["timestamps"]())
    Timestamp.objects.update(head="0" * 64)
    (finding,) = INTEGRITY_CHECKS["timestamps"]()
    assert "its checkpoint is not there" in finding.message


def test_a_stamp_of_a_former_head_stays_with_the_archive(stamping, client):
    stamp_checkpoint()
    found = Timestamp.objects.get()
    Timestamp.objects.update(size=None)
    (finding,) = INTEGRITY_CHECKS["timestamps"]()
    assert "not in the chain" in finding.message
    assert found.head not in client.get("/about/integrity/").content.decode()
    for suffix in ("txt", "tsr"):
        address = f"/about/integrity/timestamps/{found.pk}.{suffix}"
        assert client.get(address).status_code == 404


@pytest.mark.parametrize("path", ["9.tsr", "9.txt", "x.tsr", "0.txt"])
def test_a_time_stamp_that_is_not_there_is_404(client, path):
    assert client.get(f"/about/integrity/timestamps/{path}").status_code == 404
