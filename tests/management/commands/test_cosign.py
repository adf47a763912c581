"""`cosign` keeps the line of a witness, and no other."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.core.management import CommandError, call_command

from archive import editorial
from archive.transparency import get_latest_checkpoint
from tests.factories import make_event

pytestmark = pytest.mark.django_db
NAME = "witness.example"


@pytest.fixture
def checkpoint():
    entry = make_event(title="Opened")
    editorial.record_creation(entry, None)
    editorial.publish(entry, None)
    return get_latest_checkpoint()


@pytest.fixture
def witness():
    return Ed25519PrivateKey.generate()


def write_key(witness):
    key = b"\x04" + witness.public_key().public_bytes_raw()
    key_id = sha256(NAME.encode() + b"\n" + key).digest()[:4]
    return key_id, f"{NAME}+{key_id.hex()}+{b64encode(key).decode()}"


def write_cosigned(checkpoint, witness, text=None):
    """The note as the witness gives it back, its line made over `text`."""
    moment = 1_700_000_000
    message = f"cosignature/v1\ntime {moment}\n{text or checkpoint.text}".encode()
    data = write_key(witness)[0] + moment.to_bytes(8, "big") + witness.sign(message)
    return f"{checkpoint}— {NAME} {b64encode(data).decode()}\n"


def test_the_line_of_a_witness_joins_the_checkpoint_once(
    checkpoint, witness, tmp_path, capsys
):
    path = tmp_path / "checkpoint.txt"
    path.write_text(write_cosigned(checkpoint, witness), "utf-8")
    for _n in range(2):
        call_command("cosign", str(path), write_key(witness)[1])
        assert capsys.readouterr().out == "1: 2 signatures\n"
    assert [line.name for line in get_latest_checkpoint().signatures][-1] == NAME


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (lambda note: note.rpartition("—")[0], "no signature line of witness.example"),
        (lambda note: note.replace("\n1\n", "\n2\n"), "has not signed that checkpoint"),
        (lambda note: "", "no empty line before the signatures"),
    ],
)
def test_what_is_no_cosignature_of_ours_is_refused(
    checkpoint, witness, tmp_path, spoil, message
):
    path = tmp_path / "checkpoint.txt"
    path.write_text(spoil(write_cosigned(checkpoint, witness)), "utf-8")
    with pytest.raises(CommandError, match=message) as refused:
        call_command("cosign", str(path), write_key(witness)[1])
    assert refused.value.returncode == 2
    assert len(get_latest_checkpoint().signatures) == 1


def test_a_forged_line_and_a_missing_file_are_refused(checkpoint, witness, tmp_path):
    path = tmp_path / "checkpoint.txt"
    path.write_text(write_cosigned(checkpoint, witness, text="another\n"), "utf-8")
    for given, message in ((path, "is not valid"), (tmp_path / "none", "none")):
        with pytest.raises(CommandError, match=message) as refused:
            call_command("cosign", str(given), write_key(witness)[1])
        assert refused.value.returncode == 2
