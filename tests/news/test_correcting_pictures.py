"""Pictures of published articles: words corrected, taken out, put in; old versions keep theirs."""

import pytest
from django.contrib.auth.models import User
from django.urls import reverse

from news.models import Amendment, Article, ArticleImage
from stats.correcting import NotCorrectable
from tests.desk import make_staff
from tests.news.corrections import brought_back, corrected, published
from tests.news.test_images import make_image, upload
from tests.web import found, opened

pytestmark = pytest.mark.django_db

ISSUE = "/issues/2024/9/"
WHY = {"kind": "correction", "reason": "录入错误", "wording": "图片有误。"}


@pytest.fixture
def issue(media):
    issue = published()
    ArticleImage.objects.all().delete()
    return issue


@pytest.fixture
def first(issue):
    """A picture that was published with the issue."""
    image = make_image(issue)
    corrected(issue, texts=[{"kind": "image", "id": image.pk, "field": "caption", "old": "",
                             "new": "图一"}])  # fmt: skip
    return image


def form_of(client):
    editor = User.objects.filter(username="editor").first() or make_staff("editor")
    client.force_login(editor)
    return reverse("admin:news_article_correct", args=[Article.objects.get().pk])


def sent(client, issue, **typed):
    """The answer to the form of the article with these fields typed in."""
    issue.refresh_from_db()
    return client.post(form_of(client), {**WHY, "opened": issue.version, **typed})


def lines(answer):
    return [(part.title, line.where, line.old, line.new) for part in answer.context["parts"]
            for line in part.lines]  # fmt: skip


def pictures(client, path=ISSUE):
    return [
        (image.get("src"), image.get("alt")) for image in found(opened(client, path), "figure img")
    ]


def test_its_words_are_corrected(client, issue, first):
    typed = {f"p-{first.pk}-alt": "会场全景", f"p-{first.pk}-caption": ""}
    answer = sent(client, issue, **typed)
    assert lines(answer) == [
        ("图片“一张图”", "替代文字", "一张图", "会场全景"),
        ("图片“一张图”", "图注", "图一", "空白"),
    ]
    corrected(issue, texts=answer.context["amendment"].changes["texts"])
    assert pictures(client) == [(first.get_absolute_url(), "会场全景")]
    assert "替代文字" in opened(client, "/corrections/").text_content()


def test_one_is_exchanged_and_nobody_sees_the_new_one_before(client, issue, first):
    typed = {f"p-{first.pk}-gone": "on", "picture": upload(), "new-alt": "新图"}
    answer = sent(client, issue, **typed)
    new = ArticleImage.objects.exclude(pk=first.pk).get()
    assert lines(answer) == [
        ("图片“一张图”", "图片", "在文中", "已撤下"),
        ("图片“新图”", "图片", "未用", "在文中"),
    ]
    back = client.post(form_of(client), {"payload": answer.context["payload"], "back": "返回"})
    assert f'name="new" value="{new.pk}"' in back.content.decode()
    again = sent(client, issue, **{f"p-{first.pk}-gone": "on", "new": new.pk, "new-alt": "新图"})
    kept = client.post(form_of(client), {"payload": again.context["payload"], "keep": "提交"})
    assert (kept.status_code, Amendment.objects.filter(stage="proposed").count()) == (302, 1)
    client.logout()
    assert client.get(new.get_absolute_url()).status_code == 404
    assert pictures(client) == [(first.get_absolute_url(), "一张图")]
    edition = corrected(issue, texts=answer.context["amendment"].changes["texts"])
    assert pictures(client) == [(new.get_absolute_url(), "新图")]
    older = issue.editions.get(number=edition.number - 1)
    assert pictures(client, older.get_absolute_url()) == [(first.get_absolute_url(), "一张图")]
    for one in (first, new):
        assert client.get(one.get_absolute_url()).getvalue()[1:4] == b"PNG"
    brought_back(older)
    assert pictures(client) == [(first.get_absolute_url(), "一张图")]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"picture": upload()}, "请填写新图片的替代文字"),
        ({"picture": upload(content=b"%PDF-1.4"), "new-alt": "图"}, "这不是可用的图片"),
        ({"picture": upload(), "new-alt": "长" * 201}, "新图片："),
    ],
)
def test_what_is_wrong_is_said_above_the_form(client, issue, typed, said):
    assert said in sent(client, issue, **typed).content.decode()


def test_a_picture_keeps_its_words(client, issue, first):
    answer = sent(client, issue, **{f"p-{first.pk}-alt": " "})
    assert "图片“一张图”的替代文字不能为空" in answer.content.decode()
    change = {"kind": "image", "id": first.pk, "field": "alt", "old": "一张图", "new": ""}
    with pytest.raises(NotCorrectable, match="不能这样改"):
        corrected(issue, texts=[change])
