"""A desk full of records for the tests of the admin: one of everything, out and not yet out."""

from hashlib import sha256

from django.contrib.admin.sites import site
from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from django.urls import reverse

from news.models import Edition, SourceDocument
from stats.models import (
    Column,
    Correction,
    Finding,
    Import,
    Institution,
    InstitutionName,
    Layout,
    Metric,
    Severity,
    SheetForm,
)
from tests.builders import BOOKINGS_ROWS, make_issue, make_table

APPS = ("stats", "news")
MODELS = [model for model in site._registry if model._meta.app_label in APPS]


def address(model, page, *args):
    """The address of an admin page of a model, or of a record."""
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


def change(record):
    return address(type(record), "change", record.pk)


def make_staff(username="editor", **fields):
    """A member of staff who may do everything; without a password, which takes long to make."""
    fields = {"is_superuser": True} | fields
    return User.objects.create(username=username, is_staff=True, **fields)


def messages_of(response):
    return [str(message) for message in response.context["messages"]]


def form_data(response):
    """What a browser would send back from a change page, were nothing touched."""
    forms = [response.context["adminform"].form]
    for inline in response.context["inline_admin_formsets"]:
        forms += [inline.formset.management_form, *inline.formset.forms]
    return {
        bound.html_name: "" if bound.value() is None else bound.value()
        for form in forms
        for bound in form
        if bound.value() is not False and not nothing_chosen(bound)
    }


def nothing_chosen(bound):
    """Whether a browser sends nothing of a choice of many."""
    widget = getattr(bound.field.widget, "widget", bound.field.widget)  # within what adds records
    many = getattr(widget, "allow_multiple_selected", False)
    return many and bound.value() is None


def fill_desk(user, months=(8,), *, published=False, rows=0):
    """For each month since 2020 an issue with a table and all that hangs on it."""
    for number in months:
        table = make_table(
            period=f"{2020 + number // 12}-{number % 12 + 1:02d}",
            published=published,
            origin=f"T-{number}",
            rows=[*BOOKINGS_ROWS, *((str(n), f"医院{n}", "1", "2") for n in range(rows))],
        )
        state = "published" if published else "draft"
        issue = make_issue(2020 + number // 12, number % 12 + 1, tables=[table], state=state)
        add_sources(issue, number, user)
        add_findings(table, user)
        add_import(table, number, user)
        add_names(number)


def add_sources(issue, number, user):
    document = SourceDocument(
        issue=issue, name=f"第{number}期.txt", encoding="utf-8", uploaded_by=user
    )
    text = f"第{number}期正文".encode()
    document.sha256 = sha256(text).hexdigest()
    document.file.save(document.name, ContentFile(text))
    Edition.objects.create(
        issue=issue,
        number=2,
        published_at="2024-09-28T01:00Z",
        content='{"期": 1}',
        sha256=document.sha256,
    )


def add_findings(table, user):
    row = table.rows.first()
    common = {"origin": table.origin, "table": table, "row": row, "where": "第1行"}
    judged = {"verdict": "as-printed", "verdict_by": user}
    Finding.objects.create(code="x0", message="照印", severity="warning", **judged, **common)
    Finding.objects.create(code="x1", message="合计不符", severity=Severity.WARNING, **common)
    Finding.objects.create(code="x2", message="认不出的格", severity=Severity.ERROR, **common)
    Correction.objects.create(
        observation=row.observations.first(),
        old_status="A",
        new_status="A",
        old_value=1,
        new_value=2,
        old_raw_text="1",
        new_raw_text="2",
        reason="录入有误",
        made_by=user,
    )


def add_import(table, number, user):
    """A sheet that was taken into `table`, and the memory of how it was read."""
    row = table.rows.first()
    cell = {"row": row.pk, "metric": "online", "where": "B4"}
    import_ = Import.objects.create(
        source=Import.Source.SHEET,
        file=f"imports/{number}.xlsx",
        name=f"第{number}月.xlsx",
        sha256=f"{number:064x}",
        imported_by=user,
    )
    import_.parts.create(
        kind="cell", table=table.pk, count=1,
        changes=[{**cell, "old": None, "new": ["6668", "A", "6668"]}],
    )  # fmt: skip
    SheetForm.objects.create(
        signature=f"{number:064x}", label=f"表样{number}", dataset=table.dataset
    )


def add_names(number):
    """An institution with a former name, and a metric printed in a column."""
    hospital = Institution.objects.create(
        code=f"h-{number}",
        name=f"第{number}医院",
        district=Institution.objects.create(name=f"第{number}区", kind="district"),
    )
    InstitutionName.objects.create(institution=hospital, name=f"第{number}人民医院")
    layout = Layout.objects.first()
    whole = Metric.objects.create(dataset=layout.dataset, code=f"w-{number}", label="应传")
    part = Metric(dataset=layout.dataset, code=f"p-{number}", label="已传", part_of=whole)
    part.save()
    Column.objects.create(
        layout=layout, position=number, header_path=["已传/应传"], metric=part, whole=whole
    )
