"""Feeds for readers who want to be told; they hold what is published and nothing else."""

from datetime import UTC, datetime

from django.contrib.syndication.views import Feed
from django.db.models import Max
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape

from news.models import Article, Issue
from news.notices import notices


class SteadyAtom(Atom1Feed):
    """An Atom feed that says the same while it is empty: Django's own would say it is of now."""

    def latest_post_date(self):
        return super().latest_post_date() if self.items else datetime(1970, 1, 1, tzinfo=UTC)


class CorrectionsFeed(Feed):
    feed_type = SteadyAtom
    title = "南京卫生信息化简报 更正记录"
    subtitle = "已发布的数据和文字的更正、修订与补报。"
    author_name = "南京卫生信息化简报"

    def link(self):
        return reverse("news:corrections")

    def feed_url(self):
        return reverse("news:corrections_feed")

    def items(self):
        return notices()

    def item_title(self, item):
        return item.title

    def item_description(self, item):
        lines = [
            f"{part.title} {line.where}：由 {line.old} 改为 {line.new}"
            for part in item.parts
            for line in part.lines
        ]
        return "\n".join([f"{item.reason}。{item.wording}", *lines])

    def item_updateddate(self, item):
        return item.at

    def item_pubdate(self, item):
        return item.at

    def item_categories(self, item):
        return [item.label]


class IssuesFeed(Feed):
    """The newest issues, each with the titles of its articles; told again when it is corrected."""

    feed_type = SteadyAtom
    title = "南京卫生信息化简报"
    subtitle = "每期发布时告知；更正后另有更新时间。"
    author_name = "南京卫生信息化简报"
    newest = 50

    def link(self):
        return reverse("news:issues")

    def feed_url(self):
        return reverse("news:issues_feed")

    def items(self):
        known = Issue.objects.published().latest_first()
        issues = list(known.annotate(changed=Max("editions__published_at"))[: self.newest])
        titles = Article.objects.filter(issue__in=issues).order_by("position")
        for issue in issues:
            issue.titles = []
        by_key = {issue.pk: issue for issue in issues}
        for key, title in titles.values_list("issue", "title"):
            by_key[key].titles.append(title)
        return issues

    def item_title(self, item):
        return f"{item.name}{item}"

    def item_description(self, item):
        return "<br>".join(map(escape, item.titles))

    def item_pubdate(self, item):
        return item.published_at

    def item_updateddate(self, item):
        return item.changed
