"""All addresses of the desk with something to open at each, and one person of every kind."""

import re
from itertools import chain

from django.apps import apps
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.admin.sites import site
from django.contrib.auth.models import Group, User
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.urls import reverse

from news.models import (
    Amendment,
    Article,
    ArticleImage,
    EditionFile,
    Issue,
    ReaderReport,
    ReleaseDay,
    ReleaseDayChange,
    Step,
)
from news.previewing import new_link
from nhb_site import auditing
from stats.models import (
    Assignment,
    Break,
    CorrectionReason,
    Finding,
    Import,
    Institution,
    NotPrinted,
    Row,
    SheetForm,
    Table,
)
from tests.builders import keep_edition, make_issue, make_table
from tests.desk import fill_desk

PEOPLE = (
    "匿名", "停用", "无角色", "录入", "录入限定", "编辑", "审核", "管理", "审计", "超级用户",
)  # fmt: skip
DRAFT, ELSEWHERE, OTHERS, OUT = "草稿", "别的表", "别的机构", "已发布"
ONESELF, COLLEAGUE, SUPERUSER = "本人", "同事", "超级用户"
ARGUMENTS = {"kind": "csv"}
QUERIES = {"stats_table_life": "?row={row}&metric=online"}
APP_OF = re.compile(r"(auth|admin|stats|news|nhb_site)_([a-z]+)_")
X = "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881"  # printf x | sha256sum


def make_people(roles):
    """A user of every kind but the anonymous one; nobody needs a password."""
    people = {}
    for name in PEOPLE[1:]:
        user = User.objects.create(username=name, is_staff=True, is_superuser=name == "超级用户")
        role = roles.get("录入" if name == "录入限定" else name)
        user.groups.set([role] if role else [])
        people[name] = user
    people["停用"].groups.set(roles.values())
    return people


def make_world(people):
    """What can be opened: by label, the record of each model that stands under it."""
    author = people["超级用户"]
    fill_desk(author, [1])
    fill_desk(author, [2], published=True)
    elsewhere = make_table("kiosks", "2020-02", family="自助机", published=False, origin="2020-02")
    Finding.objects.create(
        origin="2020-02", table=elsewhere, code="jump", message="相差大", severity="warning"
    )
    draft, out = Table.objects.get(origin="T-1"), Table.objects.get(origin="T-2")
    world = {
        DRAFT: of_table(draft) | of_issue(Issue.objects.get(state="draft")) | loose(draft, author),
        ELSEWHERE: of_table(elsewhere),
        OTHERS: of_table(draft, place=1),
        OUT: of_table(out) | of_issue(Issue.objects.get(state="published")) | corrected(author),
        COLLEAGUE: {User: people["录入"], Assignment: Assignment(user=people["录入"])},
        SUPERUSER: {User: author},
    }
    world[COLLEAGUE][Assignment].save()
    limit(people["录入限定"], draft)
    return world


def corrected(author):
    """A correction that waits for somebody's word, a reason for one, an older version."""
    table = make_table(period="2021-04", origin="2021-05")
    issue = make_issue(2021, 5, tables=[table])
    keep_edition(issue)
    cell = table.rows.first().observations.get(metric__code="online")
    change = {"row": cell.row_id, "metric": "online"}
    change |= {"old": ["6668", "A", "6668"], "new": ["6686", "A", "6686"]}
    told = {"kind": "correction", "reason": "录入错误", "public_wording": "漏计一天。"}
    amendment = Amendment(issue=issue, changes={"cells": [change]}, proposed_by=author, **told)
    amendment.save()
    reason, _ = CorrectionReason.objects.get_or_create(name="录入错误")
    return by_model(amendment, reason, issue.editions.get(number=1))


def limit(user, table):
    """Let `user` enter only that dataset, and only its first institution."""
    mine = Assignment.objects.create(user=user, institution=table.rows.first().institution)
    mine.datasets.set([table.dataset])


def by_model(*records):
    return {type(record): record for record in records if record is not None}


def of_table(table, place=0):
    row = table.rows.all()[place]
    cell = row.observations.first()
    finding = table.findings.filter(severity="warning", verdict="").first()
    if place:
        return by_model(row, cell, row.institution)
    correction = cell.corrections.first()
    return by_model(
        table, row, cell, table.dataset, cell.metric, table.layout, finding, correction
    ) | by_model(table.layout.columns.first(), row.institution)


def of_issue(issue):
    related = ("articles", "briefs", "issue_tables", "sources", "editions")
    return by_model(issue, *(getattr(issue, name).first() for name in related))


def loose(table, author):
    """Records that hang on nothing that may be published."""
    came = Import(source="sheet", name="来表.xlsx", sha256=X, imported_by=author)
    came.file.save("a.xlsx", ContentFile(b"x"))
    image = ArticleImage(article=Issue.objects.first().articles.first(), position=1, alt="会场")
    image.file.save("a.png", ContentFile(b"x"))
    logged = LogEntry.objects.create(
        user=author, action_flag=CHANGE, object_repr="甲", change_message="改"
    )
    return by_model(
        came,
        new_link(Issue.objects.get(state="draft"), "王主任", author)[0],
        image,
        logged,
        *of_release(Issue.objects.get(state="draft"), author),
        Group.objects.get(name="录入"),
        Institution.objects.filter(names__isnull=False).first().names.first(),
        ReaderReport.objects.create(page="/stats/", text="有误"),
        auditing.record(auditing.Kind.PREVIEW, "甲"),
        NotPrinted.objects.create(dataset=table.dataset, period="2020-05-01"),
        Break.objects.create(dataset=table.dataset, period="2020-05-01", wording="改计人次"),
        SheetForm.objects.create(signature="s", label="表头", dataset=table.dataset),
    )


def of_release(issue, author):
    """What is written once on the way of an issue, and a day announced."""
    day = ReleaseDay.objects.create(year=2020, number=3, due_on="2020-03-28")
    moved = {"before": "2020-03-27", "after": "2020-03-28", "reason": "等数据"}
    edition = issue.editions.create(number=3, published_at="2020-03-28T01:00Z", content="{}")
    return (
        day,
        ReleaseDayChange.objects.create(day=day, made_by=author, **moved),
        Step.objects.create(issue=issue, made_by=author, before="draft", after="in-review"),
        EditionFile.objects.create(edition=edition, kind="json", content=b"{}"),
    )


def patterns(urls):
    """(name, names of its arguments) of every named address."""
    for one in urls:
        if hasattr(one, "url_patterns"):
            yield from patterns(one.url_patterns)
        elif one.name:
            yield one.name, list(one.pattern.regex.groupindex)


def pages(world, person):
    """(page, what, address) of all there is to open; `person` is who opens."""
    for name, arguments in patterns(site.get_urls()):
        if name == "autocomplete":
            yield from autocompletes()
        elif set(arguments) <= set(ARGUMENTS) or name in ("app_list", "view_on_site"):
            yield from plain_pages(name, arguments, world)
        else:
            yield from pages_of_record(name, arguments, world, person)


def plain_pages(name, arguments, world):
    if name == "app_list":
        for app in ("stats", "news", "auth", "admin", "nhb_site"):
            yield name, app, reverse("admin:app_list", args=[app])
    elif name == "view_on_site":
        article = world[DRAFT][Article]
        kind = ContentType.objects.get_for_model(Article)
        yield name, DRAFT, reverse("admin:view_on_site", args=[kind.pk, article.pk])
    else:
        kwargs = {key: ARGUMENTS[key] for key in arguments}
        yield name, "", reverse(f"admin:{name}", kwargs=kwargs)


def pages_of_record(name, arguments, world, person):
    model = apps.get_model(*APP_OF.match(name).groups())
    known = {label: records[model] for label, records in world.items() if model in records}
    if model is User and person is not None:
        known[ONESELF] = person
    for label, record in known.items():
        values = {"table": world.get(label, {}).get(Table), Row: world.get(label, {}).get(Row)}
        args = {key: getattr(values.get(key, record), "pk", 0) for key in arguments}
        query = QUERIES.get(name, "").format(row=getattr(values.get(Row), "pk", 0))
        yield name, label, reverse(f"admin:{name}", kwargs=args) + query


def autocompletes():
    """One for each field that offers its records so."""
    for model, admin in site._registry.items():
        places = [(model, admin), *((inline.model, inline) for inline in admin.inlines)]
        for place, options in places:
            for field in options.autocomplete_fields:
                told = (place._meta.app_label, place._meta.model_name, field)
                query = "app_label={}&model_name={}&field_name={}".format(*told)
                yield "autocomplete", ".".join(told), f"/admin/autocomplete/?{query}"


def every_page(world, person=None):
    """{(page, what): address}, sorted as the table is."""
    found = chain(pages(world, person))
    return dict(sorted(((name, what), address) for name, what, address in found))
