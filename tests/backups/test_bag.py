"""A bag tells of one changed bit, of a cut, missing or added file, and names it."""

import re

import pytest

from archive.backups import BackupError, _bag, check_bag

PAYLOAD = {"database/a.jsonl": b'{"id":1}\n', "media/100%\nab": b"\0\xff", "b": b""}
TAGS = ("bagit.txt", "bag-info.txt", "manifest-sha256.txt", "tagmanifest-sha256.txt")


@pytest.fixture
def bag(tmp_path):
    folder = tmp_path / "bag"
    writer = _bag.BagWriter(folder)
    for name, content in PAYLOAD.items():
        with writer.create_file(name) as file:
            file.write(content)
    writer.finish()
    return folder


def list_names(folder):
    files = [p for p in sorted(folder.rglob("*")) if p.is_file()]
    return [path.relative_to(folder).as_posix() for path in files]


def test_a_bag_that_nobody_changed_is_right(bag):
    assert set(check_bag(bag)) == {f"data/{name}" for name in PAYLOAD}
    assert set(list_names(bag)) == {*TAGS, *check_bag(bag)}


def test_names_are_escaped_as_the_form_asks(bag):
    assert "  data/media/100%25%0Aab\n" in (bag / "manifest-sha256.txt").read_text()


def test_each_bit_of_each_file_counts(bag):
    """Every bit of small files, and of each manifest."""
    for name in list_names(bag):
        path = bag / name
        whole = path.read_bytes()
        for place in range(len(whole)):
            for bit in (0, 5, 7):
                changed = bytearray(whole)
                changed[place] ^= 1 << bit
                path.write_bytes(changed)
                with pytest.raises(BackupError, match=re.escape(name)):
                    check_bag(bag)
        path.write_bytes(whole)
    check_bag(bag)


def test_a_cut_file_is_named(bag):
    for name in list_names(bag):
        path = bag / name
        whole = path.read_bytes()
        if whole:
            path.write_bytes(whole[:-1])
            with pytest.raises(BackupError, match=re.escape(name)):
                check_bag(bag)
            path.write_bytes(whole)


def test_a_missing_file_is_named(bag):
    for name in PAYLOAD:
        path = bag / "data" / name
        whole = path.read_bytes()
        path.unlink()
        with pytest.raises(BackupError, match=re.escape(f"data/{name}: is missing")):
            check_bag(bag)
        path.write_bytes(whole)


def test_an_added_file_is_named(bag):
    (bag / "data" / "more").write_bytes(b"")
    with pytest.raises(BackupError, match="data/more: is in no manifest"):
        check_bag(bag)


@pytest.mark.parametrize("name", ["data/../../outside", "/etc/outside"])
def test_a_manifest_never_leads_out_of_the_bag(bag, name):
    writer = _bag.BagWriter(bag)
    for tag in TAGS:
        (bag / tag).unlink()
    writer.hashes[name] = "0" * 64
    writer.finish()
    with pytest.raises(BackupError, match="manifest-sha256"):
        check_bag(bag)


def test_a_folder_that_is_no_backup_is_refused(tmp_path):
    with pytest.raises(BackupError, match="isn't a complete backup"):
        check_bag(tmp_path)


@pytest.mark.parametrize("name", ["manifest-sha256.txt", "tagmanifest-sha256.txt"])
@pytest.mark.parametrize("more", [b"x", b"x\n", b"\n"])
def test_a_manifest_with_more_at_its_end_is_named(bag, name, more):
    with (bag / name).open("ab") as file:
        file.write(more)
    with pytest.raises(BackupError, match=name):
        check_bag(bag)


def test_a_file_that_is_there_is_never_written_over(bag):
    writer = _bag.BagWriter(bag)
    with pytest.raises(FileExistsError), writer.create_file("database/a.jsonl"):
        pass
    assert (bag / "data/database/a.jsonl").read_bytes() == PAYLOAD["database/a.jsonl"]
