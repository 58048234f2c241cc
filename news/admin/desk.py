"""What is done from the home of the desk: begin the next issue, its workbook, tables checked."""

import re
from functools import partial

from django import forms
from django.contrib import messages
from django.contrib.admin.widgets import AdminDateWidget
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from news.drafting import NothingToFollow, draft_next, propose
from news.models import Issue
from stats.models import Assignment, Finding, Table
from stats.shapes import month_name
from stats.workbooks import workbook_of

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class NextForm(forms.Form):
    """What the editor may change of the issue that is to be begun."""

    number = forms.IntegerField(
        label="期号", min_value=1, max_value=12, error_messages={"required": "请填写期号。"}
    )
    serial = forms.IntegerField(label="总期号", min_value=1, required=False)
    due_on = forms.DateField(label="计划印发日期", required=False, widget=AdminDateWidget)
    tables = forms.ModelMultipleChoiceField(
        Table.objects.none(),
        label="统计表",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    year = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, proposal, *args, **kwargs):
        initial = {
            "year": proposal.year,
            "number": proposal.number,
            "serial": proposal.serial,
            "due_on": proposal.due_on,
            "tables": [table.pk for table in proposal.tables],
        }
        super().__init__(*args, initial=initial, **kwargs)
        self.proposal = proposal
        tables = self.fields["tables"]
        tables.queryset = Table.objects.filter(pk__in=initial["tables"])
        tables.choices = [(table.pk, self.label_of(table)) for table in proposal.tables]

    def label_of(self, table):
        month = month_name(self.proposal.month_of(table))
        return f"{table.dataset}　{month}　{table.row_count} 行"

    def clean(self):
        """Each rule of the record, told in words; the same form sent twice is one of them."""
        number, serial = self.cleaned_data.get("number"), self.cleaned_data.get("serial")
        year = self.cleaned_data.get("year")
        known = Issue.objects.filter(year=year, number=number).first()
        if known:
            raise forms.ValidationError(f"{known}已经建好了，没有再建一次。", code="known")
        if year != self.proposal.year:
            raise forms.ValidationError("这期间有了新的一期，请重新核对下面的内容。")
        holder = Issue.objects.filter(serial=serial).first() if serial else None
        if holder:
            self.add_error("serial", f"总第{serial}期已是{holder}。")

    def chosen(self):
        wanted = {table.pk for table in self.cleaned_data["tables"]}
        return [table for table in self.proposal.tables if table.pk in wanted]


@require_http_methods(["GET", "HEAD", "POST"])
def begin_next(request, model_admin):
    """The page that tells what the next issue will be; a POST makes it."""
    if not model_admin.has_add_permission(request):
        raise PermissionDenied
    try:
        proposal = propose()
    except NothingToFollow as reason:
        messages.warning(request, str(reason))
        return redirect("admin:index")
    form = NextForm(proposal, request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _begun(request, form)
    if form.has_error("__all__", "known"):
        messages.info(request, form.non_field_errors()[0])
        return redirect("admin:index")
    context = {
        **model_admin.admin_site.each_context(request),
        "title": "开始下一期",
        "form": form,
        "media": model_admin.media + form.media,
        "proposal": proposal,
        "opts": model_admin.opts,
    }
    return render(request, "news/admin/begin_next.html", context)


def _begun(request, form):
    data = form.cleaned_data
    try:
        issue = draft_next(data["number"], data["serial"], data["due_on"], form.chosen())
    except IntegrityError:
        messages.info(request, "这一期刚刚已经建好了，没有再建一次。")
    else:
        count = issue.issue_tables.count()
        messages.success(request, f"{issue}已建好：{count} 张表，机构与上月相同，等待录入。")
    return redirect("admin:index")


@require_GET
def workbook(request, model_admin, pk):
    """The workbook of an issue to be filled in, or that of one of its tables (`table`)."""
    if not request.user.has_perm("stats.view_table"):
        raise PermissionDenied
    issue = get_object_or_404(Issue, pk=pk)
    tables = _fillable(issue, request)
    if not tables:
        messages.warning(request, f"{issue}没有您可以填报的表。")
        return redirect("admin:index")
    only = f" {tables[0].dataset}" if "table" in request.GET else ""
    return HttpResponse(
        workbook_of(tables),
        content_type=XLSX,
        headers={
            "Content-Disposition": content_disposition_header(True, f"{issue}填报表{only}.xlsx")
        },
    )


def _fillable(issue, request):
    """Tables of `issue` that are not published, as far as this person enters them."""
    tables = issue.tables.filter(pk__in=Table.objects.open()).order_by("issue_table__position")
    if "table" in request.GET:
        wanted = request.GET["table"]
        tables = tables.filter(pk=wanted) if re.fullmatch("[0-9]{1,18}", wanted) else tables.none()
    assignment = Assignment.objects.filter(user=request.user).first()
    return [
        table
        for table in tables.select_related("dataset", "layout")
        if assignment is None or assignment.covers(table.dataset)
    ]


@require_POST
def checked(request, model_admin, pk, table):
    """Mark a table of an issue as looked at and found right, or take that back (`undo`)."""
    if not request.user.has_perm("stats.change_finding"):
        raise PermissionDenied
    with transaction.atomic():
        tables = Table.objects.select_for_update(of=("self",)).select_related("dataset")
        table = get_object_or_404(tables, pk=table, issue_table__issue=pk)
        refused = _not_to_be_checked(table, request.POST)
        if refused:
            messages.warning(request, refused)
        else:
            _mark(table, None if "undo" in request.POST else request.user)
            done = "取消了核对" if "undo" in request.POST else "已记为核对无误"
            messages.success(request, f"“{table}”{done}。")
    # To the same line again, not to the top: the next table to look at is right below.
    return redirect(f"{reverse('admin:index')}#table-{table.pk}")


def _not_to_be_checked(table, sent):
    """Why this table cannot be marked now, or nothing."""
    if table.is_closed:
        return table.refusal("不再改动。")
    if sent.get("version") != str(table.version):
        return f"“{table}”刚刚又有改动，请看过新的数据再核对。"
    errors = Finding.objects.filter(table=table).errors().count()
    if errors and "undo" not in sent:
        return f"“{table}”还有 {errors} 个错误，改正后再核对。"
    return ""


def _mark(table, user):
    table.checked_by, table.checked_at = user, timezone.now() if user else None
    table.save(update_fields=["checked_by", "checked_at"])


class DeskUrls:
    """Mixin for the admin of issues: the addresses of what is done from the home of the desk."""

    def get_urls(self):
        pages = {
            "next/": begin_next,
            "<int:pk>/workbook/": workbook,
            "<int:pk>/tables/<int:table>/checked/": checked,
        }
        return [
            path(
                route,
                self.admin_site.admin_view(partial(page, model_admin=self)),
                name=f"news_issue_{page.__name__}",
            )
            for route, page in pages.items()
        ] + super().get_urls()
