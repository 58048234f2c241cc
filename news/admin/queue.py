"""The queue of documents: many uploaded at once, read one after the other, each with its state."""

from functools import partial
from pathlib import Path

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import F, IntegerField
from django.db.models.functions import Cast
from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.html import format_html
from django.views.decorators.http import require_http_methods, require_POST

from news.models import SourceDocument
from news.workbench import waiting
from stats.admin.uploads import FilesField

MOST_FILES = 100
Stage = SourceDocument.Stage


class DocumentsForm(forms.Form):
    files = FilesField(
        label="文件",
        help_text="可一次选多份。.docx、.doc、.pdf 或 .txt，每份一期。",
        error_messages={"required": "请选择文件。"},
    )

    def clean_files(self):
        files = self.cleaned_data["files"]
        if not files:
            raise forms.ValidationError("请选择文件。")
        if len(files) > MOST_FILES:
            raise forms.ValidationError(f"一次最多 {MOST_FILES} 份，请分几次上传。")
        return files


class YearFilter(admin.SimpleListFilter):
    title = "年份"
    parameter_name = "year"

    def lookups(self, request, model_admin):
        years = SourceDocument.objects.values_list("report__issue__year", flat=True).order_by()
        return [(str(year), f"{year}年") for year in sorted({y for y in years if y}, reverse=True)]

    def queryset(self, request, queryset):
        year = self.value() or ""
        if not (year.isascii() and year.isdigit() and len(year) == 4):
            return queryset
        return queryset.filter(report__issue__year=int(year))


@admin.display(description="文件名", ordering="name")
def opened(obj):
    address = reverse("admin:news_sourcedocument_workbench", args=[obj.pk])
    return format_html('<a href="{}">{}</a>', address, obj.name)


@admin.display(description="期", ordering="told")
def told_issue(obj):
    return f"{obj.told // 1000}年第{obj.told % 1000}期" if obj.told else None


@admin.display(description="状态", ordering="state")
def standing(obj):
    if obj.state == Stage.SAVED and obj.issue_id is None:
        return "该期已删除"
    if obj.state == Stage.WAITING and obj.problem:
        return "须先处理"
    if obj.state == Stage.WAITING and obj.error_count is None:
        return "等待读取"
    if obj.state == Stage.WAITING and not (obj.error_count or obj.proposal_count):
        return "可以收录"
    return obj.get_state_display()


def count(name, label):
    @admin.display(description=label, ordering=name)
    def shown(obj):
        return getattr(obj, name)

    return shown


def _number(way):
    """What a report tells, as a number that lists are sorted by."""
    return Cast(F(way), IntegerField())


ERRORS, PROPOSALS = count("error_count", "错误"), count("proposal_count", "待认定")


class QueuePages:
    """Mixin for the admin of source documents: the list is the queue."""

    change_list_template = "news/admin/queue.html"

    def get_urls(self):
        pages = (upload, read_next)
        return [
            path(
                f"{page.__name__.replace('_', '-')}/",
                self.admin_site.admin_view(partial(page, model_admin=self)),
                name=f"news_sourcedocument_{page.__name__}",
            )
            for page in pages
        ] + super().get_urls()

    def get_queryset(self, request):
        told = {
            "told": _number("report__issue__year") * 1000 + _number("report__issue__number"),
            "error_count": _number("report__counts__errors"),
            "proposal_count": _number("report__counts__proposals"),
            "problem": F("report__problem"),
        }
        return super().get_queryset(request).defer("decisions").annotate(**told)

    def changelist_view(self, request, extra_context=None):
        progress = {
            "title": "来源文件",
            "unread": waiting.unread().count(),
            "may_upload": request.user.has_perm("news.add_sourcedocument"),
        }
        return super().changelist_view(request, {**progress, **(extra_context or {})})


@require_http_methods(["GET", "HEAD", "POST"])
def upload(request, model_admin):
    """Ask for documents; they are kept at once and read one by one from the queue."""
    _guard(request)
    form = DocumentsForm(request.POST or None, request.FILES or None)
    if request.method == "POST":
        form = DocumentsForm(request.POST, request.FILES)
        if form.is_valid():
            _keep(request, form.cleaned_data["files"])
            return redirect("admin:news_sourcedocument_changelist")
    context = {
        **model_admin.admin_site.each_context(request),
        "title": "上传简报文件",
        "form": form,
        "opts": model_admin.opts,
    }
    return render(request, "news/admin/upload.html", context)


def _guard(request):
    if not request.user.has_perm("news.add_sourcedocument"):
        raise PermissionDenied


def _keep(request, files):
    kept = 0
    for file in files:
        source, became = waiting.wait(Path(file.name).name, file.read(), request.user)
        if became == "saved":
            messages.info(request, f"“{file.name}”此前已收录为{source.issue}，没有再收。")
        elif became == "waiting":
            messages.info(request, f"“{file.name}”已在队列里。")
        else:
            kept += 1
    if kept:
        messages.success(request, f"收到 {kept} 份文件，正在逐份读取。")


@require_POST
def read_next(request, model_admin):
    """Read the next waiting document; told as JSON to the script that goes on by itself."""
    _guard(request)
    source = waiting.unread().first()
    if source is not None:
        waiting.read(source)
    left = waiting.unread().count()
    if request.headers.get("accept", "").startswith("application/json"):
        return JsonResponse({"left": left, "name": source.name if source else ""})
    if source is not None:
        messages.info(request, f"读完“{source}”，还有 {left} 份。")
    return redirect("admin:news_sourcedocument_changelist")
