"""Signed notes as C2SP writes them: what is signed holds, and nothing else does."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import replace
from hashlib import sha256

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from archive.transparency._signed_notes import (
    COSIGNATURE,
    ED25519,
    NoteError,
    NoteSignature,
    VerifierKey,
    derive_verifier_key,
    find_valid_signature,
    get_cosigned_time,
    parse_checkpoint,
    parse_verifier_key,
    sign_checkpoint,
    write_checkpoint,
)

NAME, ROOT = "a.example/log", sha256(b"x").digest()
KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
OTHER_KEY = Ed25519PrivateKey.from_private_bytes(bytes(32))
OURS = derive_verifier_key(NAME, KEY)
SIGNED = sign_checkpoint(write_checkpoint(NAME, 7, ROOT), NAME, KEY)


def test_a_checkpoint_is_written_and_read_back():
    head, line = str(SIGNED).split("\n\n")
    assert head == f"{NAME}\n7\n{b64encode(ROOT).decode()}"
    assert line.startswith(f"— {NAME} ") and line.endswith("\n")
    assert parse_checkpoint(str(SIGNED)) == SIGNED
    pasted = "\n\n" + str(SIGNED).replace("\n", "\r\n") + "\n"
    assert parse_checkpoint(pasted) == SIGNED


def test_a_line_is_added_once():
    again = SIGNED.add_signatures(*SIGNED.signatures)
    assert again == SIGNED and len(SIGNED.signatures) == 1


def test_a_signature_holds_for_its_text_and_key_alone():
    assert find_valid_signature(SIGNED, OURS) == SIGNED.signatures[0]
    for other in (
        derive_verifier_key(NAME, OTHER_KEY),
        derive_verifier_key("b.example/log", KEY),
    ):
        assert find_valid_signature(SIGNED, other) is None
    altered = replace(SIGNED, text=SIGNED.text.replace("\n7\n", "\n8\n"))
    with pytest.raises(NoteError, match="is not valid"):
        find_valid_signature(altered, OURS)


def test_a_witness_signs_the_time_too():
    key = VerifierKey(
        "w.example", COSIGNATURE, OTHER_KEY.public_key().public_bytes_raw()
    )
    message = f"cosignature/v1\ntime 1700000000\n{SIGNED.text}".encode()
    data = (1_700_000_000).to_bytes(8, "big") + OTHER_KEY.sign(message)
    line = NoteSignature("w.example", key.key_id, data)
    cosigned = SIGNED.add_signatures(line)
    assert find_valid_signature(cosigned, key) == line
    assert get_cosigned_time(line) == 1_700_000_000
    late = replace(line, data=(1_700_000_001).to_bytes(8, "big") + data[8:])
    with pytest.raises(NoteError, match="is not valid"):
        find_valid_signature(SIGNED.add_signatures(late), key)


ROOT_TEXT = b64encode(ROOT).decode()
LINE = str(SIGNED.signatures[0])


@pytest.mark.parametrize(
    ("note", "said"),
    [
        (f"{NAME}\n7\n{ROOT_TEXT}\n", "no empty line"),
        (f"{NAME}\n7\n\n{LINE}\n", "an origin, a size and a root"),
        (f"{NAME}\nseven\n{ROOT_TEXT}\n\n{LINE}\n", "the size or the root"),
        (f"{NAME}\n07\n{ROOT_TEXT}\n\n{LINE}\n", "the size or the root"),
        (f"{NAME}\n7\nAAAA\n\n{LINE}\n", "the size or the root"),
        (f"{NAME}\n7\n%%%%\n\n{LINE}\n", "not in base64"),
        (f"{NAME}\n7\n{ROOT_TEXT}\n\n- {NAME} AAAA\n", "a signature line is a dash"),
        (f"{NAME}\n7\n{ROOT_TEXT}\n\n— a+b AAAAAAAA\n", "a signature line is a dash"),
        (f"{NAME}\n7\n{ROOT_TEXT}\n\n— {NAME} AAAAAA==\n", "too short"),
        ("x" * 200_001, "too long"),
    ],
)
def test_what_is_no_checkpoint_says_why(note, said):
    with pytest.raises(NoteError, match=said):
        parse_checkpoint(note)


def test_a_verifier_key_is_written_and_read_back():
    assert OURS.kind == ED25519
    assert parse_verifier_key(f" {OURS}\n") == OURS


@pytest.mark.parametrize(
    "text",
    [
        "",
        NAME,
        f"{NAME}+{OURS.key_id.hex()}",
        f"+{OURS.key_id.hex()}+{str(OURS).rpartition('+')[2]}",
        f"{NAME}+00000000+{str(OURS).rpartition('+')[2]}",
        f"{NAME}+{OURS.key_id.hex()}+AAAA",
        str(replace(OURS, kind=2)),
    ],
)
def test_what_is_no_key_is_refused(text):
    with pytest.raises(NoteError):
        parse_verifier_key(text)
