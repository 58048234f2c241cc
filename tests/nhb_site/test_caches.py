from django.core.cache import caches
from django.core.cache.backends.filebased import FileBasedCache

from nhb_site.caches import PatientRedis, configured
from tests.deployed import free_port


def made(told):
    """The cache of such settings, as Django makes it."""
    return type(caches)({"default": told})["default"]


def test_processes_of_one_machine_share_a_folder(tmp_path):
    mine, yours = made(configured("", tmp_path)), made(configured("", tmp_path))
    assert isinstance(mine, FileBasedCache)
    assert (mine.add("n", 1, 60), yours.incr("n"), mine.get("n")) == (True, 2, 2)
    assert {path.stat().st_mode & 0o077 for path in tmp_path.iterdir()} == {0}


def test_an_address_of_redis_is_all_that_is_set(tmp_path):
    told = configured("redis://:secret@cache.example.cn:6380/2", tmp_path)
    assert told == {
        "BACKEND": "nhb_site.caches.PatientRedis",
        "LOCATION": "redis://:secret@cache.example.cn:6380/2",
        "OPTIONS": {"socket_timeout": 1, "socket_connect_timeout": 1},
    }


def test_a_redis_that_is_away_is_an_empty_one(tmp_path):
    cache = made(configured(f"redis://127.0.0.1:{free_port()}/0", tmp_path))
    assert isinstance(cache, PatientRedis)
    assert [
        cache.add("n", 0, 60), cache.incr("n"), cache.get("n"), cache.get("n", 7),
        cache.set("n", 1),
        cache.touch("n"), cache.delete("n"), "n" in cache, cache.get_many(["n"]),
        cache.set_many({"n": 1}), cache.get_or_set("n", 5), cache.delete_many(["n"]),
    ] == [True, 1, None, 7, None, False, False, False, {}, ["n"], 5, None]  # fmt: skip
