"""What an outsider runs to check a version, by what /about/integrity/ says: Python and
its cryptography package, and no code of the archive."""

import base64
import json
from hashlib import sha256

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey


def canonical(value):
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode()


def node(left, right):
    return sha256(b"\1" + left + right).digest()


def tree_root(hashes):
    if len(hashes) == 1:
        return hashes[0]
    half = 1 << (len(hashes) - 1).bit_length() - 1
    return node(tree_root(hashes[:half]), tree_root(hashes[half:]))


def open_checkpoint(note, verifier_key):
    """(size, root) of a checkpoint that this key signed."""
    name, key_id, key = verifier_key.split("+", 2)
    body, _, lines = note.rpartition("\n\n")
    body += "\n"
    for line in lines.splitlines():
        _dash, signer, text = line.split(" ")
        signature = base64.b64decode(text)
        if signer == name and signature[:4].hex() == key_id:
            public = Ed25519PublicKey.from_public_bytes(base64.b64decode(key)[1:])
            public.verify(signature[4:], body.encode())  # raises InvalidSignature
            origin, size, root = body.splitlines()[:3]
            assert origin == name
            return int(size), base64.b64decode(root)
    raise AssertionError("the log has not signed this checkpoint")


def check_inclusion(record_file, proof, verifier_key):
    """Step 1: the fields that the record discloses are those that the log holds."""
    found = json.loads(record_file)
    for salt, name, value in found["disclosures"]:
        digest = sha256(canonical([salt, name, value])).hexdigest()
        assert found["record"]["digests"][name] == digest, f"altered: {name}"
    leaf = found["statement"]
    assert leaf["record_sha256"] == sha256(canonical(found["record"])).hexdigest()
    head, _, note = proof.partition("\n\n")
    lines = [line for line in head.splitlines() if not line.startswith("extra ")]
    assert lines[0] == "c2sp.org/tlog-proof@v1"
    size, root = open_checkpoint(note, verifier_key)
    place, last = int(lines[1].removeprefix("index ")), size - 1
    digest = sha256(b"\0" + canonical(leaf)).digest()
    for line in lines[2:]:
        beside = base64.b64decode(line)
        if place & 1 or place == last:
            digest = node(beside, digest)
            while place and not place & 1:
                place, last = place >> 1, last >> 1
        else:
            digest = node(digest, beside)
        place, last = place >> 1, last >> 1
    assert last == 0 and digest == root, "not in the log"
    return {name: value for _salt, name, value in found["disclosures"]}


def check_consistency(kept, note, fetch_tile, verifier_key):
    """Step 2: the log of today begins with the log of the checkpoint kept earlier."""
    (old, old_root), (size, root) = (
        open_checkpoint(each, verifier_key) for each in (kept, note)
    )
    hashes, tile = [], 0
    while len(hashes) < size:
        width = min(256, size - len(hashes))
        data = fetch_tile(tile, width)
        hashes += [data[start : start + 32] for start in range(0, len(data), 32)]
        tile += 1
    assert tree_root(hashes) == root, "the log does not fit its checkpoint"
    assert old <= size and tree_root(hashes[:old]) == old_root, "the log was altered"
