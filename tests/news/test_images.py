"""Images of articles: uploaded on the desk, kept private, public with their issue."""

from hashlib import sha256
from io import BytesIO

import pytest
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from news.freezing import frozen
from news.models import ArticleImage, State
from stats.models import Import
from tests.builders import keep_edition, make_issue, move_to
from tests.desk import change, form_data, make_staff
from tests.web import found, opened

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def admin_user(db):
    return make_staff()


@pytest.fixture
def draft():
    return make_issue(2024, 10, state="draft")


def png(size=(40, 30)):
    file = BytesIO()
    Image.new("RGB", size, "blue").save(file, "PNG")
    return file.getvalue()


def upload(name="图.png", content=None):
    return SimpleUploadedFile(name, png() if content is None else content)


def make_image(issue, **fields):
    fields = {"position": 1, "alt": "一张图", "file": upload()} | fields
    return ArticleImage.objects.create(article=issue.articles.get(), **fields)


def posted(client, article, **fields):
    data = form_data(client.get(change(article))) | {"images-TOTAL_FORMS": 1}
    data |= {"images-0-position": 1, "images-0-alt": "一张图", "images-0-file": upload()}
    return client.post(change(article), data | fields)


def errors_of(response):
    [inline] = response.context["inline_admin_formsets"]
    return str(inline.formset.errors)


class TestOnTheDesk:
    def test_an_upload_is_kept_drawn_anew_under_another_name(self, draft, admin_client, media):
        assert posted(admin_client, draft.articles.get()).status_code == 302
        image = ArticleImage.objects.get()
        assert (image.width, image.height) == (40, 30)
        assert [path.name for path in media.rglob("*.*")] == [image.name]
        assert image.name != "图.png"
        assert image.history.count() == 1

    def test_an_image_without_words_for_those_who_cannot_see_it_is_refused(
        self, draft, admin_client
    ):
        response = posted(admin_client, draft.articles.get(), **{"images-0-alt": " "})
        assert "这个字段是必填项" in errors_of(response)
        assert not ArticleImage.objects.exists()

    @pytest.mark.parametrize(
        "name",
        [
            "x.html", "x.svg", "x.pdf.exe", "x.png.", "x ", "..%2f..%2fx.png", "CON.png", "-rf.png",
            "长" * 300 + ".png", 'a"b.png', "a\0.png", "a\r\nb.png", "x.xhtml",
            "a\u202egnp.exe", "ＸＹ.PNG", "é.png", "e\u0301.png",
        ],
    )  # fmt: skip
    def test_the_name_of_an_upload_does_not_matter(self, name, draft, admin_client):
        fields = {"images-0-file": upload(name)}
        assert posted(admin_client, draft.articles.get(), **fields).status_code == 302
        assert ArticleImage.objects.get().name.endswith(".png")

    def test_the_same_picture_twice_makes_two_files(self, draft):
        names = {make_image(draft, position=position).name for position in (1, 2)}
        assert len(names) == 2

    @pytest.mark.parametrize(
        ("content", "said"),
        [
            (b"<svg onload='alert(1)'/>", "不收 SVG"),
            (b"", "文件是空的"),
            (b"\0" * (10 * 2**20 + 1), "大于 10 MB"),
        ],
    )
    def test_what_is_no_picture_is_refused_and_only_the_reason_is_kept(
        self, content, said, draft, admin_client, admin_user, media
    ):
        fields = {"images-0-file": upload("图.png", content)}
        response = posted(admin_client, draft.articles.get(), **fields)
        assert said in errors_of(response)
        assert not ArticleImage.objects.exists()
        assert not [path for path in media.rglob("*") if path.is_file()]
        (record,) = Import.objects.all()
        assert said in record.refusal
        assert (record.name, record.sha256, record.source, record.imported_by) == (
            *("图.png", sha256(content).hexdigest(), "picture", admin_user),
        )

    def test_it_is_shown_to_staff_who_may_see_it_and_to_nobody_else(self, draft, client):
        address = f"/admin/news/article/images/{make_image(draft).pk}/"
        assert client.get(address).status_code == 302
        clerk = make_staff("clerk", is_superuser=False)
        client.force_login(clerk)
        assert client.get(address).status_code == 403
        clerk.user_permissions.add(Permission.objects.get(codename="view_articleimage"))
        response = client.get(address)
        assert (response.status_code, response["Content-Type"]) == (200, "image/png")
        assert "no-store" in response["Cache-Control"]
        assert response.getvalue().startswith(b"\x89PNG")

    def test_its_page_shows_it(self, draft, admin_client):
        image = make_image(draft)
        page = opened(admin_client, change(image.article))
        assert [one.get("src") for one in found(page, "img.preview")] == [
            f"/admin/news/article/images/{image.pk}/"
        ]


class TestForReaders:
    def test_it_stands_below_the_article_with_its_size_and_words(self, client):
        issue = make_image(make_issue(), caption="图注").article.issue
        keep_edition(issue)
        image = ArticleImage.objects.get()
        for address in (issue.get_absolute_url(), issue.articles.get().get_absolute_url()):
            page = opened(client, address)
            [shown] = found(page, "figure.picture img")
            assert dict(shown.attrib) == {
                "src": f"/images/{image.name}",
                "alt": "一张图",
                "width": "40",
                "height": "30",
                "loading": "lazy",
                "decoding": "async",
            }
            assert [one.text for one in found(page, "figure.picture figcaption")] == ["图注"]

    def test_it_is_sent_as_what_it_is_and_kept_long(self, client):
        image = make_image(make_issue())
        response = client.get(image.get_absolute_url())
        assert response["Content-Type"] == "image/png"
        assert response["X-Content-Type-Options"] == "nosniff"
        assert response["Cache-Control"] == "public, max-age=3600"
        assert response.getvalue().startswith(b"\x89PNG")

    @pytest.mark.parametrize("state", [state for state in State if state != State.PUBLISHED])
    def test_an_image_of_an_unpublished_issue_answers_as_if_absent(self, state, client):
        image = make_image(make_issue())
        move_to(image.article.issue, state)
        missing = client.get("/issues/1999/1/")
        response = client.get(image.get_absolute_url())
        assert (response.status_code, response.content) == (404, missing.content)
        assert response.headers == missing.headers

    @pytest.mark.parametrize("name", ["x.png", "%00", "0" * 32 + ".png"])
    def test_what_is_no_image_answers_as_any_missing_page(self, name, client):
        response = client.get(f"/images/{name}")
        assert (response.status_code, response.content) == (404, client.get("/x/").content)

    def test_a_file_that_is_gone_answers_as_any_missing_page(self, client):
        image = make_image(make_issue())
        image.file.storage.delete(image.file.name)
        assert client.get(image.get_absolute_url()).status_code == 404

    def test_no_other_address_leads_to_it(self, client):
        image = make_image(make_issue())
        for root in ("/", "/media/", "/static/"):
            if root + image.file.name != image.get_absolute_url():
                assert client.get(root + image.file.name).status_code == 404


def test_a_record_made_without_a_form_draws_its_picture_anew_too(draft):
    image = make_image(draft, file=upload(content=png((3000, 30))))
    assert (image.width, image.height) == (2400, 24)


def test_an_article_takes_no_more_queries_for_more_images(django_assert_num_queries, client):
    issue = make_issue()
    address = issue.articles.get().get_absolute_url()
    with django_assert_num_queries(2):
        client.get(address)
    for position in (1, 2, 3):
        make_image(issue, position=position)
    keep_edition(issue)
    with django_assert_num_queries(2):
        client.get(address)


def test_what_is_frozen_of_an_image(draft):
    image = make_image(draft, caption="图注")
    assert frozen(draft)["images"] == [
        {
            "article__position": 1,
            "file": image.file.name,
            "width": 40,
            "height": 30,
            "alt": "一张图",
            "caption": "图注",
        }
    ]
