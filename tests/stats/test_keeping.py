"""Uploaded files on disk: whole, or not at all."""

import resource

import pytest

from stats import keeping


@pytest.fixture
def no_file_over_50_kb():
    """For this process the disk ends there, as it would for one whose quota is used up."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, hard))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def files(folder):
    return [path for path in folder.rglob("*") if path.is_file()]


def test_what_the_disk_takes_is_found_again_and_gone_when_it_is_discarded(media):
    sha256 = keeping.wait([b"ab", b"c"], ".xlsx")
    assert sha256 == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert keeping.waiting(sha256, ".xlsx").read_bytes() == b"abc"
    keeping.discard(sha256, ".xlsx")
    assert (keeping.waiting(sha256, ".xlsx"), files(media)) == (None, [])


def test_no_part_stays_of_a_file_for_which_there_is_no_room(media, no_file_over_50_kb):
    with pytest.raises(keeping.NoRoom, match="磁盘已满或不可写"):
        keeping.wait([b"x" * 40_000, b"x" * 40_000], ".xlsx")
    assert files(media) == []


def test_no_part_stays_of_a_file_whose_upload_breaks_off(media):
    def chunks():
        yield b"x"
        raise ConnectionResetError

    with pytest.raises(OSError):
        keeping.wait(chunks(), ".xlsx")
    assert files(media) == []


def test_room_is_looked_for_before_it_is_needed(media, no_file_over_50_kb):
    keeping.check_room(49_000)
    with pytest.raises(keeping.NoRoom, match="磁盘已满或不可写"):
        keeping.check_room(51_000)
    assert files(media) == []


def test_a_folder_that_cannot_be_written_has_no_room(media):
    media.write_bytes(b"a file where the folder should be")
    with pytest.raises(keeping.NoRoom, match="磁盘已满或不可写"):
        keeping.check_room(1)
