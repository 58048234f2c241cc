"""A page that cannot be made says whether it is worth asking again."""

import pytest
from django.db import OperationalError


def answered(client, monkeypatch, error):
    def fail(*args, **kwargs):
        raise error

    monkeypatch.setattr("django.db.models.query.QuerySet._fetch_all", fail)
    client.raise_request_exception = False
    return client.get("/issues/")


def test_the_database_is_away_for_now(client, db, monkeypatch):
    answer = answered(client, monkeypatch, OperationalError("the connection is lost"))
    assert answer.status_code == 503
    assert (answer["Retry-After"], answer["Cache-Control"]) == ("30", "no-store")
    assert "<h1>暂时不能使用</h1>" in answer.content.decode()


@pytest.mark.parametrize("error", [RuntimeError(), OSError(2, "No such file")], ids=repr)
def test_a_mistake_of_ours_stays_one(client, db, monkeypatch, error):
    answer = answered(client, monkeypatch, error)
    assert answer.status_code == 500
    assert "<h1>网站出错了</h1>" in answer.content.decode()
