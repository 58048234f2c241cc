"""Uploaded files are on the disk before anything points to them, or not there at all."""

import pytest
from django.core.files.base import ContentFile

from stats import storing


def test_a_file_and_the_folders_that_lead_to_it_are_synced(tmp_path, monkeypatch):
    synced = []
    monkeypatch.setattr(storing, "sync", synced.append)
    storage = storing.DurableStorage(tmp_path / "media")
    assert storage.save("a/b/c.txt", ContentFile(b"1")) == "a/b/c.txt"
    media = tmp_path / "media"
    assert synced == [media / "a" / "b" / "c.txt", media / "a" / "b", media / "a", media]


def test_a_full_disk_keeps_no_part_of_a_file(tmp_path):
    class Full(ContentFile):
        def chunks(self, chunk_size=None):
            yield b"half"
            raise OSError(28, "No space left on device")

    storage = storing.DurableStorage(tmp_path)
    with pytest.raises(OSError, match="No space left"):
        storage.save("c.txt", Full(b""))
    assert list(tmp_path.iterdir()) == []
