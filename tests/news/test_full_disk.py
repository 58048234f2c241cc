"""A disk with no room for a picture: said on the form, with all that was typed still there."""

import pytest

from news.models import Article, ArticleImage
from stats import keeping
from tests.builders import make_issue
from tests.desk import make_staff
from tests.news.test_images import errors_of, posted

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin_user(db):
    return make_staff()


@pytest.mark.parametrize("failing", ["stats.keeping.check_room", "news.admin.images.picture_of"])
def test_it_is_told_and_nothing_typed_is_lost(failing, admin_client, media, monkeypatch):
    def full(given):
        raise keeping.NoRoom(keeping.NO_ROOM)

    monkeypatch.setattr(failing, full)
    article = make_issue(2024, 10, state="draft").articles.get()
    response = posted(admin_client, article, title="新的题目")
    assert f"“图.png”：{keeping.NO_ROOM}" in errors_of(response)
    assert response.context["adminform"].form["title"].value() == "新的题目"
    assert list(Article.objects.values_list("title", flat=True)) == [article.title]
    assert list(ArticleImage.objects.all()) == []
    assert [path for path in media.rglob("*") if path.is_file()] == []
