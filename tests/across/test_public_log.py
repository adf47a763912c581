"""An outsider checks versions against the log by the page, and notices what changed."""

from __future__ import annotations

import json
import shutil
import subprocess
from base64 import b64encode
from datetime import timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import connection
from django.utils import timezone

from archive import editorial
from archive.models import Article, Correction, Entry, LogLeaf, Passage
from archive.transparency import (
    add_cosignatures,
    count_leaves,
    enter_lapsed_embargoes,
    get_verifier_key,
    withhold_disclosure,
)
from tests.factories import make_article, make_event, make_source

from . import outsider
from .released import cast as cast
from .released import release

pytestmark = pytest.mark.django_db
WORDS = "The base held 2.565.742 names."


@pytest.fixture
def article(cast):
    made = make_article(title="Before", language="en", lead="A lead.")
    for number, text in enumerate((WORDS, "It stood open."), start=1):
        Passage.objects.create(
            article=made, anchor=f"p{number}", position=number, verbatim=text
        )
    return release(made, cast)


@pytest.fixture
def kept(client, article, cast):
    """The checkpoint that the outsider keeps, before the log grows."""
    note = read(client, "/log/checkpoint")
    for number in range(6):
        release(make_event(title=f"Event {number}"), cast)
    return note


def read(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def fetch_tile(client, tile, width):
    place = f"{tile:03}" if width == 256 else f"{tile:03}.p/{width}"
    answer = client.get(f"/log/tile/0/{place}")
    assert answer.status_code == 200
    return answer.content


def check(client, article, kept, number=1):
    """Every step of the page; what the record discloses."""
    key = str(get_verifier_key())
    place = f"/entries/{article.id_code}/v{number}"
    found = outsider.check_inclusion(
        article.id_code,
        number,
        read(client, f"{place}/record.json"),
        read(client, f"{place}/record.tlog-proof"),
        key,
    )
    outsider.check_consistency(
        kept,
        read(client, "/log/checkpoint"),
        lambda *tile: fetch_tile(client, *tile),
        key,
    )
    return found


def run_sql(text, *values):
    with connection.cursor() as cursor:
        cursor.execute(text, values)
        assert cursor.rowcount, "nothing was changed"


def test_an_outsider_checks_a_version_against_a_checkpoint_kept_earlier(
    client, article, kept
):
    found = check(client, article, kept)
    assert found["title"] == "Before" and found["passages.p1.verbatim"] == WORDS


def forge_text(article):
    run_sql(
        "UPDATE archive_revision SET state = REPLACE(state, '2.565.742', '2') "
        "WHERE entry_id = %s",
        article.pk,
    )


def forge_record(article):
    run_sql("UPDATE archive_logleaf SET record = REPLACE(record, '1', '2')")


def forge_statement(article):
    run_sql("UPDATE archive_logleaf SET statement = REPLACE(statement, 'a', 'b')")


def drop_leaf(article):
    run_sql("DELETE FROM archive_logleaf WHERE id_code = %s", article.id_code)


def forge_salt(article):
    LogLeaf.objects.filter(id_code=article.id_code).update(salts={"title": "00" * 16})


def truncate_log(article):
    run_sql('DELETE FROM archive_logleaf WHERE "index" > 3')
    run_sql("DELETE FROM archive_logcheckpoint WHERE size > 4")


@pytest.mark.parametrize(
    "forge",
    [forge_text, forge_record, forge_statement, drop_leaf, forge_salt],
)
def test_after_tampering_the_check_fails(client, article, kept, forge):
    forge(article)
    with pytest.raises((AssertionError, LookupError, ValueError)):
        check(client, article, kept)


def test_the_proof_of_another_version_does_not_prove_this_one(client, article, kept):
    other = Entry.objects.exclude(pk=article.pk).first()
    record, proof = (
        read(client, f"/entries/{other.id_code}/v1/record.{suffix}")
        for suffix in ("json", "tlog-proof")
    )
    key = str(get_verifier_key())
    assert outsider.check_inclusion(other.id_code, 1, record, proof, key)
    with pytest.raises(AssertionError, match="another version"):
        outsider.check_inclusion(article.id_code, 1, record, proof, key)


def test_a_log_that_was_cut_back_does_not_continue_a_later_checkpoint(
    client, article, kept
):
    later = read(client, "/log/checkpoint")
    truncate_log(article)
    with pytest.raises(AssertionError):
        check(client, article, later)


def test_the_version_page_says_that_its_text_was_altered(client, article):
    page = f"/entries/{article.id_code}/v1/"
    said = "This text isn&#x27;t the one that was published."
    assert said not in read(client, page).replace("'", "&#x27;")
    forge_text(article)
    text = read(client, page).replace("'", "&#x27;")
    assert said in text and "passages.p1.verbatim" in text


def test_what_is_withheld_later_keeps_the_leaf_and_every_proof(client, article, kept):
    Passage.objects.filter(article=article, anchor="p1").update(audience="editors")
    found = check(client, article, kept)
    assert "passages.p1.verbatim" not in found and found["title"] == "Before"
    Article.objects.filter(pk=article.pk).update(text_access="editors")
    found = check(client, article, kept)
    assert "lead" not in found and "passages.p2.verbatim" not in found


def test_a_field_whose_salt_is_gone_is_never_disclosed_again(client, article, kept):
    assert withhold_disclosure(article.id_code, 1, "passages.p1")
    assert not withhold_disclosure(article.id_code, 1, "passages.p1")
    assert not withhold_disclosure(article.id_code, 7, "title")
    found = check(client, article, kept)
    assert not any(name.startswith("passages.p1.") for name in found)
    assert "passages.p2.verbatim" in found
    record = json.loads(read(client, f"/entries/{article.id_code}/v1/record.json"))
    assert "passages.p1.verbatim" in record["record"]["digests"]


def test_a_source_that_becomes_confidential_leaves_the_record(client, cast):
    source = release(make_source(title="A dataset"), cast)
    made = make_article(title="Cites it")
    made.citations.create(source_id=source.pk)
    article = release(made, cast)
    note = read(client, "/log/checkpoint")
    assert check(client, article, note)["sources.1"][0] == source.id_code
    Entry.objects.filter(pk=source.pk).update(audience="editors")
    assert "sources.1" not in check(client, article, note)
    place = f"/entries/{article.id_code}/v1/record.json"
    assert source.id_code not in read(client, place)


def test_each_version_has_a_leaf_of_its_own(client, article, cast, kept):
    anna, dora = cast
    copy = editorial.correct(article, anna)
    Article.objects.filter(pk=copy.pk).update(title="After")
    editorial.record_edit(Entry.objects.get(pk=copy.pk), anna)
    Correction.objects.create(entry=copy, was_wrong="-", is_right="-")
    editorial.submit(copy, anna)
    editorial.publish(copy, dora)
    assert check(client, article, kept, 1)["title"] == "Before"
    assert check(client, article, kept, 2)["title"] == "After"


def test_the_end_of_an_embargo_enters_a_leaf_once(client, cast):
    later = timezone.now() + timedelta(hours=1)
    entry = release(make_event(title="Later", embargo_until=later), cast)
    assert (count_leaves(), enter_lapsed_embargoes()) == (0, 0)
    assert client.get("/log/checkpoint").status_code == 404
    over = timezone.now()
    state = entry.revisions.get(public_version=1).state
    entry.revisions.filter(public_version=1).update(
        state=state.replace(later.isoformat(), over.isoformat())
    )
    Entry.objects.filter(pk=entry.pk).update(embargo_until=over)
    assert [enter_lapsed_embargoes() for _n in range(3)] == [1, 0, 0]
    assert check(client, entry, read(client, "/log/checkpoint"))["title"] == "Later"
    statement = json.loads(LogLeaf.objects.get().statement)
    assert statement["moment"] == over.strftime("%Y-%m-%dT%H:%M:%SZ")


def test_a_witness_cosigns_and_who_does_not_know_it_skips_the_line(
    client, article, kept
):
    note, witness = read(client, "/log/checkpoint"), Ed25519PrivateKey.generate()
    key = b"\x04" + witness.public_key().public_bytes_raw()
    key_id = outsider.sha256(b"witness.example\n" + key).digest()[:4]
    verifier = f"witness.example+{key_id.hex()}+{b64encode(key).decode()}"
    body = note.rpartition("\n\n")[0] + "\n"
    signed = witness.sign(f"cosignature/v1\ntime 1679315147\n{body}".encode())
    line = b64encode(key_id + (1679315147).to_bytes(8, "big") + signed).decode()
    unknown = f"— other.example {b64encode(b'abcd' + bytes(2420)).decode()}"
    given = f"{note}— witness.example {line}\n{unknown}\n"
    add_cosignatures(given, verifier)
    add_cosignatures(given, verifier)
    now = read(client, "/log/checkpoint")
    assert now == f"{note}— witness.example {line}\n"
    check(client, article, kept)


GO_CHECK = """
package main

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"os"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

func must(err error) {
	if err != nil {
		fmt.Println("failed:", err)
		os.Exit(1)
	}
}

func open(text, key string) tlog.Tree {
	verifier, err := note.NewVerifier(key)
	must(err)
	found, err := note.Open([]byte(text), note.VerifierList(verifier))
	must(err)
	lines := strings.Split(found.Text, "\\n")
	size, err := strconv.ParseInt(lines[1], 10, 64)
	must(err)
	root, err := tlog.ParseHash(lines[2])
	must(err)
	return tlog.Tree{N: size, Hash: root}
}

func main() {
	data, err := os.ReadFile("given.json")
	must(err)
	var given struct{ Key, Kept, Proof, Leaf, Tile string }
	must(json.Unmarshal(data, &given))
	head, text, _ := strings.Cut(given.Proof, "\\n\\n")
	tree, old := open(text, given.Key), open(given.Kept, given.Key)
	var index int64
	var proof tlog.RecordProof
	for _, line := range strings.Split(head, "\\n")[2:] {
		if number, ok := strings.CutPrefix(line, "index "); ok {
			index, err = strconv.ParseInt(number, 10, 64)
			must(err)
			continue
		}
		hash, err := tlog.ParseHash(line)
		must(err)
		proof = append(proof, hash)
	}
	leaf := tlog.RecordHash([]byte(given.Leaf))
	must(tlog.CheckRecord(proof, tree.N, tree.Hash, index, leaf))
	tile, err := base64.StdEncoding.DecodeString(given.Tile)
	must(err)
	var stored []tlog.Hash
	reader := tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
		var found []tlog.Hash
		for _, each := range indexes {
			found = append(found, stored[each])
		}
		return found, nil
	})
	for n := int64(0); n < tree.N; n++ {
		hash := tlog.Hash(tile[n*sha256.Size : (n+1)*sha256.Size])
		more, err := tlog.StoredHashesForRecordHash(n, hash, reader)
		must(err)
		stored = append(stored, more...)
	}
	proven, err := tlog.ProveTree(tree.N, old.N, reader)
	must(err)
	must(tlog.CheckTree(proven, tree.N, tree.Hash, old.N, old.Hash))
	fmt.Println("verified")
}
"""


@pytest.fixture(scope="session")
def go_program(tmp_path_factory):
    """A program with Go's own implementation of notes and logs, built once."""
    if not shutil.which("go"):
        pytest.skip("Go is not installed: `go` was not found")
    folder = tmp_path_factory.mktemp("go")
    (folder / "main.go").write_text(GO_CHECK)
    for command in (
        ("mod", "init", "example.com/outsider"),
        ("get", "golang.org/x/mod@v0.30.0"),
        ("build", "-o", "outsider", "."),
    ):
        run = subprocess.run(
            ["go", *command], cwd=folder, capture_output=True, text=True, check=False
        )
        if run.returncode:
            if command[0] == "get":
                pytest.skip(f"golang.org/x/mod is not there: {run.stderr[-200:]}")
            raise AssertionError(run.stderr)
    return folder


def test_the_notes_and_proofs_of_go_agree(client, article, kept, go_program):
    place = f"/entries/{article.id_code}/v1"
    record = json.loads(read(client, f"{place}/record.json"))
    given = {
        "Key": str(get_verifier_key()),
        "Kept": kept,
        "Proof": read(client, f"{place}/record.tlog-proof"),
        "Leaf": outsider.canonical(record["statement"]).decode(),
        "Tile": b64encode(fetch_tile(client, 0, count_leaves())).decode(),
    }
    assert run_go(go_program, given) == "verified\n"
    forged = {**record["statement"], "version": 2}
    given["Leaf"] = outsider.canonical(forged).decode()
    assert "failed" in run_go(go_program, given)


def run_go(folder, given):
    (folder / "given.json").write_text(json.dumps(given))
    run = subprocess.run(
        [folder / "outsider"], cwd=folder, capture_output=True, text=True, check=False
    )
    return run.stdout
