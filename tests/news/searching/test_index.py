"""What is found is what is published, from the moment it is until it no longer is."""

import random
import re

import pytest
from django.core.management import call_command
from django.db import connection

from news.correcting import rehearse
from news.models import Issue, SearchEntry, State
from news.publishing import publish, withdraw
from news.searching.asking import Meant, known_institutions, question_of
from news.searching.entries import OfIssue, of_families, of_institutions
from news.searching.finding import PER_PAGE, Narrowed, found
from news.searching.index import index_missing, index_names, rebuild
from news.searching.nearby import suggestions_for
from news.searching.words import folded
from stats.models import Institution, InstitutionName
from tests.builders import make_issue, make_table
from tests.desk import make_staff
from tests.news.corrections import amendment_of, corrected, published, typed
from tests.news.searching.published import found_in, make_articles  # noqa: F401 - a fixture

pytestmark = pytest.mark.django_db


def all_found(typed):
    """The paths of everything found, in order."""
    question = question_of(typed, known_institutions())
    answer = found(question, Narrowed())
    pages = range(1, answer.total // PER_PAGE + 2)
    return [entry.path for number in pages for entry in answer.page(number)]


class TestEverythingFound:
    def test_is_what_reading_every_text_finds_in_the_same_order(self, found_in):  # noqa: F811
        entries = [one for edition in last_editions() for one in OfIssue(edition).entries()]
        entries += [*of_institutions(), *of_families()]
        keys_of = dict(SearchEntry.objects.values_list("pk", "key"))
        wrong = {}
        for part in parts_to_ask_for(entries):
            question = question_of(part)
            answer = found(question, Narrowed())
            pages = () if answer.relaxed else range(1, answer.total // PER_PAGE + 2)
            keys = [keys_of[entry.id] for number in pages for entry in answer.page(number)]
            if keys != read_through(entries, part) or answer.total != len(keys):
                wrong[part] = (keys, read_through(entries, part))
        assert wrong == {}


def last_editions():
    return [issue.editions.first() for issue in Issue.objects.published()]


def parts_to_ask_for(entries):
    """Parts of one to five Chinese signs out of the texts, the same every time."""
    runs = [run for one in entries for run in re.findall("[\u4e00-\u9fff]+", one.title + one.text)]
    chosen = random.Random(5)
    for size in (1, 2, 2, 3, 4, 5):
        for _ in range(25):
            run = chosen.choice([run for run in runs if len(run) >= size])
            start = chosen.randrange(len(run) - size + 1)
            yield run[start : start + size]


def read_through(entries, part):
    """The keys of the entries that hold `part`: those with it in a title first."""
    titles = {one.key: holds([one.title, *one.headings], part) for one in entries}
    hits = [one for one in entries if titles[one.key] or holds(one.text.splitlines(), part)]
    return [one.key for one in sorted(hits, key=lambda one: (not titles[one.key], one.rank))]


def holds(lines, part):
    return any(part in re.sub(r"\s", "", folded(line)) for line in lines)


class TestADraft:
    def test_is_found_from_the_moment_it_is_published_until_it_is_withdrawn(self):
        make_issue(2024, 8, tables=[make_table(period="2024-07", origin="2024-08")])
        hospital = ("1", "绝密医院", "9081726354", "2")
        table = make_table(origin="2024-09", rows=[hospital], published=False)
        issue = make_issue(tables=[table], articles=["绝密文章"], state=State.DRAFT)
        asked = ("绝密", "jmyy", "密院", "9081726354", "2024年8月", "绝秘文章")
        before = {typed: (all_found(typed), near(typed)) for typed in asked}
        hidden = {"2024年8月": ["/issues/2024/8/"]}
        assert before == {typed: (hidden.get(typed, []), []) for typed in asked}
        publish(issue, checked=True)
        hospital, table = "/institutions/jue-mi-yi-yuan/", "/stats/bookings/2024-08/"
        assert all_found("绝密") == [hospital, "/issues/2024/9/articles/1/", table]
        assert all_found("jmyy") == all_found("密院") == [hospital, table]
        assert all_found("9081726354") == [table]
        assert all_found("2024年8月") == ["/issues/2024/8/", "/stats/bookings/2024-08/"]
        assert near("绝秘文章") == ["绝密文章"]
        withdraw(issue, None, "有误")
        assert {typed: (all_found(typed), near(typed)) for typed in asked} == before

    def test_names_nobody_else_printed_are_not_found(self):
        make_issue(tables=[make_table()])
        hospital = Institution.objects.get(name="南京鼓楼医院")
        draft = make_table("kiosks", "2024-09", rows=[("1", "南京鼓楼医院", "1", "2")],
                           family="自助机", origin="2024-10", published=False)  # fmt: skip
        draft.rows.update(printed_name="鼓医新院", institution=hospital)
        InstitutionName.objects.create(institution=hospital, name="鼓医新院")
        InstitutionName.objects.create(institution=hospital, name="马林医院", note="1892年创办")
        index_names()
        assert all_found("鼓医新院") == []
        assert all_found("马林医院") == ["/institutions/nan-jing-gu-lou-yi-yuan/"]
        assert known_institutions()[0] == Meant("南京鼓楼医院", ("南京鼓楼医院", "马林医院"))


def near(typed):
    return suggestions_for(question_of(typed, known_institutions()))


class TestACorrection:
    def test_makes_the_old_figure_unfindable_and_the_new_one_found_at_once(self):
        issue = published()
        cells = typed(issue.tables.get(), online="6686")
        place = ["/stats/bookings/2024-08/"]
        rehearse(amendment_of(issue, cells=cells), make_staff("bian"))
        assert (all_found("6668"), all_found("6686")) == (place, [])
        corrected(issue, cells=cells)
        assert (all_found("6668"), all_found("6686")) == ([], place)


class TestTheIndex:
    def test_made_anew_is_the_same(self, found_in):  # noqa: F811
        before = stored()
        rebuild()
        assert stored() == before
        assert index_missing() == (0, 0)
        assert all_found("儿院")[0] == "/institutions/nanjingshi-ertong-yiyuan/"

    def test_is_filled_by_the_command_and_only_once(self, capsys):
        make_articles()
        SearchEntry.objects.all().delete()
        call_command("rebuild_search", "--missing")
        call_command("rebuild_search", "--missing")
        assert capsys.readouterr().out.splitlines() == [
            "搜索索引：写入 3 条，删去 0 条。",
            "搜索索引：写入 0 条，删去 0 条。",
        ]
        call_command("rebuild_search")
        assert all_found("接种点") == ["/issues/2021/3/articles/1/"]

    def test_writes_again_only_what_changed(self):
        issue = make_articles()
        keys = dict(SearchEntry.objects.values_list("key", "pk"))
        article = issue.articles.get(position=1)
        article.body = "<p>改过的正文。</p>"
        article.save()
        issue.state = State.DRAFT
        issue.save()
        publish(issue, checked=True)
        after = dict(SearchEntry.objects.values_list("key", "pk"))
        assert {key for key in keys if keys[key] != after[key]} == {"2021-03/article/1/0"}

    def test_finds_nothing_that_a_database_begun_anew_had_before(self):
        make_articles()
        SearchEntry.objects.all().delete()
        if connection.vendor == "sqlite":  # as `flush` does
            with connection.cursor() as cursor:
                cursor.execute("DELETE FROM sqlite_sequence WHERE name = 'news_searchentry'")
        make_issue(2022, 1, articles=["新文章"])
        assert all_found("疫苗") == []

    def test_follows_a_new_name(self, django_capture_on_commit_callbacks):
        make_issue(tables=[make_table()])
        hospital = Institution.objects.get(name="南京市儿童医院")
        connection.run_on_commit.clear()  # what a test's own transaction never comes to
        with django_capture_on_commit_callbacks(execute=True) as called:
            hospital.name = "南京儿童医学中心"
            hospital.save()
            InstitutionName.objects.create(institution=hospital, name="南京市儿童医院")
        assert len(called) == 1
        assert all_found("儿童医学中心") == ["/institutions/nan-jing-shi-er-tong-yi-yuan/"]

    def test_finds_every_line_of_a_text_longer_than_databases_remember(self):
        lines = "".join(f"<p>第{n}家社区卫生服务中心于{n + 4000}年开诊</p>" for n in range(900))
        make_articles({"全市社区": lines})
        parts = [path for path in all_found("社区卫生服务中心") if "articles" in path]
        assert parts == ["/issues/2021/3/articles/1/"] * 4
        for text in ("第0家社区卫生服务中心", "第899家社区卫生服务中心", "4777年开诊"):
            assert all_found(text) == ["/issues/2021/3/articles/1/"]


def stored():
    fields = ("key", "kind", "year", "family", "rank", "title", "source", "text", "path")
    return list(SearchEntry.objects.order_by("key").values_list(*fields))
