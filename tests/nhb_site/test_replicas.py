from contextlib import nullcontext

import pytest
from django.db import OperationalError, router

from news.models import Issue
from nhb_site.replicas import REPLICA, ReadersRouter, ReplicaStamps, reached, reading_from
from nhb_site.stamps import Stamps


class Database:
    """Tells how far it is; away while that is None."""

    def __init__(self, place):
        self.place, self.asked = place, 0

    def __call__(self):
        self.asked += 1
        if self.place is None:
            raise OperationalError("away")
        return None, (self.place,)


class Clock:
    now = 0.0

    def __call__(self):
        return self.now


@pytest.fixture
def house():
    primary, replica, written, clock = Database("p"), Database("0/5"), Database("0/5"), Clock()
    return ReplicaStamps(primary, replica, written, clock), primary, replica, written, clock


def test_readers_read_from_a_replica_that_keeps_up(house):
    stamps, _, replica, written, clock = house
    assert stamps() == (REPLICA, None, ("0/5",))
    written.place = "0/6"
    assert stamps() == (REPLICA, None, ("0/5",))  # within the moment
    clock.now = 0.4
    assert stamps() == (None, ("p",))
    replica.place = "0/6"
    assert stamps() == (REPLICA, None, ("0/6",))
    assert written.asked == 2


def test_without_the_replica_all_comes_from_the_primary(house):
    stamps, _, replica, _, clock = house
    replica.place = None
    assert [stamps() for _ in range(5)] == [(None, ("p",))] * 5
    assert replica.asked == 1  # nobody waits for it each time
    replica.place, clock.now = "0/5", 1.5
    assert stamps() == (REPLICA, None, ("0/5",))


def test_without_the_primary_readers_still_read(house):
    stamps, primary, replica, written, clock = house
    stamps()
    primary.place = written.place = None
    clock.now = 60
    assert stamps() == (REPLICA, None, ("0/5",))
    replica.place = None
    with pytest.raises(OperationalError):
        stamps()


def test_only_what_is_read_for_a_page_goes_there(settings):
    settings.DATABASE_ROUTERS = ["nhb_site.replicas.ReadersRouter"]
    with reading_from((REPLICA, None, ("0/5",))):
        assert (router.db_for_read(Issue), router.db_for_write(Issue)) == (REPLICA, "default")
        with reading_from(None):
            assert router.db_for_read(Issue) == "default"
    assert router.db_for_read(Issue) == "default"
    assert [ReadersRouter().allow_migrate(name, "news") for name in ("default", REPLICA)] == [
        True,
        False,
    ]


def test_places_in_the_log_are_numbers():
    places = [None, "0/0", "0/FFFFFFFF", "1/0", "16/B374D848"]
    assert [reached(one) for one in places] == [0, 0, 0xFFFFFFFF, 1 << 32, 0x16_B374D848]


def test_a_database_that_was_away_is_connected_to_again(monkeypatch):
    class Wrapper:
        """A connection of Django's that cannot be made at first."""

        vendor, settings_dict, wrap_database_errors = "postgresql", {}, nullcontext()
        left = 3

        def copy(self):
            return Wrapper()

        def close(self):
            pass

        def ensure_connection(self):
            if Wrapper.left:
                Wrapper.left -= 1
                raise OperationalError("away")
            self.file, self.connection = None, "raw"

    monkeypatch.setattr("nhb_site.stamps.connections", {REPLICA: Wrapper()})
    monkeypatch.setattr("nhb_site.stamps.file_of", lambda wrapper: None)
    stamps = Stamps(REPLICA, ask=lambda raw: (raw,))
    with pytest.raises(OperationalError):
        stamps()  # tries twice
    assert stamps() == (None, ("raw",))
