"""Lists out of the admin and into it again: every list is exported, some are imported.

The screens are those of import-export, with our forms, words and limits. What is uploaded waits
on disk under its sha-256, is read in a process of its own, and is kept once it was written.
"""

import re
from itertools import chain
from pathlib import Path

from django import forms
from django.contrib import messages
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.http import Http404, StreamingHttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils import timezone
from django.utils.http import content_disposition_header
from import_export.admin import ExportMixin, ImportMixin
from import_export.formats.base_formats import Format
from import_export.forms import ImportForm

from stats import booking, documents, keeping
from stats.admin.listing import ShownResource
from stats.models import Import
from stats.writing import FORMATS, TooLongForExcel

LONGEST_NAME = 120
_SALT = "stats.list"
_A_DAY = 24 * 3600
_SUFFIX = re.compile(r"\.[a-z]{1,5}")


class Exported(ExportMixin):
    """Mixin: the list as it is filtered and searched, as a file. To see it is to may have it."""

    change_list_template = "stats/admin/change_list.html"
    ie_base_change_list_template = "admin/change_list.html"
    resource = None

    def init_change_list_template(self):
        """Nothing: the template of the list offers the formats itself."""

    def changelist_view(self, request, extra_context=None):
        extra_context = {"export_formats": list(FORMATS), **(extra_context or {})}
        return super().changelist_view(request, extra_context)

    def has_export_permission(self, request):
        return self.has_view_permission(request)

    def get_urls(self):
        name = "{}_{}_export".format(*self.get_model_info())
        view = self.admin_site.admin_view(self.export_list)
        return [path("export/<str:kind>/", view, name=name), *super(ExportMixin, self).get_urls()]

    def listed(self, request):
        """The resource that writes this list out."""
        return self.resource() if self.resource else ShownResource(self, request)

    def export_list(self, request, kind):
        """The file, streamed; the query string is that of the list."""
        if not self.has_export_permission(request):
            raise PermissionDenied
        if kind not in FORMATS:
            raise Http404
        write, content_type = FORMATS[kind]
        resource = self.listed(request)
        pieces = write(resource.header, resource.lines(self.get_export_queryset(request)))
        try:
            first = next(pieces)
        except TooLongForExcel as error:
            messages.error(request, str(error))
            return redirect("admin:{}_{}_changelist".format(*self.get_model_info()))
        response = StreamingHttpResponse(chain([first], pieces), content_type=content_type)
        name = f"{self.opts.model_name}-{timezone.localdate():%Y%m%d}.{kind}"
        response["Content-Disposition"] = content_disposition_header(True, name)
        return response


class ListFormat(Format):
    """A list in any format: the file itself tells which."""

    def __init__(self, encoding=None):
        self.encoding = encoding

    def get_title(self):
        return "表格"

    def create_dataset(self, in_stream):
        waiting, name = in_stream
        return documents.read_listing(waiting, name)

    def can_import(self):
        return True


class Waiting:
    """A file that waits for a yes, as import-export's temporary storages do."""

    def __init__(self, name=None, **kwargs):
        self.name = name

    @classmethod
    def of(cls, file, user):
        """`file` on disk; its name here is signed, and good for this user only."""
        shown = documents.printable(Path(file.name).stem[:LONGEST_NAME] + Path(file.name).suffix)
        suffix = Path(shown).suffix.lower()
        suffix = suffix if _SUFFIX.fullmatch(suffix) else ".bin"
        sha256 = keeping.wait(file.chunks(), suffix)
        return cls(signing.dumps([sha256, suffix, shown, user.pk], salt=_SALT, compress=True))

    def told(self):
        return signing.loads(self.name, salt=_SALT, max_age=_A_DAY)

    def read(self):
        """The path of the file and the name people know it by."""
        sha256, suffix, shown, _ = self.told()
        waiting = keeping.waiting(sha256, suffix)
        if waiting is None:
            raise documents.Unreadable(f"“{shown}”已不在服务器上（超过一天），请重新上传。")
        return waiting, shown

    def remove(self):
        sha256, suffix, *_ = self.told()
        keeping.discard(sha256, suffix)

    def refuse(self, reason, user):
        """Keep why the file is not taken, and nothing of the file."""
        sha256, _, shown, _ = self.told()
        booking.refuse(shown, sha256, reason, user, Import.Source.TIDY)
        self.remove()


class ListForm(ImportForm):
    """Asks for one file."""

    import_file = forms.FileField(
        label="文件",
        help_text=".xlsx、.xls、.ods、.csv（UTF-8、GB18030 均可）或 .json，首行是列名。",
        allow_empty_file=True,  # refused as it is read, by name
        error_messages={"required": "请选择文件。"},
    )

    def __init__(self, formats, resources, user=None, **kwargs):
        super().__init__(formats, resources, **kwargs)
        self.user, self.waiting, self.refused = user, None, []
        del self.fields["format"], self.fields["resource"]

    def clean_import_file(self):
        """The upload, `waiting` on disk by now."""
        file = self.cleaned_data["import_file"]
        try:
            self.waiting = file.waiting = Waiting.of(file, self.user)
        except OSError as error:
            raise forms.ValidationError(keeping.NO_ROOM) from error
        return file

    def clean(self):
        return {**super().clean(), "format": "0"}

    @property
    def media(self):
        return forms.Media()


class ConfirmForm(forms.Form):
    """The signed name of the file that was looked at, and a fingerprint of what was shown."""

    import_file_name = forms.CharField(widget=forms.HiddenInput)
    digest = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args, user=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_import_file_name(self):
        name = self.cleaned_data["import_file_name"]
        try:
            *_, key = Waiting(name).told()
        except signing.BadSignature:
            key = None
        if key is None or key != self.user.pk:
            raise forms.ValidationError("预览已经过期，请重新上传。")
        return name

    def clean(self):
        return {**super().clean(), "format": "0"}


class Imported(ImportMixin):
    """Mixin: the list as it was exported, changed and taken in again, after a preview."""

    import_template_name = "stats/admin/list_import.html"
    import_form_class = ListForm
    confirm_form_class = ConfirmForm
    tmp_storage_class = Waiting
    skip_admin_log = True  # the history of each record tells more
    import_title = "导入"

    def init_change_list_template(self):
        """Nothing: the template of the list has the button."""

    def changelist_view(self, request, extra_context=None):
        extra_context = {"import_title": self.import_title, **(extra_context or {})}
        return super().changelist_view(request, extra_context)

    def has_import_permission(self, request):
        model = self.opts.model_name
        return request.user.has_perms(
            [f"{self.opts.app_label}.{verb}_{model}" for verb in ("add", "change")]
        )

    def get_import_formats(self):
        return [ListFormat]

    def get_import_resource_classes(self, request):
        return [self.resource]

    def get_import_form_kwargs(self, request):
        posted = request.method == "POST"
        sent = {"data": request.POST, "files": request.FILES} if posted else {}
        return {**sent, "initial": {}, "user": request.user}

    def get_import_context_data(self, **kwargs):
        return {"import_title": self.import_title, "columns": self.resource().header}

    def write_to_tmp_storage(self, import_file, input_format):
        return import_file.waiting

    def import_action(self, request, **kwargs):
        """The preview; of a file that cannot be taken only the reasons are kept."""
        response = super().import_action(request, **kwargs)
        form, result = (response.context_data.get(name) for name in ("form", "result"))
        reasons = [*form.refused, *(result.reasons if result else ())]
        if reasons:
            form.waiting.refuse("\n".join(reasons), request.user)
        return response

    def add_data_read_fail_error_to_form(self, form, e):
        if isinstance(e, documents.Unreadable):
            form.refused.append(str(e))
        elif not isinstance(e, OSError):
            raise e
        form.add_error("import_file", keeping.NO_ROOM if isinstance(e, OSError) else str(e))

    def get_confirm_form_initial(self, request, import_form):
        if import_form is None:
            return {}
        return {"import_file_name": import_form.cleaned_data["import_file"].tmp_storage_name}

    def get_confirm_form_kwargs(self, request, import_form=None):
        return {**super().get_confirm_form_kwargs(request, import_form), "user": request.user}

    def process_import(self, request, **kwargs):
        """Write what was looked at; a file that is gone or finds no room is said to be."""
        try:
            return super().process_import(request, **kwargs)
        except documents.Unreadable as error:
            messages.error(request, str(error))
            return self._to("import")
        except OSError:
            messages.error(request, keeping.NO_ROOM)
            return self._to("import")

    def process_dataset(self, dataset, form, request, **kwargs):
        digest = form.cleaned_data["digest"]
        return self.resource().import_data(dataset, user=request.user, digest=digest)

    def process_result(self, result, request):
        """Tell what was written and lead to the way back; or why nothing was."""
        if result.stale or result.import_ is None:
            told = result.stale or "；".join(message for _, message in result.first_refused)
            messages.error(request, f"没有写入任何数据：{told}")
            return self._to("import")
        messages.success(
            request,
            f"“{result.import_}”已导入：新增 {result.added}，改动 {result.changed}，"
            f"不变 {result.unchanged}。",
        )
        if request.user.has_perm("stats.view_import"):
            return redirect("admin:stats_import_change", result.import_.pk)
        return self._to("changelist")

    def _to(self, page):
        return redirect("admin:{}_{}_{}".format(*self.get_model_info(), page))
