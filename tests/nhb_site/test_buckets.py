"""Uploaded files in a real store of the S3 kind: the site does the same as with a folder."""

import hashlib
import io
import os
import re

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from moto.server import ThreadedMotoServer

from news.models import ArticleImage, Issue, SourceDocument
from news.workbench import waiting
from nhb_site import databases, health, sizes
from nhb_site.buckets import BucketStorage
from stats import keeping
from tests.builders import make_issue
from tests.desk import make_staff
from tests.news.test_ingest import SMALL
from tests.nhb_site.test_backups import PRINTED, backed_up, site, tables_at_once

__all__ = ["site", "tables_at_once"]

pytestmark = pytest.mark.once
ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


@pytest.fixture(scope="module")
def store():
    """host:port of a store."""
    server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    yield "{}:{}".format(*server.get_host_and_port())
    server.stop()


@pytest.fixture
def bucket(store, settings, tmp_path):
    """An empty bucket in which the site keeps its uploads."""
    settings.VAR_DIR = tmp_path / "var"
    settings.STORAGES = settings.STORAGES | {"default": in_bucket(f"{store}/uploads/nhb")}
    made = default_storage.bucket
    made.create()
    yield made
    made.objects.delete()
    made.delete()


def in_bucket(where):
    url = f"http://key:p%40ss@{where}"
    return {"BACKEND": "nhb_site.buckets.BucketStorage", "OPTIONS": {"url": url}}


def held(bucket):
    return {one.key: one.get()["Body"].read() for one in bucket.objects.all()}


@pytest.fixture
def another_machine(bucket, settings, tmp_path):
    """Goes on to a machine that has seen none of the files."""

    def go():
        settings.VAR_DIR = tmp_path / "another"

    return go


def test_an_upload_waits_in_the_bucket_for_whichever_machine_is_asked(bucket, another_machine):
    assert keeping.wait([b"ab", b"c"], ".xlsx") == ABC
    assert held(bucket) == {f"nhb/imports/waiting/{ABC}.xlsx": b"abc"}
    another_machine()
    assert keeping.waiting(ABC, ".xlsx").read_bytes() == b"abc"
    assert keeping.keep(ABC, ".xlsx") == f"imports/ba/{ABC}.xlsx"
    keeping.discard(ABC, ".xlsx")
    assert held(bucket) == {f"nhb/imports/ba/{ABC}.xlsx": b"abc"}
    assert keeping.waiting(ABC, ".xlsx") is None


def test_what_nobody_came_back_to_is_gone_after_a_day(bucket, settings, monkeypatch):
    keeping.wait([b"abc"], ".csv")
    now = keeping.time.time()
    monkeypatch.setattr(keeping.time, "time", lambda: now + 25 * 3600)
    os.utime(settings.VAR_DIR / "fetched" / f"imports_waiting_{ABC}.csv", (now, now))
    keeping.wait([b"x"], ".csv")
    (name,) = held(bucket)
    assert (name, held(bucket)[name]) == (
        f"nhb/imports/waiting/{hashlib.sha256(b'x').hexdigest()}.csv",
        b"x",
    )
    assert len(list((settings.VAR_DIR / "fetched").iterdir())) == 1


@pytest.mark.django_db
def test_a_document_sent_to_one_machine_is_read_and_taken_in_by_another(
    bucket, another_machine, catalogue
):
    source, became = waiting.wait("简报.txt", SMALL.encode(), make_staff())
    assert became == "new"
    another_machine()
    waiting.read(source)
    assert source.state == SourceDocument.Stage.WAITING
    waiting.take(source, None, (source.sha256, waiting.fingerprint(source.decisions)))
    source.refresh_from_db()
    assert source.issue == Issue.objects.get()
    assert held(bucket) == {f"nhb/sources/{source.sha256}.txt": SMALL.encode()}


@pytest.mark.django_db
def test_a_picture_comes_from_the_bucket_and_is_missing_when_it_is_gone(bucket, client):
    article = make_issue(2024, 9, articles=["一"]).articles.get()
    image = ArticleImage(article=article, alt="会场", position=1)
    image.file.save("a.png", ContentFile(b"\x89PNG\r\n\x1a\n..."))
    address = f"/{image.file.name}"
    answer = client.get(address)
    assert (answer.status_code, answer.getvalue()) == (200, b"\x89PNG\r\n\x1a\n...")
    bucket.objects.delete()
    assert client.get(address).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_a_site_with_a_folder_comes_back_from_its_backup_with_a_bucket(
    site, tables_at_once, request
):
    name = SourceDocument.objects.get().file.name
    path = backed_up(site)
    bucket = request.getfixturevalue("bucket")
    default_storage.put("images/别处.png", io.BytesIO(b"png"))
    with databases.on(databases.passing(site / "empty")):
        call_command("restore", path)
    (aside,) = {key.split("/")[1] for key in held(bucket)} - {"sources"}
    assert re.fullmatch(r"before-\d{8}-\d{6}", aside)
    assert held(bucket) == {f"nhb/{name}": PRINTED, f"nhb/{aside}/images/别处.png": b"png"}
    assert sizes.uploads() == [sizes.Heap("来源文件", 1, len(PRINTED))]


@pytest.mark.django_db
def test_while_the_store_is_away_nothing_is_kept_and_everybody_is_told(settings, tmp_path, client):
    settings.VAR_DIR = tmp_path
    settings.STORAGES = settings.STORAGES | {"default": in_bucket("127.0.0.1:9/uploads")}
    with pytest.raises(keeping.NoRoom):
        keeping.wait([b"abc"], ".csv")
    assert list((tmp_path / "fetched").iterdir()) == []
    (told,) = [one for one in health.verdicts() if one.key == "media"]
    assert told.sentence.startswith("对象存储 127.0.0.1:9/uploads 写不进去：对象存储没有答应：")
    issue = make_issue(2024, 9, articles=["一"])
    image = ArticleImage(article=issue.articles.get(), file="images/a.png", alt="会场", position=1)
    image.save()
    client.raise_request_exception = False
    answer = client.get("/images/a.png")
    assert (answer.status_code, answer["Retry-After"]) == (503, "30")


@pytest.mark.parametrize(
    "url", ["s3://bucket", "https://oss.example.cn/bucket", "https://a:b@host/"]
)
def test_an_address_without_key_or_bucket_says_how_to_write_it(url):
    with pytest.raises(ImproperlyConfigured, match="MEDIA_STORE 要写成 https://钥匙:密码@主机/桶"):
        BucketStorage(url)
